"""The one reading of an export: held against the questionnaire and a person's decisions, with nothing written."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from openpyxl.utils import column_index_from_string

from helpers.intake.cell_place import CellPlace
from helpers.intake.coding.answers import CodedAnswers, code_answers
from helpers.intake.completion import with_completion
from helpers.intake.decisions import NOT_ASKED, USE, Decisions, load_decisions
from helpers.intake.export import Export, ExportColumn
from helpers.intake.formats.detect import export_checksum, read_export
from helpers.intake.matching import ColumnMatch, match_columns
from helpers.intake.missing import MissingAnswer, find_missing
from helpers.intake.releases import Releases, find_releases
from helpers.intake.response_rows import ResponseRows, content_mark, sort_rows
from helpers.intake.rewording import other_wordings, reworded
from helpers.intake.shared_decisions import SHARED, load_shared
from helpers.intake.shared_questions import settle_shared
from helpers.intake.wordings import Wordings, shown
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question


@dataclass(frozen=True)
class ExaminedExport:
    """An export with all that was made of it: what its columns, its rows and its cells were taken for.

    `content` is the mark of what the export holds, whatever file holds it.
    """

    export: Export
    questionnaire: Questionnaire
    decisions: Decisions
    matches: tuple[ColumnMatch, ...]
    rows: ResponseRows
    releases: Releases
    coded: CodedAnswers
    content: str

    @property
    def kept(self) -> tuple[int, ...]:
        """The indexes of the rows that are responses."""
        return self.rows.kept

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
    """The export in `path` with the decisions in `mapping`, or else in the file beside it that git has; writes nothing.

    Raises DataError where the export is refused, VaerestederError where `mapping` cannot be read.
    """
    export = with_completion(read_export(path, questionnaire), Wordings(questionnaire))
    here = mapping.is_file()
    decisions = load_decisions(mapping) if here else load_shared(mapping.with_name(SHARED), export)
    content = content_mark(export)
    matched = match_columns(export, questionnaire, decisions.columns, decisions.suggestions == USE)
    matches = settle_shared(matched, export, questionnaire, decisions)
    # Files of earlier shape know the export by its bytes alone.
    same_file = decisions.content == content if decisions.content else decisions.checksum == export_checksum(path)
    rows = sort_rows(export, matches, decisions, same_file)
    releases = find_releases(export, matches, rows.kept, questionnaire, decisions, same_file)
    coded = code_answers(export, matches, rows.kept, questionnaire, decisions, releases.rows)
    return ExaminedExport(export, questionnaire, decisions, matches, rows, releases, coded, content)
