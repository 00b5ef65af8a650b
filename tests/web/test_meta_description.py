"""What a search engine shows of a page: its first sentences, as far as there is room."""

from docutils import nodes
from docutils.utils import new_document

from helpers.web.meta_description import describe_page


def page(*below_title: nodes.Node) -> nodes.document:
    document = new_document("side")
    document += nodes.section("", nodes.title("", "Titel"), *below_title)
    return document


def paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.Text(text))


def test_the_sentences_that_there_is_room_for_are_told_whole() -> None:
    short, long = "Først dette.", f"Så {'meget ' * 40}mere."
    assert describe_page(page(paragraph(f"{short} Og det, f.eks. her. {long}"))) == f"{short} Og det, f.eks. her."


def test_a_long_first_sentence_ends_after_a_word() -> None:
    told = describe_page(page(paragraph("Mange ord, " * 40)))
    assert told.endswith("ord…")
    assert len(told) <= 200


def test_marks_of_footnotes_and_of_hyphenation_are_no_words() -> None:
    text = paragraph("Drifts\u00adtilskud gives.")
    text += nodes.footnote_reference("", "1")
    text += nodes.Text(" Af kommunen.")
    assert describe_page(page(text)) == "Driftstilskud gives. Af kommunen."


def test_what_leads_up_to_a_list_is_left_out() -> None:
    assert describe_page(page(paragraph("Her er værker. Der er tre slags:"))) == "Her er værker."


def test_a_page_without_text_before_its_first_heading_has_none() -> None:
    assert describe_page(page(nodes.section("", nodes.title("", "Afsnit"), paragraph("Senere.")))) == ""
    assert describe_page(new_document("tom")) == ""
