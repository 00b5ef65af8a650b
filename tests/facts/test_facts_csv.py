import csv
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import WriteResponses

from helpers.base.errors import DataError
from helpers.facts.compute import compute_facts
from helpers.facts.facts_csv import read_facts, write_facts
from helpers.facts.model import Facts
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import load_responses, read_responses

EDITION = load_edition("2024")


def test_the_file_of_facts_says_what_they_rest_on(facts_2024: Facts, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    write_facts(facts_2024, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(facts_2024)
    row = rows["svarprocent"]
    assert (row["count"], row["base_n"], row["value"]) == ("103", "145", "71.0344827586")
    assert row["note"] == "Rekonstruerede svar, ikke værestedernes egne"
    assert rows["medlemmer"]["source"] == "published"


def test_facts_read_from_their_file_are_as_exact_as_they_were(facts_2024: Facts, tmp_path: Path) -> None:
    every = compute_facts(load_responses(EDITION), EDITION)
    for number, facts in enumerate((facts_2024, every)):
        path = tmp_path / f"{number}.csv"
        write_facts(facts, path)
        assert dict(read_facts(path, EDITION)) == dict(facts)


def test_a_row_that_is_no_fact_is_told(facts_2024: Facts, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    write_facts(facts_2024, path)
    path.write_text(path.read_text(encoding="utf-8").replace(",103,145,", ",mange,145,"), encoding="utf-8")
    with pytest.raises(DataError, match=r"facts\.csv, række \d+: Rækken kan ikke læses"):
        read_facts(path, EDITION)


def test_nothing_of_a_withheld_number_is_in_the_file(
    write_responses: WriteResponses, questionnaire: Questionnaire, tmp_path: Path
) -> None:
    careful = replace(EDITION, minimum_base=3, source="survey")
    facts = compute_facts(read_responses(write_responses([{"inddraget": "ja"}] * 2), questionnaire), careful)
    write_facts(facts, tmp_path / "facts.csv")
    lines = (tmp_path / "facts.csv").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("inddraget.ja,")] == ["inddraget.ja,,percent,,,survey,1,"]
    read = read_facts(tmp_path / "facts.csv", careful)["inddraget.ja"]
    assert (read.suppressed, read.value, read.count, read.base_n) == (True, None, None, None)


def test_words_of_a_settings_file_are_no_formula_in_the_file_of_facts(facts_2024: Facts, tmp_path: Path) -> None:
    told = replace(EDITION, short_notice='=HYPERLINK("x")')
    write_facts(Facts(told, facts_2024.questionnaire, dict(facts_2024)), tmp_path / "facts.csv")
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        assert {row["note"] for row in csv.DictReader(file)} == {"", '»=HYPERLINK("x")«'}
