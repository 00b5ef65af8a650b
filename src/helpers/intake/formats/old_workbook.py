"""The sheets of a workbook of Excel 97-2003 as text, each cell as the spreadsheet shows it."""

from pathlib import Path
from typing import Any

from helpers.intake.export import CellFormat, RawTable, refuse
from helpers.intake.formats import old_workbook_process
from helpers.intake.formats.archive import LIMITS, Limits
from helpers.intake.formats.cell_text import format_kind, shown_number
from helpers.intake.formats.limited_process import read_in_process
from helpers.intake.formats.sheet_rows import SheetRows

MAX_FILE = 30_000_000
_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5


def read_old_workbook(data: bytes, path: Path, limits: Limits = LIMITS) -> tuple[RawTable, ...]:
    """The visible and hidden sheets that hold anything. Raises DataError where the file is damaged or too large."""
    if len(data) > MAX_FILE:
        raise refuse(path, f"Filen er større end {MAX_FILE // 1_000_000} MB. Gem kun arket med svar.")
    damaged = "Filen er ikke en hel projektmappe fra Excel 97-2003. Åbn den i Excel, og gem den som .xlsx."
    read = read_in_process(Path(old_workbook_process.__file__), data, ".xls", path, damaged)
    if "locked" in read:
        raise refuse(path, "Filen er låst med en adgangskode. Gem den uden.")
    tables, cells = [], 0
    for sheet in read["sheets"]:
        rows = SheetRows(sheet["name"], path, limits, cells)
        for number, hidden, found in sheet["rows"]:
            texts: dict[int, str] = {}
            formats: dict[int, CellFormat] = {}
            for index, kind, value, form in found:
                texts[index], told = _text(kind, value, form, read)
                if told:
                    formats[index] = told
            rows.add(number, texts, formats, hidden)
        cells = rows.cells
        if rows.kept:
            tables.append(rows.table(sheet["hidden"]))
    return tuple(tables)


def _text(kind: int, value: Any, form: list[Any], read: Any) -> tuple[str, CellFormat | None]:
    if kind in (_NUMBER, _DATE):
        return shown_number(value, format_kind(form[0], form[1]), read["from_1904"])
    if kind == _TRUTH:
        return ("SAND" if value else "FALSK"), None
    return (read["errors"].get(str(value), "#FEJL") if kind == _ERROR else str(value)), None
