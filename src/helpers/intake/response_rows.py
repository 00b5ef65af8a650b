"""What becomes of each row of an export: a response, or none, and why; rows that may be sums or notes are doubted."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.intake.coding.blank_marks import mark_of
from helpers.intake.decisions import EMPTY, INCLUDE, LEAVE_OUT, Decisions
from helpers.intake.export import FINISHED, PARTIAL, TEST, UNANSWERED, Export
from helpers.intake.matching import ColumnMatch
from helpers.intake.wordings import normalise, shown

# Why a row is no response, as the ledger and the notes say it.
SILENT, BEGUN, TRIAL, BY_HAND, WITHOUT = (
    "inviteret uden svar", "ikke gjort færdig, udeladt", "prøvesvar, udeladt", "udeladt ved række", "uden svar på noget"
)  # fmt: skip
_TOTAL = re.compile(
    r"(?:i alt|ialt|total(?:t|er|s)?|grand total|sub-?total|sum(?:mer)?|gennemsnit|gns|average|mean|median|antal svar"
    r"|count|n)\s*[.:=]?\s*\d*\Z"
)
_MARK_LENGTH = 12


@dataclass(frozen=True)
class DoubtedRow:
    """A row that may be no response: its index, what it may be, how it begins, its mark, and what was decided."""

    row: int
    why: str
    begins: str
    mark: str
    said: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it."""
        return self.said not in (INCLUDE, LEAVE_OUT)


@dataclass(frozen=True)
class ResponseRows:
    """The indexes of the rows that are responses, those that are not with the reason, and those that are doubted.

    `lost` are marks of rows that were decided about and are not in the export.
    """

    kept: tuple[int, ...]
    left: Mapping[int, str]
    doubted: tuple[DoubtedRow, ...]
    lost: tuple[str, ...] = ()


def sort_rows(export: Export, matches: Sequence[ColumnMatch], decisions: Decisions, same_file: bool) -> ResponseRows:
    """Every row of the export, as a response or as something else.

    Partial answers, trials and doubted rows are responses until a person has left them out. A row number without the
    mark of a row's content holds only for the file that it was written for (`same_file`).
    """
    marks = {index: row_mark(export, index) for index in range(len(export.rows))}
    said: dict[int, str] = {}
    lost = []
    for decision in decisions.rows:
        found = [
            index
            for index, number in enumerate(export.rows)
            if (decision.mark == marks[index] if decision.mark else same_file and decision.number == str(number))
        ]
        said |= dict.fromkeys(found, decision.said) if decision.said else {}
        lost += [] if found or not decision.said else [f"række {decision.number}"]
    left = {
        index: why
        for index in range(len(export.rows))
        if (why := BY_HAND if said.get(index) == LEAVE_OUT else _why_left(export, index, matches, decisions))
    }
    doubts = dict(_doubts(export)) | dict.fromkeys(said, "")
    doubted = tuple(
        DoubtedRow(index, why, _begins(export, index), marks[index], said.get(index, ""))
        for index, why in sorted(doubts.items())
        if left.get(index) in (None, BY_HAND)
    )
    kept = tuple(index for index in range(len(export.rows)) if index not in left)
    return ResponseRows(kept, left, doubted, tuple(lost))


def row_mark(export: Export, index: int) -> str:
    """A short checksum of what a row holds: the same row in another place has the same."""
    cells = "\x1f".join(column.values[index].strip() for column in export.columns)
    return hashlib.sha256(cells.encode()).hexdigest()[:_MARK_LENGTH]


def content_mark(export: Export) -> str:
    """A checksum of all rows of an export and where they stand, whatever file holds them."""
    marks = "\n".join(f"{number} {row_mark(export, index)}" for index, number in enumerate(export.rows))
    return hashlib.sha256(marks.encode()).hexdigest()


def _why_left(export: Export, index: int, matches: Sequence[ColumnMatch], decisions: Decisions) -> str:
    """Why a row is no response; blank where it is one."""
    status = FINISHED if export.statuses is None else export.statuses[index]
    if status == UNANSWERED:
        return SILENT
    if status == PARTIAL and decisions.partial == LEAVE_OUT:
        return BEGUN
    if status == TEST and decisions.trials == LEAVE_OUT:
        return TRIAL
    if export.everyone_invited:
        return ""
    used = (match.column.values[index].strip() for match in matches if match.target)
    return "" if any(text and decisions.blank_marks.get(mark_of(text)) != EMPTY for text in used) else WITHOUT


def _doubts(export: Export) -> Iterator[tuple[int, str]]:
    """Each row that may be a sum, or a note below the answers, with what it may be."""
    for index, number in enumerate(export.rows):
        filled = [text for column in export.columns if (text := column.values[index].strip())]
        before = export.rows[index - 1] if index else number - 1
        if filled and _TOTAL.match(normalise(filled[0])):
            yield index, f'Den begynder med "{shown(filled[0])}" og kan være en sum.'
        elif len(filled) == 1 and index and len(export.columns) > 2 and number > before + 1:
            yield index, "Den har kun én celle og står efter en tom række: Den kan være en bemærkning."


def _begins(export: Export, index: int) -> str:
    """The first cells of a row, for a person to know it by."""
    filled = [text for column in export.columns if (text := column.values[index].strip())]
    return shown("; ".join(filled[:2]), 40)
