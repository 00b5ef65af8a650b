"""The marked copy: the researcher's own workbook, each doubtful cell coloured and commented, and a list of all.

A copy of a file that is no workbook holds its text as it was read. No copy holds a formula: each cell
has the value that the check read, and text that looks like a formula is text.
"""

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from helpers.base.errors import DataError
from helpers.base.plain_text import known_to_xml
from helpers.base.spreadsheet import begins_formula, put_text
from helpers.intake.check.finding import DOUBT, FAULT, CheckFinding, CheckResult
from helpers.intake.check.html_report import GENERATOR
from helpers.intake.export import Export, RawTable
from helpers.intake.formats.archive import DAMAGED
from helpers.intake.formats.workbook_guard import inspect_workbook

LIST_SHEET = "Fejl og tvivl"
_TEXT_SHEET = "Svar"
_FILLS = {
    FAULT: PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE"),
    DOUBT: PatternFill("solid", start_color="FFFFEB9C", end_color="FFFFEB9C"),
}
_HEADING = ("Slags", "Ark", "Celle", "Række", "Spørgsmål", "Der står", "Hvad der er galt", "Tilladt", "Nærmeste gæt")
_WIDTHS = (8, 14, 10, 8, 44, 24, 50, 44, 24)
_MARK = "Kontrol: "


def marked_copy(result: CheckResult) -> Workbook:
    """The workbook with its marks, unsaved; one that is too large or odd to be loaded whole is copied as text."""
    path, export = result.path, result.export
    loaded = _load(path) if path.suffix.casefold() in (".xlsx", ".xltx") else None
    workbook, book = loaded is not None, loaded or _from_text(export)
    if book.properties.creator == GENERATOR:
        _clean(book)
    names = {column.sheet: column.sheet for column in export.columns}
    if not workbook:
        names = {sheet: _sheet_name(sheet) for sheet in names}
    _guard_texts(book)
    cells: dict[tuple[str, str], list[CheckFinding]] = defaultdict(list)
    found = [*result.faults, *result.doubts]
    targets = [_target(finding, book, names, export) for finding in found]
    for finding, target in zip(found, targets, strict=True):
        if target is not None:
            cells[target].append(finding)
    for (sheet, coordinate), findings in cells.items():
        _mark(book[sheet], coordinate, findings)
    _list_all(book, found, targets, not workbook)
    book.properties.creator = GENERATOR
    return book


def _load(path: Path) -> Workbook | None:
    """The researcher's workbook, every formula replaced by the value that the check read; None where it is too much."""
    try:
        inspect_workbook(path)
        with warnings.catch_warnings():
            # openpyxl tells in English of drop-downs and styles that it leaves out.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, data_only=True, keep_links=False)
    except (DataError, *DAMAGED, KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError):
        return None


def _from_text(export: Export) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    tables = export.tables or (_spss_table(export),)
    for table in tables:
        sheet = book.create_sheet(_sheet_name(table.name if table.is_sheet or len(tables) > 1 else ""))
        for number, texts in table.rows:
            for column, text in enumerate(texts, start=1):
                if text:
                    _write(sheet.cell(number, column), text)
        sheet.freeze_panes = "A2"
    return book


def _spss_table(export: Export) -> RawTable:
    """The cases below a row of wordings: case 1 stands in row 2."""
    rows = [(1, tuple(column.wording for column in export.columns))]
    rows += [(n + 1, tuple(column.values[n - 1] for column in export.columns)) for n in export.rows]
    return RawTable("", tuple(rows), is_sheet=False)


def _sheet_name(name: str) -> str:
    return name.removesuffix(".csv") or _TEXT_SHEET


def _write(cell: Cell, text: str) -> None:
    """Puts text into a cell as text, whatever it begins with."""
    put_text(cell, text)
    cell.number_format = "@"


def _guard_texts(book: Workbook) -> None:
    """Makes text that looks like a formula stay text when somebody edits the cell."""
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if isinstance(cell.value, str) and begins_formula(cell.value):
                put_text(cell, cell.value)


def _cells(sheet: Worksheet) -> list[Cell]:
    """The cells that are there; going through rows would make all those between them."""
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def _clean(book: Workbook) -> None:
    """Takes the marks of an earlier check away: the copy may come back with its faults mended."""
    if LIST_SHEET in book.sheetnames:
        book.remove(book[LIST_SHEET])
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if cell.comment and _MARK in cell.comment.text:
                before = cell.comment.text.partition(_MARK)[0].strip()
                cell.comment = Comment(before, cell.comment.author) if before else None
                cell.fill = PatternFill()


def _target(finding: CheckFinding, book: Workbook, names: Mapping[str, str], export: Export) -> tuple[str, str] | None:
    """Sheet and cell that a finding is about; the heading where it is about a column, None where about neither."""
    place = finding.place
    name = names.get(place.sheet, "")
    if not place.column or name not in book.sheetnames:
        return None
    below = export.format in ("SPSS", "Stata")
    row = place.row + below if place.row else _heading_row(book[name], place.column, export)
    return name, _anchor(book[name], row, place.column)


def _heading_row(sheet: Worksheet, column: int, export: Export) -> int:
    """The lowest row above the answers in which the column has a heading; the first where it has none."""
    first = min(export.rows, default=2)
    above = range(first - 1, 0, -1)
    return next((row for row in above if sheet.cell(row, column).value not in (None, "")), 1)


def _anchor(sheet: Worksheet, row: int, column: int) -> str:
    """The cell that can be written to: of merged ones the first."""
    if isinstance(sheet.cell(row, column), MergedCell):
        for merged in sheet.merged_cells.ranges:
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                return str(merged.start_cell.coordinate)
    return f"{get_column_letter(column)}{row}"


def _mark(sheet: Worksheet, coordinate: str, findings: Sequence[CheckFinding]) -> None:
    cell = sheet[coordinate]
    kind = FAULT if any(finding.kind == FAULT for finding in findings) else DOUBT
    cell.fill = _FILLS[kind]
    lines = []
    for finding in findings:
        parts = [f"{finding.kind.upper()}: {finding.message}"]
        if finding.allowed:
            parts.append(f"Tilladt: {finding.allowed}")
        if finding.near:
            parts.append(f'Nærmeste gæt: "{finding.near}".')
        lines.append("\n".join(parts))
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    text = known_to_xml(f"{before}{_MARK}" + "\n\n".join(lines))
    cell.comment = Comment(text, GENERATOR, width=320, height=40 + 22 * (len(text) // 42 + text.count("\n") + 1))


def _list_all(
    book: Workbook, found: Sequence[CheckFinding], targets: Sequence[tuple[str, str] | None], from_text: bool
) -> None:
    sheet = book.create_sheet(LIST_SHEET, 0)
    sheet.append(_HEADING)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, (finding, target) in enumerate(zip(found, targets, strict=True), start=2):
        place = finding.place
        texts = (finding.kind, target[0] if target else "", target[1] if target else "", "", place.wording,
                 finding.given, finding.message, finding.allowed, finding.near)  # fmt: skip
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(number, column)
            if text:
                _write(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 4).value = place.row or None
        sheet.cell(number, 1).fill = _FILLS[finding.kind]
        if target:
            link = sheet.cell(number, 3)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quote_sheetname(target[0])}!{target[1]}")
            link.font = Font(color="FF0563C1", underline="single")
    for index, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_HEADING))}{len(found) + 1}"
    about = sheet.cell(len(found) + 3, 1, (
        "Kopien har alt, hvad eksporten har, også navne og adresser, hvis de står der: Send den kun til dem, der må se "
        "dem. " + ("Cellerne er filens tekst, som den blev læst." if from_text
                   else "I stedet for formler står de værdier, som kontrollen læste.")
    ))  # fmt: skip
    about.font = Font(italic=True)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
