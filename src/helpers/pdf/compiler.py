"""Typst markup compiled to a tagged PDF, the same bytes for the same input."""

import os

from sphinx.errors import SphinxError
from sphinx.util import logging

from helpers.base.paths import THEME
from helpers.pdf.postprocess import finish
from helpers.pdf.typesetter import TYPESETTER

logger = logging.getLogger(__name__)

TEMPLATE = THEME / "report.typ"


def build_time() -> int | None:
    """The time of the source in seconds since 1970, where the environment states it."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    return int(stated) if stated else None


def compile_pdf(markup: str, files: dict[str, bytes]) -> bytes:
    """The finished PDF of a document that may use the template and these files; the same bytes for the same input.

    Raises SphinxError where Typst refuses the document, with its place in the markup.
    """
    sources = {"main.typ": markup.encode("utf-8"), "report.typ": TEMPLATE.read_bytes(), **files}
    made = TYPESETTER.set_pdf(sources, build_time() or 0)
    if made.fault:
        raise SphinxError(f"PDF'en kan ikke sættes. Typst siger: {made.fault}")
    for warning in made.warnings:
        logger.warning("Typst siger om PDF'en: %s", warning, type="typst-pdf")
    return finish(made.pdf, dated=build_time() is not None)
