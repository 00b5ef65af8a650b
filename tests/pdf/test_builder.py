"""The PDF of a small book: everything of the web book is in it, in its place, with the same numbers."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pikepdf
import pytest
from bs4 import BeautifulSoup
from pdf_reading import page_texts, squeezed, structure
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.figures.descriptions import MEDIA_TYPE
from helpers.pdf.compiler import build_time, compile_pdf

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 30"><rect width="60" height="30"/>'
    '<text x="5" y="20">Søjlens navn</text></svg>'
)
INDEX = """# Forord

Se {numref}`tabel-lang`, {numref}`figur-b`, [kapitlet](kapitel.ipynb), [et sted](#maal-sted) og
[en hjemmeside](https://example.org).[^en] Igen.[^en] Og mere.[^to]

[^en]: Første *note*, henvist til to gange.
[^to]: Anden note, se {numref}`figur-a`.

:::{note}
En bemærkning.
:::

Begreb
: Begrebets forklaring.

> Et citat.

1. første
2. anden

![Et foto af et hus](hus.svg)

| Navn | Antal |
|------|------:|
| Under tabellen | 7 |

```{toctree}
:caption: Delens navn
kapitel
```
"""
CHAPTER = """# Kapitlets titel

(maal-sted)=
## Et sted

Første note i kapitlet.[^x]

[^x]: Kapitlets note.
"""
OVERRIDES = {
    "extensions": ["myst_nb", "helpers.pdf.extension"],
    "project": "Prøve",
    "language": "da",
    "master_doc": "index",
    "html_theme": "basic",
    "numfig": True,
    "numfig_secnum_depth": 0,
    "numfig_format": {"figure": "Figur %s", "table": "Tabel %s"},
    "myst_enable_extensions": ["colon_fence", "deflist"],
    "myst_heading_anchors": 3,
    "nb_execution_mode": "off",
    "vaeresteder_pdf_name": "prøve.pdf",
    "vaeresteder_notice": "Meddelelsen om svarene.",
}


def table(name: str, rows: int) -> dict[str, object]:
    cells = [{"text": "12\u00a0%", "fact": "x.y", "number": True}, {"text": "–", "fact": "", "number": True}]
    body = [{"label": f"Række {number}", "cells": cells} for number in range(rows)]
    return {
        "kind": "table", "name": name, "title": f"Titlen på {name}", "columns": ["Svar", "Selvejende", "Kommunale"],
        "rows": [{"label": "Mellemoverskrift", "cells": []}, *body], "source": f"Kilden til {name}.",
    }  # fmt: skip


def figure(name: str) -> dict[str, object]:
    return {
        "kind": "figure", "name": name, "title": f"Titlen på {name}", "svg": SVG,
        "alt": f"Hvad {name} viser", "source": f"Kilden til {name}.",
        "headline": f"Titlen på {name}", "subtitle": f"Hvad {name} måler.",
    }  # fmt: skip


def write_book(folder: Path) -> None:
    """A book of two pages; the second is a notebook with stored outputs."""
    folder.joinpath("index.md").write_text(INDEX, encoding="utf-8")
    folder.joinpath("hus.svg").write_text(SVG, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python", "pygments_lexer": "python"}})
    notebook.cells.append(nbformat.v4.new_markdown_cell(CHAPTER))
    for number, content in enumerate(
        [figure("figur-b"), table("tabel-kort", 3), figure("figur-a"), table("tabel-lang", 140)]
    ):
        output = nbformat.v4.new_output("display_data", {MEDIA_TYPE: content, "text/plain": "TEKSTVERSION"})
        notebook.cells.append(nbformat.v4.new_code_cell(f"hemmelig_kode({number})", outputs=[output]))
    nbformat.write(notebook, folder / "kapitel.ipynb")


@dataclass(frozen=True)
class Book:
    """The book as the web shows it, and as printed."""

    html: dict[str, BeautifulSoup]
    data: bytes

    @property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.data))

    @property
    def text(self) -> str:
        return "".join(page_texts(self.pdf))


def build(source: Path, builder: str, target: Path) -> str:
    """Build the book with one builder; the warnings."""
    warnings = io.StringIO()
    with docutils_namespace():
        app = Sphinx(
            source, None, target, source.parent / "doctrees", builder,
            confoverrides=OVERRIDES, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    return warnings.getvalue()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("book")
    source = folder / "source"
    source.mkdir()
    write_book(source)
    with pytest.MonkeyPatch.context() as patch:
        # The little book quotes no facts.
        patch.setattr("helpers.book.extension.load_quotations", lambda app: None)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert build(source, "html", folder / "html") == ""
        assert build(source, "typst-pdf", folder / "pdf") == ""
        first = (folder / "pdf" / "prøve.pdf").read_bytes()
        assert build(source, "typst-pdf", folder / "again") == ""
    assert first == (folder / "again" / "prøve.pdf").read_bytes()
    pages = {
        page.stem: BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for page in (folder / "html").glob("*.html")
    }
    return Book(pages, first)


def test_everything_is_there_and_code_is_not(book: Book) -> None:
    for text in (
        "Forord", "Delens navn".upper(), "Kapitlets titel", "Et sted", "En bemærkning.", "Begrebets forklaring.",
        "Et citat.", "1. første", "2. anden", "Under tabellen", "Titlen på tabel-lang", "Kilden til tabel-lang.",
        "Titlen på figur-a", "Hvad figur-a måler.", "Kilden til figur-a.", "Søjlens navn",
        "Mellemoverskrift", "Række 139", "Bemærk",
    ):  # fmt: skip
        assert squeezed(text) in book.text, text
    assert "hemmelig_kode" not in book.text
    assert "TEKSTVERSION" not in book.text


def test_numbers_of_tables_and_figures_are_those_of_the_web_book(book: Book) -> None:
    captions = book.html["kapitel"].select("caption, figcaption")
    web = {
        squeezed(f"{caption.select_one('.caption-number').text} Titlen på {name}")
        for caption in captions
        for name in re.findall(r"Titlen på ([\w-]+)", caption.text)
    }
    printed = set(re.findall(r"((?:Tabel|Figur)\d+)\.(Titlenpå[a-z]+-(?:kort|lang|a|b))", book.text))
    assert len(web) == 4
    assert {"".join(pair) for pair in printed} == web
    # The foreword's references carry the same numbers.
    references = [link.text for link in book.html["index"].select("p a span.std-numref")]
    assert len(references) == 3
    # In print a reference tells the page of what stands elsewhere.
    lead = r"\(s\.\d+\)"
    wanted = f"Se{squeezed(references[0])}{lead},{squeezed(references[1])}{lead},kapitlet{lead},etsted{lead}og"
    assert re.search(wanted, book.text)


def test_footnotes_stand_once_with_the_numbers_of_the_web_book(book: Book) -> None:
    web = [reference.text.strip("[]") for reference in book.html["index"].select("a.footnote-reference")]
    assert web == ["1", "1", "2"]
    assert "hjemmeside.1Igen.1Ogmere.2" in book.text
    assert book.text.count("1Førstenote,henvisttiltogange.") == 1
    assert re.search(r"2Andennote,seFigur2\(s\.\d+\)\.", book.text)
    assert "Førstenoteikapitlet.1" in book.text


def test_every_page_says_what_the_numbers_rest_on(book: Book) -> None:
    cover, about, *pages = page_texts(book.pdf)
    assert squeezed("Meddelelsen om svarene.") in cover
    assert squeezed("Meddelelsen om svarene.") in about
    assert len(pages) > 4
    for number, page in enumerate(pages, start=3):
        assert page.endswith(squeezed(f"Rekonstruerede svar, ikke værestedernes egne {number}")), page[-80:]


def test_a_long_table_repeats_its_head_and_a_short_one_is_whole(book: Book) -> None:
    pages = [page for page in page_texts(book.pdf) if "Række" in page]
    short, *long = pages
    assert all("SvarSelvejendeKommunale" in page for page in long)
    assert len(long) > 1
    assert squeezed("Titlen på tabel-kort") in short
    assert squeezed("Kilden til tabel-kort.") in short


def test_the_file_says_its_language_title_and_standard(book: Book) -> None:
    pdf = book.pdf
    assert str(pdf.Root.Lang) == "da"
    assert bool(pdf.Root.MarkInfo.Marked)
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Væresteders rammer og vilkår"
        assert metadata["pdfuaid:part"] == "1"


def test_tables_figures_and_headings_are_tagged(book: Book) -> None:
    kinds = Counter(path[-1] for path, _ in structure(book.pdf))
    assert kinds["Table"] == 3
    columns, groups, rows = 2 + 3 + 3, 2, 1 + 3 + 140
    assert kinds["TH"] == columns + groups + rows
    assert kinds["Figure"] == 3
    assert kinds["Note"] == 3
    for path, element in structure(book.pdf):
        if path[-1] == "Figure":
            assert re.match("Hvad figur-[ab] viser|Et foto af et hus", str(element.Alt))
        # A figure's alt text would stand in place of all that is in it.
        if path[-1] == "Table":
            assert "Figure" not in path
    titles = [str(entry.title) for entry in book.pdf.open_outline().root]
    assert titles == ["Forord", "Kapitlets titel"]


def test_links_lead_somewhere_and_fonts_are_embedded(book: Book) -> None:
    pdf = book.pdf
    pages = {page.obj.objgen for page in pdf.pages}
    actions, targets = [], 0
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if "/A" in annotation and "/URI" in annotation.A:
                actions.append(str(annotation.A.URI))
            else:
                target = annotation.Dest if "/Dest" in annotation else annotation.A.D
                if isinstance(target, (pikepdf.String, pikepdf.Name)):
                    target = pdf.Root.Names.Dests.Names[list(pdf.Root.Names.Dests.Names).index(target) + 1]
                assert target[0].objgen in pages
                targets += 1
    assert actions == ["https://example.org"]
    # The contents, the foreword's five references and a note's one; Typst links each note both ways.
    assert targets >= 3 + 5 + 1
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    assert fonts
    for font in fonts:
        assert re.fullmatch(r"/[A-Z]{6}\+(SourceSerif4|SourceSans3)-\w+", str(font.FontName))
        assert {"/FontFile2", "/FontFile3"} & set(font.keys())


def test_the_date_is_the_one_that_the_source_states(monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert build_time() == 1735689600
    markup = '#import "report.typ": *\n#show: report.with(title: "t")\n= Overskrift'
    with pikepdf.open(io.BytesIO(compile_pdf(markup, {}))) as dated:
        assert str(dated.docinfo["/CreationDate"]) == "D:20250101000000Z"
    # Without it the file has no date, rather than a false one.
    pdf = book.pdf
    assert "/CreationDate" not in pdf.docinfo


def test_signs_that_no_font_has_are_boxes_and_named_in_the_colophon(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    text = "# Kapitel 😀\n\nTak 漢.\n\n```{toctree}\nkapitel\n```\n"
    source.joinpath("index.md").write_text(text, encoding="utf-8")
    source.joinpath("kapitel.md").write_text("# Kapitlet\n\nOrd.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.book.extension.load_quotations", lambda app: None)
        patch.setitem(OVERRIDES, "vaeresteder_notice", "Meddelelse 🦆.")
        assert build(source, "typst-pdf", tmp_path / "pdf") == ""
    shown = "".join(page_texts(pikepdf.open(tmp_path / "pdf" / "prøve.pdf")))
    for expected in ("Kapitel □", "Tak □.", "Meddelelse □.", "Bogens skrifter har ikke U+6F22, U+1F600 og U+1F986."):
        assert squeezed(expected) in shown
