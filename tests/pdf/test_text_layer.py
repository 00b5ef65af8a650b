"""Words of the PDF are found by whoever searches for them, divided or not, and what leads on is named in Danish."""

import io

import pikepdf
import pymupdf
import pytest

from helpers.base.danish import SOFT_HYPHEN
from helpers.pdf.compiler import TEMPLATE
from helpers.pdf.markup import divisible, shown
from helpers.pdf.postprocess import finish
from helpers.pdf.text_layer import make_searchable
from helpers.pdf.typesetter import TYPESETTER

WORDS = ["hjemløseområdet", "driftsoverenskomst", "socialstyrelsens", "tværsektorielle", "kommunegrupper",
         "orienteringsskrivelsen", "Samfundsproblem", "regeringsprogrammerne", "væresteders"]  # fmt: skip
PAGE = """#import "report.typ": *
#set document(title: "t")
#set page(width: WIDTH, height: 4000pt)
#set text(lang: "da", font: serif, fallback: false)
"""
HEADING = (
    '#outline()\n#heading("Kerne\u00admålgrupper")\n#strong("TEXT")\n\n#emph("TEXT")\n\n#text(font: sans, "TEXT")\n\n'
)


def typeset(width: str) -> bytes:
    """The words in four faces as Typst leaves them, below a heading with a bookmark and a link to it."""
    text = divisible(" ".join(WORDS))
    markup = PAGE.replace("WIDTH", width) + HEADING.replace("TEXT", text) + shown(text)
    made = TYPESETTER.set_pdf({"main.typ": markup.encode(), "report.typ": TEMPLATE.read_bytes()}, 0)
    assert not made.fault
    return made.pdf


def found(data: bytes) -> dict[str, int]:
    """How often a program for reading finds each word."""
    (page,) = pymupdf.open(stream=data)
    return {word: len(page.search_for(word)) for word in WORDS}


@pytest.fixture(scope="module")
def wide() -> bytes:
    return typeset("4000pt")


def test_each_long_word_is_found_in_each_face(wide: bytes) -> None:
    assert min(found(wide).values()) < 4, "Typst has changed: nothing needs to be done any more"
    assert found(finish(wide, dated=False)) == dict.fromkeys(WORDS, 4)


def test_a_hyphen_that_is_seen_at_the_end_of_a_line_is_still_a_soft_one() -> None:
    text = pymupdf.open(stream=finish(typeset("260pt"), dated=False))[0].get_text()
    divided = text.count(f"{SOFT_HYPHEN}\n")
    assert divided
    assert text.count(SOFT_HYPHEN) == divided


def test_bookmarks_and_links_are_words_with_danish_marks(wide: bytes) -> None:
    with pikepdf.open(io.BytesIO(wide)) as pdf:
        assert "“" in str(pdf.pages[0].Annots[0].Contents)
        make_searchable(pdf)
        assert str(pdf.pages[0].Annots[0].Contents) == "»Kernemålgrupper« side 1"
        with pdf.open_outline() as outline:
            assert [bookmark.title for bookmark in outline.root] == ["Kernemålgrupper"]
