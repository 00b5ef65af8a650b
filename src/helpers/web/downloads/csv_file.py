"""A grid as a CSV file that opens right in a Danish Excel: semicolons, decimal commas, no invented dates."""

import csv
import io
import re
from decimal import Decimal

from helpers.base.spreadsheet import begins_formula
from helpers.web.downloads.grid import Grid, GridColumn, Value, plain

SOURCE = GridColumn("Kilde")
_RANGE = re.compile(r"(\d+) ?[-–—] ?(\d+)")
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:\.\d{3}){1,4})(?:,\d+)?(?: ?%)?")
# Words amid which a spreadsheet still finds a date, a time or an amount.
_CALENDAR = frozenset(
    """januar februar marts april maj juni juli august september oktober november december
    january february march may june july october jan feb mar apr jun jul aug sep sept okt oct nov dec
    mandag tirsdag onsdag torsdag fredag lørdag søndag man tir ons tor fre lør søn den d
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    am pm a p m e x h t z kr dkk eur usd gbp""".split()
)
# Marks that a date, a time, an amount or a number may hold; with any other, a text is safe.
_MARKS = frozenset(".,:;/\\-–—−+%()$€£'\" ")
_TRUTHS = frozenset({"sand", "falsk", "true", "false"})


def write_csv(grid: Grid, code: str) -> bytes:
    """The file: a byte order mark, a line of headings, a line a row, and in each row the code and its source.

    The last column is there so that no row of reconstructed numbers goes anywhere unlabelled.
    """
    file = io.StringIO()
    # Every field is quoted: LibreOffice proposes the comma as a separator, too, which would divide 26,3.
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([cell_text(heading) for heading in (*grid.headings, SOURCE.heading)])
    sources = grid.row_sources or [grid.source] * len(grid.rows)
    for row, source in zip(grid.rows, sources, strict=True):
        writer.writerow([*map(cell_text, row), cell_text(f"{code}. {source}".strip())])
    return file.getvalue().encode("utf-8-sig")


def cell_text(value: Value) -> str:
    """A value as it is written: numbers with a decimal comma, texts so that they stay texts.

    A range of numbers is told in words; what a spreadsheet would still take for a date, a number or a
    formula stands in quotation marks.
    """
    if isinstance(value, Decimal | int):
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
    text = plain(value)
    if match := _RANGE.fullmatch(text):
        return f"{match[1]} til {match[2]}"
    return f"»{text}«" if _would_change(text) else text


def _would_change(text: str) -> bool:
    if begins_formula(text) or text.startswith('"') or text.lower() in _TRUTHS:
        return True
    if not any(char.isdigit() for char in text) or _PLAIN_NUMBER.fullmatch(text):
        return False
    only_marks = all(char.isalnum() or char in _MARKS for char in text)
    return only_marks and all(word in _CALENDAR for word in re.findall(r"[^\W\d_]+", text.lower()))
