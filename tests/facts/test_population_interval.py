"""Blaker's interval, held against its definition in whole numbers over every population, and by its exact coverage."""

from fractions import Fraction
from functools import cache
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from helpers.facts.population_interval import acceptability, population_limits
from helpers.facts.uncertainty import effective_base, wilson_interval


def accepted(count: int, base: int, places: int, true: int) -> bool:
    """The definition, in whole numbers: the chance of all counts no nearer the middle than the one observed."""
    ways = {k: comb(true, k) * comb(places - true, base - k) for k in range(base + 1)}
    nearer = {
        k: min(sum(ways[j] for j in range(k + 1)), sum(ways[j] for j in range(k, base + 1))) for k in range(base + 1)
    }
    return 20 * sum(way for k, way in ways.items() if nearer[k] <= nearer[count]) > comb(places, base)


def by_search(count: int, base: int, places: int) -> tuple[int, int]:
    """The least and the most of all populations that the definition accepts, each asked."""
    found = [true for true in range(count, places - base + count + 1) if accepted(count, base, places, true)]
    return min(found), max(found)


@pytest.mark.parametrize("places", [1, 2, 7, 10, 15, 24])
def test_it_is_what_a_search_through_every_population_finds(places: int) -> None:
    for base in range(1, places + 1):
        for count in range(base + 1):
            assert population_limits(count, base, places) == by_search(count, base, places), (count, base, places)


@pytest.mark.parametrize(("base", "places"), [(103, 145), (92, 145), (61, 86)])
def test_it_is_the_same_at_the_bases_of_the_report(base: int, places: int) -> None:
    for count in (0, 1, base // 3, base // 2, base - 1):
        assert population_limits(count, base, places) == by_search(count, base, places)


@cache
def coverage(base: int, places: int) -> tuple[float, float]:
    """The chance that the interval holds the true number, exactly: at the worst of all populations, and on average."""
    limits = [population_limits(count, base, places) for count in range(base + 1)]
    held = []
    for true in range(places + 1):
        draw = hypergeom(places, true, base)
        held.append(sum(draw.pmf(k) for k, (low, high) in enumerate(limits) if low <= true <= high))
    return min(held), sum(held) / len(held)


@pytest.mark.parametrize("base", [5, 6, 7, 8, 14, 15, 16, 17, 41, 54, 59, 61])
def test_it_keeps_its_word_at_every_base_of_a_group(base: int) -> None:
    worst, average = coverage(base, -(-145 * base // 103))
    assert worst >= 0.95
    assert average < 1


@pytest.mark.parametrize("base", [88, 92, 95, 98, 102, 103])
def test_it_keeps_its_word_at_every_base_of_all(base: int) -> None:
    assert coverage(base, 145)[0] >= 0.95


def test_the_interval_before_failed_at_seven_of_ten() -> None:
    """What the present one replaced: Wilson's at the effective base, 83 % at the worst."""
    reach = [wilson_interval(Fraction(count, 7), effective_base(7, 10)) for count in range(8)]
    held = []
    for true in range(11):
        draw = hypergeom(10, true, 7)
        held.append(sum(draw.pmf(k) for k, i in enumerate(reach) if i.low - 1e-9 <= 10 * true <= i.high + 1e-9))
    assert min(held) == pytest.approx(0.833, abs=0.001)
    assert coverage(7, 10)[0] >= 0.95


counts = st.integers(1, 145).flatmap(
    lambda places: st.integers(1, places).flatmap(
        lambda base: st.tuples(st.integers(0, base), st.just(base), st.just(places))
    )
)


@given(counts)
def test_it_holds_what_was_seen_and_nothing_impossible(drawn: tuple[int, int, int]) -> None:
    count, base, places = drawn
    low, high = population_limits(count, base, places)
    assert count <= low <= high <= places - (base - count)
    # Where nearly all answered, no whole number of places may give the very share that was seen: 1 of 40 in 41.
    assert (low - 1) * base < count * places < (high + 1) * base


@given(counts)
def test_the_other_answer_has_its_mirror(drawn: tuple[int, int, int]) -> None:
    count, base, places = drawn
    low, high = population_limits(count, base, places)
    assert population_limits(base - count, base, places) == (places - high, places - low)


def test_it_is_no_longer_than_the_interval_of_equal_tails() -> None:
    for count in range(17):
        possible = range(count, 23 - 16 + count + 1)
        kept = [t for t in possible if min(hypergeom.sf(count - 1, 23, t, 16), hypergeom.cdf(count, 23, t, 16)) > 0.025]
        low, high = population_limits(count, 16, 23)
        assert min(kept) <= low <= high <= max(kept)


def test_all_answered_leaves_one_number() -> None:
    assert population_limits(29, 145, 145) == (29, 29)


def test_thousands_of_responses_take_no_time() -> None:
    low, high = population_limits(2000, 5000, 20000)
    assert acceptability(2000, 5000, 20000, low) > 0.05 > acceptability(2000, 5000, 20000, low - 1)
    assert acceptability(2000, 5000, 20000, high) > 0.05 > acceptability(2000, 5000, 20000, high + 1)
