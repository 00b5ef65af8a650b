"""The Sphinx extension that writes the book as one PDF: the builder `typst-pdf`."""

from sphinx.application import Sphinx

from helpers.pdf.builder import TypstPdfBuilder


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.pages")
    app.add_config_value("vaeresteder_pdf_name", "vaeresteder.pdf", "", str)
    app.add_builder(TypstPdfBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
