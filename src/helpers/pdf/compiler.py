"""Typst markup compiled to a tagged PDF, the same bytes for the same input."""

import os
from typing import Literal

import typst
from sphinx.errors import SphinxError
from sphinx.util import logging

from helpers.paths import THEME
from helpers.pdf.finishing import finish
from helpers.typesetter import book_fonts

logger = logging.getLogger(__name__)

TEMPLATE = THEME / "report.typ"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def build_time() -> int | None:
    """The time of the source in seconds since 1970, where the environment states it."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    return int(stated) if stated else None


def compile_pdf(markup: str, files: dict[str, bytes]) -> bytes:
    """The finished PDF of a document that may use the template and these files; the same bytes for the same input.

    Raises SphinxError where Typst refuses the document, with its place in the markup.
    """
    sources = {"main.typ": markup.encode("utf-8"), "report.typ": TEMPLATE.read_bytes(), **files}
    try:
        # The compiler's stubs do not say that it takes files by name.
        pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
            sources,
            format="pdf",
            pdf_standards=STANDARDS,
            font_paths=book_fonts(),
            timestamp=build_time() or 0,
        )
    except typst.TypstError as error:
        raise SphinxError(f"Typst cannot set the PDF: {error.diagnostic or error.message}") from error
    for warning in warnings:
        logger.warning("Typst: %s", warning.diagnostic or warning.message, type="typst-pdf")
    return finish(pdf, dated=build_time() is not None)
