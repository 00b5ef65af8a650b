"""What the search looks in: Sphinx's index of Danish words, and the text of every section.

Sphinx's index tells on which pages a word stands. Where on the page, and in which sentence, is read
from `_static/search_passages.js`: a page opened from a memory stick may load a script, but fetch nothing.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.search.da import SearchDanish

from helpers.book.glossary import GLOSSARY

PASSAGES = "search_passages.js"
# Its anchor, empty for the page itself, its title, its text.
Passage = tuple[str, str, str]
# A section of the law is one word: "104" alone is found on every page with numbers.
_WORD = re.compile(r"§+\s*\d+|\w+")
_SOFT_HYPHEN = "\u00ad"
# What a passage leaves to its title, or to passages of their own.
_NOT_OWN = (nodes.section, nodes.title, nodes.footnote)
# What is no prose: marks and code, and what is said again under every table.
_UNSAID = (nodes.label, nodes.raw, addnodes.index, nodes.footnote_reference, HideCodeCellNode)
_UNSAID_CLASSES = {"source", "why"}


class Danish(SearchDanish):
    """Sphinx's Danish, with sections of the law as words and no word cut at a soft hyphen."""

    def split(self, text: str) -> list[str]:
        """The words of a text in their order."""
        return [re.sub(r"§+\s*", "§", word) for word in _WORD.findall(text.replace(_SOFT_HYPHEN, ""))]


class PassageCollector:
    """The passages of all pages of a book."""

    def __init__(self) -> None:
        self._found: dict[str, list[Passage]] = {}

    def collect(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Keep the passages of a page that is being written."""
        if doctree is not None:
            self._found[pagename] = list(passages(doctree))

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the passages as a script that calls nothing: pages not written anew are read again."""
        if exception is not None or app.builder.format != "html":
            return
        for docname in app.env.found_docs.difference(self._found):
            self._found[docname] = list(passages(app.env.get_and_resolve_doctree(docname, app.builder)))
        data = json.dumps(self._found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (Path(app.outdir) / "_static" / PASSAGES).write_text(f"var searchPassages = {data};\n", encoding="utf-8")


def passages(doctree: nodes.document) -> Iterator[Passage]:
    """The sections, glossary terms and notes of a page: anchor (empty for the page itself), title, text."""
    for number, section in enumerate(doctree.findall(nodes.section)):
        blocks = [child for child in section.children if not isinstance(child, _NOT_OWN)]
        anchor = section["ids"][0] if number else ""
        yield anchor, _clean(section[0].astext()), _text(blocks)
        for item in (item for block in blocks for item in block.findall(nodes.definition_list_item)):
            if _explains(item):
                terms = [child for child in item.children if isinstance(child, nodes.term)]
                yield terms[0]["ids"][0], ", ".join(_clean(_text([term])) for term in terms), _text(item[-1].children)
    for note in doctree.findall(nodes.footnote):
        yield note["ids"][0], f"Note {note[0].astext()}", _text(note[1:])


def _explains(item: nodes.Node) -> bool:
    """Whether this is an entry of the glossary, which is a passage of its own."""
    return isinstance(item, nodes.definition_list_item) and GLOSSARY in item.parent["classes"]


def _text(blocks: Iterable[nodes.Node]) -> str:
    """The running text of blocks on one line."""
    return _clean("".join(part for block in blocks for part in _parts(block)))


def _parts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.Element) and not _is_unsaid(node):
        for child in node.children:
            yield from _parts(child)
        # Blocks and cells end somewhere, or their last and first words would be one.
        yield "" if isinstance(node, nodes.Inline) else " · " if isinstance(node, nodes.entry) else " "


def _is_unsaid(node: nodes.Element) -> bool:
    return isinstance(node, _UNSAID) or _explains(node) or bool(_UNSAID_CLASSES.intersection(node["classes"]))


def _clean(text: str) -> str:
    one_line = " ".join(text.replace(_SOFT_HYPHEN, "").split())
    return re.sub(r"(?: ·)+(?= |$)", " ·", f" {one_line}").strip(" ·")


def connect_search(app: Sphinx) -> None:
    """The search, registered with Sphinx."""
    app.add_search_language(Danish)
    collector = PassageCollector()
    app.connect("html-page-context", collector.collect)
    app.connect("build-finished", collector.write)
