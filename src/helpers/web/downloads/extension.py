"""The Sphinx side: the descriptions of all pages become files, and below each stands the way to them."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from helpers.base.danish import NO_BREAK_SPACE, format_number
from helpers.base.page_template import render
from helpers.book.build_context import build_of
from helpers.book.cross_chapter import outputs_of
from helpers.book.environment import quotations_of, reading_order
from helpers.book.page_data import Noted
from helpers.pdf.typesetter import can_fork
from helpers.survey.edition import Edition
from helpers.web.downloads.citation import FOLDER, WORKBOOK, cite_description, cited_address, file_name, short_code
from helpers.web.downloads.datapackage import FILE
from helpers.web.downloads.files import BookItem, make_files, numbers_of, pack_files, unpack_files
from helpers.web.downloads.grid import plain
from helpers.web.downloads.prerender import draw_figures, draw_once

_NOT_FOUND = "404"
_PICTURES = "pictures"
# The names of the tables and figures that a page shows, in their order.
_SHOWN = Noted[list[str]]("shown")


class take_along(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """The fold below a table or figure: its `files` (address, words), its `code` and its `citation`."""


@dataclass(frozen=True)
class Offer:
    """What a page's footer offers: the addresses of workbook and description from the top, and their sizes."""

    workbook: str
    workbook_size: str
    datapackage: str
    datapackage_size: str


def begin_pictures(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """When the chapters are there, begin to draw what they show beside the reading, where a process can be forked."""
    if _wanted(app) and can_fork():
        build = build_of(app)
        figures = [each for each in build.outputs.descriptions.values() if each["kind"] == "figure"]
        build.begin(_PICTURES, draw_figures, figures, quotations_of(app).facts.edition, build.cache(_PICTURES))


def note_shown(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the tables and figures that one page shows."""
    _SHOWN.of(app.env)[app.env.docname] = [node["description"]["name"] for node in _places(doctree)]


def write_all(app: Sphinx, env: BuildEnvironment) -> None:
    """Write the files when all pages are read, before any is written; changes no page."""
    if not _wanted(app):
        return
    build, facts = build_of(app), quotations_of(app).facts
    if build.has_begun(_PICTURES):
        # Where the drawing of one fails, it will fail again, and be told.
        with suppress(EOFError):
            build.result(_PICTURES)
    pictures, cache = build.cache(_PICTURES), build.cache("downloads")
    descriptions, shown = outputs_of(env).descriptions, _SHOWN.of(env)
    found = [
        BookItem(descriptions[name], env.titles[page].astext()) for page in reading_order(env) for name in shown[page]
    ]

    def make() -> bytes:
        files = make_files(found, facts, lambda drawing: draw_once(drawing, pictures))
        pictures.prune()
        return pack_files(files, facts.edition)

    packed = cache.get_or_make(make, json.dumps([(each.content, each.chapter) for each in found]))
    cache.prune()
    unpack_files(packed, Path(app.outdir) / FOLDER)


def _wanted(app: Sphinx) -> bool:
    return bool(app.builder.format == "html" and app.config.vaeresteder_downloads)


def _places(doctree: nodes.document) -> list[nodes.Element]:
    return [node for node in doctree.findall(nodes.Element) if "description" in node]


def put_folds(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put below each table and figure, after its source line, the fold with what can be taken along."""
    if not _wanted(app):
        return
    edition = quotations_of(app).facts.edition
    up = "../" * docname.count("/")
    for node in _places(doctree):
        content, anchor = node["description"], f"#{node['ids'][0]}"
        fold = take_along(
            about=plain(content["title"]),
            code=short_code(edition, content["name"]),
            citation=cite_description(content, edition),
            anchor=anchor,
            address=cited_address(app.builder.get_target_uri(docname), anchor, edition),
            files=[(f"{up}{address}", words) for address, words in _files(content, edition, Path(app.outdir))],
        )
        index = node.parent.index(node) + 1
        after = node.parent[index : index + 1]
        index += any(isinstance(each, nodes.paragraph) and "source" in each["classes"] for each in after)
        node.parent.insert(index, fold)


def _files(content: dict[str, Any], edition: Edition, outdir: Path) -> Iterator[tuple[str, str]]:
    """The files that hold a table or figure: address from the top of the book, and words with kind and size."""
    name = content["name"]
    figure = content["kind"] == "figure"
    kinds = []
    if numbers_of(content):
        kinds.append(("csv", f"{'Figurens tal' if figure else 'Tabellen'} til regneark (CSV"))
    if figure:
        kinds += [("svg", "Figuren som tegning (SVG"), ("png", "Figuren som billede (PNG")]
    offered = [(file_name(edition, name, kind), words) for kind, words in kinds]
    offered.append((file_name(edition, WORKBOOK, "xlsx"), "Alle tabeller og tal i én projektmappe (Excel"))
    for file, words in offered:
        yield f"{FOLDER}/{file}", f"{words}, {file_size(outdir / FOLDER / file)})"


def file_size(path: Path) -> str:
    """The size of a file in Danish: `3 kB`, `1,2 MB`."""
    size = path.stat().st_size
    if size < 1_000_000:
        return f"{format_number(max(Fraction(size, 1_000), Fraction(1)))}{NO_BREAK_SPACE}kB"
    return f"{format_number(Fraction(size, 1_000_000), 1)}{NO_BREAK_SPACE}MB"


def offer_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the templates of the files: `downloads` for the footer, `citations` where a page has some to copy.

    The page for a wrong address has no footer of files: its links must hold for every edition.
    """
    if not app.config.vaeresteder_downloads or pagename == _NOT_FOUND:
        return
    folder = Path(app.outdir) / FOLDER
    workbook = file_name(quotations_of(app).facts.edition, WORKBOOK, "xlsx")
    context["downloads"] = Offer(
        f"{FOLDER}/{workbook}", file_size(folder / workbook), f"{FOLDER}/{FILE}", file_size(folder / FILE)
    )
    context["citations"] = doctree is not None and next(iter(doctree.findall(take_along)), None) is not None


def visit_fold(translator: Any, node: take_along) -> None:
    """A fold that needs no script; the button to copy shows itself where a script can."""
    translator.body.append(render("take_along.html", fold=node.attributes))
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.cross_chapter")
    app.add_config_value("vaeresteder_downloads", False, "html", bool)
    app.add_node(take_along, html=(visit_fold, None))
    app.connect("env-before-read-docs", begin_pictures)
    app.connect("doctree-read", note_shown)
    _SHOWN.connect(app)
    app.connect("env-check-consistency", write_all)
    app.connect("doctree-resolved", put_folds)
    app.connect("html-page-context", offer_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
