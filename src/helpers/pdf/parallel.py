"""The PDF written beside the web book, from the pages that Sphinx has read for it.

Where the process can be forked, both are written at the same time; elsewhere the PDF comes after the pages.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging as sphinx_logging

from helpers.base.errors import VaerestederError
from helpers.base.machine import went_down
from helpers.book.build_context import build_of
from helpers.pdf.builder import TypstPdfBuilder
from helpers.pdf.typesetter import can_fork

# The work beside the web pages.
_PDF = "pdf"
logger = sphinx_logging.getLogger(__name__)


class _Heard(logging.Handler):
    """The warnings that are told while the PDF is written."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of a warning."""
        self.texts.append(record.getMessage())


def begin(app: Sphinx, env: BuildEnvironment) -> None:
    """When all pages are read, begin to write the PDF in a process beside this one, if one can be forked."""
    if _wanted(app) and can_fork():
        build_of(app).begin(_PDF, _tell, app)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """When the pages are written, wait for the PDF, or write it now.

    Raises what kept it from being written; its warnings become warnings of the web book.
    """
    build = build_of(app)
    if exception is not None:
        build.end()
        return
    if not build.has_begun(_PDF):
        if _wanted(app):
            _write(app)
        return
    try:
        fault, warnings = build.result(_PDF)
    except EOFError:
        fault, warnings = went_down("Processen, som PDF'en blev skrevet i,"), []
    for warning in warnings:
        logger.warning("%s", warning, type=TypstPdfBuilder.name)
    if fault is not None:
        raise fault


def _wanted(app: Sphinx) -> bool:
    return bool(app.builder.format == "html" and app.config.vaeresteder_pdf_folder)


def _tell(app: Sphinx, end: Any) -> None:
    """In the process beside: write the PDF, and send what went wrong, if anything, and the warnings."""
    heard = _Heard()
    logging.getLogger(sphinx_logging.NAMESPACE).addHandler(heard)
    try:
        _write(app)
    except (SphinxError, VaerestederError, OSError, MemoryError) as error:
        end.send((error, heard.texts))
    except BaseException:
        end.send((SphinxError(traceback.format_exc()), heard.texts))
    else:
        end.send((None, heard.texts))


def _write(app: Sphinx) -> None:
    with _builder(app) as builder:
        builder.prepare_writing(set())
        builder.write()


@contextmanager
def _builder(app: Sphinx) -> Iterator[TypstPdfBuilder]:
    """The builder of the PDF in the place of the one that writes pages."""
    web, builder = app.builder, TypstPdfBuilder(app, app.env)
    builder.outdir = type(web.outdir)(app.config.vaeresteder_pdf_folder)
    Path(builder.outdir).mkdir(parents=True, exist_ok=True)
    app.builder = builder
    try:
        yield builder
    finally:
        app.builder = web
