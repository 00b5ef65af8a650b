"""The tables that an edition publishes, and what the questionnaire says of the numbers in each.

What depends on each other is one table: a question, its themes, and all that is counted from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from helpers.facts.counting import HALF_HOURS, Count
from helpers.facts.fact_id import ANSWERED, FactId
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Measure, Question
from helpers.survey.text_themes import THEME, WITHOUT

# Those who are in no group, and the fact of all responses.
REST, WHOLE = "", None
# A share counts ones among those who answered; any other number adds up what each gave.
SHARE = "percent"
# Of a column: its count (or sum); by a base's name: how many it is counted among; how many there are in a group.
COUNT, BASE, SIZE = "count", "base", "size"

Place = tuple[str, str | None]


class Rule(NamedTuple):
    """What holds in each group and among the rest: the sum of (kind, name, factor) is at most 0, or just 0."""

    terms: tuple[tuple[str, str, int], ...]
    exact: bool = False


@dataclass
class PublishedTable:
    """Numbers by column and group (`WHOLE`: all responses), with the ids that each is published under.

    `complements` are the numbers of those who are in no group: published nowhere, and the whole without the groups.
    `base` names whom a column is counted among, `highest` has the most that one respondent can give to it, None
    without limit. `sizes` are the ids that tell how many are in a group.
    """

    groups: tuple[str, ...] = ()
    sizes: dict[str, str] = field(default_factory=dict)
    numbers: dict[Place, Count] = field(default_factory=dict)
    names: dict[Place, list[str]] = field(default_factory=dict)
    complements: dict[Place, Count] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)
    highest: dict[str, int | None] = field(default_factory=dict)
    partitions: list[list[str]] = field(default_factory=list)
    sums: dict[str, list[str]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The columns, in the order of the questionnaire."""
        return list(self.base)

    @property
    def cells(self) -> tuple[str, ...]:
        """The groups, and those who are in none."""
        return (*self.groups, REST)

    def is_share(self, column: str) -> bool:
        """Whether a column counts those who gave an answer."""
        return self.numbers[column, WHOLE].unit == SHARE

    def in_groups(self, column: str) -> list[str]:
        """The groups that a column is published for."""
        return [group for group in self.groups if (column, group) in self.numbers]

    def blocks(self) -> Iterator[tuple[str, list[str]]]:
        """The columns that are counted among the same, under the name of whom that is."""
        for base in dict.fromkeys(self.base.values()):
            yield base, [column for column in self.columns if self.base[column] == base]


def tables(counts: Iterable[Count], questionnaire: Questionnaire) -> list[PublishedTable]:
    """The tables that an edition publishes, without those that tell of no answers; who defines groups stands first."""
    found: dict[tuple[str, str], PublishedTable] = {}
    every: list[tuple[FactId, Count]] = []
    for count in counts:
        parts = FactId.parse(count.id, questionnaire)
        asked = questionnaire.questions.get(parts.measure) or questionnaire.measures.get(parts.measure)
        if asked is not None and asked.kind != "municipality_group":
            every.append((parts, count))
    grouping = _groupings({parts.measure: None for parts, _ in every}, questionnaire)
    for parts, count in every:
        home = home_question(parts.measure, questionnaire)
        table = found.setdefault((home, grouping[parts.measure]), PublishedTable())
        if not table.groups and (groups := questionnaire.groups(parts.measure)):
            table.groups = tuple(group.key for group in groups)
            table.sizes = {group.key: f"{group.question}.{group.answer}" for group in groups}
        place = (parts.column, parts.group.key if parts.group else WHOLE)
        table.numbers[place] = count
        table.names.setdefault(place, []).append(count.id)
        table.base.setdefault(parts.column, _base(parts, questionnaire))
        table.highest.setdefault(parts.column, _highest(parts, questionnaire))
    for table in found.values():
        table.complements = dict(_complements(table))
        _add_rules(table, questionnaire)
    return _defining_first(list(found.values()))


def home_question(measure: str, questionnaire: Questionnaire) -> str:
    """The question that a measure is counted from, or the question itself."""
    counted = questionnaire.measures.get(measure)
    return counted.of[0].partition(".")[0] if counted else measure


def _groupings(measures: Iterable[str], questionnaire: Questionnaire) -> dict[str, str]:
    """How each question and measure is grouped; what is not goes with what is counted from the same question."""
    measures = list(measures)
    own = {measure: questionnaire.breakdowns.get(measure, "") for measure in measures}
    beside: dict[str, str] = {}
    for measure in measures:
        if own[measure]:
            beside.setdefault(home_question(measure, questionnaire), own[measure])
    return {measure: own[measure] or beside.get(home_question(measure, questionnaire), "") for measure in measures}


def _base(parts: FactId, questionnaire: Questionnaire) -> str:
    """The name of those whom a column is counted among."""
    if parts.theme:
        return f"{parts.measure}.{THEME}"
    asked = questionnaire.questions.get(parts.measure)
    if asked:
        return parts.column if asked.kind in ("count", "hours") else parts.measure
    measure = questionnaire.measures[parts.measure]
    return measure.of[0] if measure.kind in ("intervals", "number_marked") else measure.key


def _highest(parts: FactId, questionnaire: Questionnaire) -> int | None:
    asked = questionnaire.questions.get(parts.measure)
    if asked:
        return _possible(asked)
    measure = questionnaire.measures[parts.measure]
    most = _possible(questionnaire.questions[home_question(measure.key, questionnaire)])
    return len(measure.of) * most if measure.kind == "sum" and most is not None else None


def _possible(asked: Question) -> int | None:
    """The greatest number that an answer can be, as it is counted."""
    return asked.possible[1] * (HALF_HOURS if asked.kind == "hours" else 1) if asked.possible else None


def _complements(table: PublishedTable) -> Iterator[tuple[Place, Count]]:
    for column in table.columns:
        groups, whole = table.in_groups(column), table.numbers[column, WHOLE]
        if groups:
            parts = [table.numbers[column, group] for group in groups]
            total, base = whole.total - sum(p.total for p in parts), whole.base - sum(p.base for p in parts)
            yield (column, REST), Count(whole.id, whole.unit, total, base)


def _defining_first(found: list[PublishedTable]) -> list[PublishedTable]:
    """The tables in an order in which each comes after those that define its groups."""
    home = {name: number for number, table in enumerate(found) for names in table.names.values() for name in names}

    def depth(number: int, below: tuple[int, ...] = ()) -> int:
        defining = {home[name] for name in found[number].sizes.values() if name in home} - {*below, number}
        return 1 + max((depth(each, (*below, number)) for each in defining), default=0)

    return [found[number] for number in sorted(range(len(found)), key=depth)]


def _add_rules(table: PublishedTable, questionnaire: Questionnaire) -> None:
    """What holds of the numbers whoever answered: what adds up, and what is no more than what."""
    table.rules += [Rule(((BASE, base, 1), (SIZE, "", -1))) for base, _ in table.blocks()]
    for column, base in table.base.items():
        most = 1 if table.is_share(column) else table.highest[column]
        if most is not None:
            table.rules.append(Rule(((COUNT, column, 1), (BASE, base, -most))))
    for key in dict.fromkeys(FactId.parse(column, questionnaire).measure for column in table.columns):
        if asked := questionnaire.questions.get(key):
            table.rules += _of_question(asked, table)
        else:
            table.rules += _of_measure(questionnaire.measures[key], table, questionnaire)


def _of_question(asked: Question, table: PublishedTable) -> Iterator[Rule]:
    if asked.kind == "single":
        yield from _partition([f"{asked.key}.{answer.key}" for answer in asked.answers], asked.key, table)
    elif asked.kind == "text":
        # Whether somebody wrote anything is known of everybody.
        yield Rule(((BASE, asked.key, 1), (SIZE, "", -1)), exact=True)
        themes = [column for column in table.columns if table.base[column] == f"{asked.key}.{THEME}"]
        if themes:
            base = (BASE, f"{asked.key}.{THEME}", -1)
            yield Rule(((BASE, f"{asked.key}.{THEME}", 1), (COUNT, f"{asked.key}.{ANSWERED}", -1)))
            without = f"{asked.key}.{THEME}.{WITHOUT}"
            yield from (Rule(((COUNT, without, 1), (COUNT, each, 1), base)) for each in themes if each != without)
            yield Rule(((BASE, base[1], 1), *((COUNT, each, -1) for each in themes)))


def _partition(columns: list[str], base: str, table: PublishedTable) -> Iterator[Rule]:
    """Of these answers each respondent gave just one, as far as all of them are counted."""
    counted = [column for column in columns if column in table.base]
    table.partitions.append(counted)
    yield Rule((*((COUNT, column, 1) for column in counted), (BASE, base, -1)), exact=counted == columns)


def _of_measure(measure: Measure, table: PublishedTable, questionnaire: Questionnaire) -> Iterator[Rule]:
    home = questionnaire.questions[home_question(measure.key, questionnaire)]
    if measure.kind == "number_marked":
        table.sums[measure.key] = list(home.columns)
        yield Rule((*((COUNT, column, 1) for column in home.columns), (COUNT, measure.key, -1)), exact=True)
    elif measure.kind == "intervals":
        yield from _partition([f"{measure.key}.{each.key}" for each in measure.answers], measure.of[0], table)
        yield from _intervals(measure, table.highest.get(measure.of[0]))
    elif measure.kind == "sum":
        yield from _sum(measure, table)
    else:
        yield from _only(measure, table, questionnaire)


def _intervals(measure: Measure, highest: int | None) -> Iterator[Rule]:
    """A sum of numbers lies between those of their lowest and of their highest."""
    lowest = [(COUNT, f"{measure.key}.{each.key}", each.lowest or 0) for each in measure.answers]
    yield Rule((*lowest, (COUNT, measure.of[0], -1)))
    most = [highest if each.highest is None else each.highest for each in measure.answers]
    if all(each is not None for each in most):
        ends = [
            (COUNT, f"{measure.key}.{each.key}", -(end or 0)) for each, end in zip(measure.answers, most, strict=True)
        ]
        yield Rule(((COUNT, measure.of[0], 1), *ends))


def _sum(measure: Measure, table: PublishedTable) -> Iterator[Rule]:
    """Whoever gave all of the numbers is counted in their sum; whoever gave but some adds to these alone."""
    items = list(measure.of)
    yield from (Rule(((BASE, measure.key, 1), (BASE, item, -1))) for item in items)
    yield Rule((*((BASE, item, 1) for item in items), (SIZE, "", 1 - len(items)), (BASE, measure.key, -1)))
    yield Rule(((COUNT, measure.key, 1), *((COUNT, item, -1) for item in items)))
    most = [table.highest[item] for item in items]
    if all(each is not None for each in most):
        beside = [(BASE, item, -(each or 0)) for item, each in zip(items, most, strict=True)]
        rest = (BASE, measure.key, sum(each or 0 for each in most))
        yield Rule((*((COUNT, item, 1) for item in items), *beside, rest, (COUNT, measure.key, -1)))


def _only(measure: Measure, table: PublishedTable, questionnaire: Questionnaire) -> Iterator[Rule]:
    """Whoever has only some of the items gave a number to each, and 0 to the others."""
    items = [f"{measure.of[0]}.{item}" for item in measure.items]
    among = [f"{measure.of[0]}.{item}" for item in measure.among]
    yield from (Rule(((BASE, item, 1), (BASE, measure.key, -1))) for item in items)
    yield Rule(((BASE, measure.key, 1), *((BASE, item, -1) for item in items)))
    yield Rule(((COUNT, measure.key, 1), *((COUNT, item, -1) for item in items)))
    yield from (Rule(((COUNT, measure.key, 1), (BASE, item, -1))) for item in among)
    for item in (each for each in among if each not in items):
        if (most := table.highest[item]) is not None:
            yield Rule(((COUNT, item, 1), (BASE, item, -most), (COUNT, measure.key, most)))
        for nobody in _of_nothing(item, questionnaire):
            if nobody in table.base:
                yield Rule(((COUNT, measure.key, 1), (COUNT, nobody, -1)))


def _of_nothing(column: str, questionnaire: Questionnaire) -> Iterator[str]:
    """The intervals of a number that hold 0."""
    yield from chain.from_iterable(
        (f"{measure.key}.{each.key}" for each in measure.answers if not each.lowest)
        for measure in questionnaire.measures.values()
        if measure.kind == "intervals" and measure.of == (column,)
    )
