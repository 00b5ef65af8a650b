"""Counting responses: every number that the questionnaire defines, as integers and nothing else.

Ids are `measure[.item][.group]` in the questionnaire's keys.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from helpers.municipalities import load_municipalities
from helpers.questionnaire import Measure, Question, Questionnaire
from helpers.responses import PLACE, Responses
from helpers.themes import theme_columns


class Count(NamedTuple):
    """What was counted: `total` over `base` responses.

    `unit` is percent (total of ones), mean, hours or total; hours and totals count half hours.
    """

    id: str
    unit: str
    total: int
    base: int


def count_responses(responses: Responses) -> Iterator[Count]:
    """Every count that the questionnaire defines, for all responses and for each group."""
    yield from _places(responses)
    for key in _keys(responses.questionnaire):
        counted = list(_counted(responses, key))
        for suffix, rows in _groups(responses, key):
            for item, unit, numbers in counted:
                answered = numbers[rows].dropna()
                yield Count(item + suffix, unit, int(answered.sum()), len(answered))


def countable_ids(questionnaire: Questionnaire) -> frozenset[str]:
    """The ids of all that the questionnaire defines, whoever answers."""
    nobody = pd.DataFrame({column: pd.Series(dtype="Int64") for column in questionnaire.columns})
    return frozenset(count.id for count in count_responses(Responses(nobody, questionnaire)))


def shares_by_place(responses: Responses) -> dict[str, "pd.Series[int]"]:
    """1, 0 or NA by the pseudonym of the place, for each share that is counted of all responses.

    A place that answered twice is left out: nobody knows which answer is its own. Empty where the
    responses tell no places.
    """
    if PLACE not in responses.frame:
        return {}
    places = responses.frame[PLACE]
    known = (places.notna() & ~places.duplicated(keep=False)).to_numpy()
    index = pd.Index(places[known], name=PLACE)
    return {
        fact_id: numbers[known].set_axis(index)
        for key in _keys(responses.questionnaire)
        for fact_id, unit, numbers in _counted(responses, key)
        if unit == "percent"
    }


def _places(responses: Responses) -> Iterator[Count]:
    """How many municipalities are represented: of all, of each group, and each one by its code."""
    if "kommune" not in responses.frame:
        return
    answered = responses.frame["kommune"].dropna()
    places = load_municipalities()
    represented = set(answered)
    yield Count("kommuner", "percent", len(represented), len(places))
    for group in responses.questionnaire.answers("kommunegruppe"):
        codes = {code for code, place in places.items() if place.group == group.key}
        yield Count(f"kommuner.{group.key}", "percent", len(represented & codes), len(codes))
    for code in places:
        yield Count(f"kommuner.{code}", "percent", int(code in represented), 1)


def _keys(questionnaire: Questionnaire) -> Iterator[str]:
    """The questions and measures that are counted."""
    for question in questionnaire.questions.values():
        if question.columns and question.kind != "municipality":
            yield question.key
    yield from questionnaire.measures


def _groups(responses: Responses, key: str) -> Iterator[tuple[str, "pd.Series[bool]"]]:
    """The suffix of the id and the rows of each group, all responses first."""
    frame = responses.frame
    yield "", pd.Series(True, index=frame.index)
    for group in responses.questionnaire.groups(key):
        yield f".{group.key}", frame[group.question].eq(group.answer).fillna(False).astype(bool)


def _counted(responses: Responses, key: str) -> Iterator[tuple[str, str, "pd.Series[int]"]]:
    """Id, unit and one integer a response (1/0 for shares, missing as NA) of all that a key counts."""
    questionnaire = responses.questionnaire
    if key in questionnaire.questions:
        yield from _question_columns(responses.frame, questionnaire.questions[key])
        # The base is the answers whose words were read.
        for column in theme_columns(key, questionnaire.text_themes.get(key, ())):
            if column in responses.frame:
                yield column, "percent", responses.frame[column]
    else:
        yield from _measure_columns(responses.frame, questionnaire.measures[key], questionnaire)


def _question_columns(frame: pd.DataFrame, question: Question) -> Iterator[tuple[str, str, "pd.Series[int]"]]:
    if question.kind == "single":
        for answer in question.answers:
            yield f"{question.key}.{answer.key}", "percent", _ones(frame[question.key].eq(answer.key))
    elif question.kind == "multiple":
        for column in question.columns:
            yield column, "percent", frame[column]
    elif question.kind == "text":
        # Whether somebody answered is known of everybody, so blank counts here.
        yield f"{question.key}.besvaret", "percent", _ones(frame[question.key].notna())
    else:
        for column in question.columns:
            yield column, "hours" if question.kind == "hours" else "mean", frame[column]


def _measure_columns(
    frame: pd.DataFrame, measure: Measure, questionnaire: Questionnaire
) -> Iterator[tuple[str, str, "pd.Series[int]"]]:
    of = frame[measure.of[0]] if measure.of[0] in frame else pd.Series(dtype="Int64")
    if measure.kind == "municipality_group":
        groups = of.map({code: place.group for code, place in load_municipalities().items()})
        for answer in measure.answers:
            yield f"{measure.key}.{answer.key}", "percent", _ones(groups.astype("string").eq(answer.key))
    elif measure.kind == "intervals":
        for answer in measure.answers:
            inside = of.ge(answer.lowest)
            if answer.highest is not None:
                inside &= of.le(answer.highest)
            yield f"{measure.key}.{answer.key}", "percent", _ones(inside)
    elif measure.kind == "sum":
        # One blank makes the sum unknown.
        total = frame[list(measure.of)].sum(axis=1, skipna=False)
        yield measure.key, "hours", total
        yield f"{measure.key}_i_alt", "total", total
    elif measure.kind == "number_marked":
        columns = list(questionnaire.questions[measure.of[0]].columns)
        yield measure.key, "mean", frame[columns].sum(axis=1, skipna=False)
    else:
        yield measure.key, "percent", _only(frame, measure)


def _only(frame: pd.DataFrame, measure: Measure) -> "pd.Series[int]":
    """1 where some of the items and nothing else among the battery was given, 0 otherwise.

    The base is all who answered any of the items; who left another part of the battery blank is not
    known to have only these, and so counts as 0.
    """
    battery = frame[[f"{measure.of[0]}.{item}" for item in measure.among]]
    wanted = frame[[f"{measure.of[0]}.{item}" for item in measure.items]]
    total = battery.sum(axis=1, skipna=False)
    only = (wanted.sum(axis=1, skipna=False).eq(total) & total.gt(0)).fillna(False)
    return only.astype("Int64").where(wanted.notna().any(axis=1), pd.NA)


def _ones(condition: "pd.Series[bool]") -> "pd.Series[int]":
    """1, 0 or NA for true, false or missing."""
    return condition.astype("Int64")
