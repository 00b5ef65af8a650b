import hashlib
from pathlib import Path

import pytest
from conftest import WriteResponses, grouped

from helpers.base.errors import VaerestederError
from helpers.book.number_register import _file_note
from helpers.facts.compute import compute_facts
from helpers.facts.model import Facts
from helpers.facts.provenance import responses_checksum, trace
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import read_responses


def test_a_share_tells_its_question_answer_group_and_count(facts_2024: Facts) -> None:
    told = trace("kernemaalgruppe.ensomhed.selvejende", facts_2024)
    assert told.question == "Hvilken målgruppe kommer der primært på værestedet?"
    assert told.answer == "Personer med ensomhedsproblematikker"
    assert told.group == "Selvejende"
    assert (told.value, told.counted) == ("38\u00a0%", "6 af 16")
    assert told.source == "Rekonstruerede svar"
    assert told.label == "Personer med ensomhedsproblematikker · Selvejende"


@pytest.mark.parametrize(
    ("fact", "label", "source"),
    [
        ("ramme", "Væresteder, der fik spørgeskemaet", "Rapporten"),
        ("kommuner.0400", "Bornholm", "Rekonstruerede svar"),
        ("kommuner.land", "Landkommuner", "Rekonstruerede svar"),
        ("personaletimer_i_alt.kommunal", "I alt · Kommunale", "Rekonstruerede svar"),
        ("kun_deltidsansatte", "Har udelukkende deltidsansatte blandt de ordinært ansatte", "Rekonstruerede svar"),
        ("samarbejdspartner.besvaret.uden_hjemloese", "Har svaret · Har ikke brugere", "Rekonstruerede svar"),
    ],
)
def test_every_kind_of_fact_has_words(facts_2024: Facts, fact: str, label: str, source: str) -> None:
    told = trace(fact, facts_2024)
    assert told.label.startswith(label)
    assert told.source == source


@pytest.mark.parametrize(
    ("fact", "label"),
    [
        ("styrker.tema.rum", "Rummelighed"),
        ("styrker.tema.kommunal", "Kommunen"),
        ("styrker.tema.kommunal.kommunal", "Kommunen · Kommunale"),
        ("styrker.tema.uden.selvejende", "Uden tema · Selvejende"),
    ],
)
def test_a_theme_is_told_by_its_name(
    write_responses: WriteResponses, themed: Questionnaire, fact: str, label: str
) -> None:
    facts = compute_facts(read_responses(write_responses([grouped("x", "100")]), themed), load_edition("2024"))
    told = trace(fact, facts)
    assert told.question == "Hvad er de største styrker i det arbejde, som værestedet udfører?"
    assert told.label == label


def test_every_fact_of_the_edition_can_be_traced(facts_2024: Facts) -> None:
    for fact in facts_2024:
        told = trace(fact, facts_2024)
        assert told.question
        assert told.label


def test_an_unknown_fact_cannot_be_traced(facts_2024: Facts) -> None:
    with pytest.raises(VaerestederError):
        trace("intet", facts_2024)


def test_the_checksum_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_bytes(b"id\n")
    assert responses_checksum(path) == hashlib.sha256(b"id\n").hexdigest()


def test_the_register_names_the_file_that_the_numbers_rest_on(facts_2024: Facts, tmp_path: Path) -> None:
    own = facts_2024.edition.folder / "responses.csv"
    other = tmp_path / "andre.csv"
    other.write_bytes(b"id\n")
    told = _file_note(facts_2024, "").astext()
    assert f"data/2024/responses.csv (SHA-256: {responses_checksum(own)})" in told
    told = _file_note(facts_2024, str(other)).astext()
    assert f"filen andre.csv (SHA-256: {responses_checksum(other)})" in told
    assert str(tmp_path) not in told
