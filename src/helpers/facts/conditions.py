"""The words in which a chapter says under which condition a sentence is true.

They read like the sentences: `largest(a, b, c)`, `more_than_half(a)`, `at_least_times(2, a, b)`. Each takes
ids of facts and gives a `Condition`; an id with a star stands for all that the edition states. Comparisons are of
exact values, never of rounded percentages.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from helpers.base.danish import capitalise, format_number, join_words
from helpers.base.errors import VaerestederError
from helpers.facts.condition import (
    STAR,
    Condition,
    first_among,
    matching,
    of_each,
    of_values,
    spreading,
    tested_beside,
    the_others,
    value_of,
)
from helpers.facts.model import Fact, Facts
from helpers.facts.population_interval import population_limits
from helpers.facts.sure_conditions import perhaps_not_first as perhaps_not_first
from helpers.facts.sure_conditions import perhaps_not_times as perhaps_not_times
from helpers.facts.sure_conditions import surely_first as surely_first
from helpers.facts.sure_conditions import surely_more_than_times as surely_more_than_times
from helpers.facts.uncertainty import Strength

_TEST = "Fishers eksakte test, korrigeret for antallet af test"
# From so many percentage points on, a difference that may be chance is worth telling: "tyder på".
_SUGGESTIVE = 10


def _never(_: Sequence[Fact], __: Facts) -> bool:
    raise AssertionError("a condition with stars is judged within an edition")


@spreading
def largest(first: str, *others: str, but_for: str = "") -> Condition:
    """The first is larger than each of the others, `but_for` left out of what a star stands for."""
    others = tuple(other for other in others if other != but_for)
    rule = f"Det første tal er større end {the_others(others)}."
    return first_among((first, *others), lambda v: all(v[0] > other for other in v[1:]), rule)


@spreading
def smallest(first: str, *others: str, but_for: str = "") -> Condition:
    """The first is smaller than each of the others, `but_for` left out of what a star stands for."""
    others = tuple(other for other in others if other != but_for)
    rule = f"Det første tal er mindre end {the_others(others)}."
    return first_among((first, *others), lambda v: all(v[0] < other for other in v[1:]), rule)


def falling(*facts: str) -> Condition:
    """Each is larger than the next."""
    rule = "Tallene falder fra det første til det sidste."
    return of_values(facts, lambda v: all(a > b for a, b in itertools.pairwise(v)), rule)


def ranked(*facts: str) -> Condition:
    """Each is larger than the next, and the last of those named larger than each that the star at the end stands for.

    Raises VaerestederError where fewer than two are named or the last holds no star.
    """
    *named, star = facts
    if len(named) < 2 or STAR not in star:
        raise VaerestederError('ranked skal have mindst to tal i rækkefølge og til sidst en stjerne: "tal.gruppe.*".')

    def spread(stated: Facts) -> Condition:
        rest = [each for each in matching(star, stated) if each not in named]
        order = falling(*named)
        return together(order, largest(named[-1], *rest)) if rest else order

    rule = "Tallene falder fra det første til det sidste, og hvert af de andre er mindre."
    return Condition(facts, _never, rule, spread=spread)


@spreading
def most_common(first: str, *others: str) -> Condition:
    """The first share of a question with one answer is larger than each other, also than those not named.

    What is not named cannot be larger than what the named shares leave of 100 %.
    """
    rule = f"Det første tal er større end {the_others(others)} og end det, som de tilsammen levner."
    return of_values((first, *others), lambda v: v[0] > max([*v[1:], 100 - sum(v)]), rule)


@spreading
def surely_larger(first: str, *others: str) -> Condition:
    """The first share is larger than that of each other group, by more than chance explains.

    Fisher's exact test as `helpers.facts.group_tests` makes it, among all pairs
    that the edition states; unknown where a group is too small for it.
    """
    rule = f"Det første tal er større end {the_others(others)}, og det er næppe et tilfælde"

    def test(found: Sequence[Fact], facts: Facts) -> bool:
        return all(
            value_of(found[0]) > value_of(other) and strength is Strength.SURE
            for other, strength in tested_beside(found, facts)
        )

    return Condition((first, *others), test, f"{rule} ({_TEST}).")


@spreading
def suggests_larger(first: str, *others: str) -> Condition:
    """The first share is at least ten percentage points above that of each other group, be it by chance.

    Unknown where a group is so small that one place moves its share by more.
    """
    rule = f"Det første tal er mindst {_SUGGESTIVE} procentpoint større end {the_others(others)}."

    def test(found: Sequence[Fact], facts: Facts) -> bool:
        return all(value_of(found[0]) - value_of(other) >= _SUGGESTIVE for other, _ in tested_beside(found, facts))

    return Condition((first, *others), test, rule)


@spreading
def may_be_chance(first: str, *others: str) -> Condition:
    """The first share differs from that of each other group, and by no more than chance explains.

    As `surely_larger`; where two shares are the same there is no difference that could be chance.
    """
    rule = f"Det første tal afviger fra {the_others(others)}, men ikke mere, end at det kan være et tilfælde"

    def test(found: Sequence[Fact], facts: Facts) -> bool:
        return all(
            value_of(found[0]) != value_of(other) and strength is Strength.LIKELY
            for other, strength in tested_beside(found, facts)
        )

    return Condition((first, *others), test, f"{rule} ({_TEST}).")


@spreading
def more_than_half(*facts: str) -> Condition:
    """Each share is above 50 %."""
    return of_each(facts, lambda x: x > 50, "over 50 %")


@spreading
def above(limit: int, *facts: str) -> Condition:
    """Each is above the limit (percent, hours, number)."""
    return of_each(facts, lambda x: x > limit, f"over {format_number(limit)}")


@spreading
def below(limit: int, *facts: str) -> Condition:
    """Each is below the limit (percent, hours, number)."""
    return of_each(facts, lambda x: x < limit, f"under {format_number(limit)}")


@spreading
def fewer_than(limit: int, *facts: str) -> Condition:
    """The count of each share is below the limit."""
    rule = f"{'Antallet' if len(facts) == 1 else 'Hvert af antallene'} er under {format_number(limit)}."

    def test(found: Sequence[Fact], _: Facts) -> bool:
        return all(fact.count is not None and fact.count < limit for fact in found)

    return Condition(facts, test, rule)


@spreading
def few(limit: int, *facts: str) -> Condition:
    """The count of each share is below the limit, and none is zero: what there is not is not few."""
    rule = f"{'Antallet' if len(facts) == 1 else 'Hvert af antallene'} er mindst 1 og under {format_number(limit)}."

    def test(found: Sequence[Fact], _: Facts) -> bool:
        return all(fact.count is not None and 0 < fact.count < limit for fact in found)

    return Condition(facts, test, rule)


def narrow_intervals(within: int, answered: str, asked: str) -> Condition:
    """The 95 % interval of no share of all who answered is wider than `within` percentage points.

    The widest is that of the half; both facts are counts.
    """
    rule = f"Intet 95 %-interval om alle, der har svaret, er bredere end {within} procentpoint."

    def test(values: Sequence[Fraction]) -> bool:
        answers, places = int(values[0]), int(max([Fraction(1), *values]))
        fewest, most = population_limits(answers // 2, answers, places)
        return Fraction(100 * (most - fewest), places) <= within

    return of_values((answered, asked), test, rule)


@spreading
def nobody(*facts: str) -> Condition:
    """Each share is zero."""
    return of_each(facts, lambda x: x == 0, "0")


@spreading
def everybody(*facts: str) -> Condition:
    """Each share is 100 %."""
    return of_each(facts, lambda x: x == 100, "100 %")


def halfway(fact: str) -> Condition:
    """The percentage lies exactly between two whole ones."""
    return of_each((fact,), lambda x: x % 1 == Fraction(1, 2), "præcis midt mellem to hele")


def nearly(limit: int, fact: str, *, within: int) -> Condition:
    """The share is below the limit, and by no more than `within` percentage points."""
    return of_each((fact,), lambda x: limit - within <= x < limit, f"under {limit}, men højst {within} procentpoint")


def alike(*facts: str, within: int) -> Condition:
    """The largest and the smallest differ by no more than `within` percentage points."""
    rule = f"Forskellen mellem det største og det mindste tal er højst {within} procentpoint."
    return of_values(facts, lambda v: max(v) - min(v) <= within, rule)


def nearly_as_many(first: str, second: str) -> Condition:
    """The second is below the first, and at least five sixths of it."""
    rule = "Det andet tal er mindre end det første, men mindst fem sjettedele af det."
    return of_values((first, second), lambda v: v[0] * Fraction(5, 6) <= v[1] < v[0], rule)


def at_least_times(factor: int, first: str, second: str) -> Condition:
    """The first is at least so many times the second, on exact values; anything is, of nothing."""
    rule = f"Det første tal er mindst {format_number(factor)} gange det andet."
    return of_values((first, second), lambda v: v[0] >= factor * v[1] and v[0] > 0, rule)


def more_than_times(factor: int, first: str, second: str) -> Condition:
    """The first is more than so many times the second, on exact values."""
    rule = f"Det første tal er mere end {format_number(factor)} gange det andet."
    return of_values((first, second), lambda v: v[0] > factor * v[1] > 0, rule)


def nearly_times(factor: int, first: str, second: str) -> Condition:
    """The first is just below so many times the second, and at least nine tenths of that."""
    rule = f"Det første tal er under {format_number(factor)} gange det andet, men mindst ni tiendedele af det."
    return of_values((first, second), lambda v: factor * v[1] * Fraction(9, 10) <= v[0] < factor * v[1], rule)


def together_more_than_half(*facts: str) -> Condition:
    """Shares of one exclusive question add up to more than 50 %."""
    return of_values(facts, lambda v: sum(v) > 50, "Tallene er tilsammen over 50 %.")


def majority_of(whole: str, *parts: str) -> Condition:
    """The counts of the parts add up to more than half of the whole, a fact that is a count."""
    rule = "De øvrige tals antal er tilsammen mere end halvdelen af det første tal."

    def test(found: Sequence[Fact], _: Facts) -> bool:
        return 2 * sum(fact.count or 0 for fact in found[1:]) > value_of(found[0])

    return Condition((whole, *parts), test, rule)


def together(*conditions: Condition) -> Condition:
    """All the conditions hold. Where they speak of different facts, the rule says of which by their place."""
    rules = [condition.rule[:1].lower() + condition.rule[1:].removesuffix(".") for condition in conditions]
    if len({condition.facts for condition in conditions}) == 1:
        facts, places = conditions[0].facts, [slice(None)] * len(conditions)
        rule = capitalise(join_words(rules))
    else:
        facts = tuple(fact for condition in conditions for fact in condition.facts)
        ends = itertools.accumulate(len(condition.facts) for condition in conditions)
        places = [slice(end - len(c.facts), end) for end, c in zip(ends, conditions, strict=True)]
        spans = ["-".join(map(str, sorted({place.start + 1, place.stop}))) for place in places]
        rule = "; ".join(f"om tal {span}: {text}" for span, text in zip(spans, rules, strict=True))

    def test(found: Sequence[Fact], facts: Facts) -> bool:
        return all(c.test(found[place], facts) for c, place in zip(conditions, places, strict=True))

    named_first = {condition.facts[0] for condition in conditions}
    among = frozenset().union(*(condition.among for condition in conditions)) - named_first
    condition = Condition(facts, test, f"{capitalise(rule)}.", among)
    if not any(part.spread for part in conditions):
        return condition
    return replace(condition, spread=lambda stated: together(*(part.within(stated) for part in conditions)))
