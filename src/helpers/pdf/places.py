"""Where references lead in the assembled book: each (page, id) pair as one Typst label.

Ids are unique on a page of the web book only; in one long document a label needs both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

from helpers.pages import WEB_ONLY


@dataclass(frozen=True)
class Places:
    """The labels of all places, by page and id, and the footnotes, by page and id.

    `landmarks` are the headings, tables and figures by label; `web_only` the labels that print leaves out.
    """

    labels: dict[tuple[str, str], str]
    footnotes: dict[tuple[str, str], nodes.footnote]
    landmarks: dict[str, nodes.Element]
    web_only: frozenset[str]

    def label(self, docname: str, anchor: str = "") -> str | None:
        """The label of an id on a page, of the page's beginning without one; None where there is none."""
        return self.labels.get((docname, anchor))

    def is_elsewhere(self, label: str, place: nodes.Node) -> bool:
        """Whether the label is of a heading, table or figure that stands in another section than the place.

        What stands in the same section is near: its page would say less than its number.
        """
        landmark = self.landmarks.get(label)
        return landmark is not None and _section_of_chapter(landmark) is not _section_of_chapter(place)


def find_places(document: nodes.document, root: str) -> Places:
    """The places of the assembled document, whose first page is `root`."""
    labels: dict[tuple[str, str], str] = {}
    footnotes: dict[tuple[str, str], nodes.footnote] = {}
    landmarks: dict[str, nodes.Element] = {}
    web_only: set[str] = set()
    for docname, element in _elements(document, root):
        if element["ids"]:
            label = own_label(docname, element)
            if isinstance(element, nodes.section | nodes.table | nodes.figure):
                landmarks[label] = element
            if any(WEB_ONLY in parent["classes"] for parent in _lineage(element)):
                web_only.add(label)
            for anchor in element["ids"]:
                labels[docname, anchor] = label
                if isinstance(element, nodes.footnote):
                    footnotes[docname, anchor] = element
            if isinstance(element, nodes.section):
                labels.setdefault((docname, ""), label)
    return Places(labels, footnotes, landmarks, frozenset(web_only))


def own_label(docname: str, element: nodes.Element) -> str:
    """The label that an element with ids gets: its page and its first id."""
    return f"{docname}#{element['ids'][0]}"


def _lineage(node: nodes.Node) -> Iterator[nodes.Element]:
    """The element, where the node is one, and all that it stands in, the innermost first."""
    while node is not None:
        if isinstance(node, nodes.Element):
            yield node
        node = node.parent


def _section_of_chapter(node: nodes.Node) -> nodes.Element | None:
    """The largest section of its chapter that the node stands in; the chapter where it stands in none."""
    sections: list[nodes.Element] = []
    for element in _lineage(node):
        if isinstance(element, addnodes.start_of_file):
            break
        if isinstance(element, nodes.section):
            sections.append(element)
    return sections[-2] if len(sections) > 1 else (sections or [None])[0]


def _elements(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """All elements below the node in the order of the book, each with the page it stands on."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            page = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield page, child
            yield from _elements(child, page)
