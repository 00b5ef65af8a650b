"""The nodes of running text as Typst markup, and the rule by which any node finds its method."""

from collections.abc import Callable, Iterable
from typing import Any

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util import logging

from helpers.book.answer_form import CHOICE, LINE, SCALES, form_field
from helpers.book.nodes import WEB_ONLY
from helpers.pdf.form_links import address
from helpers.pdf.labels import Labels, own_label
from helpers.pdf.markup import call, content, divisible, drawable, shown, single_spaced, string, value_call

logger = logging.getLogger(__name__)

# What an internal reference begins with, as the builder's `get_target_uri` writes it.
PAGE_MARK = "%"
# These carry their ids themselves, or need no place in print.
WITHOUT_ANCHOR = (
    nodes.document, nodes.section, nodes.table, nodes.figure, nodes.footnote, nodes.footnote_reference,
)  # fmt: skip


class RunningText:
    """Writes the nodes of running text.

    Each node type has a method `write_<name>`, found by the name of the node's class or of one of its
    bases. A type without one stops the build: text is never lost in silence.
    """

    def __init__(self, docname: str, places: Labels) -> None:
        self._docname = docname
        self._places = places
        # The footnotes of the page by their ids.
        self._footnotes: dict[str, nodes.footnote] = {}
        self._written_footnotes: set[str] = set()
        # The width in em that a cell has for its words; None outside of tables.
        self._room: float | None = None
        # The signs that no font of the book has.
        self.replaced: set[str] = set()
        # Whether a blank would follow another, or begin a block: where a sentence was left out.
        self._after_blank = True

    def write(self, node: nodes.Node) -> str:
        """The node as markup; raises SphinxError where its type has no form in print."""
        if isinstance(node, nodes.Element) and WEB_ONLY in node.get("classes", ()):
            return self.leave_out(node)
        for base in type(node).__mro__:
            method: Callable[[Any], str] | None = getattr(self, f"write_{base.__name__}", None)
            if method is not None:
                return self._anchor(node) + method(node)
        name, text = type(node).__name__, node.astext()[:80]
        raise self.refusal(node, f"PDF'en har ingen form for elementet <{name}> (»{text}«). Skriv stedet på anden vis.")

    def refusal(self, node: nodes.Node, told: str) -> SphinxError:
        """The error that a node cannot be printed, with its place."""
        return SphinxError(f"{self._docname}, linje {node.line}: {told}")

    def leave_out(self, part: nodes.Element) -> str:
        """What print has of a part that is for the web only: nothing."""
        return ""

    def blocks(self, children: Iterable[nodes.Node]) -> str:
        """The nodes as blocks of their own."""
        return "\n\n".join(filter(None, map(self._block, children)))

    def _block(self, child: nodes.Node) -> str:
        self._after_blank = True
        return self.write(child)

    def inline(self, node: nodes.Element) -> str:
        """The node's children as running text."""
        return "".join(map(self.write, node.children))

    def block_value(self, node: nodes.Element) -> str:
        """The node's children as blocks, in one Typst content value."""
        return content(self.blocks(node.children))

    def cell_value(self, entry: nodes.Element, room: float) -> str:
        """What is in a cell of a table that has so much room, as blocks."""
        self._room = room
        value = self.block_value(entry)
        self._room = None
        return value

    def inline_value(self, node: nodes.Element) -> str:
        """The node's children as running text, in one Typst content value."""
        return content(self.inline(node))

    def drawable(self, text: str) -> str:
        """The text in signs that the fonts have; `replaced` remembers those that they lack."""
        drawn, replaced = drawable(text)
        self.replaced |= replaced
        return drawn

    def _anchor(self, node: nodes.Node) -> str:
        if not isinstance(node, nodes.Element) or not node["ids"] or isinstance(node, WITHOUT_ANCHOR):
            return ""
        return call("anchor", string(own_label(self._docname, node)))

    def write_Text(self, node: nodes.Text) -> str:
        text = self.drawable(single_spaced(node.astext()))
        if self._after_blank:
            text = text.lstrip(" ")
        if not text:
            return ""
        self._after_blank = text.endswith(" ")
        return shown(divisible(text, self._room))

    def write_inline(self, node: nodes.Element) -> str:
        if "fact_id" in node:
            return call("stated", string(node["fact_id"]), self.inline_value(node))
        return self.inline(node)

    def write_fact_pages(self, node: nodes.Element) -> str:
        return call("pages-of", string(node["fact_id"]))

    write_abbreviation = write_acronym = write_generated = write_inline
    # A file to fetch has no place on paper, its name has.
    write_download_reference = write_target = write_inline

    def write_emphasis(self, node: nodes.Element) -> str:
        return call("emph", self.inline_value(node))

    write_title_reference = write_emphasis

    def write_strong(self, node: nodes.Element) -> str:
        return call("strong", self.inline_value(node))

    def write_subscript(self, node: nodes.Element) -> str:
        return call("sub", self.inline_value(node))

    def write_superscript(self, node: nodes.Element) -> str:
        return call("super", self.inline_value(node))

    def write_literal(self, node: nodes.literal) -> str:
        self._after_blank = False
        return call("raw", string(self.drawable(single_spaced(node.astext()))))

    def write_reference(self, node: nodes.reference) -> str:
        uri = node.get("refuri", "")
        if uri and not uri.startswith(PAGE_MARK):
            return call("web-link", string(uri), self.inline_value(node))
        docname, _, anchor = uri.removeprefix(PAGE_MARK).partition("#")
        label = self._places.label(docname or self._docname, anchor or node.get("refid", ""))
        if label is None:
            logger.warning(
                "En henvisning fører til %s, som ikke er i PDF'en.", uri or node.get("refid"),
                location=self._docname, type="typst-pdf", subtype="reference",
            )  # fmt: skip
            return self.inline(node)
        if label in self._places.web_only:
            return self.inline(node) + ("" if self._room else shown(" (kun i webbogen)"))
        options = {"paged": "true"} if not self._room and self._places.is_elsewhere(label, self._docname, node) else {}
        return call("cross-reference", string(label), self.inline_value(node), **options)

    def write_footnote_reference(self, node: nodes.footnote_reference) -> str:
        """The note itself where it is first referred to, its number from then on."""
        footnote = self._footnotes[node["refid"]]
        label = own_label(self._docname, footnote)
        self._after_blank = False
        numbering = f"_ => {string(node.astext())}"
        if label in self._written_footnotes:
            return call("footnote", value_call("label", string(label)), numbering=numbering)
        self._written_footnotes.add(label)
        body = self.blocks(child for child in footnote.children if not isinstance(child, nodes.label))
        self._after_blank = False
        return call("footnote", content(body), numbering=numbering) + call("label", string(label))

    def write_form_field(self, node: form_field) -> str:
        if node["kind"] != CHOICE:
            return call("field-line" if node["kind"] == LINE else "field-box", string(address(node)))
        answers = SCALES[node["label"]].items()
        return "".join(
            call("field-choice", string(address(node, key)), content(shown(answer))) for key, answer in answers
        )

    def write_nothing(self, node: nodes.Node) -> str:
        """Nodes without a place in print: notes to authors, other formats, and what is written elsewhere."""
        return ""

    write_comment = write_substitution_definition = write_meta = write_highlightlang = write_nothing
    write_raw = write_index = write_tabular_col_spec = write_footnote = write_nothing


def elements(node: nodes.Element) -> list[nodes.Element]:
    """The node's children without loose text."""
    return [child for child in node.children if isinstance(child, nodes.Element)]
