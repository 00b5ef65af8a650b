from dataclasses import replace
from pathlib import Path

import pytest
from conftest import WriteResponses

from helpers.base.errors import DataError
from helpers.facts import load as load_module
from helpers.facts.fact_id import FactId
from helpers.facts.facts_csv import write_facts
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.survey.edition import load_edition
from helpers.survey.printed_figures import load_figures
from helpers.survey.questionnaire import Questionnaire

EDITION = load_edition("2024")


def test_of_reconstructed_responses_only_what_was_printed_is_a_fact(facts_2024: Facts) -> None:
    printed = {figure.fact for figure in load_figures(EDITION) if figure.value is not None}
    assert set(facts_2024) == printed - {""}
    assert "kernemaalgruppe.ensomhed.kommunal" not in facts_2024


def test_where_only_the_base_was_printed_the_fact_has_no_other_number(facts_2024: Facts) -> None:
    fact = facts_2024["frivillige.ingen"]
    assert (fact.base_n, fact.count, fact.value) == (90, None, None)


def test_another_file_of_responses_gives_its_own_facts(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    facts = load_facts("2024", str(write_responses([{"organisationsform": "kommunal"}])))
    assert facts["organisationsform.kommunal"].value == 100


def test_where_the_responses_are_not_the_published_facts_stand_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts_2024: Facts
) -> None:
    survey = replace(EDITION, key="2026", source="survey")
    monkeypatch.setattr(type(survey), "folder", tmp_path)
    monkeypatch.setattr(load_module, "load_edition", lambda key: survey)
    monkeypatch.setattr(load_module, "earlier_edition", lambda key: "")
    with pytest.raises(DataError, match="Filen findes ikke"):
        load_facts("2026")
    write_facts(facts_2024, tmp_path / "facts.csv")
    assert dict(load_facts("2026")) == dict(facts_2024)


def test_what_the_report_does_not_print_is_no_base(facts_2024: Facts) -> None:
    """How many the solver lets answer is its choice: no base, no share of it, no decimals beyond the printed ones."""
    figures = load_figures(EDITION)
    read = [(FactId.parse(figure.fact, facts_2024.questionnaire), figure) for figure in figures if figure.fact]
    told = {(name.measure, name.group) for name, figure in read if figure.base_n is not None or figure.unit == "base"}
    untold = {
        figure.fact for name, figure in read if (name.measure, name.group) not in told and figure.fact in facts_2024
    } - {"medlemmer", "ramme", "respondenter"}
    assert {"faglighed.paedagogisk.kommunal", "aabningstimer.selvejende", "personale_antal.deltid"} <= untold
    for fact in (facts_2024[key] for key in untold):
        assert fact.base_n is None, fact.id
        assert fact.unit != "percent" or fact.value is None, fact.id
        printed = {figure.value for figure in figures if figure.fact == fact.id and figure.value is not None}
        assert printed == {fact.value if fact.value is not None else fact.count}, fact.id


def test_what_the_report_prints_is_a_base(facts_2024: Facts) -> None:
    assert facts_2024["personaletimer.kommunal"].base_n == 54
    assert facts_2024["kun_ordinaert_ansatte"].base_n == 92
    assert facts_2024["frivillige.fra_1_til_5.selvejende"].base_n == 15
