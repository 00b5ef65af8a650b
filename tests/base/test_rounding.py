from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.rounding import feasible_counts, round_half_up


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
def test_feasible_counts_are_just_those_that_print_as_the_percentage(percent: int, base: int) -> None:
    expected = [k for k in range(base + 1) if round_half_up(Fraction(100 * k, base)) == percent]
    assert list(feasible_counts(percent, base)) == expected


def test_no_count_of_seventeen_prints_as_thirteen_percent() -> None:
    assert not feasible_counts(13, 17)
    assert list(feasible_counts(12, 17)) == [2]
