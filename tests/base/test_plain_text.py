from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from helpers.base.plain_text import for_terminal, known_to_xml


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_written_as_xml(text: str) -> None:
    element = ElementTree.Element("a")
    element.text = known_to_xml(text)
    assert len(element.text) == len(text)
    ElementTree.fromstring(ElementTree.tostring(element))


def test_a_terminal_is_steered_by_no_text() -> None:
    told = for_terminal("Ny\x1b[31m\x07\rlinje\u202e\x9bog\ud800\U000e0041\nnæste ✓ drifts\u00adtilskud")
    assert told == "Ny\\x1b[31m\\x07\\x0dlinje\\u202e\\x9bog\\ud800\\U000e0041\nnæste ✓ drifts\u00adtilskud"


@given(st.text(st.characters(exclude_categories=())))
def test_what_a_terminal_gets_can_be_encoded_and_has_no_controls(text: str) -> None:
    told = for_terminal(text)
    told.encode("utf-8")
    assert not [sign for sign in told if sign < " " and sign != "\n"]
