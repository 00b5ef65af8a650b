"""The Sphinx builder that assembles the book's pages and writes them as one PDF."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util.nodes import inline_all_toctrees

from helpers.answer_form import place_fields
from helpers.danish import number_ranges
from helpers.edition import load_edition
from helpers.pdf.colophon import imprint, publisher_line
from helpers.pdf.compiler import build_time, compile_pdf
from helpers.pdf.markup import array, string
from helpers.pdf.places import find_places
from helpers.pdf.running_text import PAGE_MARK
from helpers.pdf.typst_writer import TypstWriter


class TypstPdfBuilder(Builder):
    """Writes the whole book to `vaeresteder_pdf_name` in the output folder, as PDF/UA-1 and PDF/A-2a."""

    name = "typst-pdf"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
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
        """Nothing to prepare: all that is written comes from the assembled document."""

    def write(self, *_: Any) -> None:
        """Write the PDF; raises SphinxError where Typst refuses the document."""
        document = self._assembled()
        writer = TypstWriter(
            self.config.root_doc,
            find_places(document, self.config.root_doc),
            self._parts(),
            self.env.toc_fignumbers,
            self.config.numfig_format,
            Path(self.srcdir),
        )
        body = writer.write(document)
        target = Path(self.outdir) / self.config.vaeresteder_pdf_name
        target.write_bytes(compile_pdf(self._front_matter(writer.left_out) + body, writer.files))

    def _assembled(self) -> nodes.document:
        """All pages in the order of the contents, references resolved."""
        root = self.config.root_doc
        document = inline_all_toctrees(self, set(), root, self.env.get_doctree(root), str, [root])
        self.env.resolve_references(document, root, self)
        place_fields(document)
        return document

    def _parts(self) -> dict[str, str]:
        """By the page that each part of the contents begins with, the part's heading, empty without one."""
        contents = self.env.get_doctree(self.config.root_doc).findall(addnodes.toctree)
        return {tree["includefiles"][0]: tree["caption"] or "" for tree in contents if tree["includefiles"]}

    def _front_matter(self, left_out: Mapping[str, Sequence[int]]) -> str:
        """The call of the template: what stands on the cover, in the colophon and at the foot of each page.

        `left_out` has the numbers of the tables and figures that are in the web book only.
        """
        edition = load_edition(self.config.vaeresteder_edition)
        statements = self.config.html_context
        rights = [statements[key] for key in ("source_statement", "licence_statement") if statements.get(key)]
        lines = [*imprint(edition, self.config.vaeresteder_responses, build_time())]
        lines += [("Rettigheder", " ".join(rights))] if rights else []
        options = {
            "title": string(edition.title),
            "subtitle": string(edition.subtitle),
            "edition": string(edition.key),
            "notice": string(self.config.vaeresteder_notice),
            "short-notice": string(edition.short_notice),
            "publisher": string(publisher_line(edition)),
            "imprint": array(array(map(string, line)) for line in lines),
            "reconstructed": str(edition.reconstructed).lower(),
            "tables-elsewhere": string(number_ranges(left_out.get("table", ()))),
            "figures-elsewhere": string(number_ranges(left_out.get("figure", ()))),
        }
        settings = ", ".join(f"{name}: {value}" for name, value in options.items())
        return f'#import "report.typ": *\n#show: report.with({settings})\n\n'
