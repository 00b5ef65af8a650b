"""The accessibility statement: what is not known is said to be so, and what is wrong is told."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from helpers.base.paths import THEME
from helpers.survey.edition import load_edition
from helpers.web import accessibility_statement as statement_module
from helpers.web.accessibility_statement import NOT_STATED, KnownFault, Statement, make_statement

LAYOUT = "<title>{% block title %}{% endblock %}</title>{% block body %}{% endblock %}"


def read(statement: Statement) -> str:
    """The words of the page."""
    loader = ChoiceLoader([DictLoader({"layout.html": LAYOUT}), FileSystemLoader(THEME / "html")])
    page = Environment(loader=loader).get_template("tilgaengelighed.html")
    html = page.render(statement=statement, edition_label="Udgave 2024")
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").replace("\u00a0", " ").split())


def test_what_an_edition_does_not_state_is_said_to_be_unknown() -> None:
    edition = replace(load_edition("2024"), contact={}, site_url="", publisher="")
    text = read(make_statement(edition))
    assert "Udgiver ikke oplyst E-mail ikke oplyst Telefon ikke oplyst" in text
    assert "Udgavens adresse: ikke oplyst." in text


def test_what_an_edition_states_is_told() -> None:
    contact = {"e-mail": "post@example.org", "brev": "Gaden 1 <b>"}
    edition = replace(load_edition("2024"), contact=contact, site_url="https://example.org/2024/")
    text = read(make_statement(edition))
    assert "E-mail post@example.org Telefon ikke oplyst Brev Gaden 1 <b>" in text
    assert "Udgavens adresse: https://example.org/2024/." in text


def test_the_publisher_is_named_where_the_book_is_theirs_and_not_where_only_the_report_is() -> None:
    edition = load_edition("2024")
    assert (edition.reconstructed, edition.publisher) == (True, "Landsforeningen af Væresteder")
    assert make_statement(edition).publisher == NOT_STATED
    assert make_statement(replace(edition, source="survey")).publisher == "Landsforeningen af Væresteder"


def test_the_day_is_that_of_the_source_where_it_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert "skrevet den 1. januar 2025, da siderne blev bygget" in read(make_statement(load_edition("2024")))


def test_a_known_fault_is_told_and_none_is_said_to_be_none(monkeypatch: pytest.MonkeyPatch) -> None:
    none = read(make_statement(load_edition("2024")))
    assert "finder ingen fejl." in none
    assert "Der er ingen kendte fejl." in none
    fault = KnownFault("target-size", "2024/metode.html", "Kortets kommuner er for små til en finger.")
    monkeypatch.setattr(statement_module, "load_known_faults", lambda: (fault,))
    some = read(make_statement(load_edition("2024")))
    assert "Kortets kommuner er for små til en finger. (regel: target-size, for eksempel på 2024/metode.html)" in some
    assert "finder ingen fejl" not in some
    assert "ingen kendte fejl" not in some


def test_whether_the_law_binds_anybody_is_left_to_a_person() -> None:
    text = read(make_statement(load_edition("2024")))
    assert "er ikke afgjort her. Det må et menneske tage stilling til" in text
