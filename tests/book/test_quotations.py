"""What a sentence can quote of an edition."""

import pytest

from helpers.base.errors import VaerestederError
from helpers.book.quotations import Quotations
from helpers.facts.model import Facts


@pytest.mark.parametrize(("word", "was"), [("udgave", "key"), ("mindste_grundlag", "minimum_base")])
def test_the_words_of_an_edition_are_danish_and_those_of_frozen_chapters_are_read(
    facts_2024: Facts, word: str, was: str
) -> None:
    quotations = Quotations(facts_2024)
    assert quotations.edition(word) == quotations.edition(was) == str(getattr(facts_2024.edition, was))


def test_another_word_is_told_with_those_there_are(facts_2024: Facts) -> None:
    with pytest.raises(VaerestederError, match="Skriv en af: udgave, periode, udgiver, mindste_grundlag"):
        Quotations(facts_2024).edition("farve")
