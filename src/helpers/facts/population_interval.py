"""How many of all places may give an answer that some of them gave: Blaker's exact interval.

Why this one, and its coverage at the book's bases: docs/decisions/uncertainty.md.
"""

from bisect import bisect_left
from functools import cache

import numpy as np
from numpy.typing import NDArray

# One minus the confidence level.
ALPHA = 0.05
# Two tails of the same size come out a hair apart in floating point; R's tests allow as much.
SAME = 1 + 1e-9


@cache
def population_limits(count: int, base: int, places: int) -> tuple[int, int]:
    """The fewest and the most of all `places` that may give an answer which `count` of `base` drawn ones gave.

    Drawn without replacement, so the counts are hypergeometric. The interval holds the true number in at least
    95 of 100 draws, whatever it is. Source: Blaker, Canadian Journal of Statistics 28 (2000), 783-798.
    """
    return _fewest(count, base, places), places - _fewest(base - count, base, places)


def _fewest(count: int, base: int, places: int) -> int:
    """The least number among all that Blaker's test does not reject.

    No p-value is above twice the smaller tail: where the tail is under half the level, nothing need be tested.
    """
    possible = range(count, places - (base - count) + 1)
    likely = bisect_left(possible, True, key=lambda true: bool(_tails(count, base, places, true)[1] > ALPHA / 2))
    return next(true for true in possible[likely:] if acceptability(count, base, places, true) > ALPHA)


def acceptability(count: int, base: int, places: int, true: int) -> float:
    """Blaker's p-value of `true` among all `places`: the smaller tail, and what fits into it of the other."""
    at_most, at_least = _tails(count, base, places, true)
    lower, upper = _cumulated(base, places, true)
    tail, other = (at_most, upper) if at_most <= at_least else (at_least, lower)
    return min(1.0, tail + float(other[other <= tail * SAME].max(initial=0.0)))


def _tails(count: int, base: int, places: int, true: int) -> tuple[float, float]:
    """The probability of at most and of at least `count`."""
    lower, upper = _cumulated(base, places, true)
    at = count - max(0, base - (places - true))
    return float(lower[at]), float(upper[at])


def _cumulated(base: int, places: int, true: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each count that can be drawn, the probability of at most and of at least as many."""
    chances = draw_chances(base, places, true)
    return chances.cumsum(), chances[::-1].cumsum()[::-1]


def draw_chances(base: int, places: int, true: int) -> NDArray[np.float64]:
    """The probability of each count that `base` of `places` can hold, of which `true` count, from the least."""
    log = log_factorials(places)
    drawn = np.arange(max(0, base - (places - true)), min(base, true) + 1)
    others = places - true
    ways = log[true] - log[drawn] - log[true - drawn] + log[others] - log[base - drawn] - log[others - base + drawn]
    chances: NDArray[np.float64] = np.exp(ways - (log[places] - log[base] - log[places - base]))
    return chances


@cache
def log_factorials(last: int) -> NDArray[np.float64]:
    """The logarithms of the factorials of all numbers up to this."""
    return np.concatenate(([0.0], np.log(np.arange(1, last + 1)).cumsum()))
