"""Twelve mistakes that people make in a workbook of answers, and what whoever reads the check puts in their place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

# Excel made a date of "3-4".
THIRD_OF_APRIL = datetime(2026, 4, 3)


@dataclass(frozen=True)
class Mistake:
    """One cell: the beginning of its column's heading, its row in the sheet, what was typed, what was meant."""

    heading: str
    row: int
    typed: object
    meant: object


HOURS = "Hvor mange timer om ugen har værestedet åbent"
KIND = "Hvordan er værestedet organiseret?"
CELLS = (
    Mistake(HOURS, 5, "37,5 t.", 37.5),
    Mistake(HOURS, 9, "ca. 30", 30),
    Mistake(HOURS, 12, 400, 40),
    Mistake(KIND, 15, "Selvejnde", "Selvejende"),
    Mistake(KIND, 18, " KOMMUNALT DREVET", "Kommunalt drevet"),
    Mistake("Hvilket postnummer", 21, "50000 Odense", "5000 Odense C"),
    Mistake("Hvor mange personer arbejder på værestedet i hver af disse grupper? - Frivillige", 24, "ved ikke", None),
    Mistake("Hvor mange personer arbejder på værestedet i hver af disse grupper? - Fuldtid", 27, THIRD_OF_APRIL, 3),
    Mistake("Hvilke målgrupper kommer på værestedet? - Personer med misbrug", 36, "x", "Ja"),
)
# One more is a contradiction (`planned.DOUBTED`), and two are rows that are no responses.
TWICE, COUNTED = 30, "I alt"


def plant(workbook: Path) -> None:
    """Make the mistakes in a workbook of finished answers."""

    def change(sheet: Worksheet) -> None:
        for mistake in CELLS:
            sheet.cell(mistake.row, _column(sheet, mistake.heading)).value = mistake.typed
        sheet.append([cell.value for cell in sheet[TWICE]])
        sheet.append([COUNTED, *[None] * (_column(sheet, HOURS) - 2), 2412])

    _in(workbook, change)


def correct(workbook: Path) -> None:
    """Put right what the check has told, as a person does in the workbook."""

    def change(sheet: Worksheet) -> None:
        for mistake in CELLS:
            sheet.cell(mistake.row, _column(sheet, mistake.heading)).value = mistake.meant
        sheet.delete_rows(sheet.max_row - 1, 2)

    _in(workbook, change)


def _column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))


def _in(workbook: Path, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(workbook)
    change(book.active)
    book.save(workbook)
