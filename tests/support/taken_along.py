"""The files of a built book held against its pages: what a page shows in, what a file says differently out.

Written without the code that makes the files: a table is read from the HTML as a reader sees it.
"""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from openpyxl.worksheet.worksheet import Worksheet

NUMBER = re.compile(r"([+−]?[\d.]+(?:,\d+)?)( %)?(?: ([↑↓]))?")


def shown_text(element: Tag) -> str:
    """The text of an element on one line, without soft hyphens, its apostrophes as they are typed."""
    return " ".join(element.get_text().replace("\u00ad", "").replace("’", "'").split())


def table_rows(table: Tag) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """The heading above each row of a page's table, and the row's cells: text, and whether it is a number."""
    heading = ""
    for row in table.select("tbody tr"):
        cells = row.find_all(["th", "td"])
        if len(cells) == 1:
            heading = shown_text(cells[0])
            continue
        yield (
            heading,
            [(shown_text(cell), "number" in cell.get("class", []) or bool(cell.select("a.fact"))) for cell in cells],
        )


def said(text: str, number: bool) -> list[tuple[str, str]]:
    """The values with their units that one cell of a page says, in the words of the files (2024)."""
    if number and (pair := re.fullmatch(r"(\d+) af (\d+)", text)):
        return [(pair[1], ""), (pair[2], "")]
    if number and (pair := re.fullmatch(r"(\d+)-(\d+)\s%", text)):
        return [(pair[1], "procent"), (pair[2], "procent")]
    if number and (match := NUMBER.fullmatch(text)):
        return [(match[1].replace(".", "").replace("−", "-"), "procent" if match[2] else "")]
    if number and text == "–":
        return [("ikke trykt", "")]
    return [(text, "")]


def plain(text: str) -> str:
    """A text of a CSV file without what protects it from a spreadsheet."""
    return re.sub(r"^(\d+) til (\d+)$", r"\1-\2", text.removeprefix("»").removesuffix("«") if text[:1] == "»" else text)


def read_delimited(path: Path) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows of a file to take along."""
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file, delimiter=";", strict=True)
    assert {len(row) for row in rows} == {len(headings)}
    return headings, rows


def delimited_faults(table: Tag, path: Path) -> Iterator[str]:
    """What the file says otherwise than the page."""
    headings, rows = read_delimited(path)
    shown = list(table_rows(table))
    if len(rows) != len(shown):
        yield f"{path.name}: {len(rows)} rækker, siden har {len(shown)}"
    for (heading, cells), row in zip(shown, rows, strict=True):
        told = dict(zip(headings, row, strict=True))
        unit = told.pop("Enhed", "")
        told.pop("Kilde")
        told.pop("Id", None)
        if heading:
            if told.pop("Overskrift i tabellen") != heading:
                yield f"{path.name}: {heading} mangler over {row}"
        else:
            told.pop("Overskrift i tabellen", None)
        values = [value for text, number in cells for value in said(text, number)]
        if [plain(value) for value in told.values()] != [plain(value) for value, _ in values]:
            yield f"{path.name}: {list(told.values())} er ikke {values}"
        if ("procent" in {each for _, each in values}) != (unit == "procent"):
            yield f"{path.name}: {row} har en anden enhed end {values}"


def sheet_table(sheet: Worksheet) -> list[list[Any]]:
    """The headings and the rows of the one marked table of a sheet."""
    [table] = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def sheet_faults(sheet: Worksheet, path: Path) -> Iterator[str]:
    """What a sheet of the workbook says otherwise than the CSV file of the same table."""
    headings, rows = read_delimited(path)
    for told, row in zip(sheet_table(sheet), [headings, *rows], strict=True):
        for value, text in zip(told, row[:-1], strict=True):
            if isinstance(value, str):
                same = plain(text) == plain(value) or (value, text) == ("(tom)", "")
            else:
                same = Decimal(str(value)) == Decimal(text.replace(",", "."))
            if not same:
                yield f"{sheet.title}: {value!r} er ikke {text!r}"


def links_to_take(page: BeautifulSoup) -> dict[str, Tag]:
    """The fold below each table and figure of a page, by the id of the table or figure."""
    return {fold.select_one(".citation a")["href"].removeprefix("#"): fold for fold in page.select("details.take")}
