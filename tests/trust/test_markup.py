"""Text from elsewhere at every exit: pages, print, files to take along, the report of a check, letter, terminal.

Nothing in it becomes an element, an attribute, a formula or an order to a terminal; nothing of it is lost, and nothing
stops a build. What runs with every test is one text of each kind; the rehearsal takes all (`foreign_markup.TEXTS`).
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category, normalize
from xml.etree import ElementTree

import exports_writing as writing
import nbformat
import openpyxl
import pikepdf
import pytest
from bs4 import BeautifulSoup
from foreign_markup import FEW, TEXTS
from markdown_it import MarkdownIt
from matplotlib.figure import Figure as Drawing
from pdf.test_builder import OVERRIDES, build
from pdf_reading import page_texts, squeezed
from planted_faults import spoil

from helpers.base.plain_text import REPLACED, for_terminal, known_to_xml
from helpers.editions.letter_format import Letter, LetterSection
from helpers.facts.model import Facts
from helpers.figures.cells import number_cell
from helpers.figures.descriptions import MEDIA_TYPE, Cell, Figure, Row, Table
from helpers.figures.svg import Mark, svg_of
from helpers.intake.check.html_report import page_html
from helpers.intake.check.report_files import plan_reports, write_reports
from helpers.intake.check.run import check_export
from helpers.pdf.markup import drawable, single_spaced
from helpers.survey.questionnaire import Questionnaire
from helpers.web.downloads.files import BookItem, make_files

HARMLESS = tuple(f"Ja {number}" for number in range(len(FEW)))
BATCH = 30
# An unknown sign is a blank where there is one line only.
BLANK = frozenset([*filter(str.isspace, map(chr, range(0x110000))), REPLACED])
QUOTES = str.maketrans(dict.fromkeys('"›‹’‘”“„»«', "'"))


@pytest.fixture(scope="module", params=[FEW, pytest.param(TEXTS, marks=pytest.mark.rehearsal)], ids=["få", "alle"])
def texts(request: pytest.FixtureRequest) -> Sequence[str]:
    found: Sequence[str] = request.param
    return found


def seen(text: str) -> str:
    """What a reader sees of a text: signs that have a shape, blanks as one, as they are typed."""
    kept = "".join(" " if sign in BLANK else sign for sign in known_to_xml(text) if sign in BLANK or _shown(sign))
    return " ".join(typed(normalize("NFC", kept)).split())


def typed(text: str) -> str:
    """The text as it was before Sphinx gave it the dashes and the marks of quotation of its language."""
    for typeset, signs in (("…", "..."), ("—", "---"), ("–", "--")):
        text = text.replace(typeset, signs)
    return text.translate(QUOTES)


def _shown(sign: str) -> bool:
    return category(sign) not in ("Cc", "Cf") and not "\ufe00" <= sign <= "\ufe0f"


def descriptions(texts: Sequence[str]) -> list[Table | Figure]:
    """A table of each text, in all its fields, and a figure of each batch of them, in its drawing too.

    What settings files hold comes cleaned, as `helpers.base.yaml_io` reads it.
    """
    texts = [known_to_xml(text) for text in texts]
    found: list[Table | Figure] = []
    for number, text in enumerate(texts):
        rows = (Row(text), Row(text, (Cell(text), number_cell(number))))
        found.append(Table(f"tabel-{number}", text, (text, text, "n"), rows, text))
    for number in range(0, len(texts), BATCH):
        batch = texts[number : number + BATCH]
        drawing = Drawing(figsize=(4, len(batch)))
        axes = drawing.add_axes((0.5, 0, 0.5, 1))
        axes.barh([text[:200] for text in batch], [1] * len(batch))
        for bar, text in zip(axes.patches, batch, strict=True):
            bar.set_gid(f"m{batch.index(text)}")
        svg = svg_of(drawing, f"figur-{number}", {f"m{n}": Mark(text) for n, text in enumerate(batch)})
        words = " ".join(batch)
        found.append(Figure(f"figur-{number}", words, svg, words, words, None, words))
    return found


def shape(html: str) -> tuple[set[str], set[str]]:
    """The kinds of elements of a page and of their attributes."""
    elements = BeautifulSoup(html, "html.parser").find_all(True)
    return {each.name for each in elements}, {name for each in elements for name in each.attrs}


def written_book(texts: Sequence[str], folder: Path) -> tuple[str, bytes]:
    """The page of a book of these texts, and its PDF; neither gives a warning."""
    source = folder / "source"
    source.mkdir(parents=True)
    source.joinpath("index.md").write_text("# Bogen\n\n```{toctree}\nkapitel\n```\n", encoding="utf-8")
    notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python"}})
    notebook.cells.append(nbformat.v4.new_markdown_cell("# Kapitlet"))
    for each in descriptions(texts):
        content = each._repr_mimebundle_()[MEDIA_TYPE]
        notebook.cells.append(
            nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("display_data", {MEDIA_TYPE: content})])
        )
    nbformat.write(notebook, source / "kapitel.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.book.extension.load_quotations", lambda app: None)
        patch.setitem(OVERRIDES, "vaeresteder_notice", texts[0])
        assert build(source, "html", folder / "html") == ""
        assert build(source, "typst-pdf", folder / "pdf") == ""
    return (folder / "html" / "kapitel.html").read_text(encoding="utf-8"), (folder / "pdf" / "prøve.pdf").read_bytes()


def test_on_a_page_and_in_print(texts: Sequence[str], tmp_path: Path) -> None:
    page, pdf = written_book(texts, tmp_path / "fremmed")
    harmless, _ = written_book(HARMLESS, tmp_path / "egen")
    assert shape(page) == shape(harmless)
    soup = BeautifulSoup(page, "html.parser")
    for number, text in enumerate(texts):
        table = soup.find(id=f"tabel-{number}")
        assert table is not None, text
        assert [seen(cell.get_text()) for cell in table.select("thead th, tbody th, tbody td")] == [
            seen(text), seen(text), "n", seen(text), seen(text), seen(text), str(number),
        ], text  # fmt: skip
        assert seen(text) in seen(table.caption.get_text())
    printed = typed("".join(page_texts(pikepdf.open(io.BytesIO(pdf)))))
    wanted = {text: squeezed(typed(drawable(single_spaced(known_to_xml(text)))[0])) for text in texts if len(text) < 60}
    lost = [text for text, drawn in wanted.items() if printed.count(drawn) < 5]
    assert lost == []


def test_in_files_to_take_along(texts: Sequence[str], facts_2024: Facts) -> None:
    items = [BookItem(each._repr_mimebundle_()[MEDIA_TYPE], texts[0]) for each in descriptions(texts)]
    files = {each.file: each.content for each in make_files(items, facts_2024)}
    for number, text in enumerate(texts):
        content = files[f"vaeresteder-2024-tabel-{number}.csv"].decode("utf-8-sig")
        headings, row = csv.reader(io.StringIO(content, newline=""), delimiter=";", strict=True)
        cells = [*headings, *row]
        assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-−@＝＋－＠'") and cell], text
        assert sum(seen(text) in seen(cell) for cell in cells) >= 5, text
    drawn = {name: content for name, content in files.items() if name.endswith(".svg")}
    assert drawn
    for name, content in drawn.items():
        root = ElementTree.fromstring(content)
        assert not {each.tag.rpartition("}")[2] for each in root.iter()} & {
            "script",
            "image",
            "foreignObject",
            "a",
            "x",
        }
        assert files[name.replace(".svg", ".png")].startswith(b"\x89PNG")
    everything = seen(" ".join("".join(ElementTree.fromstring(each).itertext()) for each in drawn.values()))
    assert [text for text in texts if seen(text) not in everything and len(text) < 200] == []
    book = openpyxl.load_workbook(io.BytesIO(files["vaeresteder-2024-tabeller.xlsx"]))
    values = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in values if cell.data_type == "f"]
    told = {seen(cell.value) for cell in values if isinstance(cell.value, str)}
    assert [text for text in texts if seen(text) not in told] == []


def test_in_the_letter_and_on_the_terminal(texts: Sequence[str]) -> None:
    letter = Letter(texts[0], texts[1], tuple(LetterSection(text, (text,)) for text in texts))
    harmless = Letter("a", "b", (LetterSection("c", ("d",)),))
    assert shape(letter.page) == shape(harmless.page)
    rendered = MarkdownIt().render(letter.markdown)
    assert shape(rendered) == shape(MarkdownIt().render(harmless.markdown))
    items = [seen(item.get_text()) for item in BeautifulSoup(letter.page, "html.parser").select("li")]
    assert items == [seen(text) for text in texts]
    for text in texts:
        assert not [sign for sign in for_terminal(text) if category(sign) in ("Cc", "Cs") and sign != "\n"]


def test_in_the_report_of_a_check(texts: Sequence[str], tmp_path: Path, questionnaire: Questionnaire) -> None:
    for start in range(0, len(texts), 100):
        batch = [known_to_xml(text).replace("\x00", "") for text in texts[start : start + 100]]
        spoilt = spoil(questionnaire, [])
        column = next(n for n, heading in enumerate(spoilt.grid[0]) if str(heading).startswith(
            questionnaire.questions["organisationsform"].text))  # fmt: skip
        for row, text in zip(spoilt.grid[1:], batch, strict=False):
            row[column] = text
        path = writing.write_csv(tmp_path / f"eksport{start}.csv", spoilt.grid)
        result = check_export("2026", path, tmp_path / "data", questionnaire)
        assert len(result.faults) >= len(batch) * 0.8
        page = page_html(result)
        assert not shape(page)[0] & {"script", "img", "iframe", "x", "svg", "form"}
        assert not {name for name in shape(page)[1] if name.startswith("on") or name in ("src", "style", "x")}
        write_reports(result, plan_reports(path))
        book = openpyxl.load_workbook(tmp_path / f"eksport{start}.kontrol.xlsx")
        cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        told = seen(" ".join(str(cell.value) for cell in cells))
        assert [text for text in batch if seen(text) not in told and len(text) < 60] == []
        for line in result.lines:
            assert not [sign for sign in for_terminal(line) if category(sign) == "Cc" and sign != "\n"]
