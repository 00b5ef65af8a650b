"""Text in the PDF: what a respondent wrote comes out as it was written, whatever the signs."""

import io
import logging
import re
from pathlib import Path
from unicodedata import category, normalize

import pikepdf
import pytest
from danish_text import foreign_numbers, foreign_words
from docutils import nodes
from docutils.utils import new_document
from hypothesis import example, given
from hypothesis import strategies as st
from pdf_reading import page_texts, squeezed, structure, written_lines
from sphinx.errors import SphinxError

from helpers.pdf.compiler import compile_pdf
from helpers.pdf.labels import find_places
from helpers.pdf.markup import MISSING_SIGN, drawable, drawable_signs, single_spaced
from helpers.pdf.markup import shown as shown_markup
from helpers.pdf.typst_writer import TypstWriter

# One long line, so that nothing is divided.
PAGE = """#import "report.typ": *
#set document(title: "t")
#set page(width: 4000pt, height: 4000pt)
#set text(lang: "da", font: serif, fallback: false)

"""
NASTY = [
    "#strong[x] #let y = 1", "$x^2$ \\$5", "*fed* _kursiv_ `kode` ```", "= Overskrift", "- punkt", "+ punkt",
    "1. punkt", "/ term: x", "<label> @ref", "[indhold] {kode} (x)", "// slut", "/* slut */ x", "a ~ b", "-- --- ...",
    "'enkelt' \"dobbelt\"", "\\u{41} \\n \\", "https://example.org/a?b=c#d", "a\u00a0b", "50 % – 3 ≥ 2 × ½",
    "</script>",
]  # fmt: skip


# A rare letter that the text face has no glyph for is drawn from its parts, and Typst states the letter
# once for each part. Those of the languages of Europe that are written with Latin letters have a glyph.
SIGNS = sorted(
    sign for sign in drawable_signs() if sign < "\u0180" or (category(sign) != "Mn" and normalize("NFD", sign) == sign)
)


def written(*children: nodes.Node) -> pikepdf.Pdf:
    """The PDF of these nodes."""
    document = new_document("test")
    document += list(children)
    writer = TypstWriter("side", find_places(document, "side"), {}, {}, None)  # type: ignore[arg-type]
    markup = writer.write(document)
    return pikepdf.open(io.BytesIO(compile_pdf(PAGE + markup, writer.files)))


def shown(*children: nodes.Node) -> str:
    return "".join(page_texts(written(*children)))


@pytest.fixture(scope="module", autouse=True)
def _no_sphinx_of_another_test() -> None:
    """An application with fatal warnings leaves its log handlers behind in the process."""
    logging.getLogger("sphinx").handlers.clear()


@given(st.text(alphabet=SIGNS, max_size=60))
@example("a\u00a0b\u00adc \u2011\u2010 µ\u03bc fi ﬁ")
def test_text_comes_out_as_it_is(text: str) -> None:
    assert shown(nodes.paragraph("", "", nodes.Text(text))) == squeezed(normalize("NFC", text))


@given(st.text(max_size=60))
@example("\ufeff\x00\ud800\U0001f600\u202e")
def test_any_text_can_be_set(text: str) -> None:
    assert written(nodes.paragraph("", "", nodes.Text(text))).pages


def test_no_blank_is_left_where_a_sentence_was_left_out() -> None:
    document = new_document("side")
    left_out = nodes.inline("", "")
    cited = nodes.inline("", nodes.Text("Den sidste. "))
    parts = [left_out, nodes.Text(" Første. "), left_out.deepcopy(), nodes.Text("  Anden "), nodes.literal("", "a")]
    document += nodes.paragraph("", "", *parts, nodes.Text(" tegn. "), cited, nodes.Text(" Slut"))
    written = TypstWriter("side", find_places(document, "side"), {}, {}, Path()).write(document)
    assert written.strip() == '#"Første. "#"Anden "#raw("a")#" tegn. "#"Den sidste. "#"Slut"'


def test_line_ends_are_blanks() -> None:
    assert single_spaced("a\r\n b\u2028c\x85d\te\u00a0f") == "a b c d e\u00a0f"


@given(st.text(alphabet="#$*_`\\<>@[](){}/~-=+'\":;,.!?&%^|0a u", max_size=40))
def test_signs_that_typst_knows_mean_nothing(text: str) -> None:
    assert shown(nodes.paragraph("", "", nodes.Text(text))) == squeezed(text)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_in_every_place(text: str) -> None:
    cell = nodes.entry("", nodes.paragraph("", "", nodes.Text(text)))
    group = nodes.tgroup("", nodes.colspec(colwidth=1), nodes.tbody("", nodes.row("", cell)), cols=1)
    places: list[nodes.Node] = [
        nodes.paragraph("", "", nodes.strong("", "", nodes.Text(text)), nodes.emphasis("", "", nodes.Text(text))),
        nodes.paragraph("", "", nodes.literal("", "", nodes.Text(text))),
        nodes.literal_block("", "", nodes.Text(text)),
        nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "", nodes.Text(text)))),
        nodes.table("", group),
    ]
    assert shown(*places).replace("•", "") == squeezed(text) * 6


def test_a_page_or_section_stays_on_a_line_with_its_number() -> None:
    text = "§ 104, stk. 2 (nr. 9014), s. 9-12; os. 5, § x"
    assert re.findall(r'#box\("([^"]*)"\)', shown_markup(text)) == ["§ 104", "nr. 9014", "s. 9"]
    assert shown(nodes.paragraph("", "", nodes.Text(text))) == squeezed(text)


def test_a_heading_and_a_link_keep_their_signs() -> None:
    link = nodes.reference("", "", nodes.Text("#_*"), refuri='https://example.org/"a\\b"#c')
    section = nodes.section("", nodes.title("", "", nodes.Text("= <a> #b")), nodes.paragraph("", "", link), ids=["a"])
    pdf = written(section)
    assert "".join(page_texts(pdf)) == "=<a>#b#_*"
    (annotation,) = pdf.pages[0].Annots
    assert str(annotation.A.URI) == 'https://example.org/"a\\b"#c'


def test_signs_without_a_glyph_are_boxes_and_named() -> None:
    text, replaced = drawable("Tak 😀 漢 \u200b\x07!")
    assert text.replace("\u200b", "") == f"Tak {MISSING_SIGN} {MISSING_SIGN} !"
    assert replaced == {"😀", "漢"}
    assert set("æøåÆØÅéüö–—’”»«§·±−≥≤×½•…\u00a0\u00ad") <= drawable_signs()


def test_an_unknown_node_stops_the_build_and_is_named() -> None:
    with pytest.raises(SphinxError, match=r"side, linje .*<math_block>.*x\^2"):
        written(nodes.math_block("", "x^2"))


def test_a_picture_without_alt_text_stops_the_build() -> None:
    with pytest.raises(SphinxError, match=r"side, linje .*alternativ tekst"):
        written(nodes.image(uri="kort.svg"))


def test_typst_faults_say_where() -> None:
    with pytest.raises(SphinxError, match=r"main\.typ"):
        compile_pdf('#set document(title: "t")\n#nowhere()', {})


def test_a_cell_may_span_columns_and_rows() -> None:
    def entry(text: str, **spans: int) -> nodes.entry:
        return nodes.entry("", nodes.paragraph("", "", nodes.Text(text)), **spans)

    rows = [
        nodes.row("", entry("a", morerows=1), entry("b", morecols=1)),
        nodes.row("", entry("c"), nodes.entry("", nodes.paragraph("", "d"), classes=["number"])),
    ]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(3)), nodes.tbody("", *rows), cols=3)
    pdf = written(nodes.table("", group))
    cells = [element for path, element in structure(pdf) if path[-1] == "TD"]
    # Typst draws a cell of several rows with the last of them.
    assert sorted("".join(page_texts(pdf))) == ["a", "b", "c", "d"]
    attributes = [str(cell.get("/A")) for cell in cells]
    assert ["/RowSpan" in a for a in attributes] == [True, False, False, False]
    assert ["/ColSpan" in a for a in attributes] == [False, True, False, False]


def test_a_foreign_word_or_number_in_print_would_be_found() -> None:
    lines = written_lines(written(nodes.paragraph("", "Af dem svarer 37.5 % ja. Results follow.")))
    assert lines == ["Af dem svarer 37.5 % ja. Results follow."]
    assert [*foreign_words(lines[0]), *foreign_numbers(lines[0])]
