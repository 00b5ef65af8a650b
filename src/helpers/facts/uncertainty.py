"""How sure a share is: 95 % intervals in a finite frame, and of the same respondents asked twice.

Everything rests on a fact's `count` and `base_n`, so nothing can be said here of a cross-table that
the edition does not state. Formulas, choices and sources: docs/decisions/uncertainty.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import comb, sqrt
from statistics import NormalDist

from helpers.base.danish import NO_BREAK_SPACE, format_number, format_percent
from helpers.base.errors import VaerestederError
from helpers.facts.fact_id import group_of, measure_of
from helpers.facts.model import Fact, Facts
from helpers.facts.population_interval import population_limits

LEVEL = f"95{NO_BREAK_SPACE}%-interval"
# In a smaller group one place moves the share by 25 percentage points or more.
SMALLEST_BASE = 5
NORMAL_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Interval:
    """Two limits as floats: percent (0-100) for a share, percentage points for a difference."""

    low: float
    high: float

    @property
    def text(self) -> str:
        """The limits of a share as a reader meets them: `13-18 %`; one number where they meet."""
        low, high = format_number(Fraction(self.low)), format_percent(Fraction(self.high))
        return high if self.low == self.high else f"{low}-{high}"


class Strength(StrEnum):
    """The words that a comparison carries."""

    SURE = "er"
    LIKELY = "tyder på"
    UNDECIDED = "kan ikke afgøres"
    UNTESTED = "følger tallene"


def share_interval(fact: Fact, facts: Facts) -> Interval | None:
    """The 95 % interval of a share in percent, None where the fact is no share, empty or withheld.

    Blaker's exact interval (`helpers.facts.population_interval`) among the places that the share speaks
    of: the edition's frame, or the part of it that a group is taken to make up. A share of a known whole
    (the municipalities, the response rate) is exact, and so a point.
    Raises VaerestederError where more answered than were asked.
    """
    if fact.unit != "percent" or fact.count is None or not fact.base_n:
        return None
    places = places_asked(fact, fact.base_n, facts)
    if places < fact.base_n:
        raise VaerestederError(
            f'"{fact.id}" bygger på {fact.base_n} svar, men kun {format_number(places)} væresteder er spurgt. '
            f"Ret inviterede eller inviterede_i i data/{facts.edition.key}/edition.yml."
        )
    low, high = population_limits(fact.count, fact.base_n, places)
    return Interval(float(Fraction(100 * low, places)), float(Fraction(100 * high, places)))


def effective_base(base: int, places: int) -> Fraction | None:
    """How many responses from an endless frame tell as much as `base` out of `places`; None if all answered.

    Drawn without replacement, a share p has the variance p(1-p)/n · (N-n)/(N-1), so n becomes
    n(N-1)/(N-n). Source of the variance: Cochran, Sampling Techniques, 3rd ed. 1977, chapter 3.
    """
    return None if places == base else Fraction(base * (places - 1), places - base)


def wilson_interval(share: Fraction, base: Fraction | None) -> Interval:
    """Wilson's score interval in percent of a share (0-1) of `base` responses; a point for None.

    Source: Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    p = float(share)
    if base is None:
        return Interval(100 * p, 100 * p)
    n = float(base)
    middle = p + NORMAL_95**2 / (2 * n)
    reach = NORMAL_95 * sqrt(p * (1 - p) / n + NORMAL_95**2 / (4 * n**2))
    scale = 100 / (1 + NORMAL_95**2 / n)
    # At the ends the limit is exact, and rounding errors would put it a hair outside.
    return Interval(0.0 if share == 0 else scale * (middle - reach), 100.0 if share == 1 else scale * (middle + reach))


@dataclass(frozen=True)
class Paired:
    """How the same `base` respondents answered twice: how many yes the first time, the second, and both."""

    first: int
    second: int
    both: int
    base: int


def paired_interval(pairs: Paired) -> Interval:
    """Newcombe's interval for paired shares, in percentage points, of the second share minus the first.

    The intervals of the two shares, put together with the correlation of the answers (corrected for
    continuity). Source: Newcombe, Statistics in Medicine 17 (1998), 2635-2650, method 10.
    """
    n = pairs.base
    p, q = (float(Fraction(100 * count, n)) for count in (pairs.second, pairs.first))
    in_p, in_q = (wilson_interval(Fraction(count, n), Fraction(n)) for count in (pairs.second, pairs.first))
    phi = correlation(pairs)

    def reach(one: float, other: float) -> float:
        return sqrt(max(one**2 - 2 * phi * one * other + other**2, 0.0))

    return Interval(p - q - reach(p - in_p.low, in_q.high - q), p - q + reach(in_p.high - p, q - in_q.low))


def correlation(pairs: Paired) -> float:
    """The correlation of first and second answers; where positive, its cross product less half the base."""
    n, both = pairs.base, pairs.both
    neither = n - pairs.first - pairs.second + both
    cross = Fraction(both * neither - (pairs.first - both) * (pairs.second - both))
    if cross > 0:
        cross = max(cross - Fraction(n, 2), Fraction(0))
    margins = pairs.first * (n - pairs.first) * pairs.second * (n - pairs.second)
    return float(cross) / sqrt(margins) if margins else 0.0


def mcnemar_p(pairs: Paired) -> Fraction:
    """The two-sided p-value of McNemar's exact test: whether as many turned to yes as from it."""
    away, towards = pairs.first - pairs.both, pairs.second - pairs.both
    turned = away + towards
    tail = sum(comb(turned, k) for k in range(min(away, towards) + 1))
    return min(Fraction(2 * tail, 2**turned), Fraction(1))


def places_asked(fact: Fact, base: int, facts: Facts) -> int:
    """How many places of the frame a share speaks of.

    What is no question and is counted from none has all there are in its base. Where the edition does not say how many
    of the frame belong to a group, the group is taken to have answered at the same rate as all, and no better.
    """
    questionnaire = facts.questionnaire
    if measure_of(fact.id) not in {*questionnaire.questions, *questionnaire.measures}:
        return base
    group = group_of(fact.id, questionnaire)
    if group is None:
        return facts.edition.frame
    key = f"{group.question}.{group.answer}"
    if key in facts.edition.frame_in:
        return facts.edition.frame_in[key]
    # Some left the question blank; where the edition does not state the whole group, who answered stands for it.
    members = max(_counted(key, facts), base)
    return -(-members * facts.edition.frame // max(_counted("respondenter", facts), members))


def _counted(fact_id: str, facts: Facts) -> int:
    """The count of a fact, 0 where the edition does not state it."""
    fact = facts.get(fact_id)
    return fact.count or 0 if fact else 0
