"""What a condition is: some facts, a test on them, the rule in Danish; and the star that stands for all there are.

`"aabningstimer.*"` are the paid hours of each group that the edition states, `"aktiviteter.*.kommunal"` each answer
of one group. A sentence that compares with all that its table shows is bound with a star, so that no group and no
answer that a later edition shows is forgotten.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import wraps
from typing import ParamSpec

from helpers.base.errors import VaerestederError
from helpers.facts.group_tests import compare_shares
from helpers.facts.model import Fact, Facts
from helpers.facts.share_ratio import ratio_interval
from helpers.facts.uncertainty import Interval, Strength

Test = Callable[[Sequence[Fact], Facts], bool]
STAR = "*"
NOTHING_BESIDE = "Der er ingen andre svar at sammenligne med."
P = ParamSpec("P")


@dataclass(frozen=True)
class Condition:
    """What must be true of some facts: their ids, the test on them, and the rule in Danish.

    All facts have a value when the test is made, but for those in `among`: others that a first one is
    compared with, of which a group that nobody is in may be missing. `spread` gives the condition on the facts of an
    edition, where ids hold a star.
    """

    facts: tuple[str, ...]
    test: Test
    rule: str
    among: frozenset[str] = frozenset()
    spread: Callable[[Facts], "Condition"] | None = None

    def within(self, facts: Facts) -> "Condition":
        """The condition on the facts of an edition: each star is all that the edition states."""
        return self.spread(facts) if self.spread else self


class UndecidedError(Exception):
    """A test that cannot be made; its text says why in Danish."""


def spreading(word: Callable[P, Condition]) -> Callable[P, Condition]:
    """The word, which may be given ids with a star, but for the first: that one is named."""

    @wraps(word)
    def given_stars(*given: P.args, **named: P.kwargs) -> Condition:
        condition = word(*given, **named)
        if not any(STAR in fact_id for fact_id in condition.facts):
            return condition
        if STAR in condition.facts[0]:
            raise VaerestederError(f'"{condition.facts[0]}" kan ikke stå først. Nævn det første tal uden stjerne.')
        return replace(condition, spread=lambda facts: word(*_stated(given, facts), **named))  # type: ignore[arg-type]

    return given_stars


def _stated(given: Iterable[object], facts: Facts) -> Iterator[object]:
    """What a word is given, each star replaced by all that the edition states and that is not named beside it."""
    told = {each for each in given if isinstance(each, str)}
    for each in given:
        if isinstance(each, str) and STAR in each:
            yield from (fact_id for fact_id in matching(each, facts) if fact_id not in told)
        else:
            yield each


def matching(pattern: str, facts: Facts) -> Iterator[str]:
    """The ids that a star stands for, without groups that nobody is in."""
    parts = pattern.split(".")
    for fact_id, fact in facts.items():
        own = fact_id.split(".")
        if len(own) == len(parts) and all(map(fnmatchcase, own, parts)) and (fact.suppressed or fact.base_n != 0):
            yield fact_id


def of_values(facts: tuple[str, ...], test: Callable[[Sequence[Fraction]], bool], rule: str) -> Condition:
    """A condition on the values alone."""
    return Condition(facts, lambda found, _: test([f.value for f in found if f.value is not None]), rule)


def first_among(facts: tuple[str, ...], test: Callable[[Sequence[Fraction]], bool], rule: str) -> Condition:
    """A condition on the first value among those of the others that there are."""

    def judged(found: Sequence[Fact], _: Facts) -> bool:
        values = [f.value for f in found if f.value is not None]
        if len(values) < 2:
            raise UndecidedError(NOTHING_BESIDE)
        return test(values)

    return Condition(facts, judged, rule, frozenset(facts[1:]))


def of_each(facts: tuple[str, ...], test: Callable[[Fraction], bool], rule: str) -> Condition:
    """A condition on each value by itself."""
    rule = f"{'Tallet' if len(facts) == 1 else 'Hvert af tallene'} er {rule}."
    return of_values(facts, lambda values: all(map(test, values)), rule)


def of_ratio(facts: tuple[str, str], test: Callable[[Interval], bool], rule: str) -> Condition:
    """A condition on the interval of the ratio of two shares of separate groups."""

    def judged(found: Sequence[Fact], facts: Facts) -> bool:
        tested_beside(found, facts)
        counts = [(fact.count or 0, fact.base_n or 0) for fact in found]
        return test(ratio_interval(*counts[0], *counts[1]))

    return Condition(facts, judged, rule)


def tested_beside(found: Sequence[Fact], facts: Facts) -> list[tuple[Fact, Strength]]:
    """Each other fact with how sure it is that the first differs from it; raises what `_strength` raises."""
    if len(found) < 2:
        raise UndecidedError(NOTHING_BESIDE)
    return [(other, _strength(found[0], other, facts)) for other in found[1:]]


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


def the_others(others: Sequence[str]) -> str:
    """What a rule calls the facts after the first."""
    return "det andet" if len(others) == 1 else "hvert af de andre"


def value_of(fact: Fact) -> Fraction:
    """The value of a fact that has one."""
    assert fact.value is not None
    return fact.value
