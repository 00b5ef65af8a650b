"""Text that stays text in a spreadsheet, in whatever file it gets there.

A spreadsheet takes what begins with certain signs for a formula, in a CSV file at once and in a workbook as soon as
somebody edits the cell.
"""

from collections.abc import Iterable
from typing import Any

from helpers.base.plain_text import known_to_xml, without_unseen

# The broad forms are those of East Asian keyboards; an apostrophe hides what comes after it.
_FORMULA_STARTS = tuple("=+-−@＝＋－＠'")


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, whatever unseen signs stand before it."""
    return without_unseen(text).lstrip().startswith(_FORMULA_STARTS)


def inert(text: str) -> str:
    """The text for a CSV file: in »quotation marks« where it would become a formula.

    An apostrophe before it, the usual guard, every program but a spreadsheet would show.
    """
    return f"»{text}«" if begins_formula(text) else text


def put_text(cell: Any, text: str) -> None:
    """Put text into a cell of an openpyxl workbook as text, which it stays also where somebody edits it."""
    cell.value = known_to_xml(text)
    cell.data_type = "s"
    cell.quotePrefix = begins_formula(text)


def put_row(sheet: Any, texts: Iterable[str]) -> None:
    """Put texts into a row of their own below all others of a sheet."""
    row = sheet.max_row + 1
    for column, text in enumerate(texts, start=1):
        put_text(sheet.cell(row, column), text)
