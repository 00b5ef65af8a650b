"""How a sheet of the workbook is seen and printed: rows as high as their text, pages that can be read.

Excel measures rows again when it opens a workbook; LibreOffice takes the heights that are written, and where none are,
shows one line of what is wrapped.
"""

from collections.abc import Iterable

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from helpers.figures.font_metrics import text_width

# In points. A column is as wide as so many figures of the standard face; the sheets' own face some programs replace by
# one that is wider than Excel's.
_LINE, _FIGURE, _WIDER, _EDGES = 1.27, 5.25, 1.25, 3
_NARROWEST, _HEADING, _WIDEST = 12, 20, 60
A4 = 9


def fit_rows(sheet: Worksheet) -> None:
    """Make each row as high as what is wrapped in it needs."""
    for number, row in enumerate(sheet.iter_rows(), start=1):
        heights = []
        for cell in row:
            if cell.value is None or cell.font.size is None:
                continue
            width = sheet.column_dimensions[get_column_letter(cell.column)].width if cell.alignment.wrap_text else None
            heights.append(lines(str(cell.value), width, cell.font.size) * cell.font.size * _LINE)
        if heights:
            sheet.row_dimensions[number].height = round(max(heights) + 2, 1)


def column_width(heading: str, texts: Iterable[str], size: float) -> float:
    """The width in figures at which each text stands on one line and the heading on a few, within limits.

    Beside the heading's last line is the button of its filter.
    """
    longest = max([0, *(_wide(text, size) for text in texts)])
    words = max(_wide(f"{word}    ", size) for word in heading.split(" "))
    named = max(words, min(_wide(f"{heading}    ", size), _HEADING * _FIGURE))
    return min(max(round((max(longest, named) + 2 * _EDGES) / _FIGURE + 1, 1), _NARROWEST), _WIDEST)


def lines(text: str, width: float | None, size: float) -> int:
    """How many lines a text takes in a column of this width, in figures; one where it is not wrapped."""
    if width is None:
        return 1
    room, count = width * _FIGURE - _EDGES, 0
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for word in paragraph.split(" "):
            if used and used + _wide(word, size) > room:
                count, used = count + 1, 0.0
            # A word wider than the column goes on in the next lines.
            more, used = divmod(used + _wide(word, size), room)
            count, used = count + int(more), used + _wide(" ", size)
    return count


def _wide(text: str, size: float) -> float:
    return text_width(text, bold=True) * size * _WIDER


def set_pages(sheet: Worksheet, foot: str) -> None:
    """Printed across the sheet, as wide as the paper, with the foot below each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddFooter = below = HeaderFooterItem()
    # An ampersand begins a command there.
    below.left.text, below.right.text = foot.replace("&", "&&"), "side &P af &N"
