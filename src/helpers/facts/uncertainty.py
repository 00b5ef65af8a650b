"""How sure a share is: 95 % intervals in a finite frame, and tests between separate groups.

Everything rests on a fact's `count` and `base_n`, so nothing can be said here of a cross-table that
the edition does not state. Formulas, choices and sources: docs/decisions/uncertainty.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import comb, sqrt
from statistics import NormalDist

from helpers.base.danish import NO_BREAK_SPACE, format_number, format_percent, number_word
from helpers.base.errors import VaerestederError
from helpers.facts.fact_id import group_of, measure_of
from helpers.facts.model import Fact, Facts
from helpers.facts.population_interval import population_limits
from helpers.survey.questionnaire import Questionnaire

LEVEL = f"95{NO_BREAK_SPACE}%-interval"
SIGNIFICANT = Fraction(5, 100)
# In a smaller group one place moves the share by 25 percentage points or more.
SMALLEST_BASE = 5
_Z = NormalDist().inv_cdf(0.975)


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


@dataclass(frozen=True)
class Difference:
    """Two shares of separate groups, tested: the exact p-value, and the interval of first minus second."""

    p_value: Fraction
    interval: Interval

    @property
    def strength(self) -> Strength:
        """`er` where pure chance would part two such groups so far less than one time in twenty."""
        return Strength.SURE if self.p_value < SIGNIFICANT else Strength.LIKELY

    @property
    def text(self) -> str:
        """The result as a reader meets it."""
        small = self.p_value < Fraction(1, 1000)
        p_value = "< 0,001" if small else f"= {format_number(self.p_value, 3)}"
        low, high = (format_number(Fraction(limit)) for limit in (self.interval.low, self.interval.high))
        return f"Fishers eksakte test: p {p_value}. Forskel: {low} til {high} procentpoint ({LEVEL})."


@dataclass(frozen=True)
class Untested:
    """A comparison of which no test was made: the words that it may carry, and why, for the reader."""

    strength: Strength
    text: str


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
            f"Ret inviterede i data/{facts.edition.key}/edition.yml."
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
    middle = p + _Z**2 / (2 * n)
    reach = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    scale = 100 / (1 + _Z**2 / n)
    # At the ends the limit is exact, and rounding errors would put it a hair outside.
    return Interval(0.0 if share == 0 else scale * (middle - reach), 100.0 if share == 1 else scale * (middle + reach))


def compare_shares(first: Fact, second: Fact, questionnaire: Questionnaire) -> Difference | Untested:
    """A test of whether two shares differ, or why there is none; both say their strength in words.

    Tested is one question in two separate groups, each with at least `SMALLEST_BASE` answers.
    """
    if first.unit != "percent" or second.unit != "percent":
        return Untested(Strength.UNTESTED, "Kun forskelle mellem andele er testet. Her følger ordene tallene.")
    if not separate_groups(first, second, questionnaire):
        return Untested(
            Strength.UNTESTED,
            "Kun forskelle mellem adskilte grupper, der har svaret på samme spørgsmål, er testet. "
            "Her følger ordene tallene.",
        )
    if first.count is None or second.count is None or first.base_n is None or second.base_n is None:
        return Untested(Strength.UNDECIDED, "En af andelene er skjult.")
    if min(first.base_n, second.base_n) < SMALLEST_BASE:
        return Untested(Strength.UNDECIDED, f"En af grupperne har færre end {number_word(SMALLEST_BASE)} svar.")
    table = (first.count, first.base_n, second.count, second.base_n)
    return Difference(fisher_p(*table), difference_interval(*table))


def separate_groups(first: Fact, second: Fact, questionnaire: Questionnaire) -> bool:
    """Whether two facts tell of one question in two groups that share no respondent.

    The groups of a grouping are answers to one question; they are separate where only one answer
    could be given. Other facts rest on the same respondents, or on some of the same.
    """
    one, other = (group_of(fact.id, questionnaire) for fact in (first, second))
    if measure_of(first.id) != measure_of(second.id) or one is None or other is None:
        return False
    return one.answer != other.answer and questionnaire.questions[one.question].kind == "single"


def fisher_p(count_a: int, base_a: int, count_b: int, base_b: int) -> Fraction:
    """The two-sided p-value of Fisher's exact test, exactly.

    The share, among all ways to place the answers, of those tables that are no more likely than the
    one observed (the rule of R's `fisher.test`).
    """
    answers = count_a + count_b
    first, last = max(0, answers - base_b), min(base_a, answers)
    ways = [comb(base_a, first) * comb(base_b, answers - first)]
    # Each way from the one before: with thousands of responses, a binomial anew for each takes minutes.
    for k in range(first, last):
        ways.append(ways[-1] * (base_a - k) * (answers - k) // ((k + 1) * (base_b - answers + k + 1)))
    observed = ways[count_a - first]
    return Fraction(sum(way for way in ways if way <= observed), comb(base_a + base_b, answers))


def difference_interval(count_a: int, base_a: int, count_b: int, base_b: int) -> Interval:
    """Newcombe's hybrid score interval, in percentage points, of the first share minus the second.

    Without finite frame, as the test. Source: Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
    """
    a, b = Fraction(count_a, base_a), Fraction(count_b, base_b)
    in_a, in_b = wilson_interval(a, Fraction(base_a)), wilson_interval(b, Fraction(base_b))
    p, q = float(100 * a), float(100 * b)
    below = sqrt((p - in_a.low) ** 2 + (in_b.high - q) ** 2)
    above = sqrt((in_a.high - p) ** 2 + (q - in_b.low) ** 2)
    return Interval(p - q - below, p - q + above)


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
    phi = _correlation(pairs)

    def reach(one: float, other: float) -> float:
        return sqrt(max(one**2 - 2 * phi * one * other + other**2, 0.0))

    return Interval(p - q - reach(p - in_p.low, in_q.high - q), p - q + reach(in_p.high - p, q - in_q.low))


def _correlation(pairs: Paired) -> float:
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

    What is no question and is counted from none has all there are in its base. How many of the frame
    belong to a group is unknown: the group is taken to have answered at the same rate as all, and no better.
    """
    questionnaire = facts.questionnaire
    if measure_of(fact.id) not in {*questionnaire.questions, *questionnaire.measures}:
        return base
    group = group_of(fact.id, questionnaire)
    if group is None:
        return facts.edition.frame
    # Some left the question blank; where the edition does not state the whole group, who answered stands for it.
    members = max(_counted(f"{group.question}.{group.answer}", facts), base)
    return -(-members * facts.edition.frame // max(_counted("respondenter", facts), members))


def _counted(fact_id: str, facts: Facts) -> int:
    """The count of a fact, 0 where the edition does not state it."""
    fact = facts.get(fact_id)
    return fact.count or 0 if fact else 0
