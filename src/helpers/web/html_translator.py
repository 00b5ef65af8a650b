"""How the book's elements are written in HTML, where Sphinx's own way is not good enough.

Sphinx leaves English in attributes, writes tables without header scopes that cannot be scrolled by
keyboard, nests `<aside>` landmarks for footnotes and puts widths in `style` attributes, which a
strict content security policy refuses.
"""

import re
from html import escape

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.writers.html5 import HTML5Translator

from helpers.base.danish import divide_words
from helpers.book.answer_form import FORM
from helpers.web.answer_form import TOOLS, write_answers, write_tools

LINK_TITLES = {
    nodes.section: "Link til dette afsnit",
    nodes.table: "Link til denne tabel",
    nodes.figure: "Link til denne figur",
    nodes.term: "Link til dette begreb",
}
# What the style sheet colours in code (Pygments' short names); a mark on every name and comma only weighs.
COLOURED = ("c", "c1", "k", "kn", "ow", "s1", "s2")
_PLAIN = re.compile(rf'<span(?: class="(?!(?:{"|".join(COLOURED)})")[^"]*")?>([^<]*)</span>')


class HTMLTranslator(HTML5Translator):
    """Sphinx's HTML writer with the book's tables, footnotes and permalinks."""

    _in_heading = False

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """A link to the element itself; Sphinx's English `title` gives way to a Danish one."""
        if node["ids"] and self.config.html_permalinks and self.builder.add_permalinks:
            danish = LINK_TITLES.get(type(node), "Link hertil")
            icon = escape(self.config.html_permalinks_icon)
            self.body.append(
                f'<a class="permalink" href="#{node["ids"][0]}" title="{danish}">'
                f'<span aria-hidden="true">{icon}</span></a>'
            )

    def visit_reference(self, node: nodes.reference) -> None:
        """A link; Sphinx's two classes on each of some hundreds say nothing here."""
        super().visit_reference(node)
        self.body[-1] = re.sub(r' ?reference (?:in|ex)ternal(?=")', "", self.body[-1]).replace(' class=""', "")

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Code, marked where it is coloured."""
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            self.body[-1] = _PLAIN.sub(r"\1", self.body[-1])
            raise

    # The form

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph; the one of the class `form-tools` is the place of the tools."""
        if any(TOOLS in span["classes"] for span in node.findall(nodes.inline)):
            self.body.append(write_tools(self.config.vaeresteder_edition))
            raise nodes.SkipNode
        super().visit_paragraph(node)

    # Tables

    def visit_table(self, node: nodes.table) -> None:
        """A region that scrolls by itself, by keyboard too, so that a phone never cuts a column; a form is none."""
        if FORM in node["classes"]:
            self.body.append(write_answers(node))
            raise nodes.SkipNode
        if node["ids"] and node.next_node(nodes.title) is not None:
            name = f'aria-labelledby="{_caption_id(node)}"'
        else:
            name = f'aria-label="{escape(_name_by_section(node))}"'
        self.body.append(f'<div class="table-scroll" role="region" tabindex="0" {name}>\n')
        self.body.append(self.starttag(node, "table"))

    def depart_table(self, node: nodes.table) -> None:
        self.body.append("</table>\n</div>\n")

    def visit_row(self, node: nodes.row) -> None:
        """A row without Sphinx's classes for odd and even: rules part these."""
        self.body.append(self.starttag(node, "tr", ""))
        node.column = 0

    def visit_title(self, node: nodes.title) -> None:
        if isinstance(node.parent, nodes.table):
            identity = f' id="{_caption_id(node.parent)}"' if node.parent["ids"] else ""
            self.body.append(f'<caption{identity}><div class="caption">')
            self.add_fignumber(node.parent)
        else:
            super().visit_title(node)
            # A title by itself is for the tab, the search and the ways to the next page.
            self._in_heading = isinstance(node.parent, nodes.section)

    def depart_title(self, node: nodes.title) -> None:
        if isinstance(node.parent, nodes.table):
            self.add_permalink_ref(node.parent, "")
            self.body.append("</div></caption>\n")
        else:
            self._in_heading = False
            super().depart_title(node)

    def visit_Text(self, node: nodes.Text) -> None:
        """A text; in a heading its long words may be divided, as a phone has room for few words on a line of it.

        The nodes stay as they are: the contents on every page have the same ones.
        """
        super().visit_Text(nodes.Text(divide_words(node.astext())) if self._in_heading else node)

    def depart_colspec(self, node: nodes.colspec) -> None:
        """Nothing: docutils would write column widths as styles; the browser finds better ones."""

    def visit_entry(self, node: nodes.entry) -> None:
        """A cell; header cells say what they head, and an empty corner is no header."""
        row, stubs = node.parent, node.parent.parent.parent.stubs
        in_head = isinstance(row.parent, nodes.thead)
        in_stub = bool(stubs[row.column])
        extra_columns, extra_rows = node.get("morecols", 0), node.get("morerows", 0)
        row.column += 1 + extra_columns
        attributes = {}
        tag = "td"
        if (in_head or in_stub) and node.astext().strip():
            tag = "th"
            if in_head:
                attributes["scope"] = "colgroup" if extra_columns else "col"
            else:
                attributes["scope"] = "rowgroup" if extra_rows or extra_columns else "row"
        if extra_columns:
            attributes["colspan"] = str(extra_columns + 1)
        if extra_rows:
            attributes["rowspan"] = str(extra_rows + 1)
        if in_stub:
            attributes["class"] = "stub"
        self.body.append(self.starttag(node, tag, "", **attributes))
        self.context.append(f"</{tag}>\n")

    # Footnotes

    def visit_footnote(self, node: nodes.footnote) -> None:
        if not isinstance(node.previous_sibling(), nodes.footnote):
            self.body.append('<section class="footnotes" aria-label="Noter">\n')
        self.body.append(self.starttag(node, "div", CLASS="footnote"))

    def depart_footnote(self, node: nodes.footnote) -> None:
        self.body.append("</div>\n</div>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote):
            self.body.append("</section>\n")

    def visit_label(self, node: nodes.label) -> None:
        """The note's number, once for each place in the text to go back to."""
        number = node.astext()
        links = [
            f'<a href="#{place}" role="doc-backlink" '
            f'aria-label="Note {number}{mark}: tilbage til teksten">{number}{mark}</a>'
            for place, mark in _marked_places(node.parent.get("backrefs", []))
        ]
        self.body.append(f'<span class="label">{" ".join(links) or number}</span>\n<div>')
        raise nodes.SkipChildren

    def depart_label(self, node: nodes.label) -> None:
        """Nothing: the text that follows stays open until the note ends."""

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        attributes = {
            "class": "footnote-reference",
            "href": f"#{node['refid']}",
            "role": "doc-noteref",
            "aria-label": f"Note {node.astext()}",
        }
        self.body.append(self.starttag(node, "a", "", **attributes))

    def depart_footnote_reference(self, node: nodes.footnote_reference) -> None:
        self.body.append("</a>")


def visit_folded_code(self: HTMLTranslator, node: HideCodeCellNode) -> None:
    """A fold that needs no script; which of the two words is seen is the style sheet's business."""
    show, hide = escape(node["prompt_show"]), escape(node["prompt_hide"])
    self.body.append(
        '<details class="code"><summary>'
        f'<span class="when-closed">{show}</span><span class="when-open">{hide}</span>'
        "</summary>\n"
    )


def depart_folded_code(self: HTMLTranslator, node: HideCodeCellNode) -> None:
    """The end of the fold."""
    self.body.append("</details>\n")


def _caption_id(table: nodes.Element) -> str:
    return f"{table['ids'][0]}-titel"


def _name_by_section(table: nodes.Element) -> str:
    """What a table without a title is called: its `label`, or its section; regions of a page differ in name."""
    if "label" in table:
        return str(table["label"])
    section = table.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    return f"Tabel i afsnittet {section[0].astext()}" if section is not None else "Tabel"


def _marked_places(places: list[str]) -> list[tuple[str, str]]:
    """Each place with its mark: none where there is one, a, b, c … where there are more."""
    if len(places) == 1:
        return [(places[0], "")]
    return [(place, chr(ord("a") + index)) for index, place in enumerate(places)]
