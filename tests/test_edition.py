import pytest

from helpers.edition import load_edition
from helpers.errors import VaerestederError


def test_the_2024_edition_says_that_its_responses_are_reconstructed() -> None:
    edition = load_edition("2024")
    assert edition.reconstructed
    assert (edition.members, edition.frame) == (171, 145)
    assert "rekonstruerede svar" in edition.notice
    assert "ikke" in edition.short_notice


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    with pytest.raises(VaerestederError, match=r"ingen udgave .1999.*2024"):
        load_edition("1999")
