"""The register of numbers: every number in the book leads to what it rests on, and back again.

A number in the text or in a table is a link to its entry in the chapter that holds the directive
`{talregister}`; the entry tells question, group, count, source and file, and where the number stands.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from helpers.book.environment import quotations_of, reading_order
from helpers.book.nodes import WEB_ONLY, chart
from helpers.book.page_data import Noted
from helpers.facts.model import Facts
from helpers.facts.provenance import Provenance, responses_checksum, trace

REGISTER_PAGE = "talregister"
# What a part of a drawing rests on; see `helpers.figures.svg`.
_FACT = re.compile(r' data-fact="(?P<fact>[\w.]+)"')


class register(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """The place of the register."""


class fact_pages(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """The pages in print on which the number `fact_id` stands; nothing on the web."""


class Use(NamedTuple):
    """Where a page quotes a fact: whether print has the place, whether it is a table, and its id."""

    printed: bool
    in_table: bool
    place: str


# The facts that a page quotes, with the place.
_USES = Noted[dict[str, Use]]("uses")


class RegisterDirective(SphinxDirective):
    """`{talregister}`: every number that the book quotes, with where it comes from."""

    def run(self) -> list[nodes.Node]:
        """The place of the register; it is filled when all pages have been read."""
        return [register()]


def note_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Remember which facts one page quotes, and where: in a table, with its code above it, or a section."""
    used: dict[str, Use] = {}
    for span in _numbers(doctree):
        place = _place(span)
        use = Use(not _on_web_only(place), isinstance(place, nodes.table), place["ids"][0])
        if span["fact_id"] not in used or use[:2] >= used[span["fact_id"]][:2]:
            used[span["fact_id"]] = use
    _USES.of(app.env)[app.env.docname] = used


def fill_register(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the register in its place, and make every number on the page a way to it."""
    env = app.env
    home = next((page for page in env.found_docs if page.split("/")[-1] == REGISTER_PAGE), None)
    quotations = quotations_of(app)
    for place in list(doctree.findall(register)):
        place.replace_self(_register_nodes(app, quotations.facts, docname))
    if app.builder.format != "html" or home is None:
        return
    for span in list(_numbers(doctree)):
        target = f"{app.builder.get_relative_uri(docname, home)}#{anchor(span['fact_id'])}"
        link = nodes.reference("", span.astext(), internal=True, refuri=target, classes=["fact"])
        span.replace_self(link)
    listed = {fact_id for used in _USES.of(env).values() for fact_id in used}
    for drawing in doctree.findall(chart):
        drawing["svg"] = _FACT.sub(lambda found: _way(app, docname, home, found["fact"], listed), drawing["svg"])


def _way(app: Sphinx, docname: str, home: str, fact_id: str, listed: set[str]) -> str:
    """The attribute by which a part of a drawing leads to the register; blank where its number is not there."""
    if fact_id not in listed:
        return ""
    return f' data-href="{app.builder.get_relative_uri(docname, home)}#{anchor(fact_id)}"'


def anchor(fact_id: str) -> str:
    """The id of a fact's entry in the register."""
    return f"tal-{nodes.make_id(fact_id)}"


def _numbers(doctree: nodes.document) -> Iterator[nodes.inline]:
    for span in doctree.findall(nodes.inline):
        if "fact" in span["classes"] and "fact_id" in span:
            yield span


def _place(span: nodes.Element) -> nodes.Element:
    """The table or section around a number."""
    while not (isinstance(span, nodes.table | nodes.section) and span["ids"]):
        span = span.parent
    return span


def _on_web_only(place: nodes.Element) -> bool:
    while place is not None and WEB_ONLY not in place.get("classes", ()):
        place = place.parent
    return place is not None


def _register_nodes(app: Sphinx, facts: Facts, docname: str) -> list[nodes.Node]:
    """One section of numbers a question, and first the file that they rest on.

    What leads to a place that print does not have is marked as being for the web only.
    """
    pages: dict[str, list[tuple[str, Use]]] = {}
    for page in reading_order(app.env):
        for fact_id, use in _USES.of(app.env).get(page, {}).items():
            pages.setdefault(fact_id, []).append((page, use))
    sections: dict[str, list[tuple[str, Provenance]]] = {}
    for fact_id in facts:
        if fact_id in pages:
            told = trace(fact_id, facts)
            heading = told.question if told.answer or told.group else "Undersøgelsen og kildekontrollen"
            sections.setdefault(heading, []).append((fact_id, told))
    built: list[nodes.Node] = [_file_note(facts, app.config.vaeresteder_responses)]
    for question, entries in sections.items():
        rows = [_row(app, docname, fact_id, told, pages[fact_id]) for fact_id, told in entries]
        classes = [WEB_ONLY] if all(WEB_ONLY in row["classes"] for row in rows) else []
        heading = nodes.paragraph("", "", nodes.strong("", question), classes=["register-question", *classes])
        built += [heading, _table(question, rows, classes)]
    return built


def _file_note(facts: Facts, other_responses: str) -> nodes.paragraph:
    """The file that the numbers rest on: the edition's own, or the one that this build was given."""
    path = Path(other_responses) if other_responses else facts.edition.folder / "responses.csv"
    name = path.name if other_responses else f"data/{facts.edition.key}/{path.name}"
    text = f"Svarene ligger i filen {name}"
    if path.is_file():
        text += f" (SHA-256: {responses_checksum(path)})"
    return nodes.paragraph("", f"{text}. De er talt af programmet i src/helpers/facts/counting.py.")


def _table(question: str, rows: list[nodes.row], classes: list[str]) -> nodes.table:
    heads = ("Tal", "Værdi", "Grundlag", "Kilde", "Står i")
    group = nodes.tgroup(cols=len(heads))
    for number, width in enumerate((22, 7, 8, 14, 13)):
        group += nodes.colspec(colwidth=width, **({"stub": 1} if number == 0 else {}))
    group += nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", head)) for head in heads)))
    group += nodes.tbody("", *rows)
    return nodes.table("", group, classes=["register", *classes], label=f"Tal: {question}")


def _row(app: Sphinx, docname: str, fact_id: str, told: Provenance, pages: list[tuple[str, Use]]) -> nodes.row:
    label = nodes.paragraph("", told.label)
    name = nodes.entry("", label, ids=[anchor(fact_id)])
    where = nodes.paragraph()
    # What is printed comes first, so that print has no separator too many.
    for number, (page, use) in enumerate(sorted(pages, key=lambda each: not each[1].printed)):
        way = nodes.inline("", "; " if number else "", classes=[] if use.printed else [WEB_ONLY])
        title = app.env.titles[page].astext().partition(":")[0]
        target = f"{app.builder.get_relative_uri(docname, page)}#{use.place}"
        way += nodes.reference("", title, internal=True, refuri=target)
        where += way
    where += fact_pages(fact_id=fact_id)
    cells = (told.value, told.counted, told.source)
    classes = [] if any(use.printed for _, use in pages) else [WEB_ONLY]
    return nodes.row(
        "",
        name,
        *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells),
        nodes.entry("", where),
        classes=classes,
    )


def skip(translator: object, node: fact_pages) -> None:
    """On the web the links say where a number stands."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.extension")
    app.add_node(register)
    app.add_node(fact_pages, html=(skip, None), text=(skip, None))
    app.add_directive("talregister", RegisterDirective)
    app.connect("doctree-read", note_uses)
    _USES.connect(app)
    app.connect("doctree-resolved", fill_register)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
