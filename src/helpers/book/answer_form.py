"""Where a reader is to write: the empty cells and marks of the book become fields of a form.

An author asks for fields with classes. The empty cells of a table of the class `form` are fields: below a
question of SCALES a choice of one of its answers, elsewhere some lines of text. A span of the class `field`
in a cell of it is a field of one line. Each is named after its row and its column, and each name is
there once in the book: it is what a screen reader says.

What is filled in is kept under keys that stay where words are mended: `topic` is the id of the span in the
row's first cell (`[Brobygning]{#emne-brobygning}`), `question` is made from the column's heading.
"""

from collections import Counter
from collections.abc import Iterator

from docutils import nodes

FORM, FIELD = "form", "field"
# The kinds of fields: some lines, one line, one of several answers.
BOX, LINE, CHOICE = "box", "line", "choice"
# The questions that are answered with a choice, and their answers by key. The report's own scale is lost.
SCALES = {
    "Hvor tilfreds er du?": {
        "tilfreds": "Tilfreds",
        "delvist-tilfreds": "Delvist tilfreds",
        "utilfreds": "Utilfreds",
        "ved-ikke": "Ved ikke",
    },
}


class form_field(nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A field of the form: its `kind`, its `name`, the `label` of its column, its keys `topic` and `question`."""


def place_fields(document: nodes.document) -> None:
    """Put a field into each place of the document that asks for one."""
    tables = [table for table in document.findall(nodes.table) if FORM in table["classes"]]
    labels = Counter(label for table in tables for label, _ in form_rows(table))
    met: Counter[str] = Counter()
    for table in tables:
        columns = [_plain(entry.astext()) for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry)]
        for label, entries in list(form_rows(table)):
            met[label] += 1
            row = f"{label} {met[label]}" if labels[label] > 1 else label
            topic = next((span["ids"][0] for span in entries[0].findall(nodes.inline) if span["ids"]), "")
            for column, entry in zip(columns, entries, strict=True):
                about = {"label": column, "topic": topic, "question": nodes.make_id(column)}
                _fill(entry, form_field(name=f"{row}: {column}", row=row, **about))


def form_rows(table: nodes.table) -> Iterator[tuple[str, list[nodes.entry]]]:
    """The rows below the head, each with what it is called in its first cell."""
    for body in table.findall(nodes.tbody):
        for row in body.findall(nodes.row):
            entries = list(row.findall(nodes.entry))
            yield _plain(entries[0].astext()).rstrip(":"), entries


def _fill(entry: nodes.entry, field: form_field) -> None:
    for span in list(entry.findall(nodes.inline)):
        if FIELD in span["classes"]:
            field["kind"] = LINE
            span.replace_self(field.deepcopy())
    if not any(True for _ in entry.findall(_shows_something)):
        field["kind"] = CHOICE if field["label"] in SCALES else BOX
        entry.children = []
        entry += field


def _shows_something(node: nodes.Node) -> bool:
    """Whether a node is more than a container of others: an empty cell may hold an empty paragraph."""
    return isinstance(node, form_field | nodes.image) or (isinstance(node, nodes.Text) and bool(node.strip()))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
