"""What changed from one edition to the next, how much, and how sure it is.

A number is compared only where both editions asked the same (`helpers.survey.comparability`) and both state
it firmly (`helpers.editions.comparable_facts`): nothing that a reconstruction made up is ever a trend. Rules and
reasons: docs/decisions/comparison.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from helpers.base.danish import NO_BREAK_SPACE, format_number
from helpers.base.errors import VaerestederError
from helpers.editions.comparable_facts import Stated
from helpers.facts.change_interval import Drawn, change_interval, change_p
from helpers.facts.fact_id import TIMES, FactId, group_of, linked_id, linked_parts, measure_of
from helpers.facts.model import Facts
from helpers.facts.multiplicity import SIGNIFICANT, step_up_limit
from helpers.facts.uncertainty import LEVEL, Interval, Paired, Strength, mcnemar_p, paired_interval, places_asked
from helpers.survey.comparability import Asked, reason_against, reason_against_group, reason_against_theme
from helpers.survey.questions import Group

UP, DOWN = "↑", "↓"


@dataclass(frozen=True)
class Change:
    """One number in two editions.

    `earlier` and `later` are percent, hours or a mean, as `unit` says; `base` holds the two bases, 0 where unknown.
    `interval` is the 95 % interval of the difference in percentage points; it and `p_value` are None for
    a mean, whose spread is no fact. `strength` is SURE where chance hardly explains the difference among
    all that were judged with it, LIKELY where it hardly explains this one by itself, UNDECIDED where it may,
    UNTESTED for a mean.
    """

    fact: str
    unit: str
    earlier: Fraction
    later: Fraction
    base: tuple[int, int]
    interval: Interval | None = None
    p_value: Fraction | None = None
    strength: Strength = Strength.UNTESTED

    @property
    def difference(self) -> Fraction:
        """Later minus earlier: percentage points, hours, or the unit of the mean."""
        return self.later - self.earlier

    @property
    def sure(self) -> bool:
        """Whether chance hardly explains it."""
        return self.strength is Strength.SURE

    @property
    def mark(self) -> str:
        """An arrow for a sure change, otherwise nothing."""
        return (UP if self.difference > 0 else DOWN) if self.sure else ""

    @property
    def size(self) -> str:
        """The difference as a reader meets it, with its sign: `+12`, `−1,3`."""
        return _signed(self.difference, 0 if self.unit == "percent" else 1)

    @property
    def limits(self) -> str:
        """The limits of the interval: `+3 til +21`; blank for a mean."""
        if self.interval is None:
            return ""
        return " til ".join(_signed(Fraction(limit), 0) for limit in (self.interval.low, self.interval.high))

    @property
    def text(self) -> str:
        """Difference and interval: `+12 procentpoint (95 %-interval: +3 til +21)`."""
        if self.interval is None:
            return f"{self.size}{f'{NO_BREAK_SPACE}timer' if self.unit == 'hours' else ''} (ikke testet)"
        return f"{self.size}{NO_BREAK_SPACE}procentpoint ({LEVEL}: {self.limits})"


class Comparison:
    """An edition held against the earlier one that its facts know.

    Raises VaerestederError where they know none.
    """

    def __init__(self, facts: Facts) -> None:
        if facts.earlier is None:
            raise VaerestederError(f"Før udgaven {facts.edition.key} er der ingen, den kan sammenlignes med.")
        self.later, self.earlier = facts, facts.earlier
        self._stated = Stated(facts.earlier), Stated(facts)
        self._asked = tuple(Asked(each.edition.key, each.questionnaire) for each in (facts.earlier, facts))
        self._questions: dict[str, str] = {}
        self._groups: dict[str, str] = {}

    @property
    def years(self) -> tuple[str, str]:
        """The keys of the two editions."""
        return self.earlier.edition.key, self.later.edition.key

    @property
    def notice(self) -> str:
        """What kind of responses the two editions rest on, as the last words of a source line."""
        before, after = (facts.edition for facts in (self.earlier, self.later))
        if before.reconstructed:
            return f"Fra {before.key} kun tal, som rapporten trykte. {after.short_notice}."
        return f"{after.short_notice}."

    @property
    def smallest_base(self) -> int:
        """The fewest responses that a number must rest on to be compared."""
        return max(stated.smallest_base for stated in self._stated)

    def against_question(self, key: str) -> str:
        """Why a question or measure cannot be compared, in Danish; blank where it can."""
        if key not in self._questions:
            self._questions[key] = reason_against(key, *self._asked)
        return self._questions[key]

    def against_fact(self, fact_id: str) -> str:
        """Why a number cannot be compared, in Danish; blank where it can."""
        earlier, later = self._stated
        parts = FactId.parse(fact_id, self.later.questionnaire)
        return (
            self.against_question(parts.measure)
            or reason_against_theme(parts.measure, parts.theme, *self._asked)
            or self._against_group(parts.group)
            or earlier.against(fact_id)
            or later.against(fact_id)
        )

    def _against_group(self, group: Group | None) -> str:
        if group is None:
            return ""
        if group.key not in self._groups:
            self._groups[group.key] = reason_against_group(group, *self._asked)
        return self._groups[group.key]

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Of every number that answers a question, why it cannot be compared; blank where it can."""
        every = dict.fromkeys(key for stated in reversed(self._stated) for key in stated)
        return {fact_id: self.against_fact(fact_id) for fact_id in every}

    @cached_property
    def changes(self) -> Mapping[str, Change]:
        """Every number that can be compared, by the id of its fact, in the order of the later edition.

        The shares of all and those of groups are judged apart: the many groups would drown the few
        answers that a reader looks at first.
        """
        found = {fact_id: self._change(fact_id) for fact_id, reason in self.reasons.items() if not reason}
        whole = [change for change in found.values() if self._of_all(change)]
        parts = [change for change in found.values() if change not in whole]
        return found | {change.fact: change for change in (*_judged(whole), *_judged(parts))}

    def of_question(self, key: str) -> list[Change]:
        """The changes of one question or measure: of all responses, or of each group where only those are known."""
        found = [change for fact_id, change in self.changes.items() if measure_of(fact_id) == key]
        return [change for change in found if self._of_all(change)] or found

    def _of_all(self, change: Change) -> bool:
        return group_of(change.fact, self.later.questionnaire) is None

    @cached_property
    def linked(self) -> list[Change]:
        """The shares of the places that answered both times; `fact` is the id of the share of all."""
        found = dict.fromkeys(parts[0] for fact_id in self.later if (parts := linked_parts(fact_id)))
        return _judged([change for share in found if (change := self._linked(share))])

    def _change(self, fact_id: str) -> Change:
        before, after = self.earlier[fact_id], self.later[fact_id]
        earlier, later = (stated.value(fact_id) for stated in self._stated)
        first, second = (stated.base(fact_id) for stated in self._stated)
        change = Change(fact_id, after.unit, earlier, later, (first, second))
        if before.count is None or after.count is None or not first or not second:
            return change
        drawn = (
            Drawn(before.count, first, max(first, places_asked(before, first, self.earlier))),
            Drawn(after.count, second, max(second, places_asked(after, second, self.later))),
        )
        same = self._pairs(fact_id)
        return replace(change, interval=change_interval(*drawn, same), p_value=change_p(*drawn, same))

    def _pairs(self, fact_id: str) -> Paired | None:
        """How the places that can be followed answered, None where it is withheld or they are too few."""
        first, second, both = (self.later.get(linked_id(fact_id, time)) for time in TIMES)
        if not (first and second and both) or first.count is None or second.count is None or both.count is None:
            return None
        if not first.base_n or first.base_n < self.smallest_base:
            return None
        return Paired(first.count, second.count, both.count, first.base_n)

    def _linked(self, fact_id: str) -> Change | None:
        """One share of the linked places, None where it is withheld or rests on too few of them."""
        if not (pairs := self._pairs(fact_id)):
            return None
        first, second = (Fraction(100 * count, pairs.base) for count in (pairs.first, pairs.second))
        bases, interval, p_value = (pairs.base, pairs.base), paired_interval(pairs), mcnemar_p(pairs)
        return Change(fact_id, "percent", first, second, bases, interval, p_value)


def surely_changed(facts: Facts) -> dict[str, str]:
    """An arrow for each share that surely changed since the edition before; none where there is no such edition."""
    if facts.earlier is None:
        return {}
    return {fact_id: change.mark for fact_id, change in Comparison(facts).changes.items() if change.sure}


def _judged(changes: Sequence[Change]) -> list[Change]:
    """The changes with their strength, each one of all these."""
    limit = step_up_limit([change.p_value for change in changes if change.p_value is not None])
    return [replace(change, strength=_strength(change.p_value, limit)) for change in changes]


def _strength(p_value: Fraction | None, limit: Fraction) -> Strength:
    if p_value is None:
        return Strength.UNTESTED
    if p_value <= limit:
        return Strength.SURE
    return Strength.LIKELY if p_value < SIGNIFICANT else Strength.UNDECIDED


def _signed(value: Fraction, decimals: int) -> str:
    """A number with its sign, none where it rounds to zero."""
    text = format_number(abs(value), decimals)
    if not text.strip("0,"):
        return text
    return f"{'+' if value > 0 else '−'}{text}"
