from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.rounding import Rounding, Span, counts_behind, round_as, round_half_up, rounded_digits, span_behind


@pytest.mark.parametrize(
    ("count", "base", "printed"),
    [(1, 8, 13), (5, 8, 63), (14, 16, 88), (2, 17, 12), (43, 61, 70), (84, 103, 82), (17, 103, 17)],
)
def test_shares_round_as_the_report_prints_them(count: int, base: int, printed: int) -> None:
    assert round_half_up(Fraction(100 * count, base)) == printed


def test_halves_round_up_at_every_place() -> None:
    assert round_half_up(Fraction("12.5")) == 13
    assert round_half_up(Fraction("13.5")) == 14
    assert round_half_up(Fraction("0.25"), 1) == Fraction("0.3")


@given(st.integers(0, 10**9), st.integers(0, 4), st.integers(0, 3))
def test_rounding_agrees_with_the_standard_library_in_decimals(number: int, places: int, decimals: int) -> None:
    value = Decimal(number).scaleb(-places)
    expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert round_half_up(Fraction(value), decimals) == Fraction(expected)


@given(st.integers(0, 100), st.integers(1, 400))
def test_counts_behind_a_whole_percentage_are_just_those_that_print_as_the_percentage(percent: int, base: int) -> None:
    expected = [k for k in range(base + 1) if round_half_up(Fraction(100 * k, base)) == percent]
    assert list(counts_behind(Fraction(percent), 0, base, Rounding.HALF_UP)) == expected


def test_no_count_of_seventeen_prints_as_thirteen_percent() -> None:
    assert not counts_behind(Fraction(13), 0, 17, Rounding.HALF_UP)
    assert list(counts_behind(Fraction(12), 0, 17, Rounding.HALF_UP)) == [2]


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "truncated"),
    [("12.5", 13, 12, 12), ("13.5", 14, 14, 13), ("12.6", 13, 13, 12), ("0", 0, 0, 0), ("99.99", 100, 100, 99)],
)
def test_the_three_rules_round_as_they_say(value: str, half_up: int, half_even: int, truncated: int) -> None:
    exact = Fraction(value)
    assert [round_as(exact, 0, rule) for rule in Rounding] == [half_up, half_even, truncated]


@given(st.integers(1, 130), st.integers(0, 100), st.sampled_from(Rounding), st.integers(0, 2))
def test_counts_behind_a_percentage_are_those_that_print_so(base: int, tens: int, rule: Rounding, places: int) -> None:
    printed = Fraction(tens * 10**places + tens % 10**places, 10**places)
    by_trial = [k for k in range(base + 1) if round_as(Fraction(100 * k, base), places, rule) == printed]
    assert list(counts_behind(printed, places, base, rule)) == by_trial


@given(st.fractions(0, 1000), st.integers(0, 3), st.sampled_from(Rounding))
def test_the_span_behind_a_printed_number_holds_what_prints_so(value: Fraction, places: int, rule: Rounding) -> None:
    span = span_behind(round_as(value, places, rule), places, rule)
    assert span.meets(Span(value, value))


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.integers(0, 3))
def test_digits_are_the_rounded_number_with_all_its_decimals(number: int, places: int, decimals: int) -> None:
    value = Fraction(number, 10**places)
    digits = rounded_digits(value, decimals)
    assert Fraction(digits) == round_half_up(value, decimals)
    assert len(digits.partition(".")[2]) == decimals
