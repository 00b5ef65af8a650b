"""Row heads in a tagged PDF: Typst marks the heads of columns only."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String


@dataclass(frozen=True)
class Cell:
    """A cell of a table, with the column it begins in and the columns and rows it spans."""

    element: Object
    column: int
    columns: int
    rows: int


def mark_row_heads(pdf: pikepdf.Pdf) -> None:
    """Let the first column of every table of several head its rows, and each data cell name its heads.

    A cell over the whole width, as tables have above a group of rows, heads the rows down to the next.
    """
    structure = pdf.Root.StructTreeRoot
    ids: dict[str, Object] = dict(pikepdf.NameTree(structure.IDTree)) if "/IDTree" in structure else {}
    for number, table in enumerate(find_elements(structure, "/Table")):
        _mark_table(table, f"r{number}", ids)
    # Written anew as one list in order: a tree of names must be sorted.
    names = [item for key in sorted(ids, key=lambda key: bytes(String(key))) for item in (String(key), ids[key])]
    structure.IDTree = pdf.make_indirect(Dictionary(Names=Array(names)))


def find_elements(element: Object, kind: str) -> Iterator[Object]:
    """The structure elements of a kind below an element, in reading order, none within another of the kind."""
    for child in children(element):
        if str(child.S) == kind:
            yield child
        else:
            yield from find_elements(child, kind)


def children(element: Object) -> list[Object]:
    """The structure elements directly below one."""
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and "/S" in kid]


def place_cells(rows: list[Object]) -> list[list[Cell]]:
    """The cells of each row in their columns, cells that reach down from above counted in."""
    covered: dict[int, int] = {}
    placed = []
    for row in rows:
        column, cells = 0, []
        for element in children(row):
            while covered.get(column):
                covered[column] -= 1
                column += 1
            spans = table_attributes(element)
            cell = Cell(element, column, int(spans.get("/ColSpan", 1)), int(spans.get("/RowSpan", 1)))
            cells.append(cell)
            for _ in range(cell.columns):
                covered[column] = cell.rows - 1
                column += 1
        for rest in [each for each in covered if each >= column]:
            covered[rest] = max(0, covered[rest] - 1)
        placed.append(cells)
    return placed


def table_attributes(cell: Object) -> Object:
    """What a cell states of its place in the table; empty where it states nothing."""
    attributes = cell.get("/A", Array())
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and each.get("/O") == "/Table":
            return each
    return Dictionary()


def _put_groups_into_body(table: Object, ids: dict[str, Object]) -> None:
    """Let the heads of groups be rows of the body, and each cell name the heads of its own columns.

    Typst sets them as heads, so that none is left at the foot of a page; but it lets a cell name the
    group in place of its column.
    """
    bodies = list(find_elements(table, "/TBody"))
    heads = [(part, row) for part in find_elements(table, "/THead") for row in children(part)]
    if not bodies or not heads:
        return
    columns = {cell.column: cell.element.ID for cell in place_cells([heads[0][1]])[0]}
    for part, row in reversed(heads[1:]):
        part.K = Array([each for each in children(part) if each.objgen != row.objgen])
        row.P = bodies[0]
        bodies[0].K = Array([row, *children(bodies[0])])
    for cells in place_cells([row for body in bodies for row in children(body)]):
        for cell in cells:
            if cell.element.S == "/TH":
                ids.pop(str(cell.element.ID))
                del cell.element.ID
                cell.element.S = Name.TD
            span = range(cell.column, cell.column + cell.columns)
            table_attributes(cell.element).Headers = Array([columns[column] for column in span])


def _mark_table(table: Object, name: str, ids: dict[str, Object]) -> None:
    _put_groups_into_body(table, ids)
    rows = place_cells([row for body in find_elements(table, "/TBody") for row in children(body)])
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
                _mark_head(cell.element, head, "/Column" if is_group else "/Row", [] if is_group else group)
                ids[head] = cell.element
                if is_group:
                    group = [head]
                else:
                    heads |= dict.fromkeys(range(line, line + cell.rows), head)
            else:
                _add_heads(cell.element, [*group, *([heads[line]] if line in heads else [])])


def _mark_head(cell: Object, name: str, scope: str, above: list[str]) -> None:
    cell.S = Name.TH
    cell.ID = String(name)
    _add_heads(cell, above)
    table_attributes(cell).Scope = Name(scope)


def _add_heads(cell: Object, heads: list[str]) -> None:
    attributes = table_attributes(cell)
    if not attributes:
        attributes = Dictionary(O=Name.Table)
        cell.A = Array([attributes, *cell.get("/A", [])])
        attributes = table_attributes(cell)
    attributes.Headers = Array([*attributes.get("/Headers", []), *map(String, heads)])
