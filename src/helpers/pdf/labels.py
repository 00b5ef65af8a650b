"""Where references lead in the book in print: each (page, id) pair as one Typst label.

Ids are unique on a page of the web book only; in one long document a label needs both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docutils import nodes

from helpers.book.nodes import WEB_ONLY


@dataclass(frozen=True)
class Labels:
    """The labels of all places of a page, or of the book, by page and id.

    `landmarks` are the labels of headings, tables and figures, each with the label of its section; `web_only` the
    labels that print leaves out.
    """

    labels: dict[tuple[str, str], str]
    landmarks: dict[str, str]
    web_only: frozenset[str]

    def label(self, docname: str, anchor: str = "") -> str | None:
        """The label of an id on a page, of the page's beginning without one; None where there is none."""
        return self.labels.get((docname, anchor))

    def is_elsewhere(self, label: str, docname: str, place: nodes.Node) -> bool:
        """Whether the label is of a heading, table or figure that stands in another section than the place on a page.

        What stands in the same section is near: its page would say less than its number.
        """
        section = self.landmarks.get(label)
        return section is not None and section != _section_of_chapter(docname, place)


def find_places(document: nodes.document, docname: str) -> Labels:
    """The places of one page."""
    labels: dict[tuple[str, str], str] = {}
    landmarks: dict[str, str] = {}
    web_only: set[str] = set()
    for element in document.findall(nodes.Element):
        if element is document or not element["ids"]:
            continue
        label = own_label(docname, element)
        if isinstance(element, nodes.section | nodes.table | nodes.figure):
            landmarks[label] = _section_of_chapter(docname, element)
        if any(WEB_ONLY in parent["classes"] for parent in _lineage(element)):
            web_only.add(label)
        for anchor in element["ids"]:
            labels[docname, anchor] = label
        if isinstance(element, nodes.section):
            labels.setdefault((docname, ""), label)
    return Labels(labels, landmarks, frozenset(web_only))


def join_places(pages: Iterable[Labels]) -> Labels:
    """The places of the book."""
    labels: dict[tuple[str, str], str] = {}
    landmarks: dict[str, str] = {}
    web_only: set[str] = set()
    for page in pages:
        labels |= page.labels
        landmarks |= page.landmarks
        web_only |= page.web_only
    return Labels(labels, landmarks, frozenset(web_only))


def own_label(docname: str, element: nodes.Element) -> str:
    """The label that an element with ids gets: its page and its first id."""
    return f"{docname}#{element['ids'][0]}"


def _lineage(node: nodes.Node) -> Iterator[nodes.Element]:
    """The element, where the node is one, and all that it stands in, the innermost first."""
    while node is not None:
        if isinstance(node, nodes.Element):
            yield node
        node = node.parent


def _section_of_chapter(docname: str, node: nodes.Node) -> str:
    """The label of the largest section of its chapter that the node stands in; the chapter where it stands in none."""
    sections = [element for element in _lineage(node) if isinstance(element, nodes.section)]
    return own_label(docname, sections[-2] if len(sections) > 1 else sections[0]) if sections else docname
