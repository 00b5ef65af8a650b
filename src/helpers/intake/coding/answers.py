"""Matched columns as the columns of `responses.csv`: each distinct text judged once, all open ones told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from helpers.intake.coding.blank_marks import BlankMark, find_blank_marks
from helpers.intake.coding.choices import are_codes
from helpers.intake.coding.column_texts import CodingContext, TextRead, meanings, read_column
from helpers.intake.decisions import BLANKS, EMPTY, NONE_CHOSEN, NOTHING, ZERO, Decisions
from helpers.intake.export import PARTIAL, Export, ExportColumn
from helpers.intake.matching import OPEN, ColumnMatch
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

NOT_RELEASED = "[ikke offentliggjort]"
ANSWERED, MISSING = "besvaret", "ubesvaret"


@dataclass(frozen=True)
class RowInDoubt:
    """One row in which a multiple-answer question is in doubt (NOTHING or BLANKS): the cells that make it so."""

    question: str
    doubt: str
    columns: tuple[ExportColumn, ...]
    row: int
    settled: bool


@dataclass(frozen=True)
class CodedAnswers:
    """The columns of `responses.csv` (one text a kept row), every text and what it was taken for, and rows in doubt.

    `blank_marks` are what programs write where nothing was answered, as far as the export has any.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    texts: tuple[TextRead, ...] = ()
    rows: tuple[RowInDoubt, ...] = ()
    blank_marks: Mapping[str, BlankMark] = field(default_factory=dict)

    @cached_property
    def postcodes(self) -> frozenset[str]:
        """Every postcode read where a municipality was asked for."""
        return frozenset(read.postcode for read in self.texts if read.postcode)


def code_answers(
    export: Export,
    matches: Sequence[ColumnMatch],
    keep: Sequence[int],
    questionnaire: Questionnaire,
    decisions: Decisions,
    released: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> CodedAnswers:
    """The answers in the rows `keep` (indexes into the export's rows) as the questionnaire has them.

    `released` maps a question in free text to the rows whose answer may be shown.
    """
    marks = find_blank_marks(export, matches, keep, questionnaire)
    context = CodingContext(export, keep, decisions, marks, released)
    by_target = {match.target: match.column for match in matches if match.target}
    coded = [
        _code_multiple(question, by_target, context)
        if question.kind == "multiple"
        else _code_plain(question, by_target, context)
        for question in questionnaire.questions.values()
    ]
    return CodedAnswers(
        {name: cells for each in coded for name, cells in each.columns.items()},
        tuple(read for each in coded for read in each.texts),
        tuple(row for each in coded for row in each.rows),
        marks,
    )


def _code_plain(question: Question, by_target: Mapping[str, ExportColumn], context: CodingContext) -> CodedAnswers:
    """A question whose columns are coded one by one."""
    columns: dict[str, Sequence[str]] = {}
    texts: list[TextRead] = []
    for target in question.columns:
        if target in by_target:
            read = read_column(by_target[target], question, context)
            cells = meanings(read, context.keep)
            columns[target] = list(_release(target, cells, context)) if question.kind == "text" else cells
            texts += read
    return CodedAnswers(columns, tuple(texts))


def _code_multiple(question: Question, by_target: Mapping[str, ExportColumn], context: CodingContext) -> CodedAnswers:
    """The 0/1 columns of a question: from one list in one cell, or from one column an answer."""
    if question.key in by_target:
        column = by_target[question.key]
        texts = read_column(column, question, context)
        chosen = [cell.split() for cell in meanings(texts, context.keep)]
        asked = {answer.key: column for answer in question.answers}
        rows = [["1" if key in cell else "" for key in asked] for cell in chosen]
    else:
        asked = {a.key: by_target[name] for a in question.answers if (name := f"{question.key}.{a.key}") in by_target}
        labels = {answer.key: answer.label for answer in question.answers}
        coded = are_codes({column.values[row] for column in asked.values() for row in context.keep})
        read = [read_column(column, question, context, labels[key], coded) for key, column in asked.items()]
        texts = tuple(each for column in read for each in column)
        marks = [meanings(column, context.keep) for column in read]
        rows = [list(cells) for cells in zip(*marks, strict=True)]
    if not asked:
        return CodedAnswers()
    doubts, settled = [], []
    unread = frozenset((row, id(read.column)) for read in texts if read.reading.how == OPEN for row in read.rows)
    for cells, (state, doubt) in zip(rows, _states(question, rows, asked, unread, context), strict=True):
        doubts += [doubt] if doubt else []
        settled.append([""] * len(cells) if state == MISSING else ["1" if cell == "1" else "0" for cell in cells])
    columns = {f"{question.key}.{key}": [cells[index] for cells in settled] for index, key in enumerate(asked)}
    return CodedAnswers(columns, texts, tuple(doubts))


def _states(
    question: Question,
    rows: Sequence[Sequence[str]],
    asked: Mapping[str, ExportColumn],
    unread: Collection[tuple[int, int]],
    context: CodingContext,
) -> Iterator[tuple[str, RowInDoubt | None]]:
    """Of each row whether the question is answered or missing there, and the doubt about it, where there is one.

    A cell that is `unread` (row, identity of the column) is a question of its own: until it is answered nobody knows
    whether anything was chosen there.
    """
    zeros = any("0" in cells or "nej" in cells for cells in rows)
    statuses, columns = context.export.statuses, tuple(asked.values())
    for cells, row in zip(rows, context.keep, strict=True):
        state = _row_state(cells, zeros, statuses is not None and statuses[row] == PARTIAL)
        unclear = [c for c, cell in zip(columns, cells, strict=True) if state == NOTHING or cell == ""]
        known = tuple(column for column in unclear if (row, id(column)) not in unread)
        if state == NOTHING and len(known) < len(unclear):
            state = MISSING
        if state not in (NOTHING, BLANKS) or not known:
            yield state, None
            continue
        decision = context.decisions.doubts[state].get(question.key, "")
        yield (
            _decided_state(state, decision),
            RowInDoubt(question.key, state, known, row, decision in NONE_CHOSEN),
        )


def _row_state(cells: Sequence[str], zeros: bool, partial: bool) -> str:
    """Whether one row of a multiple-answer question is answered, missing, or in doubt.

    Where the question has zeros, a blank beside an answer is in doubt, and a blank row is missing.
    Where it has none, blanks beside a mark are answers not chosen. A row in which nothing is chosen
    may mean "none of them" or "not answered": in doubt in a finished response, missing in a partial one.
    """
    if "1" in cells or "nej" in cells:
        return BLANKS if zeros and "" in cells else ANSWERED
    if partial or (zeros and not any(cells)):
        return MISSING
    return NOTHING


def _decided_state(doubt: str, decision: str) -> str:
    """A row in doubt after a person's decision; until there is one, what claims least."""
    if decision == ZERO:
        return ANSWERED
    return ANSWERED if doubt == BLANKS and decision != EMPTY else MISSING


def _release(question: str, texts: Sequence[str], context: CodingContext) -> Iterator[str]:
    """Free text where the owner has released the row, else only that there is one."""
    released = context.released.get(question, ())
    for text, row in zip(texts, context.keep, strict=True):
        yield text if row in released or not text else NOT_RELEASED
