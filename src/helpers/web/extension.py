"""The book's face: a Sphinx extension that brings the HTML theme `vaeresteder` and its own markup.

Jupyter Book's default theme is not loaded at all (`_config.yml` lists the extensions), so every
word of the interface, every script and every style sheet on a page comes from this folder.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx

from helpers.base.paths import FONTS, THEME
from helpers.book.answer_form import place_fields
from helpers.survey.edition import load_edition
from helpers.web.accessibility_statement import PAGE, make_statement
from helpers.web.html_translator import HTMLTranslator, depart_folded_code, visit_folded_code
from helpers.web.meta_description import describe_page
from helpers.web.navigation import book_parts, page_sections
from helpers.web.search import connect_search

NAME = "vaeresteder"
# Values that the theme reads and `helpers.book.extension` owns. Where the pages are not loaded (the theme's own
# tests) the configuration sets them.
SHARED_VALUES = ("vaeresteder_edition", "vaeresteder_notice")


def add_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """What the templates need besides Sphinx's own variables, put into `context`."""
    context["book_parts"] = book_parts(app.env)
    context["page_sections"] = page_sections(app.env, pagename)
    context["page_description"] = describe_page(doctree) if doctree is not None else ""
    context["edition_label"] = f"Udgave {app.config.vaeresteder_edition}"
    context["edition_notice"] = app.config.vaeresteder_notice
    context["statement_page"] = PAGE
    if pagename == PAGE:
        context["statement"] = make_statement(load_edition(app.config.vaeresteder_edition))


def collect_start_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A front door at `index.html` where the book's first page lies in a folder.

    Without it sphinx-external-toc writes a bare redirect: no language, no title, no notice.
    """
    if app.config.root_doc != "index":
        yield "index", {}, "start.html"


def make_form(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the fields of the closing pages' form into a web page."""
    if app.builder.format == "html":
        place_fields(doctree)


def copy_fonts(app: Sphinx, exception: Exception | None) -> None:
    """The web fonts, their licences and their log, copied to `_static/fonts`; the PDF's fonts stay behind."""
    if exception is not None or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted([*FONTS.glob("*.woff2"), *FONTS.glob("*.md")]):
        shutil.copyfile(source, target / source.name)


def setup(app: Sphinx) -> dict[str, bool]:
    """The theme, registered with Sphinx."""
    app.setup_extension("myst_nb")
    for name in SHARED_VALUES:
        if name not in app.config:
            app.add_config_value(name, "", "html", str)
    # Jupyter Book always passes this value; its owner, sphinx_comments, is not loaded.
    if "comments_config" not in app.config:
        app.add_config_value("comments_config", {}, "")
    app.add_html_theme(NAME, str(THEME / "html"))
    app.set_translator("html", HTMLTranslator)
    app.add_node(HideCodeCellNode, override=True, html=(visit_folded_code, depart_folded_code))
    app.connect("doctree-resolved", make_form)
    app.connect("html-page-context", add_page_context, priority=900)
    app.connect("html-collect-pages", collect_start_page)
    app.connect("build-finished", copy_fonts)
    connect_search(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
