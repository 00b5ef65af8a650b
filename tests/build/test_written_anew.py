"""Pages of web and print are written anew only where they, or what they may look up in others, have changed."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from book.test_conclusions import write_chapter
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.base.danish import SOFT_HYPHEN
from helpers.book.book_state import hash_state
from helpers.figures.descriptions import MEDIA_TYPE, Figure
from helpers.pdf import builder as pdf_builder
from helpers.pdf.builder import TypstPdfBuilder
from helpers.web.page_memory import WebBuilder

INDEX = "# Forside\n\nForsidens ord.\n\n```{toctree}\na\nb\nordliste\ntalregister\n```"
FIGURE = Figure("figur-x", "Titel", '<svg viewBox="0 0 1 1"></svg>', "Hvad figuren viser.", "Kilden.", subtitle="Målt.")
PAGES = {
    "index": INDEX,
    "a": "# Kapitel A\n\nDer er {fact}`respondenter` svar.\n\n(afsnit)=\n## Et afsnit\n\nMere.",
    "b": "# Kapitel B\n\nSe {numref}`figur-x`, {numref}`figuren {name} <figur-x>`, [](#afsnit) og {term}`CTI`.",
    "ordliste": "# Ordliste\n\n```{glossary}\nCTI\n  En metode.\n```",
    "talregister": "# Talregister\n\n```{talregister}\n```",
}
ALL = sorted(PAGES)


def cell_of(figure: Figure) -> nbformat.NotebookNode:
    """The cell as it is staged, with the figure's description alone."""
    data = {MEDIA_TYPE: figure._repr_mimebundle_()[MEDIA_TYPE]}
    return nbformat.v4.new_code_cell("vis()", outputs=[nbformat.v4.new_output("display_data", data=data)])


class Book:
    """A little book, written again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pages, self.figure = folder, dict(PAGES), FIGURE
        self._told: dict[str, tuple[str, Figure | None]] = {}
        (folder / "kilde").mkdir()

    def build(self, builder: str, kept: str, patch: pytest.MonkeyPatch) -> tuple[list[str], dict[str, bytes]]:
        """The pages that were written anew, and all files of the book."""
        for name, text in self.pages.items():
            told = (text, self.figure if name == "a" else None)
            if self._told.get(name) != told:
                self._told[name] = told
                cells = [nbformat.v4.new_markdown_cell(text), *([cell_of(self.figure)] if name == "a" else [])]
                write_chapter(self.folder / "kilde" / f"{name}.ipynb", cells)
        anew: list[str] = []
        with docutils_namespace(), patch.context() as here:
            for kind, method, place in ((WebBuilder, "write_doc", 1), (TypstPdfBuilder, "_write_page", 1)):
                here.setattr(kind, method, _noting(getattr(kind, method), anew, place))
            target = self.folder / f"{builder}-{kept}-{len(list(self.folder.iterdir()))}"
            app = Sphinx(
                self.folder / "kilde", None, target, self.folder / f"{kept}-læst", builder,
                {
                    "extensions": ["myst_nb", "helpers.book.edition_filter", "helpers.book.number_register",
                                   "helpers.book.glossary",
                                   "helpers.book.numref_cache", "helpers.web.downloads.extension",
                                   "helpers.pdf.extension", "helpers.web.page_memory"],
                    "myst_enable_extensions": ["attrs_inline"], "nb_execution_mode": "off", "root_doc": "index",
                    "language": "da", "html_theme": "basic", "numfig": True,
                    "numfig_format": {"figure": "Figur %s", "table": "Tabel %s"},
                    "vaeresteder_kept": str(self.folder / kept),
                },
                status=None, warning=None,
            )  # fmt: skip
            app.build(force_all=True)
        assert app.statuscode == 0
        files = {path.name: path.read_bytes() for path in target.rglob("*") if path.suffix in (".html", ".js", ".pdf")}
        return sorted(anew), files


def _noting(method: Callable[..., Any], noted: list[str], place: int) -> Callable[..., Any]:
    def noting(*arguments: Any) -> Any:
        noted.append(arguments[place])
        return method(*arguments)

    return noting


def more_prose(book: Book) -> None:
    book.pages["a"] = book.pages["a"].replace("Mere.", "Meget mere.")


def other_title(book: Book) -> None:
    book.pages["a"] = book.pages["a"].replace("Kapitel A", "Kapitel Å")


def other_section(book: Book) -> None:
    book.pages["a"] = book.pages["a"].replace("Et afsnit", "Et andet afsnit")


def other_caption(book: Book) -> None:
    book.figure = replace(FIGURE, title="En anden titel", headline="En anden titel")


def other_drawing(book: Book) -> None:
    book.figure = replace(FIGURE, svg='<svg viewBox="0 0 2 2"></svg>')


def another_number(book: Book) -> None:
    book.pages["b"] += " Der var {fact}`ramme` i alt."


def other_meaning(book: Book) -> None:
    book.pages["ordliste"] = book.pages["ordliste"].replace("En metode.", "En anden metode.")


def no_place(book: Book) -> None:
    book.pages["a"] = book.pages["a"].replace("(afsnit)=", "(andet)=\n\n(afsnit)=")


@pytest.mark.parametrize("builder", ["html", "typst-pdf"])
@pytest.mark.parametrize(
    ("change", "anew"),
    [
        (more_prose, ["a"]),
        (other_title, ALL),
        (other_section, ALL),
        (other_caption, ALL),
        (another_number, ALL),
        (other_meaning, ALL),
        (no_place, ALL),
    ],
)
def test_pages_are_written_anew_where_they_may_be_other_ones(
    builder: str, change: Callable[[Book], None], anew: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    assert book.build(builder, "beholdt", monkeypatch)[0] == ALL
    assert book.build(builder, "beholdt", monkeypatch)[0] == []
    change(book)
    written, files = book.build(builder, "beholdt", monkeypatch)
    assert written == anew
    assert files == book.build(builder, f"ny-{builder}", monkeypatch)[1]


def test_a_long_word_is_divided_in_the_heading_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    book.pages["a"] = book.pages["a"].replace("Kapitel A", "Organisationsform")
    files = {name: data.decode("utf-8") for name, data in book.build("html", "beholdt", monkeypatch)[1].items()}
    assert f"<h1>Organisations{SOFT_HYPHEN}form<" in files["a.html"]
    assert files["a.html"].count(SOFT_HYPHEN) == 1
    # The contents, the ways to the next page, the title in the tab, the titles that the search tells.
    assert not any(SOFT_HYPHEN in files[page] for page in ("b.html", "index.html"))
    assert "u00ad" not in files["searchindex.js"]


@pytest.mark.parametrize("builder", ["html", "typst-pdf"])
def test_a_page_with_a_picture_in_a_file_is_written_anew_since_the_file_may_be_another(
    builder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    book.pages["b"] += "\n\n![Et hus](hus.svg)"
    for side in (1, 2):
        (tmp_path / "kilde" / "hus.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} 1"><rect width="1" height="1"/></svg>'
        )
        anew, files = book.build(builder, "beholdt", monkeypatch)
        assert anew == (ALL if side == 1 else ["b"])
    assert files == book.build(builder, f"ny-{builder}", monkeypatch)[1]


def test_a_pdf_is_set_anew_where_its_markup_or_a_picture_in_it_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    set_: list[str] = []
    monkeypatch.setattr(pdf_builder, "compile_pdf", _noting(pdf_builder.compile_pdf, set_, 0))
    for change, times in ((None, 1), (None, 1), (more_prose, 2), (None, 2), (other_drawing, 3)):
        if change:
            change(book)
        book.build("typst-pdf", "beholdt", monkeypatch)
        assert len(set_) == times


def test_a_page_that_tells_the_size_of_a_file_is_written_anew_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    book.build("html", "beholdt", monkeypatch)
    monkeypatch.setattr("helpers.web.page_memory.FOLDER", "_static")
    assert book.build("html", "beholdt", monkeypatch)[0] == ALL


def state(**values: object) -> str:
    return hash_state(SimpleNamespace(**values))  # type: ignore[arg-type]


VALUES = st.recursive(
    st.none() | st.integers(2) | st.text(max_size=3) | st.frozensets(st.text(max_size=3), max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_other_notes_of_the_pages_are_another_state(one: object, other: object) -> None:
    assert (state(noted=one) == state(noted=other)) == (one == other)


@given(st.dictionaries(st.text(max_size=3), VALUES), st.randoms(use_true_random=False))
def test_the_order_in_which_pages_were_read_is_no_part_of_the_state(
    noted: dict[str, object], chance: random.Random
) -> None:
    items = list(noted.items())
    chance.shuffle(items)
    assert state(noted=noted) == state(noted=dict(items))


def test_titles_count_and_times_and_numbers_of_words_do_not() -> None:
    def noted(title: str, words: int = 1, time: int = 1) -> str:
        metadata = {"a": {"wordcount": {"words": words}, "orphan": ""}}
        return state(titles={"a": nodes.title("", title)}, metadata=metadata, all_docs={"a": time})

    assert noted("A") == noted("A", words=2, time=2) != noted("B")
