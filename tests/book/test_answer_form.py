"""The form of the closing pages: which cells become which fields, under which names and keys."""

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.docutils_ import Parser

from helpers.base.errors import VaerestederError
from helpers.book.answer_form import BOX, CHOICE, LINE, SCALES, form_field, place_fields
from helpers.pdf.form_links import FieldLink, address, read_address
from helpers.web.answer_form import LONGEST, write_answers

PAGE = """# Kapitlet

{.form}
| Emne | Hvor tilfreds er du? | Sådan er det |
|---|---|---|
| [Råd & vejledning]{#emne-raad} | | |
| [Eget emne]{#eget-emne-a}: []{.field} | | taget |
| [Eget emne]{#eget-emne-b}: []{.field} | | |
"""


def document(text: str = PAGE) -> nodes.document:
    extensions = ["attrs_block", "attrs_inline"]
    parsed = publish_doctree(text, parser=Parser(), settings_overrides={"myst_enable_extensions": extensions})
    place_fields(parsed)
    return parsed


def table(text: str = PAGE) -> nodes.table:
    return next(document(text).findall(nodes.table))


def test_an_empty_cell_is_a_field_under_the_keys_of_its_row_and_column() -> None:
    found = [
        tuple(field[key] for key in ("kind", "name", "topic", "question")) for field in document().findall(form_field)
    ]
    scale, note = "hvor-tilfreds-er-du", "sadan-er-det"
    assert found == [
        (CHOICE, "Råd & vejledning: Hvor tilfreds er du?", "emne-raad", scale),
        (BOX, "Råd & vejledning: Sådan er det", "emne-raad", note),
        (LINE, "Eget emne 1: Emne", "eget-emne-a", "emne"),
        (CHOICE, "Eget emne 1: Hvor tilfreds er du?", "eget-emne-a", scale),
        (LINE, "Eget emne 2: Emne", "eget-emne-b", "emne"),
        (CHOICE, "Eget emne 2: Hvor tilfreds er du?", "eget-emne-b", scale),
        (BOX, "Eget emne 2: Sådan er det", "eget-emne-b", note),
    ]


def test_a_table_that_is_no_form_keeps_its_empty_cells() -> None:
    assert not list(document(PAGE.replace("{.form}\n", "")).findall(form_field))


def test_a_page_has_a_group_of_labelled_fields_for_each_topic() -> None:
    page = BeautifulSoup(write_answers(table()), "html.parser")
    topics = page.select("fieldset.topic")
    assert [(topic["id"], topic.legend.get_text()) for topic in topics] == [
        ("emne-raad", "Råd & vejledning"), ("eget-emne-a", "Eget emne 1"), ("eget-emne-b", "Eget emne 2"),
    ]  # fmt: skip
    for topic in topics:
        choice = topic.select_one("fieldset.choice")
        assert choice.legend.get_text() in SCALES
        radios = choice.select("label > input[type=radio]")
        assert [radio["value"] for radio in radios] == list(SCALES[choice.legend.get_text()])
        assert {radio["name"] for radio in radios} == {f"{topic['id']}-{choice['data-question']}"}
        for control in topic.select("textarea, input[type=text]"):
            assert page.find("label", attrs={"for": control["id"]})
            assert int(control["maxlength"]) == LONGEST[BOX if control.name == "textarea" else LINE]
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_topic_without_a_key_of_its_own_is_refused() -> None:
    with pytest.raises(VaerestederError, match=r'Emnet "Råd & vejledning" har ingen nøgle\. Skriv \[Emnet\]'):
        write_answers(table(PAGE.replace("[Råd & vejledning]{#emne-raad}", "Råd & vejledning")))


def test_a_field_is_told_from_a_link_by_its_address() -> None:
    choice, box, *_ = document().findall(form_field)
    assert read_address(address(box)) == FieldLink(BOX, box["name"])
    assert read_address(address(choice, "utilfreds")) == FieldLink(CHOICE, choice["name"], "utilfreds", "Utilfreds")
    assert read_address("https://example.org/felt:") is None
