"""What the search looks in: the words of a page, cut into its sections."""

from docutils import nodes
from docutils.utils import new_document

from helpers.web.search import language_script, passages


def test_the_stemmer_in_the_browser_is_that_of_danish_with_its_stop_words() -> None:
    script = language_script()
    assert script.startswith("var stopWords = new Set([")
    assert '"ikke"' in script
    assert script.index("BaseStemmer=function") < script.index("DanishStemmer=function") < script.index("var Stemmer")


def page(*children: nodes.Node) -> nodes.document:
    document = new_document("side")
    document += nodes.section("", nodes.title("", "Kapitel"), *children, ids=["kapitel"])
    return document


def test_a_page_is_cut_into_its_sections_with_their_own_text() -> None:
    inner = nodes.section("", nodes.title("", "Af\u00adsnit"), nodes.paragraph("", "Indeni."), ids=["afsnit"])
    cut = list(passages(page(nodes.paragraph("", "Uden\u00adfor."), inner)))
    assert cut == [("", "Kapitel", "Udenfor.", ""), ("afsnit", "Afsnit", "Indeni.", "")]


def test_terms_and_notes_are_passages_of_their_own() -> None:
    term = nodes.term("", "CTI", ids=["term-CTI"])
    item = nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", "En metode.")))
    listing = nodes.definition_list("", item, classes=["glossary"])
    note = nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "En note."), ids=["note"])
    cut = list(passages(page(listing, note)))
    assert cut == [("", "Kapitel", "", ""), ("term-CTI", "CTI", "En metode.", ""), ("note", "Note 1", "En note.", "")]


def test_tables_are_told_apart_from_sentences_and_what_stands_under_each_is_left_out() -> None:
    cells = [nodes.entry("", nodes.paragraph("", text)) for text in ("Ja", "", "38 %")]
    body = nodes.tbody("", nodes.row("", *cells))
    table = nodes.table("", nodes.title("", "Svar"), nodes.tgroup("", body, cols=3))
    source = nodes.paragraph("", "Rekonstruerede svar", classes=["source"])
    sentence = nodes.paragraph("", "En sætning.")
    assert list(passages(page(sentence, table, source))) == [("", "Kapitel", "En sætning.", "Svar Ja 38 %")]
