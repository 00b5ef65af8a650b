"""What the search looks in: the text of every section, with the stemmer for it and for what is searched for.

Both are scripts: a page opened from a memory stick may load a script, but fetch nothing. Sphinx makes no index:
it would be stemmed by another program than the one that stems the query in the browser, and the two disagree on words.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sphinx.search
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search.da import SearchDanish, danish_stopwords

from helpers.base.danish import SOFT_HYPHEN
from helpers.book.glossary import GLOSSARY
from helpers.survey.frozen import chapters_folder
from helpers.web.navigation import book_parts
from helpers.web.search_words import load_search_words

PASSAGES, LANGUAGE = "search_passages.js", "search_language.js"
# Its anchor, empty for the page itself, its title, its text, what stands in its tables.
Passage = tuple[str, str, str, str]
# What is no sentence: it is looked in, and not shown among what was found.
_APART = (nodes.table, nodes.figure)
# What a passage leaves to its title, or to passages of their own.
_NOT_OWN = (nodes.section, nodes.title, nodes.footnote)
# What is no prose: marks and code, and what is said again under every table.
_UNSAID = (nodes.label, nodes.raw, addnodes.index, nodes.footnote_reference, HideCodeCellNode)
_UNSAID_CLASSES = {"source", "why"}


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
        """Write the scripts; pages that were not written anew are read again."""
        if exception is not None or app.builder.format != "html":
            return
        for docname in app.env.found_docs.difference(self._found):
            self._found[docname] = list(passages(app.env.get_and_resolve_doctree(docname, app.builder)))
        words = load_search_words(chapters_folder(app.config.vaeresteder_edition))
        in_order = [docname for docname in _reading_order(app) if docname in self._found]
        book = {
            "passages": {docname: self._found[docname] for docname in in_order},
            "registers": words.registers,
            "synonyms": words.synonyms,
        }
        static = Path(app.outdir) / "_static"
        (static / PASSAGES).write_text(f"var searchBook = {_script(book)};\n", encoding="utf-8")
        (static / LANGUAGE).write_text(language_script(), encoding="utf-8")


def language_script() -> str:
    """The stop words and the stemmer of Danish as a script, not strict: the stemmer assigns to undeclared names."""
    folder = Path(sphinx.search.__file__).parent / "minified-js"
    names = ("base-stemmer.js", SearchDanish.js_stemmer_rawcode)
    stemmers = [(folder / name).read_text(encoding="utf-8") for name in names]
    stop_words = f"var stopWords = new Set({_script(sorted(danish_stopwords))});"
    return "\n".join([stop_words, *stemmers, "var Stemmer = DanishStemmer;", ""])


def _script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _reading_order(app: Sphinx) -> list[str]:
    return [chapter.docname for part in book_parts(app.env) for chapter in part.chapters]


def passages(doctree: nodes.document) -> Iterator[Passage]:
    """The sections, glossary terms and notes of a page: anchor (empty for the page itself), title, text, tables."""
    for number, section in enumerate(doctree.findall(nodes.section)):
        blocks = [child for child in section.children if not isinstance(child, _NOT_OWN)]
        anchor = section["ids"][0] if number else ""
        apart = [part for block in blocks for part in block.findall(lambda node: isinstance(node, _APART))]
        yield anchor, _clean(section[0].astext()), _text(blocks), _text(child for part in apart for child in part)
        for item in (item for block in blocks for item in block.findall(nodes.definition_list_item)):
            if _explains(item):
                terms = [child for child in item.children if isinstance(child, nodes.term)]
                yield (
                    terms[0]["ids"][0],
                    ", ".join(_clean(_text([term])) for term in terms),
                    _text(item[-1].children),
                    "",
                )
    for note in doctree.findall(nodes.footnote):
        yield note["ids"][0], f"Note {note[0].astext()}", _text(note[1:]), ""


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
        yield "" if isinstance(node, nodes.Inline) else " "


def _is_unsaid(node: nodes.Element) -> bool:
    left_out = isinstance(node, (*_UNSAID, *_APART)) or bool(_UNSAID_CLASSES.intersection(node["classes"]))
    return left_out or _explains(node)


def _clean(text: str) -> str:
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def leave_out_index(app: Sphinx) -> None:
    """Keep Sphinx from making an index that nobody looks in."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def connect_search(app: Sphinx) -> None:
    """The search, registered with Sphinx."""
    collector = PassageCollector()
    app.connect("builder-inited", leave_out_index)
    app.connect("html-page-context", collector.collect)
    app.connect("build-finished", collector.write)
