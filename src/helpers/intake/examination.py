"""The one reading of an export: held against the questionnaire and a person's decisions, with nothing written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from openpyxl.utils import column_index_from_string

from helpers.intake.cell_place import CellPlace
from helpers.intake.coding.answers import CodedAnswers, code_answers
from helpers.intake.decisions import LEAVE_OUT, NOT_ASKED, Decisions, load_decisions
from helpers.intake.export import FINISHED, PARTIAL, TEST, Export, ExportColumn
from helpers.intake.formats.detect import read_export
from helpers.intake.matching import ColumnMatch, match_columns
from helpers.intake.missing import MissingAnswer, find_missing
from helpers.intake.rewording import other_wordings, reworded
from helpers.intake.shared_questions import settle_shared
from helpers.intake.wordings import shown
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question


@dataclass(frozen=True)
class ExaminedExport:
    """An export with all that was made of it; `kept` are the indexes of the rows that are responses."""

    export: Export
    questionnaire: Questionnaire
    decisions: Decisions
    matches: tuple[ColumnMatch, ...]
    kept: tuple[int, ...]
    coded: CodedAnswers

    @cached_property
    def by_target(self) -> Mapping[str, ExportColumn]:
        """Question, or `question.answer`, → the column that answers it."""
        return {match.target: match.column for match in self.matches if match.target}

    @cached_property
    def missing(self) -> tuple[MissingAnswer, ...]:
        """The questions and single answers that no column answers."""
        return find_missing(self.matches, self.questionnaire, self.decisions)

    @cached_property
    def other_wordings(self) -> Mapping[str, str]:
        """Question → the wording that it was asked in, where that is not the questionnaire's word for word."""
        return other_wordings(self.matches, self.questionnaire)

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The questions that were not asked, as a person has said."""
        return tuple(each.key for each in self.missing if each.is_whole and each.decision == NOT_ASKED)

    @property
    def reworded(self) -> Mapping[str, str]:
        """Question → wording, of those that a person has called another question."""
        return reworded(self.other_wordings, self.decisions.wordings)

    @property
    def asked(self) -> Questionnaire:
        """The questionnaire as its places met it: with the wordings that were used, without what was not asked."""
        return self.questionnaire.as_asked(self.reworded, self.not_asked)

    @property
    def invited(self) -> str:
        """How many were invited, as the export tells; blank where it does not."""
        return str(len(self.export.rows)) if self.export.everyone_invited else ""

    def column(self, target: str) -> ExportColumn | None:
        """The column of a question's column, or of the question where one cell holds all its answers."""
        return self.by_target.get(target) or self.by_target.get(target.partition(".")[0])

    def place(self, column: ExportColumn, row: int | None = None) -> CellPlace:
        """The place of a cell, `row` being the index of its row; without one of the whole column."""
        number = 0 if row is None else self.export.rows[row]
        letter = column.letters.get(number, column.letter)
        position = column_index_from_string(letter) if letter else self._positions[column.sheet, column.code]
        return CellPlace(column.sheet, number, position, letter, column.code, shown(column.wording, 200))

    def answer(self, target: str, response: int) -> str:
        """What one response (counted among those kept) says; blank where it says nothing."""
        answers = self.coded.columns.get(target)
        return answers[response] if answers else ""

    def number(self, target: str, response: int) -> Fraction | None:
        """The number that one response gives; None where it gives none."""
        text = self.answer(target, response)
        return Fraction(text) if text else None

    def numbers(self, question: Question, response: int) -> list[Fraction] | None:
        """The numbers of a whole battery; None where one is missing."""
        found = [self.number(column, response) for column in question.columns]
        complete = [number for number in found if number is not None]
        return complete if len(complete) == len(found) else None

    @cached_property
    def _positions(self) -> Mapping[tuple[str, str], int]:
        """Sheet and code of a column without a letter → its position in its sheet, from 1."""
        counts: dict[str, int] = defaultdict(int)
        found = {}
        for column in self.export.columns:
            counts[column.sheet] += 1
            found[column.sheet, column.code] = counts[column.sheet]
        return found


def examine_export(path: Path, mapping: Path, questionnaire: Questionnaire) -> ExaminedExport:
    """The export in `path` with the decisions in `mapping`, where there is such a file; writes nothing.

    Raises DataError where the export is refused, VaerestederError where `mapping` cannot be read.
    """
    export = read_export(path, questionnaire)
    decisions = load_decisions(mapping)
    matched = match_columns(export, questionnaire, decisions.columns)
    matches = settle_shared(matched, export, questionnaire, decisions)
    kept = kept_rows(export, matches, decisions)
    coded = code_answers(export, matches, kept, questionnaire, decisions)
    return ExaminedExport(export, questionnaire, decisions, matches, kept, coded)


def kept_rows(export: Export, matches: Sequence[ColumnMatch], decisions: Decisions) -> tuple[int, ...]:
    """The indexes of the rows that are responses.

    Partial ones are among them until a person has left them out. Where the file does not hold
    everyone invited, a row without any answer is no response.
    """
    rows = list(range(len(export.rows)))
    if export.statuses is not None:
        wanted = {FINISHED, TEST} if decisions.partial == LEAVE_OUT else {FINISHED, PARTIAL, TEST}
        rows = [row for row in rows if export.statuses[row] in wanted]
    if not export.everyone_invited:
        used = [match.column for match in matches if match.target]
        return tuple(row for row in rows if any(column.values[row].strip() for column in used))
    return tuple(rows)
