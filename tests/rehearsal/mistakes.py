"""Twelve mistakes that people make in a workbook of answers, and what whoever reads the check puts in their place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

# Excel made a date of "3-4".
THIRD_OF_APRIL = datetime(2026, 4, 3)
HOURS = "Hvor mange timer om ugen har værestedet åbent"
KIND = "Hvordan er værestedet organiseret?"
STAFF = "Hvor mange personer arbejder på værestedet i hver af disse grupper? - "


@dataclass(frozen=True)
class Mistake:
    """One cell: the beginning of its column's heading, its row in the sheet, what was typed, what was meant.

    `told` are words of what the check says of it; blank where it is read as it was meant.
    """

    heading: str
    row: int
    typed: object
    meant: object
    told: str


CELLS = (
    Mistake(HOURS, 5, "37,5 t.", 37.5, '"37,5 t." er ikke et tal alene'),
    Mistake(HOURS, 9, "ca. 30", 30, '"ca. 30" er ikke et tal alene'),
    Mistake(HOURS, 12, 400, 40, '"400" er mere end 168'),
    Mistake(KIND, 15, "Selvejnde", "Selvejende", 'ligner "Selvejende"'),
    Mistake(KIND, 18, " KOMMUNALT DREVET", "Kommunalt drevet", ""),
    Mistake("Hvilket postnummer", 21, "50000 Odense", "5000 Odense C", '"50000 Odense" er ikke en dansk kommune'),
    Mistake(f"{STAFF}Frivillige", 24, "ved ikke", None, '"ved ikke" er ikke et tal'),
    Mistake(f"{STAFF}Fuldtid", 27, THIRD_OF_APRIL, 3, "giv først cellen formatet Standard"),
    Mistake("Hvilke målgrupper kommer på værestedet? - Personer med misbrug", 36, "x", "Ja", ""),
)
# One more is a contradiction (`planned.DOUBTED`), and two are rows that are no responses.
TWICE, COUNTED, SUM = 30, "I alt", 2412


def plant(workbook: Path) -> None:
    """Make the mistakes in a workbook of finished answers."""

    def change(sheet: Worksheet) -> None:
        for mistake in CELLS:
            sheet.cell(mistake.row, _column(sheet, mistake.heading)).value = mistake.typed
        sheet.append([cell.value for cell in sheet[TWICE]])
        sheet.append([COUNTED, *[None] * (_column(sheet, HOURS) - 2), SUM])

    _in(workbook, change)


def correct(workbook: Path) -> None:
    """Put right what the check has told, as a person does in the workbook."""

    def change(sheet: Worksheet) -> None:
        for mistake in CELLS:
            cell = sheet.cell(mistake.row, _column(sheet, mistake.heading))
            cell.value, cell.number_format = mistake.meant, "General"
        sheet.delete_rows(sheet.max_row - 1, 2)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "-":  # no answer
                    cell.value = None

    _in(workbook, change)


def put(workbook: Path, heading: str, row: int, change: Callable[[Any], object]) -> None:
    """Put another answer into one cell."""

    def change_cell(sheet: Worksheet) -> None:
        cell = sheet.cell(row, _column(sheet, heading))
        cell.value = change(cell.value)

    _in(workbook, change_cell)


def _column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))


def _in(workbook: Path, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(workbook)
    change(book.active)
    book.save(workbook)
