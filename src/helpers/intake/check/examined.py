"""The export as the check looks at it: read anew, matched and coded as `vaeresteder new` would."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from openpyxl.utils import column_index_from_string

from helpers.intake.check.finding import Place, shown
from helpers.intake.coding.answers import CodedAnswers, code_answers
from helpers.intake.decisions import Decisions, load_decisions
from helpers.intake.examination import kept_rows
from helpers.intake.export import Export, ExportColumn
from helpers.intake.formats.detect import read_export
from helpers.intake.matching import ColumnMatch, match_columns
from helpers.survey.answer_rules import Rules, load_rules
from helpers.survey.questionnaire import Question, Questionnaire


@dataclass(frozen=True)
class Reading:
    """An export with all that was made of it; `kept` are the indexes of the rows that are responses."""

    export: Export
    questionnaire: Questionnaire
    rules: Rules
    decisions: Decisions
    matches: tuple[ColumnMatch, ...]
    kept: Sequence[int]
    coded: CodedAnswers

    @cached_property
    def by_target(self) -> Mapping[str, ExportColumn]:
        """Question, or `question.answer`, → the column that answers it."""
        return {match.target: match.column for match in self.matches if match.target}

    @cached_property
    def _positions(self) -> Mapping[int, int]:
        """Identity of a column → its position in its sheet, from 1."""
        counts: dict[str, int] = defaultdict(int)
        found = {}
        for column in self.export.columns:
            counts[column.sheet] += 1
            found[id(column)] = column_index_from_string(column.letter) if column.letter else counts[column.sheet]
        return found

    def column(self, target: str) -> ExportColumn | None:
        """The column of a question's column, or of the question where one cell holds all its answers."""
        return self.by_target.get(target) or self.by_target.get(target.partition(".")[0])

    def place(self, column: ExportColumn, row: int | None = None) -> Place:
        """The place of a cell, `row` being the index of its row; without one of the whole column."""
        number = 0 if row is None else self.export.rows[row]
        position = self._positions.get(id(column)) or column_index_from_string(column.letter)
        return Place(column.sheet, number, position, column.letter, column.code, shown(column.wording, 200))

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


def read_anew(path: Path, mapping: Path, questionnaire: Questionnaire) -> Reading:
    """The export in `path` with the decisions in `mapping`, where there is such a file.

    Raises DataError where the export is refused, VaerestederError where `mapping` cannot be read.
    """
    export = read_export(path, questionnaire)
    decisions = load_decisions(mapping)
    matches = match_columns(export, questionnaire, decisions.columns)
    kept = kept_rows(export, matches, decisions)
    coded = code_answers(export, matches, kept, questionnaire, decisions)
    return Reading(export, questionnaire, load_rules(questionnaire), decisions, matches, kept, coded)
