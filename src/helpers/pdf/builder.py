"""The Sphinx builder that writes the book's pages as one PDF."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError

from helpers.base.danish import number_ranges
from helpers.book.answer_form import form_field, place_fields
from helpers.book.build_context import build_of
from helpers.book.environment import reading_order
from helpers.pdf.colophon import imprint, missing_signs, publisher_line
from helpers.pdf.compiler import build_time, compile_pdf
from helpers.pdf.inline_writer import PAGE_MARK
from helpers.pdf.labels import Labels, find_places, join_places
from helpers.pdf.markup import array, call, content, drawable, shown, string
from helpers.pdf.typst_writer import TypstWriter
from helpers.survey.edition import load_edition


@dataclass(frozen=True)
class PrintedPage:
    """A page in print: its markup, the pictures in it by name, and the names of its fields to write in.

    `left_out` has the numbers of what print leaves out, by kind, `replaced` the signs that no font has.
    """

    markup: str
    files: dict[str, bytes]
    fields: tuple[str, ...]
    left_out: dict[str, list[int]]
    replaced: frozenset[str]


class TypstPdfBuilder(Builder):
    """Writes the whole book to `vaeresteder_pdf_name` in the output folder, as PDF/UA-1 and PDF/A-2a."""

    name = "typst-pdf"
    format = "typst"
    epilog = "PDF'en er i %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        """All pages: they are written as one file."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The page's name behind a mark, by which the writer knows an internal reference."""
        return PAGE_MARK + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere: the pages become one document."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing to prepare: all that is written is written at once."""

    def write(self, *_: Any) -> None:
        """Write the PDF; raises SphinxError where Typst refuses the document, or two pages have the same field."""
        parts, pages = self._parts(), self._write_pages()
        fields = Counter(name for page in pages.values() for name in set(page.fields))
        if twice := [name for name, count in fields.items() if count > 1]:
            raise SphinxError(f"To sider har felter med samme navn i PDF'ens skema: {', '.join(twice)}. Omdøb et emne.")
        blocks: list[str] = []
        files: dict[str, bytes] = {}
        left_out: dict[str, list[int]] = {}
        for docname, page in pages.items():
            if docname in parts:
                blocks.append(call("part", content(shown(parts[docname])) if parts[docname] else "none"))
            blocks.append(page.markup)
            files |= page.files
            for figtype, numbers in page.left_out.items():
                left_out.setdefault(figtype, []).extend(numbers)
        replaced: frozenset[str] = frozenset().union(*(page.replaced for page in pages.values()))
        markup = self._front_matter(left_out, replaced) + "\n\n".join(filter(None, blocks)) + "\n"
        target = Path(self.outdir) / self.config.vaeresteder_pdf_name
        target.write_bytes(self._compiled(markup, files))

    def _compiled(self, markup: str, files: dict[str, bytes]) -> bytes:
        """The PDF, as it was set from the very same before, or set now."""
        cache = build_of(self.app).cache("pdf")
        pictures = [f"{name} {hashlib.sha256(picture).hexdigest()}" for name, picture in sorted(files.items())]
        pdf = cache.get_or_make(lambda: compile_pdf(markup, files), markup, *pictures)
        cache.prune()
        return pdf

    def _write_pages(self) -> dict[str, PrintedPage]:
        """Each page in reading order."""
        documents = {page: self._resolved(page) for page in reading_order(self.env)}
        places = join_places(find_places(document, page) for page, document in documents.items())
        levels = self._levels()
        return {page: self._write_page(page, document, places, levels[page]) for page, document in documents.items()}

    def _write_page(self, docname: str, document: nodes.document, places: Labels, level: int) -> PrintedPage:
        numbers, formats = self.env.toc_fignumbers, self.config.numfig_format
        writer = TypstWriter(docname, places, numbers, formats, Path(self.srcdir), level)
        markup, fields = writer.write(document), tuple(field["name"] for field in document.findall(form_field))
        return PrintedPage(markup, writer.files, fields, writer.left_out, frozenset(writer.replaced))

    def _resolved(self, docname: str) -> nodes.document:
        """A page with its references resolved, and without the list of the pages below it."""
        document = self.env.get_doctree(docname)
        for contents in list(document.findall(addnodes.toctree)):
            contents.parent.remove(contents)
        self.env.resolve_references(document, docname, self)
        place_fields(document)
        return document

    def _levels(self) -> dict[str, int]:
        """How far below the top each page stands in the contents; the front page stands beside those that it lists."""
        root = self.config.root_doc
        levels = {root: 0}
        for page in reading_order(self.env):
            for below in self.env.toctree_includes.get(page, ()):
                levels[below] = levels[page] + (page != root)
        return levels

    def _parts(self) -> dict[str, str]:
        """By the page that each part of the contents begins with, the part's heading, empty without one."""
        contents = self.env.get_doctree(self.config.root_doc).findall(addnodes.toctree)
        return {tree["includefiles"][0]: tree["caption"] or "" for tree in contents if tree["includefiles"]}

    def _front_matter(self, left_out: Mapping[str, Sequence[int]], replaced: frozenset[str]) -> str:
        """The call of the template: what stands on the cover, in the colophon and at the foot of each page.

        `left_out` has the numbers of the tables and figures that are in the web book only, `replaced` the signs on the
        pages that no font has.
        """
        edition, notice = load_edition(self.config.vaeresteder_edition), self.config.vaeresteder_notice
        statements = self.config.html_context
        rights = [statements[key] for key in ("source_statement", "licence_statement") if statements.get(key)]
        lines = [*imprint(edition, self.config.vaeresteder_responses, build_time())]
        lines += [("Rettigheder", " ".join(rights))] if rights else []
        own = (edition.title, edition.subtitle, notice, edition.short_notice, publisher_line(edition))
        lines += missing_signs(replaced.union(*(drawable(text)[1] for text in (*own, *(text for _, text in lines)))))
        options = {
            "title": _line(edition.title),
            "subtitle": _line(edition.subtitle),
            "edition": _line(edition.key),
            "notice": _line(notice),
            "short-notice": _line(edition.short_notice),
            "publisher": _line(publisher_line(edition)),
            "imprint": array(array(map(_line, line)) for line in lines),
            "reconstructed": str(edition.reconstructed).lower(),
            "tables-elsewhere": string(number_ranges(left_out.get("table", ()))),
            "figures-elsewhere": string(number_ranges(left_out.get("figure", ()))),
        }
        settings = ", ".join(f"{name}: {value}" for name, value in options.items())
        return f'#import "report.typ": *\n#show: report.with({settings})\n\n'


def _line(text: str) -> str:
    """A text of the edition as a Typst string, in signs that the fonts have."""
    return string(drawable(text)[0])
