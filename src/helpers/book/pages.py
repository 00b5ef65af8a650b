"""The Sphinx side of the book: descriptions become nodes, roles become numbers.

Roles, each resolved from the edition's data when the build starts:
`fact` (an id and, after a space, a face), `printed` (the id of a printed figure, shown as printed),
`literature` (the id of a figure quoted from another study, shown as the report quotes it) and `edition`
(a word of the edition's own: its key, period, publisher or minimum_base).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element, Node, system_message
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from helpers.base.danish import divide_words
from helpers.base.errors import VaerestederError
from helpers.book.build_context import SETTING, Build, build_of
from helpers.facts.absence import Absences
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.facts.text import fact_text
from helpers.figures.descriptions import MEDIA_TYPE
from helpers.printed.audit import audit_edition, audit_facts
from helpers.printed.findings import finding_facts
from helpers.survey.edition import list_editions, load_edition
from helpers.survey.printed_figures import load_figures, load_quoted

# The classes of what only the web book has (lists to look a number up in), and of what only print has.
WEB_ONLY, PRINT_ONLY = "web-only", "print-only"
EDITION_WORDS = ("key", "period", "publisher", "minimum_base")


class absent(nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes so
    """The place of a number that the edition does not have: `absence` says why, `fault` that it is a mistake."""


class instead(nodes.General, nodes.Element):  # noqa: N801
    """What stands in the place of the table or figure `name`: the paragraph `text`, or nothing."""


class chart(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """A drawing: its markup in `svg`, the sentence that stands for it in `alt`."""


def load_book_facts(edition: str, responses: str = "") -> Facts:
    """All that the book can quote: the facts of the edition, and the counts of its source control."""
    facts = load_facts(edition, responses)
    if not load_figures(facts.edition):
        return facts
    return facts.with_facts(audit_facts(audit_edition(facts)) | finding_facts(facts.edition))


class Quotations:
    """What the roles of one build quote, loaded once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.absences = Absences(self.facts)
        # Later editions go on quoting the report that was printed last.
        upto = [load_edition(key) for key in list_editions() if key <= facts.edition.key]
        self.printed = {figure.id: figure.printed for each in upto for figure in load_figures(each)}
        self.literature = {quoted.id: quoted.printed for each in upto for quoted in load_quoted(each)}

    def fact(self, text: str) -> str:
        """A fact in Danish; `text` is its id and, after a space, the face."""
        fact_id, _, face = text.partition(" ")
        return fact_text(self.facts[fact_id], face)

    def edition(self, text: str) -> str:
        """What `edition.yml` says under a key that a sentence may quote."""
        if text not in EDITION_WORDS or getattr(self.facts.edition, text) == "":
            words = ", ".join(EDITION_WORDS)
            raise VaerestederError(f'"{text}" er tomt i edition.yml eller kan ikke citeres. Skriv en af: {words}.')
        return str(getattr(self.facts.edition, text))

    def figure(self, text: str) -> str:
        """A figure as the report printed it."""
        return _look_up(self.printed, text, "published.csv")

    def quoted(self, text: str) -> str:
        """A figure from another study as the report quotes it."""
        return _look_up(self.literature, text, "literature.csv")


def _look_up(texts: dict[str, str], key: str, file: str) -> str:
    if not texts.get(key):
        raise VaerestederError(f'"{key}" findes ikke i {file}, eller tallet er tabt.')
    return texts[key]


class QuotationRole(SphinxRole):
    """A role that puts one number into the sentence, or marks the place of one that is not there."""

    def __init__(self, name: str, quote: Callable[[Quotations, str], str]) -> None:
        super().__init__()
        self._kind = name
        self._quote = quote

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The number as an inline node that carries the id it came from.

        Whether an id that nothing has is a mistake is decided when it is known that its sentence applies.
        """
        quotations, fact_id = quotations_of(self.env.app), self.text.split(" ")[0]
        absence = quotations.absences.find(fact_id) if self._kind == "fact" else None
        if absence:
            return [absent(absence=absence)], []
        try:
            text = self._quote(quotations, self.text)
        except VaerestederError as error:
            place = absent(fault=str(error))
            place.source, place.line = self.get_source_info()
            return [place], []
        return [nodes.inline(self.rawtext, text, classes=[self._kind], fact_id=fact_id)], []


class DescriptionRenderer:
    """MyST-NB's plugin for our media type: tables and figures as real nodes, for every builder."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = [("*", MEDIA_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[Element] | None:
        """The nodes of one description; None for any other media type."""
        if inline or data.mime_type != MEDIA_TYPE:
            return None
        content = plain(data.content)
        if content["kind"] == "note":
            return [instead(name=content["name"], text=content["text"])]
        build = table_nodes if content["kind"] == "table" else figure_nodes
        built = build(content)
        renderer.renderer.document.note_explicit_target(built[0])
        return built


def plain(content: Any) -> Any:
    """What a notebook holds, as plain dictionaries: its own take ten times as long to be stored with a page."""
    return json.loads(json.dumps(content))


def table_nodes(content: dict[str, Any]) -> list[Element]:
    """A numbered table with title, header row and header column, and its source line.

    The table keeps its `description`, for those who write it in other forms; so does a figure.
    """
    columns = content["columns"]
    table = nodes.table(names=[content["name"]], ids=[content["name"]], classes=["data"], description=content)
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
    figure = nodes.figure(names=[content["name"]], ids=[content["name"]], description=content)
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
    return [nodes.paragraph("", content["source"], classes=["source"])] if content["source"] else []


def visit_chart_html(translator: Any, node: chart) -> None:
    """Write the drawing into the page, with its sentence for those who cannot see it.

    Below it is the place where `figures.js` tells what is pointed at; without script it is empty.
    """
    alt = translator.attval(node["alt"])
    translator.body.append(node["svg"].replace("<svg ", f'<svg role="img" aria-label="{alt}" ', 1))
    if "data-mark" in node["svg"]:
        translator.body.append('<div class="reading"></div>')
    raise nodes.SkipNode


def visit_chart_text(translator: Any, node: chart) -> None:
    """The sentence that stands for the drawing."""
    translator.add_text(node["alt"])
    raise nodes.SkipNode


def fill_config(app: Sphinx, config: Config) -> None:
    """The notice of the edition, and a build, unless the configuration has one of its own."""
    if getattr(config, SETTING) is None:
        setattr(config, SETTING, Build())
    if not config.vaeresteder_notice:
        config.vaeresteder_notice = load_edition(config.vaeresteder_edition).notice


def reading_order(env: BuildEnvironment) -> Iterator[str]:
    """The pages of the book, the front page first, whenever each was read by Sphinx."""
    waiting = [env.config.root_doc]
    while waiting:
        yield (page := waiting.pop(0))
        waiting = [*env.toctree_includes.get(page, []), *waiting]


def leave_to_print(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take out of a web page what only print has."""
    if app.builder.format == "html":
        for node in [each for each in doctree.findall(nodes.Element) if PRINT_ONLY in each.get("classes", ())]:
            node.parent.remove(node)


def load_quotations(app: Sphinx) -> None:
    """All that the roles quote, before the first page is read."""
    build, config = build_of(app), app.config
    facts = build.facts or load_book_facts(config.vaeresteder_edition, config.vaeresteder_responses)
    build.quotations = Quotations(facts)


def quotations_of(app: Sphinx) -> Quotations:
    """All that the roles of this build quote."""
    return build_of(app).quotations


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("myst_nb")
    app.add_config_value("vaeresteder_edition", "2024", "env", str)
    app.add_config_value("vaeresteder_responses", "", "env", str)
    app.add_config_value("vaeresteder_notice", "", "env", str)
    app.add_config_value(SETTING, None, "")
    app.add_node(absent)
    app.add_node(instead)
    app.add_node(chart, html=(visit_chart_html, None), text=(visit_chart_text, None))
    for name, quote in (
        ("fact", Quotations.fact),
        ("printed", Quotations.figure),
        ("literature", Quotations.quoted),
        ("edition", Quotations.edition),
    ):
        app.add_role(name, QuotationRole(name, quote))
    app.connect("config-inited", fill_config)
    app.connect("builder-inited", load_quotations)
    app.connect("doctree-resolved", leave_to_print)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
