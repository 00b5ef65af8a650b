"""The Sphinx extension that writes the book as one PDF: the builder `typst-pdf`, by itself or beside the web book."""

from sphinx.application import Sphinx

from helpers.pdf import parallel
from helpers.pdf.builder import TypstPdfBuilder


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.extension")
    app.add_config_value("vaeresteder_pdf_name", "vaeresteder.pdf", "", str)
    # Where the PDF is written when the web book is, if anywhere.
    app.add_config_value("vaeresteder_pdf_folder", "", "", str)
    app.add_builder(TypstPdfBuilder)
    # Before anything else that is done when all pages are read.
    app.connect("env-check-consistency", parallel.begin, priority=100)
    # After all else that is done with the pages once they are written.
    app.connect("build-finished", parallel.finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
