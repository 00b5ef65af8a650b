"""How many times one share of separate groups is another: Koopman's interval.

Formulas, choices and sources: docs/decisions/uncertainty.md.
"""

from collections.abc import Callable
from functools import cache
from math import inf, sqrt

from helpers.facts.uncertainty import NORMAL_95, Interval


@cache
def ratio_interval(count_a: int, base_a: int, count_b: int, base_b: int) -> Interval:
    """The 95 % interval of the first share over the second, which may have no end.

    Source: Koopman, Biometrics 40 (1984), 513-517: the ratios that the score test does not reject.
    """
    observed = _over(count_a * base_b, count_b * base_a)

    def kept(ratio: float) -> bool:
        return abs(_score(ratio, count_a, base_a, count_b, base_b)) <= NORMAL_95

    low = 0.0 if count_a == 0 else _edge(kept, 0.0, min(observed, 1e9))
    high = inf if count_b == 0 else _edge(lambda ratio: not kept(ratio), observed, _rejected(kept, observed))
    return Interval(low, high)


def _over(first: int, second: int) -> float:
    """One number over another; without end where the other is nought."""
    return first / second if second else inf


def _score(ratio: float, count_a: int, base_a: int, count_b: int, base_b: int) -> float:
    """How many standard errors the shares lie from this ratio, taken at the likeliest shares that have it."""
    a = (base_a + base_b) * ratio
    b = -(base_a * ratio + count_a + base_b + count_b * ratio)
    c = count_a + count_b
    second = (-b - sqrt(max(b * b - 4 * a * c, 0.0))) / (2 * a) if a else c / (base_b + count_a)
    first = ratio * second
    variance = first * (1 - first) / base_a + ratio**2 * second * (1 - second) / base_b
    away = count_a / base_a - ratio * count_b / base_b
    return away / sqrt(variance) if variance > 0 else (0.0 if abs(away) < 1e-12 else inf)


def _rejected(kept: Callable[[float], bool], start: float) -> float:
    """A ratio above `start` that is not kept."""
    above = max(start, 1.0) * 2
    while kept(above):
        above *= 2
    return above


def _edge(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Where something begins to hold between a ratio where it does not and one where it does."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
