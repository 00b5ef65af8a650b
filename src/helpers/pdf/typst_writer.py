"""The doctree of a page as Typst markup: its sections, blocks, tables and figures.

The markup says what a thing is, by calling the template's functions; the template decides its look.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from docutils import nodes
from sphinx.locale import admonitionlabels

from helpers.book.nodes import WEB_ONLY
from helpers.pdf.inline_writer import RunningText, elements
from helpers.pdf.labels import Labels, own_label
from helpers.pdf.markup import call, content, drawable_picture, shown, single_spaced, string, value_call
from helpers.pdf.table_writer import table_options

ENUMERATIONS = {
    "arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I",
}  # fmt: skip
IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})

# Sphinx's numbers of figures and tables: page, `figure` or `table`, id.
FigureNumbers = Mapping[str, Mapping[str, Mapping[str, tuple[int, ...]]]]


class TypstWriter(RunningText):
    """Writes one page, whose headings begin below `level`.

    After writing, `files` holds the pictures that the markup refers to, by name, and `left_out` the numbers of the
    tables (`table`) and figures (`figure`) that are in the web book only; `replaced` the signs that no font has.
    """

    def __init__(
        self,
        docname: str,
        places: Labels,
        numbers: FigureNumbers,
        number_formats: Mapping[str, str],
        source_folder: Path,
        level: int = 0,
    ) -> None:
        super().__init__(docname, places)
        self.files: dict[str, bytes] = {}
        self.left_out: dict[str, list[int]] = {}
        self._numbers = numbers
        self._number_formats = number_formats
        self._source_folder = source_folder
        self._level = level

    # Pages and sections

    def write_document(self, node: nodes.document) -> str:
        self._footnotes = {anchor: note for note in node.findall(nodes.footnote) for anchor in note["ids"]}
        return self.blocks(node.children)

    def write_section(self, node: nodes.section) -> str:
        self._level += 1
        markup = self.blocks(node.children)
        self._level -= 1
        return markup

    def write_title(self, node: nodes.title) -> str:
        heading = call("heading", self.inline_value(node), level=str(self._level))
        return heading + call("label", string(own_label(self._docname, node.parent)))

    def leave_out(self, part: nodes.Element) -> str:
        """Nothing; the numbers of the tables and figures that go with the part are remembered."""
        for figtype, kind in (("table", nodes.table), ("figure", nodes.figure)):
            for node in part.findall(kind):
                number = self._number(figtype, node)
                if number:
                    self.left_out.setdefault(figtype, []).append(int(number))
        return ""

    # Blocks

    def write_paragraph(self, node: nodes.paragraph) -> str:
        if "register-question" in node["classes"]:
            return call("table-heading", self.inline_value(node))
        # A source line is handed to its table or figure.
        return "" if _is_source(node) else self.inline(node)

    def write_rubric(self, node: nodes.Element) -> str:
        return call("strong", self.inline_value(node))

    write_caption = write_rubric

    def write_bullet_list(self, node: nodes.bullet_list) -> str:
        return call("list", *map(self.block_value, elements(node)))

    def write_enumerated_list(self, node: nodes.enumerated_list) -> str:
        sign = ENUMERATIONS[node.get("enumtype", "arabic")]
        pattern = f"{node.get('prefix', '')}{sign}{node.get('suffix', '.')}"
        return call(
            "enum",
            *map(self.block_value, elements(node)),
            numbering=string(pattern),
            start=str(node.get("start", 1)),
        )

    def write_definition_list(self, node: nodes.definition_list) -> str:
        return call("terms", *map(self._definition, elements(node)))

    def _definition(self, item: nodes.Element) -> str:
        bodies = [child for child in elements(item) if isinstance(child, nodes.definition)]
        terms = [child for child in elements(item) if child not in bodies]
        return value_call(
            "terms.item",
            content(call("linebreak").join(map(self.write, terms))),
            content(self.blocks(block for body in bodies for block in body.children)),
        )

    def write_term(self, node: nodes.Element) -> str:
        return self.inline(node)

    write_classifier = write_term

    def write_field_list(self, node: nodes.field_list) -> str:
        return call(
            "terms",
            *(
                value_call("terms.item", self.inline_value(name), self.block_value(body))
                for name, body in map(elements, elements(node))
            ),
        )

    def write_block_quote(self, node: nodes.block_quote) -> str:
        attributions = [child for child in elements(node) if isinstance(child, nodes.attribution)]
        return call(
            "quote",
            content(self.blocks(child for child in node.children if child not in attributions)),
            block="true",
            attribution=self.inline_value(attributions[0]) if attributions else None,
        )

    def write_line_block(self, node: nodes.line_block) -> str:
        return call("lines", *(content(self.write(child)) for child in node.children))

    def write_line(self, node: nodes.line) -> str:
        return self.inline(node)

    def write_literal_block(self, node: nodes.Element) -> str:
        # A line end at the end would be an empty paragraph.
        return call("raw", string(self.drawable(node.astext().rstrip("\n"))), block="true")

    write_doctest_block = write_literal_block

    def write_transition(self, node: nodes.transition) -> str:
        # MyST may draw a line above a page's footnotes, which stand at the foot of the page here.
        return "" if "footnotes" in node["classes"] else call("section-break")

    def write_Admonition(self, node: nodes.Element) -> str:
        titles = [child for child in elements(node) if isinstance(child, nodes.title)]
        if titles:
            title = self.inline_value(titles[0])
        elif node.tagname in admonitionlabels:
            title = content(shown(str(admonitionlabels[node.tagname])))
        else:
            title = "none"
        rest = (child for child in node.children if child not in titles)
        return call("note-box", title, content(self.blocks(rest)))

    write_topic = write_sidebar = write_Admonition

    def write_container(self, node: nodes.container) -> str:
        # The code of a cell belongs to the web book, where it is folded.
        return "" if node.get("nb_element") == "cell_code_source" else self.blocks(node.children)

    write_compound = write_glossary = write_container

    # Tables and figures

    def write_table(self, node: nodes.table) -> str:
        captions = [child for child in elements(node) if isinstance(child, nodes.title)]
        groups = [child for child in elements(node) if isinstance(child, nodes.tgroup)]
        if len(groups) != 1 or len(captions) + len(groups) != len(node.children):
            raise self.refusal(node, "PDF'en har ingen form for tabellen. Del den i tabeller med hver sit hoved.")
        cells, options = table_options(groups[0], self.cell_value)
        return call("data-table", *cells, **self._identity("table", node, captions), **options)

    def write_figure(self, node: nodes.figure) -> str:
        captions = [child for child in elements(node) if isinstance(child, nodes.caption)]
        legends = [child for child in elements(node) if isinstance(child, nodes.legend)]
        picture, *below = [child for child in elements(node) if child not in captions + legends]
        subtitle = content(self.blocks(child for legend in legends for child in legend.children)) if legends else None
        identity = self._identity("figure", node, captions)
        figure = call("chart", *self._picture(picture), subtitle=subtitle, **identity)
        return "\n\n".join(filter(None, [figure, self.blocks(below)]))

    def write_chart(self, node: nodes.Element) -> str:
        return call("fitted-image", *self._picture(node))

    write_image = write_chart

    def _identity(self, figtype: str, node: nodes.Element, captions: list[nodes.Element]) -> dict[str, str | None]:
        """The options that name a table or figure and give it the number that it has in the web book."""
        below = node.next_node(descend=False, siblings=True)
        own = {
            "name": string(own_label(self._docname, node)) if node["ids"] else None,
            "source": self.inline_value(below) if _is_source(below) else None,
            "ends": "true" if _ends_section(node) else None,
        }
        if not captions:
            return own
        number = self._number(figtype, node)
        kind = self._number_formats[figtype].replace("%s", "").strip()
        return {
            **own,
            "supplement": content(shown(kind)),
            "number": string(number) if number else None,
            "caption": self.inline_value(captions[0]),
        }

    def _number(self, figtype: str, node: nodes.Element) -> str:
        """The number that a table or figure has in the web book; blank where it has none."""
        numbers = self._numbers.get(self._docname, {}).get(figtype, {})
        return ".".join(map(str, numbers.get(node["ids"][0], ()))) if node["ids"] else ""

    def _picture(self, node: nodes.Element) -> tuple[str, str]:
        """The name of the picture's file and its alt text, as Typst strings."""
        alt = self.drawable(single_spaced(node.get("alt", ""))).strip()
        if not alt:
            raise self.refusal(node, "Billedet har ingen alternativ tekst. Skriv, hvad det viser.")
        path = self._source_folder / node.get("uri", "tegning.svg")
        suffix = path.suffix.lower()
        picture = self._drawing(node["svg"]) if "svg" in node else path.read_bytes()
        if suffix not in IMAGE_SUFFIXES:
            raise self.refusal(node, f"PDF'en kan ikke vise {path.name}. Brug SVG, PNG, JPEG, GIF eller WebP.")
        name = f"picture-{hashlib.sha256(picture).hexdigest()[:16]}{suffix}"
        self.files[name] = picture
        return string(name), string(alt)

    def _drawing(self, svg: str) -> bytes:
        drawn, replaced = drawable_picture(svg)
        self.replaced |= replaced
        return drawn.encode("utf-8")


def _ends_section(node: nodes.Node) -> bool:
    """Whether nothing of its section that is printed comes after a table or figure."""
    while not isinstance(node, (nodes.section, nodes.document)):
        following = node.parent.children[node.parent.index(node) + 1 :]
        if any(_is_printed(part) for part in following):
            return False
        node = node.parent
    return True


def _is_printed(part: nodes.Node) -> bool:
    """Whether a part leaves something to read where it stands: a note is at the foot, code in the web book only."""
    if isinstance(part, (nodes.footnote, nodes.Invisible)) or _is_source(part):
        return False
    if isinstance(part, nodes.Element):
        if part.get("nb_element") == "cell_code_source" or WEB_ONLY in part["classes"]:
            return False
        return isinstance(part, nodes.image) or any(map(_is_printed, part.children))
    return isinstance(part, nodes.Text) and bool(part.strip())


def _is_source(node: nodes.Node | None) -> bool:
    """Whether the node is the line that says what the table or figure before it rests on."""
    return isinstance(node, nodes.paragraph) and "source" in node["classes"]
