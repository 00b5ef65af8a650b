"""How the printed report is set: what stands where, what is left to the web book, what a reader is told of it."""

import io
import re
from pathlib import Path

import nbformat
import pikepdf
import pytest
import typst
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from pdf.test_builder import OVERRIDES, Book, build, figure, table
from pdf_reading import page_texts, squeezed

from helpers.figures.descriptions import MEDIA_TYPE
from helpers.pdf.compiler import compile_pdf
from helpers.pdf.labels import find_places
from helpers.pdf.typesetter import Typesetter
from helpers.pdf.typst_writer import TypstWriter

INDEX = """# Bogen

Først {numref}`tabel-foran`, så {numref}`tabel-bagved`, så [afsnittet](#paa-nettet).

```{toctree}
kapitel
```
"""
CHAPTER = """# Kapitlet

{.print-only}
Listen er ikke trykt her.

(foer)=
## Før

Her er {numref}`tabel-foran`.
"""
WEB = """
(paa-nettet)=
{.web-only}
## På nettet

Kun til opslag.
"""
AFTER = """## Efter

Her er {numref}`tabel-efter`.
"""


def wide() -> dict[str, object]:
    cells = [{"text": "12\u00a0%", "fact": "", "number": True}] * 9
    return table("tabel-bred", 3) | {
        "columns": ["Svar", *["Driftsudgifterne"] * 9],
        "rows": [{"label": f"Linje {n}", "cells": cells} for n in range(3)],
    }


def grouped() -> dict[str, object]:
    cells = [{"text": "12\u00a0%", "fact": "", "number": True}] * 2
    groups = [
        [{"label": f"Gruppe{n:03}.", "cells": []}, *[{"label": f"Medlem{n:03}.", "cells": cells}] * (2 + n % 3)]
        for n in range(90)
    ]
    return table("tabel-grupper", 1) | {"rows": [row for group in groups for row in group]}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("book")
    source = folder / "source"
    source.mkdir()
    (source / "index.md").write_text(INDEX, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python", "pygments_lexer": "python"}})
    shown: list[str | dict[str, object]] = [
        CHAPTER, table("tabel-foran", 3), WEB, table("tabel-bagved", 4), figure("figur-bagved"), AFTER,
        table("tabel-efter", 3), figure("figur-efter"), wide(), grouped(),
    ]  # fmt: skip
    for content in shown:
        if isinstance(content, str):
            notebook.cells.append(nbformat.v4.new_markdown_cell(content))
        else:
            output = nbformat.v4.new_output("display_data", {MEDIA_TYPE: content, "text/plain": ""})
            notebook.cells.append(nbformat.v4.new_code_cell("pass", outputs=[output]))
    nbformat.write(notebook, source / "kapitel.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.book.extension.load_quotations", lambda app: None)
        patch.setitem(
            build.__globals__,
            "OVERRIDES",
            {**OVERRIDES, "myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence"]},
        )
        assert build(source, "html", folder / "html") == ""
        assert build(source, "typst-pdf", folder / "pdf") == ""
    pages = {path.stem: read_page(path) for path in (folder / "html").glob("*.html")}
    return Book(pages, (folder / "pdf" / "prøve.pdf").read_bytes())


def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def page_of(text: str, book: Book) -> int:
    [number] = [number for number, page in enumerate(page_texts(book.pdf), 1) if squeezed(text) in page]
    return number


def test_the_lists_tell_the_page_of_each_table_and_figure_and_what_is_not_printed(book: Book) -> None:
    contents = page_texts(book.pdf)[2]
    for name, number in (("tabel-foran", "Tabel 1"), ("tabel-efter", "Tabel 3"), ("figur-efter", "Figur 2")):
        entry = re.escape(squeezed(f"{number} Titlen på {name}"))
        assert re.search(rf"{entry}[.\u2060]*{page_of(f'Kilden til {name}.', book)}(?!\d)", contents)
    assert squeezed("Tabel 2 står kun i webbogen.") in contents
    assert squeezed("Figur 1 står kun i webbogen.") in contents


def test_what_is_for_one_of_them_only_is_not_in_the_other(book: Book) -> None:
    web = book.html["kapitel"].get_text()
    assert "Listen er ikke trykt her." not in web
    assert "Kun til opslag." in web
    assert squeezed("Listen er ikke trykt her.") in book.text
    for left_out in ("Kun til opslag.", "Titlen på tabel-bagved", "Titlen på figur-bagved"):
        assert squeezed(left_out) not in book.text


def test_a_reference_tells_the_page_of_what_stands_elsewhere_and_what_is_not_printed(book: Book) -> None:
    place = page_of("Kilden til tabel-foran.", book)
    assert squeezed(f"Først Tabel 1 (s. {place}), så Tabel 2 (kun i webbogen)") in book.text
    assert squeezed("så afsnittet (kun i webbogen).") in book.text
    # In its own section it is near.
    assert squeezed("Her er Tabel 1.") in book.text


def test_the_numbers_are_those_of_the_web_book_with_what_is_left_out_counted(book: Book) -> None:
    assert re.findall(r"(Tabel\d|Figur\d)\.Titlen", book.text) == ["Tabel1", "Tabel3", "Figur2", "Tabel4", "Tabel5"]


def test_none_comes_before_one_with_a_lower_number() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="%d"><rect width="9" height="9"/></svg>'
    charts = "".join(
        f'#lorem(90)\n\n#chart("{size}.svg", "Figuren", supplement: [Figur], number: "{n}", caption: [Titlen])\n\n'
        for n, size in enumerate(("low", "high", "low", "high", "high", "low", "low"), 1)
    )
    markup = f'#import "report.typ": *\n#show: report.with(title: "t")\n= Kapitlet\n{charts}'
    pdf = pikepdf.open(io.BytesIO(compile_pdf(markup, {"low.svg": drawing % 120, "high.svg": drawing % 560})))
    # Captions have a stop after the number, entries of the list of figures none.
    captions = re.findall(r"Figur(\d)\.Titlen", "".join(page_texts(pdf)))
    assert captions == [str(number) for number in range(1, 8)]


def pages_of_charts(*charts: str) -> list[str]:
    """The text of the pages on which charts of 200 mm stand, a line of text before each."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400"><rect width="9" height="9"/></svg>'
    calls = "".join(
        f'#lorem(12)\n\n#chart({options}"a.svg", "Figuren", supplement: [Figur], number: "{n}", caption: [Titlen])\n\n'
        for n, options in enumerate(charts, 1)
    )
    markup = f'#import "report.typ": *\n#show: report.with(title: "t")\n= Kapitlet\n{calls}\n== Afsnittet\n\nOrdene.'
    return page_texts(pikepdf.open(io.BytesIO(compile_pdf(markup, {"a.svg": drawing}))))


def test_the_next_section_begins_no_page_before_what_waits_for_the_foot_of_one() -> None:
    last = pages_of_charts("", "")[-1]
    assert "Figur2.Titlen" in last
    assert "AfsnittetOrdene." in last


def test_what_ends_its_section_stands_in_its_place() -> None:
    moved, kept = ([re.findall(r"Figur\d\.|Lorem", page) for page in pages_of_charts(each, each)][-2:]
                   for each in ("", "ends: true, "))  # fmt: skip
    assert kept == [["Lorem", "Figur1.", "Lorem"], ["Figur2."]]
    assert moved == [["Lorem", "Lorem", "Figur1."], ["Figur2."]]


def test_rows_that_share_a_cell_stay_together() -> None:
    def entry(text: str, **attributes: int) -> nodes.entry:
        return nodes.entry("", nodes.paragraph("", text), **attributes)

    pairs = [
        (
            nodes.row("", entry(f"Fælles{n:02}.", morerows=1), entry(f"Første{n:02}.")),
            nodes.row("", entry(f"Anden{n:02}.")),
        )
        for n in range(99)
    ]
    document = new_document("side")
    body = nodes.tbody("", *(row for pair in pairs for row in pair))
    document += nodes.table("", nodes.tgroup("", nodes.colspec(colwidth=1), nodes.colspec(colwidth=1), body, cols=2))
    written = TypstWriter("side", find_places(document, "side"), {}, {}, Path()).write(document)
    pdf = compile_pdf(f'#import "report.typ": *\n#show: report.with(title: "t")\n= Kapitlet\n{written}', {})
    pages = page_texts(pikepdf.open(io.BytesIO(pdf)))
    assert sum("Fælles" in page for page in pages) > 2
    for page in pages:
        assert re.findall(r"Første(\d\d)\.", page) == re.findall(r"Anden(\d\d)\.", page)


def test_an_index_tells_the_pages_and_the_pages_after_it_are_told_too() -> None:
    rows = "".join(f'cell([Tal {n}#pages-of("{"tal" if n == 1 else "intet"}")]), ' for n in range(150))
    markup = f"""#import "report.typ": *
#show: report.with(title: "t")
= Kapitlet
Se #cross-reference("slut", [Slutningen], paged: true).
#pagebreak()
#stated("tal", [81 %])
= Registeret
#data-table(index: true, kinds: ("text", ), widths: (20em, ), height: 60em, header: (column-head([Hvor]), ), {rows})
#heading(level: 1, [Slutningen])#label("slut")
Ordene."""
    pages = page_texts(pikepdf.open(io.BytesIO(compile_pdf(markup, {}))))
    stated = next(number for number, page in enumerate(pages, 1) if "81%" in page)
    end = next(number for number, page in enumerate(pages, 1) if "Ordene." in page)
    assert f"Tal1,s.{stated}Tal2Tal3" in "".join(pages)
    assert f"SeSlutningen(s.{end})." in "".join(pages)
    # It takes more pages than its height lets expect.
    assert sum("Tal" in page for page in pages) > 2


def test_a_chapter_is_named_at_the_head_of_its_pages_but_the_first() -> None:
    markup = """#import "report.typ": *
#show: report.with(title: "t")
#part([Delen])
= Kapitlet
#lorem(900)
= Det næste
#pagebreak()
Ordene."""
    first, second, third, fourth = page_texts(pikepdf.open(io.BytesIO(compile_pdf(markup, {}))))[-4:]
    assert first.startswith("DELENKapitletLorem")
    assert second.startswith("Kapitlet")
    assert "DELEN" not in second
    assert third.startswith("DELENDetnæste")
    assert fourth.startswith("DetnæsteOrdene.")


def ends_in(*parts: nodes.Node) -> bool:
    """Whether the writer says that a table ends its section, which has these parts after it."""
    document = new_document("side")
    cell = nodes.entry("", nodes.paragraph("", "1"))
    body = nodes.tgroup("", nodes.colspec(colwidth=1), nodes.tbody("", nodes.row("", cell)), cols=1)
    shown_in = nodes.container("", nodes.container("", nodes.table("", body)), nb_element="cell_code")
    document += nodes.section("", nodes.title("", "Afsnit"), shown_in, *parts, ids=["afsnit"])
    return "ends: true" in TypstWriter("side", find_places(document, "side"), {}, {}, Path()).write(document)


@pytest.mark.parametrize(
    "part",
    [
        nodes.comment("", "En bemærkning."),
        nodes.section("", nodes.title("", "Kun på nettet"), ids=["net"], classes=["web-only"]),
        nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "Noten."), ids=["note"]),
        nodes.container("", nodes.literal_block("", "bind(facts)"), nb_element="cell_code_source"),
        nodes.paragraph("", "Rekonstruerede svar.", classes=["source"]),
        nodes.paragraph("", " ", nodes.inline()),
    ],
)
def test_what_is_not_printed_in_its_place_ends_no_section_later(part: nodes.Element) -> None:
    assert ends_in(part.deepcopy())


@pytest.mark.parametrize(
    "part",
    [
        nodes.paragraph("", "Teksten går videre."),
        nodes.section("", nodes.title("", "Underafsnit"), ids=["under"]),
        nodes.container("", nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "Et punkt.")))),
    ],
)
def test_what_is_printed_after_a_table_flows_on_before_it(part: nodes.Element) -> None:
    assert not ends_in(part.deepcopy())


def test_a_table_too_wide_for_the_page_is_turned(book: Book) -> None:
    pdf = pikepdf.open(io.BytesIO(book.data))
    turned = [squeezed("Kilden til tabel-bred.") in text for text in page_texts(pdf)]
    assert sum(turned) == 1
    for page, is_turned in zip(pdf.pages, turned, strict=True):
        *_, width, height = map(float, page.mediabox)
        assert (width > height) == is_turned


def test_the_head_of_a_group_stays_with_its_rows_and_is_repeated_above_the_rest_of_them(book: Book) -> None:
    pages = [page for page in page_texts(book.pdf) if "Medlem" in page]
    assert len(pages) > 4
    for page in pages:
        seen = [(kind, int(number)) for kind, number in re.findall(r"(Gruppe|Medlem)(\d{3})\.", page)]
        assert seen[0][0] == "Gruppe"
        assert seen[-1][0] == "Medlem"
        assert seen[-1][1] == max(number for kind, number in seen if kind == "Gruppe")


def test_rows_that_head_others_may_follow_each_other_over_a_page(tmp_path: Path) -> None:
    """As many published in spite of something, or corrected for a reason, as fill a page."""
    reasons = [{"label": f"Grund {number}", "cells": []} for number in range(60)]
    last = [{"label": "Ja", "cells": [{"text": "1", "fact": "", "number": True}]}, {"label": "Sidst", "cells": []}]
    content = table("tabel-grunde", 3) | {"columns": ["Tal", "Før"], "rows": [*reasons, *last]}
    notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python"}})
    notebook.cells = [
        nbformat.v4.new_markdown_cell("# Kapitlet"),
        nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("display_data", {MEDIA_TYPE: content})]),
    ]
    (source := tmp_path / "kilde").mkdir()
    nbformat.write(notebook, source / "index.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.book.extension.load_quotations", lambda app: None)
        assert build(source, "typst-pdf", tmp_path / "pdf") == ""
    told = squeezed("".join(page_texts(pikepdf.open(tmp_path / "pdf" / "prøve.pdf"))))
    assert all(squeezed(row["label"]) in told for row in (*reasons, *last))


def test_what_the_compiler_stumbles_over_is_told_as_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def stumble(*_: object, **__: object) -> None:
        raise PanicException("range start index 1")

    monkeypatch.setattr(typst, "compile_with_warnings", stumble)
    assert "range start index 1" in Typesetter().set_pdf({"main.typ": b"x"}, 0).fault
