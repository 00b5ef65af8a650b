"""Whether two separate groups differ in a share: Fisher's exact test, and how sure that is among all that is shown.

Formulas, choices and sources: docs/decisions/uncertainty.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb, sqrt

from helpers.base.danish import format_number, number_word
from helpers.facts.fact_id import FactId, group_of, measure_of
from helpers.facts.model import Fact, Facts
from helpers.facts.multiplicity import SIGNIFICANT, step_up_limit
from helpers.facts.population_interval import SAME, draw_chances
from helpers.facts.uncertainty import LEVEL, SMALLEST_BASE, Interval, Strength, wilson_interval
from helpers.survey.questionnaire import Questionnaire

# The count and the base of one group, and those of another.
Table = tuple[int, int, int, int]


@dataclass(frozen=True)
class Difference:
    """Two shares of separate groups, tested: the exact p-value, and the interval of first minus second.

    `limit` is the p-value up to which the difference is sure; see `sure_limit`.
    """

    p_value: Fraction
    interval: Interval
    limit: Fraction = SIGNIFICANT

    @property
    def strength(self) -> Strength:
        """`er` where chance hardly explains the difference, as one of all that the edition shows."""
        return Strength.SURE if self.p_value <= self.limit else Strength.LIKELY

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


def compare_shares(first: Fact, second: Fact, facts: Facts) -> Difference | Untested:
    """A test of whether two shares differ, or why there is none; both say their strength in words.

    Tested is one question in two separate groups, each with at least `SMALLEST_BASE` answers.
    """
    if first.unit != "percent" or second.unit != "percent":
        return Untested(Strength.UNTESTED, "Kun forskelle mellem andele er testet. Her følger ordene tallene.")
    if not separate_groups(first, second, facts.questionnaire):
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
    return Difference(fisher_p(*table), difference_interval(*table), sure_limit(facts))


def sure_limit(facts: Facts) -> Fraction:
    """The p-value up to which a difference between two groups of this edition is sure.

    One rule for all of them, so that a difference is as sure on one page as on the next: what the procedure of
    Benjamini and Hochberg keeps of every pair that the edition states (`stated_pairs`).
    """
    if "sure_limit" not in facts.memo:
        facts.memo["sure_limit"] = step_up_limit([_fisher_float(*pair) for pair in stated_pairs(facts)])
    limit: Fraction = facts.memo["sure_limit"]
    return limit


def stated_pairs(facts: Facts) -> Iterator[Table]:
    """Each answer in each two separate groups that the edition states, where the difference can be tested."""
    answers: dict[str, list[Fact]] = {}
    for fact in facts.values():
        if fact.unit == "percent" and fact.count is not None and (fact.base_n or 0) >= SMALLEST_BASE:
            answers.setdefault(FactId.parse(fact.id, facts.questionnaire).column, []).append(fact)
    for found in answers.values():
        for one, other in combinations(found, 2):
            if separate_groups(one, other, facts.questionnaire):
                yield one.count or 0, one.base_n or 0, other.count or 0, other.base_n or 0


def _fisher_float(count_a: int, base_a: int, count_b: int, base_b: int) -> float:
    """`fisher_p` in floating point: of thousands of responses in hundreds of pairs the exact one takes a minute."""
    answers = count_a + count_b
    chances = draw_chances(base_a, base_a + base_b, answers)
    observed = chances[count_a - max(0, answers - base_b)]
    return float(chances[chances <= observed * SAME].sum())


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
