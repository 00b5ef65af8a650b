"""A sentence of a chapter as a reader sees it: with the numbers and words of the edition."""

from helpers.book.review.told_sentence import with_numbers
from helpers.facts.model import Facts


def test_what_edition_yml_says_stands_in_the_sentence(facts_2024: Facts) -> None:
    told = with_numbers("Svar fra {edition}`period`, i alt {fact}`respondenter antal`.", facts_2024)
    assert told == "Svar fra maj til juli 2024, i alt 103."


def test_what_it_does_not_say_is_three_dots(facts_2024: Facts) -> None:
    assert with_numbers("Skemaet {edition}`tilblivelse.udsendelse`.", facts_2024) == "Skemaet …."
