"""Row heads in a tagged PDF: Typst marks the heads of columns only."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String


@dataclass(frozen=True)
class TaggedCell:
    """A cell of a table, what it states of its place, the column it begins in and the columns and rows it spans.

    `attributes` is None where it states nothing.
    """

    element: Object
    attributes: Object | None
    column: int
    columns: int
    rows: int


def mark_row_heads(pdf: pikepdf.Pdf) -> None:
    """Let the first column of every table of several head its rows, and each data cell name its heads.

    A cell over the whole width, as tables have above a group of rows, heads the rows down to the next.
    """
    structure = pdf.Root.StructTreeRoot
    ids: dict[str, Object] = dict(pikepdf.NameTree(structure.IDTree)) if "/IDTree" in structure else {}
    for number, table in enumerate(find_tables(structure)):
        _mark_table(table, f"r{number}", ids)
    # Written anew as one list in order: a tree of names must be sorted.
    names = [item for key in sorted(ids, key=lambda key: bytes(String(key))) for item in (String(key), ids[key])]
    structure.IDTree = pdf.make_indirect(Dictionary(Names=Array(names)))


def find_tables(element: Object) -> Iterator[Object]:
    """The tables below a structure element, in reading order, none within another."""
    for child in children(element):
        if child.S == "/Table":
            yield child
        else:
            yield from find_tables(child)


def children(element: Object) -> list[Object]:
    """The structure elements directly below one."""
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and "/S" in kid]


def place_cells(rows: list[Object]) -> list[list[TaggedCell]]:
    """The cells of each row in their columns, cells that reach down from above counted in."""
    covered: dict[int, int] = {}
    placed = []
    for row in rows:
        column, cells = 0, []
        for element in children(row):
            while covered.get(column):
                covered[column] -= 1
                column += 1
            attributes = table_attributes(element)
            columns, below = (
                (1, 1)
                if attributes is None
                else (int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1)))
            )
            cells.append(TaggedCell(element, attributes, column, columns, below))
            for _ in range(columns):
                covered[column] = below - 1
                column += 1
        for rest in [each for each in covered if each >= column]:
            covered[rest] = max(0, covered[rest] - 1)
        placed.append(cells)
    return placed


def table_attributes(cell: Object) -> Object | None:
    """What a cell states of its place in the table; None where it states nothing."""
    attributes = cell.get("/A", Array())
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and each.get("/O") == "/Table":
            return each
    return None


def _put_groups_into_body(table: Object, ids: dict[str, Object]) -> list[list[TaggedCell]]:
    """The rows of the body, among them those of groups, and each data cell with the heads of its own columns.

    Typst sets the heads of groups as heads of columns, so that none is left at the foot of a page; but it lets a cell
    name the group in place of its column.
    """
    parts = children(table)
    bodies = [part for part in parts if part.S == "/TBody"]
    heads = [(part, row) for part in parts if part.S == "/THead" for row in children(part)]
    if not bodies or not heads:
        return place_cells([row for body in bodies for row in children(body)])
    columns = {cell.column: cell.element.ID for cell in place_cells([heads[0][1]])[0]}
    for part, row in reversed(heads[1:]):
        part.K = Array([each for each in children(part) if each.objgen != row.objgen])
        row.P = bodies[0]
        bodies[0].K = Array([row, *children(bodies[0])])
    rows = place_cells([row for body in bodies for row in children(body)])
    for cell in (cell for row in rows for cell in row):
        if cell.element.S == "/TH":
            ids.pop(str(cell.element.ID))
            del cell.element.ID
            cell.element.S = Name.TD
        if cell.attributes is not None:
            span = range(cell.column, cell.column + cell.columns)
            cell.attributes.Headers = Array([columns[column] for column in span])
    return rows


def _mark_table(table: Object, name: str, ids: dict[str, Object]) -> None:
    rows = _put_groups_into_body(table, ids)
    width = max((cell.column + cell.columns for row in rows for cell in row), default=0)
    if width < 2:
        return
    heads: dict[int, str] = {}
    group: list[str] = []
    numbers = count()
    for line, row in enumerate(rows):
        for cell in row:
            is_group = cell.columns == width
            if is_group or (cell.column == 0 and "/K" in cell.element):
                head = f"{name}y{next(numbers)}"
                cell.element.S = Name.TH
                cell.element.ID = String(head)
                attributes = _add_heads(cell, [] if is_group else group)
                attributes.Scope = Name("/Column" if is_group else "/Row")
                ids[head] = cell.element
                if is_group:
                    group = [head]
                else:
                    heads |= dict.fromkeys(range(line, line + cell.rows), head)
            else:
                _add_heads(cell, [*group, *([heads[line]] if line in heads else [])])


def _add_heads(cell: TaggedCell, heads: list[str]) -> Object:
    """Name more heads of a cell; what it then states of its place."""
    attributes = cell.attributes
    if attributes is None:
        cell.element.A = Array([Dictionary(O=Name.Table), *cell.element.get("/A", [])])
        attributes = cell.element.A[0]
    attributes.Headers = Array([*attributes.get("/Headers", []), *map(String, heads)])
    return attributes
