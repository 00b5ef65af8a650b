"""Counting responses: every number that the questionnaire defines, as integers and nothing else.

Ids are `measure[.item][.group]` in the questionnaire's keys.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from helpers.facts.fact_id import ANSWERED
from helpers.survey.coded_column import CodedColumn, code_numbers, tally
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import TOTAL, Answer, Measure, Question
from helpers.survey.response_csv import find_blank
from helpers.survey.responses import ID, PLACE, Responses
from helpers.survey.text_themes import theme_columns

# Hours are kept in half hours.
HALF_HOURS = 2
# The municipalities that have a place among those who answered: all, those of a group, and each by its code.
REPRESENTED = "kommuner"


class Count(NamedTuple):
    """What was counted: `total` over `base` responses.

    `unit` is percent (total of ones), mean, hours or total; hours and totals count half hours. `largest` are the two
    largest numbers of a sum, 0 for a share.
    """

    id: str
    unit: str
    total: int
    base: int
    largest: tuple[int, int] = (0, 0)


class CountedColumn(NamedTuple):
    """What is counted of a column: what each of its values adds, None where it stays out of the base."""

    id: str
    unit: str
    column: CodedColumn[Any]
    adds: tuple[int | None, ...]


class PlaceShares(NamedTuple):
    """The pseudonyms of the places that answered once, and for each share the 1, 0 or -1 (missing) of each place."""

    names: list[str]
    shares: Mapping[str, NDArray[np.int8]]


def count_responses(responses: Responses) -> Iterator[Count]:
    """Every count that the questionnaire defines, for all responses and for each group."""
    yield from _places(responses)
    everybody = CodedColumn(np.zeros(len(responses), dtype=np.uint8), (None,))
    for key in _keys(responses.questionnaire):
        groups = responses.questionnaire.groups(key)
        # A grouping is of one question.
        by = responses.columns[groups[0].question] if groups else everybody
        counted = list(_counted(responses, key))
        tables = {id(each.column): each.column for each in counted}
        numbers = {name: tally(column, by) for name, column in tables.items()}
        yield from _count(counted, numbers, "", slice(None))
        for group in groups:
            rows = [number for number, answer in enumerate(by.values) if answer == group.answer]
            yield from _count(counted, numbers, f".{group.key}", rows)


def _count(
    counted: list[CountedColumn], tables: Mapping[int, NDArray[np.int64]], suffix: str, rows: slice | list[int]
) -> Iterator[Count]:
    """The counts of the groups that stand in some rows of the tables."""
    for each in counted:
        numbers = tables[id(each.column)][rows].sum(axis=0).tolist()
        known = [(add, number) for add, number in zip(each.adds, numbers, strict=True) if add is not None]
        total, base = sum(add * number for add, number in known), sum(number for _, number in known)
        largest = (0, 0) if each.unit == "percent" else _two_largest(known)
        yield Count(each.id + suffix, each.unit, total, base, largest)


def _two_largest(known: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The two largest of numbers that each stand there so many times, 0 for one that is not there."""
    by_size = sorted(((add, times) for add, times in known if times), reverse=True)
    first, second = [*(add for add, times in by_size[:2] for _ in range(min(times, 2))), 0, 0][:2]
    return first, second


def municipality_groups(questionnaire: Questionnaire) -> str:
    """The key of the measure that groups municipalities; blank where there is none."""
    return questionnaire.of_kind("municipality_group")


def countable_ids(questionnaire: Questionnaire) -> frozenset[str]:
    """The ids of all that the questionnaire defines, whoever answers."""
    blank: CodedColumn[Any] = CodedColumn(np.zeros(0, dtype=np.uint8), ())
    silent = pa.chunked_array([], pa.string())
    nobody = Responses(
        dict.fromkeys(questionnaire.columns, blank),
        dict.fromkeys((ID, *questionnaire.columns), silent),
        questionnaire,
    )
    return frozenset(count.id for count in count_responses(nobody))


def shares_by_place(responses: Responses) -> PlaceShares:
    """Each share that is counted of all responses, place by place.

    A place that answered twice is left out: nobody knows which answer is its own. No names where the
    responses tell no places.
    """
    if PLACE not in responses.texts:
        return PlaceShares([], {})
    names = responses.texts[PLACE].to_pylist()
    times = Counter(names)
    once = np.array([bool(name) and times[name] == 1 for name in names], dtype=bool)
    return PlaceShares(
        [name for name, known in zip(names, once, strict=True) if known],
        {
            each.id: np.array([-1 if add is None else add for add in each.adds], dtype=np.int8)[each.column.codes[once]]
            for key in _keys(responses.questionnaire)
            for each in _counted(responses, key)
            if each.unit == "percent"
        },
    )


def _places(responses: Responses) -> Iterator[Count]:
    """How many municipalities are represented: of all, of each group, and each one by its code."""
    asked, groups = (responses.questionnaire.of_kind(kind) for kind in ("municipality", "municipality_group"))
    if asked not in responses.columns:
        return
    represented = set(responses.columns[asked].values) - {None}
    places = load_municipalities()
    yield Count(REPRESENTED, "percent", len(represented), len(places))
    for group in responses.questionnaire.answers(groups) if groups else ():
        codes = {code for code, place in places.items() if place.group == group.key}
        yield Count(f"{REPRESENTED}.{group.key}", "percent", len(represented & codes), len(codes))
    for code in places:
        yield Count(f"{REPRESENTED}.{code}", "percent", int(code in represented), 1)


def _keys(questionnaire: Questionnaire) -> Iterator[str]:
    """The questions and measures that are counted."""
    for question in questionnaire.questions.values():
        if question.columns and question.kind != "municipality":
            yield question.key
    yield from questionnaire.measures


def _counted(responses: Responses, key: str) -> Iterator[CountedColumn]:
    """All that a key counts."""
    questionnaire = responses.questionnaire
    if key in questionnaire.questions:
        yield from _question_columns(responses, questionnaire.questions[key])
        # The base is the answers whose words were read.
        for name in theme_columns(key, questionnaire.text_themes.get(key, ())):
            if name in responses.columns:
                yield _as_it_is(name, "percent", responses.columns[name])
    else:
        yield from _measure_columns(responses, questionnaire.measures[key])


def _question_columns(responses: Responses, question: Question) -> Iterator[CountedColumn]:
    if question.kind == "single":
        column = responses.columns[question.key]
        for answer in question.answers:
            yield _share(f"{question.key}.{answer.key}", column, answer.key.__eq__)
    elif question.kind == "text":
        # Whether somebody answered is known of everybody, so blank counts here.
        blank = find_blank(responses.texts[question.key])
        yield _as_it_is(f"{question.key}.{ANSWERED}", "percent", CodedColumn(blank.astype(np.uint8), (1, 0)))
    else:
        unit = {"multiple": "percent", "hours": "hours"}.get(question.kind, "mean")
        for name in question.columns:
            yield _as_it_is(name, unit, responses.columns[name])


def _measure_columns(responses: Responses, measure: Measure) -> Iterator[CountedColumn]:
    if measure.kind == "municipality_group":
        groups = {code: place.group for code, place in load_municipalities().items()}
        column = responses.columns[measure.of[0]].map(groups.get)
        for answer in measure.answers:
            yield _share(f"{measure.key}.{answer.key}", column, answer.key.__eq__)
    elif measure.kind == "intervals":
        column = responses.columns[measure.of[0]]
        for answer in measure.answers:
            yield _share(f"{measure.key}.{answer.key}", column, partial(_is_within, answer))
    elif measure.kind == "sum":
        # One blank makes the sum unknown.
        total = code_numbers(*_sum(responses, measure.of))
        yield _as_it_is(measure.key, "hours", total)
        yield _as_it_is(f"{measure.key}{TOTAL}", "total", total)
    elif measure.kind == "number_marked":
        columns = responses.questionnaire.questions[measure.of[0]].columns
        yield _as_it_is(measure.key, "mean", code_numbers(*_sum(responses, columns)))
    else:
        yield _as_it_is(measure.key, "percent", _only(responses, measure))


def _as_it_is(fact_id: str, unit: str, column: CodedColumn[Any]) -> CountedColumn:
    """A column of numbers, each of which adds itself."""
    return CountedColumn(fact_id, unit, column, column.values)


def _share(fact_id: str, column: CodedColumn[Any], holds: Callable[[Any], bool]) -> CountedColumn:
    """The responses of whose value something holds, among those that have one."""
    return CountedColumn(fact_id, "percent", column, tuple(None if v is None else int(holds(v)) for v in column.values))


def _is_within(interval: Answer, number: int) -> bool:
    lowest, highest = interval.lowest or 0, interval.highest
    return lowest <= number and (highest is None or number <= highest)


def _sum(responses: Responses, names: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The sum of some columns for each response, and whether it is unknown: one of them is missing."""
    total = np.zeros(len(responses), dtype=np.int64)
    unknown = np.zeros(len(responses), dtype=bool)
    for name in names:
        numbers, missing = responses.columns[name].numbers()
        total += numbers
        unknown |= missing
    return total, unknown


def _only(responses: Responses, measure: Measure) -> CodedColumn[int | None]:
    """1 where some of the items and nothing else among the battery was given, 0 otherwise.

    The base is all who answered any of the items; who left another part of the battery blank is not
    known to have only these, and so counts as 0.
    """
    battery, some_unknown = _sum(responses, [f"{measure.of[0]}.{item}" for item in measure.among])
    items = [f"{measure.of[0]}.{item}" for item in measure.items]
    wanted, _ = _sum(responses, items)
    only = ~some_unknown & (wanted == battery) & (battery > 0)
    silent = np.logical_and.reduce([responses.columns[name].numbers()[1] for name in items])
    return code_numbers(only.astype(np.int64), silent)
