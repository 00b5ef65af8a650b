"""How much a share changed among the places that were asked, and whether two draws of the same places explain it.

Formulas, choices and coverage: docs/decisions/comparison.md.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from helpers.facts.uncertainty import Interval, Paired, correlation, effective_base, wilson_interval


@dataclass(frozen=True)
class Drawn:
    """What was seen in one year: `count` of the `base` that answered, out of the `places` that were asked."""

    count: int
    base: int
    places: int

    @property
    def share(self) -> Fraction:
        """The share in percent."""
        return Fraction(100 * self.count, self.base)

    @property
    def interval(self) -> Interval:
        """Wilson's interval at the effective number of responses."""
        return wilson_interval(Fraction(self.count, self.base), effective_base(self.base, self.places))

    def variance(self, share: Fraction) -> float:
        """That of the share of a draw, where this is the true one (0-1)."""
        effective = effective_base(self.base, self.places)
        return float(share * (1 - share) / effective) if effective else 0.0


def change_interval(before: Drawn, after: Drawn, same: Paired | None = None) -> Interval:
    """The 95 % interval in percentage points of the later share minus the earlier, of the places that were asked.

    Newcombe's (as `group_tests.difference_interval`) of two intervals for a finite frame. `same` are those that
    answered both times, where they are known: they carry what the two draws have in common.
    """
    p, q = float(after.share), float(before.share)
    common = _common(before, after, same)

    def reach(one: float, other: float) -> float:
        return sqrt(max(one**2 - 2 * common * one * other + other**2, 0.0))

    in_p, in_q = after.interval, before.interval
    return Interval(p - q - reach(p - in_p.low, in_q.high - q), p - q + reach(in_p.high - p, q - in_q.low))


def change_p(before: Drawn, after: Drawn, same: Paired | None = None) -> Fraction:
    """The two-sided p-value of the score test that the share is the same in both years, corrected for continuity."""
    apart = abs(after.share - before.share) / 100
    pooled = Fraction(before.count + after.count, before.base + after.base)
    first, second = before.variance(pooled), after.variance(pooled)
    variance = first + second - 2 * _common(before, after, same) * sqrt(first * second)
    beyond = float(apart - (Fraction(1, 2 * before.base) + Fraction(1, 2 * after.base)))
    if variance <= 0:
        return Fraction(int(apart == 0))
    return Fraction(2 * NormalDist().cdf(-max(beyond, 0.0) / sqrt(variance)))


def _common(before: Drawn, after: Drawn, same: Paired | None) -> float:
    """The correlation of the two shares that comes of the places in both draws; none where they are unknown.

    The covariance of two draws without replacement with m in common is (m/(n₁n₂) - 1/N) times that of the answers
    (Tam, The American Statistician 38, 1984, 288-289).
    """
    rest = [1 / drawn.base - 1 / drawn.places for drawn in (before, after)]
    if same is None or not all(rest):
        return 0.0
    shared = same.base / (before.base * after.base) - 1 / max(before.places, after.places)
    return max(-1.0, min(1.0, correlation(same) * shared / sqrt(rest[0] * rest[1])))
