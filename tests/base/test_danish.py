from fractions import Fraction

import pytest

from helpers.base.danish import (
    SOFT_HYPHEN,
    capitalise,
    divide_words,
    format_number,
    format_percent,
    join_words,
    number_ranges,
    number_word,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(13475, 10), 0, "1.348"),
        (Fraction("26.3"), 1, "26,3"),
        (Fraction("0.04"), 1, "0,0"),
        (Fraction(0), 0, "0"),
        (Fraction(1234567), 0, "1.234.567"),
        (Fraction("-2.5"), 1, "−2,5"),
        (Fraction("999.95"), 1, "1.000,0"),
    ],
)
def test_numbers_have_a_decimal_comma_and_a_thousands_point(value: Fraction, decimals: int, text: str) -> None:
    assert format_number(value, decimals) == text


def test_percentages_keep_their_sign_on_the_line() -> None:
    assert format_percent(Fraction(25, 2)) == "13\u00a0%"
    assert format_percent(Fraction(10300, 145), 2) == "71,03\u00a0%"


def test_small_numbers_are_words_and_large_ones_digits() -> None:
    assert [number_word(n) for n in (0, 3, 12, 13)] == ["nul", "tre", "tolv", "13"]


def test_words_are_joined_and_capitalised_in_danish() -> None:
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b", "c"]) == "a, b og c"
    assert capitalise("åbne Tilbud") == "Åbne Tilbud"


def test_numbers_in_a_row_are_a_range() -> None:
    assert number_ranges([9, 3, 6, 7, 5, 5]) == "3, 5-7 og 9"
    assert number_ranges([]) == ""


def test_long_words_may_be_divided_where_they_were_joined() -> None:
    divided = divide_words("Selvejende med driftsoverenskomst; Landkommuner; Ja")
    assert divided.split(SOFT_HYPHEN) == ["Selvejende med drifts", "overens", "komst; Land", "kommuner; Ja"]
    assert divided.replace(SOFT_HYPHEN, "") == "Selvejende med driftsoverenskomst; Landkommuner; Ja"
