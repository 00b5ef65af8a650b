"""The builder of the web pages: a page is written anew only where it, or what it may look up in others, has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from helpers.base.cache import Kept
from helpers.book.book_state import hash_page, hash_state
from helpers.book.pages import kept_of
from helpers.web.downloads.citation import FOLDER
from helpers.web.search import Passage, collected_passages


@dataclass(frozen=True)
class Written:
    """A page as it was written: its file, and what the search knows of it.

    That is its title, its words, its entries for an index, and its passages.
    """

    html: bytes
    title: str
    words: Any
    entries: list[Any]
    passages: list[Passage]


class WebBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of HTML, with a memory."""

    def init(self) -> None:
        """Begin with what is kept."""
        super().init()
        self._kept: Kept = kept_of(self.app, "pages")
        # Of each page: its title, its words and its entries, as the search has been told.
        self._told: dict[str, tuple[str, Any, list[Any]]] = {}

    def _write_serial(self, docnames: Sequence[str]) -> None:
        super()._write_serial([docname for docname in docnames if not self._write_kept(docname)])
        self._kept.forget_unused()

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Tell the search of a page, and remember what it is told."""
        if self.indexer is not None:
            entries = [node["entries"] for node in doctree.findall(addnodes.index)]
            self._tell(pagename, title, self.indexer._word_collector(doctree), entries)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page, and keep it, unless it has files of its own that would have to be kept as well."""
        super().write_doc(docname, doctree)
        if docname in self._told and not any(
            doctree.findall(lambda node: isinstance(node, nodes.image | addnodes.download_reference))
        ):
            html = Path(self.get_outfilename(docname)).read_bytes()
            written = Written(html, *self._told[docname], collected_passages(self.app)[docname])
            self._kept.keep(written, *self._made_from(docname))

    def _write_kept(self, docname: str) -> bool:
        """Write a page as it is kept; whether it was."""
        written: Written | None = self._kept.take(*self._made_from(docname))
        if written is None:
            return False
        target = Path(self.get_outfilename(docname))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(written.html)
        self._tell(docname, written.title, written.words, written.entries)
        collected_passages(self.app)[docname] = written.passages
        return True

    def _tell(self, docname: str, title: str, words: Any, entries: list[Any]) -> None:
        """Let Sphinx index a page, whose words may have been found before: it has no other way to be told of them."""
        assert self.indexer is not None
        self._told[docname] = title, words, entries
        self.indexer._word_collector = lambda doctree: words  # type: ignore[method-assign]
        indexed: Any = nodes.container("", *(addnodes.index(entries=each) for each in entries))
        super().index_page(docname, indexed, title)
        del self.indexer._word_collector

    def _made_from(self, docname: str) -> tuple[str, str, str]:
        return docname, hash_page(self.env, docname), self._surroundings

    @cached_property
    def _surroundings(self) -> str:
        """What a page may tell of besides its own text: of other pages, and of the files to take along."""
        files = sorted((path.name, path.stat().st_size) for path in (Path(self.outdir) / FOLDER).glob("*"))
        return f"{hash_state(self.env)} {files}"


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.pages")
    app.setup_extension("helpers.web.extension")
    app.add_builder(WebBuilder, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
