"""Where a reader is to write: the empty cells and marks of the book become fields of a form.

An author asks for fields with classes. The empty cells of a table of the class `form` are fields of
several lines; a span of the class `field` in a cell of it is a field of one line. Each is named after its
row and its column, and each name is there once in the book: it is what a screen reader says.
"""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, unquote

from docutils import nodes

FORM, FIELD = "form", "field"
# How the address of a link begins that stands in the place of a field until the PDF is written.
BOX, LINE = "felt:", "feltlinje:"


class form_field(nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A field of the form: its `name`, and whether it has `several_lines`."""


def place_fields(document: nodes.document) -> None:
    """Put a field into each place of the document that asks for one."""
    tables = [table for table in document.findall(nodes.table) if FORM in table["classes"]]
    labels = Counter(label for table in tables for label, _ in _rows(table))
    met: Counter[str] = Counter()
    for table in tables:
        columns = [entry.astext() for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry)]
        for label, entries in _rows(table):
            met[label] += 1
            row = f"{label} {met[label]}" if labels[label] > 1 else label
            for column, entry in zip(columns, entries, strict=True):
                _fill(entry, _plain(f"{row}: {column}"))


def address(field: form_field) -> str:
    """The address of the link that stands in the place of a field."""
    return (BOX if field["several_lines"] else LINE) + quote(field["name"])


def read_address(uri: str) -> tuple[str, bool] | None:
    """The name of the field that a link stands for, and whether it has several lines; None for a real link."""
    scheme, colon, name = uri.partition(":")
    if scheme + colon not in (BOX, LINE):
        return None
    return unquote(name), scheme + colon == BOX


def _rows(table: nodes.table) -> Iterator[tuple[str, list[nodes.entry]]]:
    """The rows below the head, each with what it is called in its first cell."""
    for body in table.findall(nodes.tbody):
        for row in body.findall(nodes.row):
            entries = list(row.findall(nodes.entry))
            yield _plain(entries[0].astext()).rstrip(":"), entries


def _fill(entry: nodes.entry, name: str) -> None:
    for span in list(entry.findall(nodes.inline)):
        if FIELD in span["classes"]:
            span.replace_self(form_field(name=name, several_lines=False))
    if not any(True for _ in entry.findall(_shows_something)):
        entry.children = []
        entry += form_field(name=name, several_lines=True)


def _shows_something(node: nodes.Node) -> bool:
    """Whether a node is more than a container of others: an empty cell may hold an empty paragraph."""
    return isinstance(node, form_field | nodes.image) or (isinstance(node, nodes.Text) and bool(node.strip()))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
