"""The interval of a change in a finite frame: its coverage, its test, and what is known of places in both draws."""

import random
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import hypergeom
from statsmodels.stats.proportion import proportions_ztest

from helpers.facts.change_interval import Drawn, change_interval, change_p
from helpers.facts.group_tests import difference_interval
from helpers.facts.uncertainty import Paired

FRAMES = [(103, 145), (61, 86), (16, 23), (7, 10)]


def chances(places: int, true: int, base: int) -> "np.ndarray":
    return np.asarray(hypergeom(places, true, base).pmf(np.arange(base + 1)))


@pytest.mark.parametrize(("base", "places"), FRAMES)
def test_the_same_share_is_called_changed_in_fewer_than_one_draw_of_twenty(base: int, places: int) -> None:
    p_values = [
        [float(change_p(Drawn(a, base, places), Drawn(b, base, places))) for b in range(base + 1)]
        for a in range(base + 1)
    ]
    for level in (0.05, 0.005):
        rejected = np.array(p_values) <= level
        for true in range(places + 1):
            drawn = chances(places, true, base)
            assert (np.outer(drawn, drawn) * rejected).sum() <= level


def test_a_change_of_half_the_places_is_covered_at_half_the_width_that_it_had() -> None:
    """103 of 145 twice, from 70 places to 80: exactly, over every pair of counts."""
    drawn = np.outer(chances(145, 70, 103), chances(145, 80, 103))
    covered = width = before = 0.0
    for a in range(30, 75):
        for b in range(35, 80):
            found = change_interval(Drawn(a, 103, 145), Drawn(b, 103, 145))
            covered += drawn[a, b] * (found.low <= 1000 / 145 <= found.high)
            width += drawn[a, b] * (found.high - found.low)
            old = difference_interval(b, 103, a, 103)
            before += drawn[a, b] * (old.high - old.low)
    assert 0.94 < covered < 0.96
    assert width == pytest.approx(14.6, abs=0.1)
    assert before == pytest.approx(26.7, abs=0.1)


def test_places_in_both_draws_make_it_shorter_and_it_still_covers() -> None:
    """145 places, of which few changed their answer; those that answered once mostly did so again."""
    chance = random.Random(7)
    first = [n < 60 for n in range(145)]
    second = [not answer if n % 12 == 0 else answer for n, answer in enumerate(first)]
    truth = 100 * (sum(second) - sum(first)) / 145
    covered, widths, apart = 0, [], []
    for _ in range(1500):
        again = chance.sample(range(145), 90)
        rest = [n for n in range(145) if n not in set(again)]
        others = chance.sample(rest, 26)
        one, two = again + others[:13], again + others[13:]
        before, after = (Drawn(sum(a[n] for n in d), 103, 145) for a, d in ((first, one), (second, two)))
        same = Paired(
            sum(first[n] for n in again), sum(second[n] for n in again), sum(first[n] and second[n] for n in again), 90
        )
        found, alone = change_interval(before, after, same), change_interval(before, after)
        covered += found.low <= truth <= found.high
        widths.append(found.high - found.low)
        apart.append(alone.high - alone.low)
    assert covered / 1500 > 0.94
    assert sum(widths) < 0.9 * sum(apart)


def test_in_an_endless_frame_it_is_newcombes() -> None:
    found = change_interval(Drawn(3, 10, 10**12), Drawn(9, 10, 10**12))
    expected = difference_interval(9, 10, 3, 10)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_the_test_is_statsmodels_z_but_for_the_frame_and_the_half_step() -> None:
    _, theirs = proportions_ztest([70, 30], [100, 100])
    near = Drawn(30, 100, 10**12), Drawn(70, 100, 10**12)
    assert float(change_p(*near)) > theirs
    wide = Drawn(30_000_000, 10**8, 10**15), Drawn(30_010_000, 10**8, 10**15)
    _, theirs = proportions_ztest([30_010_000, 30_000_000], [10**8, 10**8])
    assert float(change_p(*wide)) == pytest.approx(theirs, rel=1e-3)


def test_where_all_answered_every_change_is_known() -> None:
    before, after = Drawn(20, 145, 145), Drawn(21, 145, 145)
    found = change_interval(before, after)
    assert (found.low, found.high) == pytest.approx((100 / 145, 100 / 145))
    assert change_p(before, after) == 0
    assert change_p(before, before) == 1


def test_no_difference_is_no_change() -> None:
    assert change_p(Drawn(20, 103, 145), Drawn(20, 103, 145)) == Fraction(1)
