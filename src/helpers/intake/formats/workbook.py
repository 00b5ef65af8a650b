"""The sheets of a workbook as text, each cell as a Danish reader would write it."""

import datetime
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from helpers.intake.export import RawTable, drop_empty, refuse
from helpers.intake.formats.workbook_guard import DAMAGED, MAX_COLUMN, MAX_ROW, inspect_workbook


def read_sheets(path: Path) -> tuple[RawTable, ...]:
    """The visible and hidden sheets that hold anything, in the order of the workbook.

    Whole numbers carry no decimals (the code 1 is never "1.0"), others a decimal comma, dates are
    `2026-05-01`. Raises DataError where the file is hostile, damaged or no workbook.
    """
    inspect_workbook(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            return tuple(table for sheet in book.worksheets if (table := _read_sheet(sheet, path)).rows)
        finally:
            book.close()
    except (*DAMAGED, KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise refuse(path, "Filen er ikke en hel Excel-projektmappe. Åbn den i Excel, og gem den igen.") from error


def _read_sheet(sheet: Any, path: Path) -> RawTable:
    # The file's own word on its size is not to be trusted.
    sheet.reset_dimensions()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(cell is not None for cell in cells):
            if number > MAX_ROW or len(cells) > MAX_COLUMN:
                # Cells that do not tell their place slip past the first look.
                raise refuse(path, f'Arket "{sheet.title}", række {number}: Der står noget for langt ude.')
            rows.append((number, tuple(cell_text(cell) for cell in cells)))
    kept = drop_empty(rows)
    width = max((len(cells) for _, cells in kept), default=0)
    return RawTable(sheet.title, tuple((number, cells + ("",) * (width - len(cells))) for number, cells in kept))


def cell_text(value: object) -> str:
    """What a cell holds, as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)


def number_text(value: float) -> str:
    """A number as text, without decimals where it is whole, else with a decimal comma."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f").replace(".", ",")
