"""Descriptions of tables and figures as nodes of docutils, from which web pages and PDF are written alike."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from myst_nb.core.render import MimeData, NbElementRenderer

from helpers.base.danish import divide_words
from helpers.book.nodes import chart, instead
from helpers.figures.descriptions import MEDIA_TYPE

# What the data says is not typeset: Sphinx would put other marks of quotation, and take backslashes away.
_AS_TYPED = {"support_smartquotes": False}


class DescriptionRenderer:
    """MyST-NB's plugin for our media type: tables and figures as real nodes, for every builder."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = [("*", MEDIA_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[Element] | None:
        """The nodes of one description; None for any other media type."""
        if inline or data.mime_type != MEDIA_TYPE:
            return None
        content = plain_json(data.content)
        if content["kind"] == "note":
            return [instead(name=content["name"], text=content["text"])]
        build = table_nodes if content["kind"] == "table" else figure_nodes
        built = build(content)
        renderer.renderer.document.note_explicit_target(built[0])
        return built


def plain_json(content: Any) -> Any:
    """What a notebook holds, as plain dictionaries: its own take ten times as long to be stored with a page."""
    return json.loads(json.dumps(content))


def table_nodes(content: dict[str, Any]) -> list[Element]:
    """A numbered table with title, header row and header column, and its source line.

    The table keeps its `description`, for those who write it in other forms; so does a figure.
    """
    columns = content["columns"]
    table = nodes.table(
        names=[content["name"]], ids=[content["name"]], classes=["data"], description=content, **_AS_TYPED
    )
    table += nodes.title("", content["title"])
    group = nodes.tgroup(cols=len(columns))
    table += group
    for number, _ in enumerate(columns):
        group += nodes.colspec(colwidth=1, **({"stub": 1} if number == 0 else {}))
    # A column of numbers has its heading where its numbers stand.
    numeric = [False, *(all(row["cells"][i]["number"] for row in content["rows"] if row["cells"])
                        for i in range(len(columns) - 1))]  # fmt: skip
    head = [_entry(text, number) for text, number in zip(columns, numeric, strict=True)]
    group += nodes.thead("", nodes.row("", *head))
    group += nodes.tbody("", *(_row(row, len(columns)) for row in content["rows"]))
    return [table, *_source(content)]


def figure_nodes(content: dict[str, Any]) -> list[Element]:
    """A numbered figure with its drawing, its headline as caption, what it measures, and its source line."""
    figure = nodes.figure(names=[content["name"]], ids=[content["name"]], description=content, **_AS_TYPED)
    figure += chart(svg=content["svg"], alt=content["alt"])
    figure += nodes.caption("", content["headline"])
    if content["subtitle"]:
        figure += nodes.legend("", nodes.paragraph("", content["subtitle"], classes=["subtitle"]))
    return [figure, *_source(content)]


def _row(row: dict[str, Any], width: int) -> nodes.row:
    if not row["cells"]:
        entry = nodes.entry("", nodes.paragraph("", row["label"]), morecols=width - 1, classes=["group"])
        return nodes.row("", entry, classes=["group"])
    cells = (_entry(cell["text"], cell["number"], cell["fact"]) for cell in row["cells"])
    return nodes.row("", _entry(row["label"], number=False), *cells)


def _entry(text: str, number: bool, fact: str = "") -> nodes.entry:
    paragraph = nodes.paragraph()
    text = divide_words(text)
    paragraph += nodes.inline("", text, classes=["fact"], fact_id=fact) if fact else nodes.Text(text)
    return nodes.entry("", paragraph, classes=["number"] if number else [])


def _source(content: dict[str, Any]) -> list[Element]:
    return [nodes.paragraph("", content["source"], classes=["source"], **_AS_TYPED)] if content["source"] else []
