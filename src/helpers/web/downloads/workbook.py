"""All tables and all facts of an edition as one accessible workbook, the same bytes twice.

After the UK Analysis Function's checklist for accessible spreadsheets: a cover, contents and notes, one
marked table a sheet with its name and source above it, no merged or empty cells in a table, real numbers.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from helpers.base.spreadsheet import begins_formula, put_text
from helpers.facts.missing import MEANINGS
from helpers.survey.edition import Edition
from helpers.web.downloads.citation import cite_book, short_code
from helpers.web.downloads.grid import Grid, Value
from helpers.web.downloads.sheet_layout import column_width, fit_rows, set_pages

COVER, CONTENTS, NOTES = "Forside", "Indhold", "Noter"
# What a cell of a table says that is empty in the book: a blank would look like a mistake.
EMPTY = "(tom)"
_FACE, _SIZE = "Arial", 12
_TEXT, _BOLD, _LINK = "Tekst", "Kolonnehoved", "Link"
_HEADINGS = {1: "Titel", 2: "Overskrift"}
_FONTS = {
    _TEXT: Font(name=_FACE, size=_SIZE),
    _BOLD: Font(name=_FACE, size=_SIZE, bold=True),
    _LINK: Font(name=_FACE, size=_SIZE, underline="single", color="0B6073"),
    _HEADINGS[1]: Font(name=_FACE, size=16, bold=True),
    _HEADINGS[2]: Font(name=_FACE, size=14, bold=True),
}
_LONGEST_SHEET_NAME = 31
_THEN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Entry:
    """One table of the workbook, and the title of the chapter in which it stands (blank for all numbers)."""

    grid: Grid
    chapter: str = ""


def write_workbook(entries: Sequence[Entry], edition: Edition, rights: str) -> bytes:
    """The workbook; `rights` is the sentence on its licence."""
    book = Workbook()
    book.properties.title = f"{edition.title}, udgave {edition.key}: tabeller og tal"
    book.properties.creator = edition.title
    book.properties.language = "da"
    book.properties.description = edition.notice
    cover, contents, notes = book.active, book.create_sheet(CONTENTS), book.create_sheet(NOTES)
    assert isinstance(cover, Worksheet)
    cover.title = COVER
    names = sheet_names([entry.grid.name for entry in entries])
    _fill_cover(cover, edition, rights)
    _fill_contents(contents, entries, names, edition)
    _fill_notes(notes)
    for entry in entries:
        _fill_table(book.create_sheet(names[entry.grid.name]), entry.grid, edition)
    for sheet in book.worksheets:
        fit_rows(sheet)
        set_pages(sheet, cite_book(edition))
    return _same_bytes(book)


def sheet_names(names: Sequence[str]) -> dict[str, str]:
    """The name of the sheet of each table: its own, shortened where Excel allows no more."""
    found: dict[str, str] = {}
    for name in names:
        sheet, number = name[:_LONGEST_SHEET_NAME], 1
        while sheet.lower() in {other.lower() for other in found.values()}:
            number += 1
            sheet = f"{name[: _LONGEST_SHEET_NAME - len(str(number)) - 1]}-{number}"
        found[name] = sheet
    return found


def _fill_cover(sheet: Worksheet, edition: Edition, rights: str) -> None:
    lines = (
        (f"{edition.title}, udgave {edition.key}: tabeller og tal", _HEADINGS[1]),
        (edition.subtitle, _TEXT),
        ("Hvad tallene bygger på", _HEADINGS[2]),
        (edition.notice, _TEXT),
        (f"Svarperiode: {edition.period}." if edition.period else "", _TEXT),
        ("Sådan henviser du", _HEADINGS[2]),
        (f"{cite_book(edition)} Skriv tabellens kode, for eksempel {short_code(edition, 'tabel-timer')}.", _TEXT),
        ("Rettigheder", _HEADINGS[2]),
        (rights, _TEXT),
        ("I projektmappen", _HEADINGS[2]),
        (
            f"Arket {CONTENTS} har en liste over tabellerne med link til hver. Arket {NOTES} forklarer ordene i dem.",
            _TEXT,
        ),
    )
    for number, (text, kind) in enumerate((line for line in lines if line[0]), start=1):
        _write(sheet, number, 1, text, kind)
    sheet.column_dimensions["A"].width = 90


def _fill_contents(sheet: Worksheet, entries: Sequence[Entry], names: Mapping[str, str], edition: Edition) -> None:
    _write(sheet, 1, 1, "Indhold", _HEADINGS[1])
    _write(sheet, 2, 1, "Dette ark har én tabel: en række for hver tabel i projektmappen, med link til dens ark.")
    rows = [
        (e.grid.title, short_code(edition, e.grid.name), e.chapter or "Hele bogen", len(e.grid.rows)) for e in entries
    ]
    _put_table(sheet, 3, ("Tabel", "Kode", "Kapitel", "Rækker"), rows, "indhold")
    for number, entry in enumerate(entries, start=4):
        _write(sheet, number, 1, entry.grid.title, _LINK, link=names[entry.grid.name])


def _fill_notes(sheet: Worksheet) -> None:
    _write(sheet, 1, 1, "Noter", _HEADINGS[1])
    _write(sheet, 2, 1, "Dette ark har én tabel: de ord, der kan stå i stedet for et tal, og hvad de betyder.")
    rows = [
        *MEANINGS.items(),
        (EMPTY, "Cellen er tom i bogen."),
        ("n", "Antal væresteder, der svarede på spørgsmålet."),
    ]
    _put_table(sheet, 3, ("Ord", "Betydning"), rows, "noter")


def _fill_table(sheet: Worksheet, grid: Grid, edition: Edition) -> None:
    """Title, code and source, a way back, and right below them the table."""
    _write(sheet, 1, 1, grid.title, _HEADINGS[1])
    _write(sheet, 2, 1, f"Kode: {short_code(edition, grid.name)}. Dette ark har én tabel.")
    _write(sheet, 3, 1, grid.source)
    _write(sheet, 4, 1, "Tilbage til indholdet", _LINK, link=CONTENTS)
    _put_table(sheet, 5, grid.headings, grid.rows, grid.name)


def _put_table(sheet: Worksheet, top: int, headings: Sequence[str], rows: Sequence[Sequence[Value]], name: str) -> None:
    """A marked table from the row `top` on, its headings in view while it scrolls, and on each page."""
    numbers = [any(not isinstance(row[j], str) for row in rows) for j in range(len(headings))]
    for j, heading in enumerate(headings, start=1):
        _write(sheet, top, j, heading, _BOLD, right=numbers[j - 1])
        width = column_width(heading, (_shown(row[j - 1]) for row in rows), _SIZE)
        sheet.column_dimensions[get_column_letter(j)].width = width
    for i, row in enumerate(rows, start=top + 1):
        for j, value in enumerate(row, start=1):
            if isinstance(value, str):
                _write(sheet, i, j, value or EMPTY, right=numbers[j - 1])
            else:
                _dress(sheet.cell(i, j, value), _TEXT, right=True, wrap=False, number_format=_format(value))
    reach = f"A{top}:{get_column_letter(len(headings))}{top + max(len(rows), 1)}"
    marked = Table(displayName=re.sub(r"\W", "_", f"t_{name}", flags=re.ASCII), ref=reach)
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(marked)
    sheet.freeze_panes, sheet.print_title_rows = f"A{top + 1}", f"{top}:{top}"


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else str(round(value, 2))


def _format(value: Value) -> str:
    """Thousands in groups, and as many decimals as there are, at most two."""
    decimals = min(-int(value.as_tuple().exponent), 2) if isinstance(value, Decimal) else 0
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _write(
    sheet: Worksheet, row: int, column: int, text: str, kind: str = _TEXT, *, right: bool = False, link: str = ""
) -> None:
    """Text as text, whatever it begins with, also where somebody edits it later; `link` names a sheet."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    put_text(cell, text)
    if link:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(link)}!A1", display=text)
    # Lines above a table run on beside it; what stands in a column stays within it.
    _dress(cell, kind, right=right, wrap=row > 3 or sheet.title == COVER)
    # Giving a style takes it away.
    cell.quotePrefix = begins_formula(text)


def _dress(cell: Cell | MergedCell, kind: str, *, right: bool, wrap: bool, number_format: str = "General") -> None:
    """Give a cell its style, by the name that it has in the workbook: openpyxl looks each new look up for long."""
    words = (kind, "til højre" if right else "", "ombrudt" if wrap else "", number_format.removeprefix("General"))
    name = ", ".join(filter(None, words))
    book = cell.parent.parent
    assert isinstance(book, Workbook)
    if name not in book.named_styles:
        place = Alignment(wrap_text=wrap, vertical="top", horizontal="right" if right else None)
        book.add_named_style(NamedStyle(name, font=_FONTS[kind], alignment=place, number_format=number_format))
    cell.style = name


def _same_bytes(book: Workbook) -> bytes:
    """The saved workbook without the time at which it was saved."""
    saved, copy = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", part)
            new.writestr(zipfile.ZipInfo(name, _THEN), part, zipfile.ZIP_DEFLATED)
    return copy.getvalue()
