"""Where references lead in the assembled book: each (page, id) pair as one Typst label.

Ids are unique on a page of the web book only; in one long document a label needs both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes


@dataclass(frozen=True)
class Places:
    """The labels of all places, by page and id, and the footnotes, by page and id."""

    labels: dict[tuple[str, str], str]
    footnotes: dict[tuple[str, str], nodes.footnote]

    def label(self, docname: str, anchor: str = "") -> str | None:
        """The label of an id on a page, of the page's beginning without one; None where there is none."""
        return self.labels.get((docname, anchor))


def find_places(document: nodes.document, root: str) -> Places:
    """The places of the assembled document, whose first page is `root`."""
    labels: dict[tuple[str, str], str] = {}
    footnotes: dict[tuple[str, str], nodes.footnote] = {}
    for docname, element in _elements(document, root):
        if element["ids"]:
            label = own_label(docname, element)
            for anchor in element["ids"]:
                labels[docname, anchor] = label
                if isinstance(element, nodes.footnote):
                    footnotes[docname, anchor] = element
            if isinstance(element, nodes.section):
                labels.setdefault((docname, ""), label)
    return Places(labels, footnotes)


def own_label(docname: str, element: nodes.Element) -> str:
    """The label that an element with ids gets: its page and its first id."""
    return f"{docname}#{element['ids'][0]}"


def _elements(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """All elements below the node in the order of the book, each with the page it stands on."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            page = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield page, child
            yield from _elements(child, page)
