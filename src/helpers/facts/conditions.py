"""The words in which a chapter says under which condition a sentence is true.

They read like the sentences: `largest(a, b, c)`, `more_than_half(a)`, `at_least_times(2, a, b)`. Each takes
ids of facts and gives a `Condition`. Comparisons are of exact values, never of rounded percentages.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers.base.danish import capitalise, format_number, join_words
from helpers.base.errors import VaerestederError
from helpers.facts.group_tests import compare_shares
from helpers.facts.model import Fact, Facts
from helpers.facts.share_ratio import ratio_interval
from helpers.facts.uncertainty import LEVEL, Interval, Strength

_RATIO = f"{LEVEL}let for forholdet, Koopmans"
_TEST = "Fishers eksakte test, korrigeret for antallet af test"
Test = Callable[[Sequence[Fact], Facts], bool]


@dataclass(frozen=True)
class Condition:
    """What must be true of some facts: their ids, the test on them, and the rule in Danish.

    All facts have a value when the test is made, but for those in `among`: others that a first one is
    compared with, of which a group that nobody is in may be missing.
    """

    facts: tuple[str, ...]
    test: Test
    rule: str
    among: frozenset[str] = frozenset()


class UndecidedError(Exception):
    """A test that cannot be made; its text says why in Danish."""


def _of_values(facts: tuple[str, ...], test: Callable[[Sequence[Fraction]], bool], rule: str) -> Condition:
    """A condition on the values alone."""
    return Condition(facts, lambda found, _: test([f.value for f in found if f.value is not None]), rule)


def _first_among(facts: tuple[str, ...], test: Callable[[Sequence[Fraction]], bool], rule: str) -> Condition:
    """A condition on the first value among those of the others that there are."""

    def judged(found: Sequence[Fact], _: Facts) -> bool:
        values = [f.value for f in found if f.value is not None]
        if len(values) < 2:
            raise UndecidedError("Der er ingen andre svar at sammenligne med.")
        return test(values)

    return Condition(facts, judged, rule, frozenset(facts[1:]))


def _of_each(facts: tuple[str, ...], test: Callable[[Fraction], bool], rule: str) -> Condition:
    """A condition on each value by itself."""
    rule = f"{'Tallet' if len(facts) == 1 else 'Hvert af tallene'} er {rule}."
    return _of_values(facts, lambda values: all(map(test, values)), rule)


def largest(first: str, *others: str) -> Condition:
    """The first is larger than each of the others."""
    rule = f"Det første tal er større end {_the_others(others)}."
    return _first_among((first, *others), lambda v: all(v[0] > other for other in v[1:]), rule)


def smallest(first: str, *others: str) -> Condition:
    """The first is smaller than each of the others."""
    rule = f"Det første tal er mindre end {_the_others(others)}."
    return _first_among((first, *others), lambda v: all(v[0] < other for other in v[1:]), rule)


def falling(*facts: str) -> Condition:
    """Each is larger than the next."""
    rule = "Tallene falder fra det første til det sidste."
    return _of_values(facts, lambda v: all(a > b for a, b in itertools.pairwise(v)), rule)


def most_common(first: str, *others: str) -> Condition:
    """The first share of a question with one answer is larger than each other, also than those not named.

    What is not named cannot be larger than what the named shares leave of 100 %.
    """
    rule = f"Det første tal er større end {_the_others(others)} og end det, som de tilsammen levner."
    return _of_values((first, *others), lambda v: v[0] > max(*v[1:], 100 - sum(v)), rule)


def surely_larger(first: str, *others: str) -> Condition:
    """The first share is larger than that of each other group, by more than chance explains.

    Fisher's exact test as `helpers.facts.group_tests` makes it, among all pairs
    that the edition states; unknown where a group is too small for it.
    """
    rule = f"Det første tal er større end {_the_others(others)}, og det er næppe et tilfælde"

    def test(found: Sequence[Fact], facts: Facts) -> bool:
        return all(
            _value(found[0]) > _value(other) and _strength(found[0], other, facts) is Strength.SURE
            for other in found[1:]
        )

    return Condition((first, *others), test, f"{rule} ({_TEST}).")


def may_be_chance(first: str, *others: str) -> Condition:
    """The first share differs from that of no other group by more than chance explains; see `surely_larger`."""
    rule = f"Det første tal afviger ikke mere fra {_the_others(others)}, end at det kan være et tilfælde"

    def test(found: Sequence[Fact], facts: Facts) -> bool:
        return all(_strength(found[0], other, facts) is Strength.LIKELY for other in found[1:])

    return Condition((first, *others), test, f"{rule} ({_TEST}).")


def more_than_half(*facts: str) -> Condition:
    """Each share is above 50 %."""
    return _of_each(facts, lambda x: x > 50, "over 50 %")


def above(limit: int, *facts: str) -> Condition:
    """Each is above the limit (percent, hours, number)."""
    return _of_each(facts, lambda x: x > limit, f"over {format_number(limit)}")


def below(limit: int, *facts: str) -> Condition:
    """Each is below the limit (percent, hours, number)."""
    return _of_each(facts, lambda x: x < limit, f"under {format_number(limit)}")


def fewer_than(limit: int, *facts: str) -> Condition:
    """The count of each share is below the limit."""
    rule = f"{'Antallet' if len(facts) == 1 else 'Hvert af antallene'} er under {format_number(limit)}."

    def test(found: Sequence[Fact], _: Facts) -> bool:
        return all(fact.count is not None and fact.count < limit for fact in found)

    return Condition(facts, test, rule)


def nobody(*facts: str) -> Condition:
    """Each share is zero."""
    return _of_each(facts, lambda x: x == 0, "0")


def everybody(*facts: str) -> Condition:
    """Each share is 100 %."""
    return _of_each(facts, lambda x: x == 100, "100 %")


def halfway(fact: str) -> Condition:
    """The percentage lies exactly between two whole ones."""
    return _of_each((fact,), lambda x: x % 1 == Fraction(1, 2), "præcis midt mellem to hele")


def nearly(limit: int, fact: str, *, within: int) -> Condition:
    """The share is below the limit, and by no more than `within` percentage points."""
    return _of_each((fact,), lambda x: limit - within <= x < limit, f"under {limit}, men højst {within} procentpoint")


def alike(*facts: str, within: int) -> Condition:
    """The largest and the smallest differ by no more than `within` percentage points."""
    rule = f"Forskellen mellem det største og det mindste tal er højst {within} procentpoint."
    return _of_values(facts, lambda v: max(v) - min(v) <= within, rule)


def at_least_times(factor: int, first: str, second: str) -> Condition:
    """The first is at least so many times the second, on exact values."""
    rule = f"Det første tal er mindst {format_number(factor)} gange det andet."
    return _of_values((first, second), lambda v: v[0] >= factor * v[1] > 0, rule)


def more_than_times(factor: int, first: str, second: str) -> Condition:
    """The first is more than so many times the second, on exact values."""
    rule = f"Det første tal er mere end {format_number(factor)} gange det andet."
    return _of_values((first, second), lambda v: v[0] > factor * v[1] > 0, rule)


def surely_more_than_times(factor: int, first: str, second: str) -> Condition:
    """The first share is so many times that of the other group, and chance hardly explains that it is more.

    The whole interval of the ratio lies above; see `helpers.facts.share_ratio`.
    """
    rule = f"Det første tal er mere end {format_number(factor)} gange det andet, og det er næppe et tilfælde"
    return Condition((first, second), _of_ratio(lambda ratio: ratio.low > factor), f"{rule} ({_RATIO}).")


def perhaps_not_times(factor: int, first: str, second: str) -> Condition:
    """The first share may be less than so many times that of the other group, whatever those who answered show."""
    rule = f"Det første tal kan være mindre end {format_number(factor)} gange det andet"
    return Condition((first, second), _of_ratio(lambda ratio: ratio.low < factor), f"{rule} ({_RATIO}).")


def _of_ratio(test: Callable[[Interval], bool]) -> Test:
    """A test of the interval of the ratio of two shares of separate groups."""

    def judged(found: Sequence[Fact], facts: Facts) -> bool:
        _strength(found[0], found[1], facts)
        counts = [(fact.count or 0, fact.base_n or 0) for fact in found]
        return test(ratio_interval(*counts[0], *counts[1]))

    return judged


def nearly_times(factor: int, first: str, second: str) -> Condition:
    """The first is just below so many times the second, and at least nine tenths of that."""
    rule = f"Det første tal er under {format_number(factor)} gange det andet, men mindst ni tiendedele af det."
    return _of_values((first, second), lambda v: factor * v[1] * Fraction(9, 10) <= v[0] < factor * v[1], rule)


def together_more_than_half(*facts: str) -> Condition:
    """Shares of one exclusive question add up to more than 50 %."""
    return _of_values(facts, lambda v: sum(v) > 50, "Tallene er tilsammen over 50 %.")


def majority_of(whole: str, *parts: str) -> Condition:
    """The counts of the parts add up to more than half of the whole, a fact that is a count."""
    rule = "De øvrige tals antal er tilsammen mere end halvdelen af det første tal."

    def test(found: Sequence[Fact], _: Facts) -> bool:
        return 2 * sum(fact.count or 0 for fact in found[1:]) > _value(found[0])

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
    return Condition(facts, test, f"{capitalise(rule)}.", among)


def _the_others(others: Sequence[str]) -> str:
    return "det andet" if len(others) == 1 else "hvert af de andre"


def _value(fact: Fact) -> Fraction:
    assert fact.value is not None
    return fact.value


def _strength(first: Fact, second: Fact, facts: Facts) -> Strength:
    """How sure a difference is; raises UndecidedError where a group is too small for the test.

    Raises VaerestederError where the two are no shares of separate groups: the author's mistake.
    """
    compared = compare_shares(first, second, facts)
    if compared.strength is Strength.UNDECIDED:
        raise UndecidedError(compared.text)
    if compared.strength is Strength.UNTESTED:
        raise VaerestederError(
            f'"{first.id}" og "{second.id}" kan ikke testes mod hinanden. Sammenlign dem med largest.'
        )
    return compared.strength
