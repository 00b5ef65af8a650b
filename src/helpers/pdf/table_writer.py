"""Tables of the doctree as calls of the template's `data-table`."""

from collections.abc import Callable
from itertools import pairwise

from docutils import nodes

from helpers.base.danish import NO_BREAK_SPACE
from helpers.book.answer_form import BOX, CHOICE, SCALES, form_field
from helpers.book.nodes import WEB_ONLY
from helpers.book.number_register import fact_pages
from helpers.figures.font_metrics import text_width
from helpers.pdf.column_widths import FIELD, GAP, fit_columns
from helpers.pdf.markup import array, string, value_call

# The blocks of a cell that has so much room, in em.
CellValue = Callable[[nodes.Element, float], str]
# The template's functions for the heads of columns.
HEADS = {"number": "number-head", "text": "column-head", FIELD: "column-head", CHOICE: "column-head"}
RIGHT_ALIGNED = frozenset({"number", "text-right"})

# The entries of a row, each with the column it begins in.
PlacedRow = list[tuple[int, nodes.entry]]


def table_options(group: nodes.tgroup, cell_value: CellValue) -> tuple[list[str], dict[str, str | None]]:
    """The cells below the head, and the options of `data-table`."""
    columns = list(group.findall(nodes.colspec))
    stubs = [bool(column.get("stub")) for column in columns]
    head = _placed([row for part in group.findall(nodes.thead) for row in _rows(part)], len(columns))
    body = _placed([row for part in group.findall(nodes.tbody) for row in _rows(part)], len(columns))

    kinds = _kinds(body, len(columns))
    titles = next(iter(_texts(head, len(columns))), [""] * len(columns))
    stated = [column["colwidth"] for column in columns]
    setting = fit_columns(kinds, [title or "" for title in titles], _texts(body, len(columns)), stated)

    def room(column: int, entry: nodes.entry) -> float:
        return sum(setting.widths[column : column + 1 + entry.get("morecols", 0)]) - GAP

    header = [
        _cell(entry, HEADS[kinds[column]], cell_value(entry, room(column, entry)))
        for row in head
        for column, entry in row
    ]
    # A head that stays with no row below it is more than the compiler can break between pages.
    heading = [_is_group(row) and not _is_group(below) for row, below in pairwise([*body, body[-1]])] if body else []
    cells = [
        _staying(_cell(entry, _role(entry, stubs[column]), cell_value(entry, room(column, entry))), heads)
        for row, heads in zip(body, heading, strict=True)
        for column, entry in row
    ]
    return cells, {
        "kinds": array(map(string, kinds)),
        "way": string(setting.way),
        "widths": array(f"{width:.2f}em" for width in setting.widths),
        "height": f"{setting.height:.1f}em",
        "index": "true" if next(group.findall(fact_pages), None) is not None else None,
        "header": array(header),
    }


def _rows(part: nodes.Element) -> list[nodes.row]:
    return [child for child in part.children if isinstance(child, nodes.row) and WEB_ONLY not in child["classes"]]


def _placed(rows: list[nodes.row], width: int) -> list[PlacedRow]:
    """The entries of each row with the column each begins in, cells from above counted in."""
    covered_below = [0] * width
    placed = []
    for row in rows:
        column, cells = 0, []
        for entry in row.findall(nodes.entry):
            while covered_below[column]:
                covered_below[column] -= 1
                column += 1
            cells.append((column, entry))
            for _ in range(1 + entry.get("morecols", 0)):
                covered_below[column] = entry.get("morerows", 0)
                column += 1
        for rest in range(column, width):
            covered_below[rest] = max(0, covered_below[rest] - 1)
        placed.append(cells)
    return placed


def _kinds(placed: list[PlacedRow], width: int) -> list[str]:
    """Of each column, `number` where a cell below the head is one, `field` or `choice` where one is, else `text`."""
    found = {
        "number": {column for row in placed for column, entry in row if RIGHT_ALIGNED.intersection(entry["classes"])},
        FIELD: {column for row in placed for column, entry in row if _has_field(entry, BOX)},
        CHOICE: {column for row in placed for column, entry in row if _has_field(entry, CHOICE)},
    }
    return [next((kind for kind in found if column in found[kind]), "text") for column in range(width)]


def _has_field(entry: nodes.entry, kind: str) -> bool:
    return any(field["kind"] == kind for field in entry.findall(form_field))


def _texts(placed: list[PlacedRow], width: int) -> list[list[str | None]]:
    """The text of each cell that has a column to itself, row by row; None for any other."""
    texts: list[list[str | None]] = []
    for row in placed:
        own = {column: _text(entry) for column, entry in row if not entry.get("morecols")}
        texts.append([own.get(column) for column in range(width)])
    return texts


def _text(entry: nodes.entry) -> str:
    """The text of a cell; of a choice, the longest of its answers, which stay on a line each."""
    for field in entry.findall(form_field):
        if field["kind"] == CHOICE:
            return max(SCALES[field["label"]].values(), key=text_width).replace(" ", NO_BREAK_SPACE)
    return str(entry.astext())


def _role(entry: nodes.entry, stub: bool) -> str:
    """The template's function for a cell below the table's head, which may be the head of a row or of a group."""
    if not stub:
        return "cell"
    return "group-head" if "group" in entry["classes"] else "row-head"


def _is_group(row: PlacedRow) -> bool:
    """Whether a row says what the rows below it are about."""
    return any("group" in entry["classes"] for _, entry in row)


def _staying(cell: str, heads: bool) -> str:
    """The cell; where it heads the rows below as a head that stays with them and is repeated."""
    return value_call("table.header", cell, level="2") if heads else cell


def _cell(entry: nodes.entry, role: str, value: str) -> str:
    """The cell as a Typst value; `role` is the template's function that says what it is."""
    spans = {
        option: str(entry[attribute] + 1)
        for option, attribute in (("colspan", "morecols"), ("rowspan", "morerows"))
        if entry.get(attribute)
    }
    return value_call(role, value, **spans)
