"""A book written from staged chapters: when they are there, once, and from what was made of the very same before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from book.test_conclusions import write_chapter
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.base.danish import SOFT_HYPHEN
from helpers.base.errors import VaerestederError
from helpers.book.build_context import SETTING, Build
from helpers.build.sphinx_build import _run_sphinx
from helpers.figures.descriptions import MEDIA_TYPE, Figure
from helpers.pdf import builder as pdf_builder
from helpers.web.downloads import extension as downloads

INDEX = "# Forside\n\nForsidens ord.\n\n```{toctree}\na\nb\nordliste\ntalregister\n```"
FIGURE = Figure("figur-x", "Titel", '<svg viewBox="0 0 1 1"></svg>', "Hvad figuren viser.", "Kilden.", subtitle="Målt.")
PAGES = {
    "index": INDEX,
    "a": "# Kapitel A\n\nDer er {fact}`respondenter` svar.\n\n(afsnit)=\n## Et afsnit\n\nMere.",
    "b": "# Kapitel B\n\nSe {numref}`figur-x`, {numref}`figuren {name} <figur-x>`, [](#afsnit) og {term}`CTI`.",
    "ordliste": "# Ordliste\n\n```{glossary}\nCTI\n  En metode.\n```",
    "talregister": "# Talregister\n\n```{talregister}\n```",
}


def cell_of(figure: Figure) -> nbformat.NotebookNode:
    """The cell as it is staged, with the figure's description alone."""
    data = {MEDIA_TYPE: figure._repr_mimebundle_()[MEDIA_TYPE]}
    return nbformat.v4.new_code_cell("vis()", outputs=[nbformat.v4.new_output("display_data", data=data)])


class Book:
    """A little book, written again and again, with a folder for what is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pages, self.figure, self.made_with = folder, dict(PAGES), FIGURE, ""
        (folder / "kilde").mkdir()

    def build(self, builder: str, **settings: object) -> dict[str, bytes]:
        """All files of the book."""
        for name, text in self.pages.items():
            cells = [nbformat.v4.new_markdown_cell(text), *([cell_of(self.figure)] if name == "a" else [])]
            write_chapter(self.folder / "kilde" / f"{name}.ipynb", cells)
        target = self.folder / f"{builder}-{len(list(self.folder.iterdir()))}"
        with docutils_namespace():
            app = Sphinx(
                self.folder / "kilde", None, target, target / "doctrees", builder,
                {
                    "extensions": ["myst_nb", "helpers.book.edition_filter", "helpers.book.number_register",
                                   "helpers.book.glossary", "helpers.book.numref_cache", "helpers.pdf.extension",
                                   "helpers.web.downloads.extension", "helpers.web.extension"],
                    "myst_enable_extensions": ["attrs_inline"], "nb_execution_mode": "off", "root_doc": "index",
                    "language": "da", "html_theme": "basic", "numfig": True,
                    "numfig_format": {"figure": "Figur %s", "table": "Tabel %s"},
                    SETTING: Build(self.folder / "beholdt", self.made_with), **settings,
                },
                status=None, warning=None,
            )  # fmt: skip
            app.build()
        assert app.statuscode == 0
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def counting(method: Callable[..., Any], counted: list[object]) -> Callable[..., Any]:
    def count(*arguments: Any) -> Any:
        counted.append(arguments[0])
        return method(*arguments)

    return count


def more_prose(book: Book) -> None:
    book.pages["a"] = book.pages["a"].replace("Mere.", "Meget mere.")


def other_title(book: Book) -> None:
    book.pages["a"] = book.pages["a"].replace("Kapitel A", "Kapitel Å")


def other_drawing(book: Book) -> None:
    book.figure = replace(FIGURE, svg='<svg viewBox="0 0 2 2"></svg>')


def other_program(book: Book) -> None:
    book.made_with = "et andet program"


def test_a_pdf_is_set_anew_where_its_markup_or_a_picture_in_it_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    set_: list[object] = []
    monkeypatch.setattr(pdf_builder, "compile_pdf", counting(pdf_builder.compile_pdf, set_))
    changes = ((None, 1), (None, 1), (more_prose, 2), (None, 2), (other_drawing, 3), (other_program, 4), (None, 4))
    for change, times in changes:
        if change:
            change(book)
        book.build("typst-pdf")
        assert len(set_) == times


def test_files_to_take_along_are_made_anew_where_they_may_be_other_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    made: list[object] = []
    monkeypatch.setattr(downloads, "make_files", counting(downloads.make_files, made))
    before: dict[str, bytes] = {}
    changes = ((None, 1), (None, 1), (more_prose, 1), (other_title, 2), (other_drawing, 3), (other_program, 4))
    for change, times in changes:
        if change:
            change(book)
        files = book.build("html", vaeresteder_downloads=True)
        taken = {name: data for name, data in files.items() if name.startswith(f"{downloads.FOLDER}/")}
        assert len(made) == times
        assert {"csv", "svg", "png", "xlsx", "json"} == {name.rpartition(".")[2] for name in taken}
        # The title of the chapter would stand in the workbook if the figure had numbers.
        assert (taken != before) == (not before or change is other_drawing)
        before = taken


def test_a_long_word_is_divided_in_the_heading_and_nowhere_else(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.pages["a"] = book.pages["a"].replace("Kapitel A", "Organisationsform")
    files = {name: data.decode("utf-8") for name, data in book.build("html").items() if name.endswith((".html", ".js"))}
    assert f"<h1>Organisations{SOFT_HYPHEN}form<" in files["a.html"]
    assert files["a.html"].count(SOFT_HYPHEN) == 1
    # The contents, the ways to the next page, the title in the tab, the titles that the search tells.
    assert not any(SOFT_HYPHEN in files[page] for page in ("b.html", "index.html"))
    assert SOFT_HYPHEN not in files["_static/search_passages.js"]


class Waiting(Build):
    """A build whose chapters come when Sphinx asks for them."""

    def __init__(self, arrive: Callable[[], object]) -> None:
        super().__init__()
        self._arrive = arrive

    def wait_for_chapters(self) -> None:
        self._arrive()


def test_sphinx_waits_for_the_chapters_before_it_reads_any(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    page = tmp_path / "index.md"
    page.touch()
    build = Waiting(lambda: page.write_text("# Nu er den her\n"))
    _run_sphinx(tmp_path, tmp_path / "html", {SETTING: build})
    assert "Nu er den her" in (tmp_path / "html" / "index.html").read_text(encoding="utf-8")


def test_a_chapter_that_fails_is_the_fault_that_is_told(tmp_path: Path) -> None:
    def fail() -> None:
        raise VaerestederError("kapitel.ipynb, celle 2")

    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").touch()
    with pytest.raises(VaerestederError, match=r"^kapitel\.ipynb, celle 2$"):
        _run_sphinx(tmp_path, tmp_path / "html", {SETTING: Waiting(fail)})
