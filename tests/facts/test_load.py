from dataclasses import replace
from pathlib import Path

import pytest

from conftest import WriteResponses
from helpers.base.errors import DataError
from helpers.facts import load as load_module
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
