from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from helpers.book.sentences import split_sentences


def texts(*children: nodes.Node) -> list[str]:
    return ["".join(node.astext() for node in sentence) for sentence in split_sentences(children)]


def span(text: str) -> nodes.inline:
    return nodes.inline("", text)


def test_a_full_stop_before_a_capital_letter_ends_a_sentence() -> None:
    assert texts(nodes.Text("Det ene. Det andet! »Det« tredje? Ja.")) == [
        "Det ene. ",
        "Det andet! ",
        "»Det« tredje? ",
        "Ja.",
    ]


def test_a_short_form_a_number_and_a_small_letter_end_none() -> None:
    text = "Se bl.a. Metode, jf. Benjaminsen (s. 19) og nr. 4; det er 1.348 timer pr. uge, f.eks. Hus Forbi."
    assert texts(nodes.Text(text)) == [text]


def test_a_quotation_may_end_a_sentence() -> None:
    assert texts(nodes.Text("Han sagde »nej.« Så gik han.")) == ["Han sagde »nej.« ", "Så gik han."]


def test_a_number_between_texts_belongs_to_its_sentence() -> None:
    children = [nodes.Text("Der er "), span("61"), nodes.Text(" steder. De har "), span("3"), nodes.Text(".")]
    assert texts(*children) == ["Der er 61 steder. ", "De har 3."]


def test_a_span_that_ends_with_a_full_stop_ends_its_sentence() -> None:
    assert texts(span("Den ene."), nodes.Text(" "), span("Den anden.")) == ["Den ene. ", "Den anden."]


def test_the_mark_of_a_note_stays_with_the_sentence_before_it() -> None:
    mark = nodes.footnote_reference("", "1")
    sentences = split_sentences([nodes.Text("Den ene."), mark, nodes.Text(" Den anden.")])
    assert [len(sentence) for sentence in sentences] == [2, 1]
    assert sentences[0][1] is mark


def test_a_node_that_stands_for_a_sentence_is_one_by_itself() -> None:
    stand_in = nodes.inline(sentence=True)
    sentences = split_sentences([nodes.Text("Før. "), stand_in, nodes.Text(" Efter.")])
    assert [sentence for sentence in sentences if stand_in in sentence] == [[stand_in]]
    assert len(sentences) == 3


@given(st.lists(st.text(alphabet="aA .!»«[", max_size=12), max_size=6))
def test_nothing_is_lost_and_nothing_moved(parts: list[str]) -> None:
    children = [nodes.Text(part) if number % 2 else span(part) for number, part in enumerate(parts)]
    assert "".join(texts(*children)) == "".join(parts)
