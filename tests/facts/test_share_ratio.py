"""Koopman's interval, held against statsmodels and by its exact coverage."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import confint_proportions_2indep

from helpers.facts.share_ratio import ratio_interval

groups = st.integers(5, 80).flatmap(lambda base: st.tuples(st.integers(1, base - 1), st.just(base)))


@given(groups, groups)
def test_it_is_the_interval_of_statsmodels(one: tuple[int, int], other: tuple[int, int]) -> None:
    found = ratio_interval(*one, *other)
    low, high = confint_proportions_2indep(*one, *other, compare="ratio", method="score", correction=False)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-3)


@given(groups, groups)
def test_turned_round_it_is_the_inverse(one: tuple[int, int], other: tuple[int, int]) -> None:
    found, turned = ratio_interval(*one, *other), ratio_interval(*other, *one)
    assert (found.low * turned.high, found.high * turned.low) == pytest.approx((1, 1), rel=1e-6)


def test_nought_gives_no_least_and_no_most() -> None:
    assert ratio_interval(0, 10, 3, 10).low == 0
    assert 0 < ratio_interval(0, 10, 3, 10).high < 2
    assert ratio_interval(3, 10, 0, 10).high == inf
    assert ratio_interval(3, 10, 0, 10).low > 0


@pytest.mark.parametrize(("share", "ratio"), [(0.15, 2), (0.15, 3), (0.3, 1), (0.3, 2)])
def test_at_the_bases_of_the_report_it_covers_the_ratio(share: float, ratio: float) -> None:
    first, second = binom(41, share * ratio), binom(59, share)
    covered = sum(
        first.pmf(a) * second.pmf(b)
        for a in range(42)
        for b in range(60)
        if a + b and ratio_interval(a, 41, b, 59).low <= ratio <= ratio_interval(a, 41, b, 59).high
    )
    assert covered > 0.94
