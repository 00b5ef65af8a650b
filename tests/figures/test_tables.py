"""Golden numbers in this module are typed from the printed report."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from conftest import WriteResponses, grouped

from helpers.facts.compute import compute_facts
from helpers.facts.model import Facts
from helpers.figures.descriptions import Note, Table
from helpers.figures.tables import show_codebook, show_hours, show_municipality_groups, show_shares, show_themes
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import read_responses


def row(table: Table, label: str, after: str = "") -> list[str]:
    """The cells of the first row with this label after the heading row `after`."""
    labels = [r.label for r in table.rows]
    start = labels.index(after) if after else 0
    return [cell.text.replace("\u00a0", " ") for cell in table.rows[labels.index(label, start)].cells]


def test_table_1_lists_groups_with_municipalities_and_places(facts_2024: Facts) -> None:
    table = show_municipality_groups(facts_2024, name="t", title="t")
    numbers = {r.label: [c.text for c in r.cells[1:]] for r in table.rows}
    assert numbers == {
        "Landkommuner": ["16 af 31", "33"],
        "Oplandskommuner": ["8 af 24", "10"],
        "Provinsbykommuner": ["12 af 16", "31"],
        "Storbykommuner": ["2 af 3", "9"],
        "Hovedstadskommuner": ["9 af 24", "20"],
        "I alt": ["47 af 98", "103"],
    }
    assert row(table, "Storbykommuner")[0] == "Odense, Aarhus"
    assert "Bornholm" in row(table, "Landkommuner")[0]


def test_table_2_has_the_printed_hours(facts_2024: Facts) -> None:
    table = show_hours(facts_2024, name="t", title="t")
    assert table.columns[1:] == ("Selvejende", "Selvejende med driftsoverenskomst", "Kommunale")
    assert [[c.text for c in r.cells] for r in table.rows] == [
        ["26,3", "33,7", "36,5"],
        ["1.348", "1.901", "6.448"],
        ["89,8", "111,8", "119,4"],
        ["15", "17", "54"],
    ]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("0 frivillige", ["13 %", "12 %", "55 %", "20 %"]),
        ("6-10 frivillige", ["33 %", "29 %", "8 %", "40 %"]),
        ("Mere end 20 frivillige", ["27 %", "41 %", "0 %", "20 %"]),
    ],
)
def test_table_3_has_the_printed_shares(facts_2024: Facts, label: str, cells: list[str]) -> None:
    assert row(show_shares(facts_2024, "frivillige", name="t", title="t"), label) == cells


def test_table_5_has_three_questions_under_headings_with_their_bases(facts_2024: Facts) -> None:
    table = show_shares(facts_2024, "kernemaalgruppe", "gennemsnitsalder", "har_hjemloese", name="t", title="t")
    assert len([r for r in table.rows if not r.cells]) == 3
    assert row(table, "Ja", "Benyttes værestedet for tiden af brugere med hjemløseproblematikker?") == [
        "69 %", "53 %", "31 %", "14 %",
    ]  # fmt: skip
    assert row(table, "36-55 år") == ["69 %", "65 %", "79 %", "86 %"]
    assert row(table, "Personer med hjemløseproblematikker") == ["13 %", "–", "2 %", "–"]
    assert row(table, "Personer med ensomhedsproblematikker") == ["38 %", "29 %", "tabt", "29 %"]
    assert table.source.startswith("–: ikke trykt. tabt: trykt i rapporten, men ikke bevaret")


def test_table_6_has_the_printed_shares(facts_2024: Facts) -> None:
    table = show_shares(facts_2024, "faglig_sparring", name="t", title="t")
    assert row(table, "1 eller flere gange om ugen") == ["25 %", "35 %", "39 %"]
    assert row(table, "Antal væresteder, der svarede (n)") == ["16", "17", "61"]


def test_table_8_compares_the_two_groups(facts_2024: Facts) -> None:
    table = show_shares(facts_2024, "indsatser", "samarbejdspartnere", "inddraget", name="t", title="t")
    assert row(table, "Brobygning til herberger og forsorgshjem") == ["49 %", "15 %"]
    assert row(table, "Forsorgshjem og herberger") == ["66 %", "14 %"]
    assert row(table, "Ved ikke") == ["17 %", "49 %"]


def test_every_number_in_a_table_says_which_fact_it_is(facts_2024: Facts) -> None:
    table = show_shares(facts_2024, "aktiviteter", name="t", title="t")
    for entry in table.rows:
        for cell in entry.cells:
            assert not cell.number or cell.text in ("–", "tabt") or cell.fact in facts_2024


def test_the_codebook_holds_every_question_once(facts_2024: Facts) -> None:
    keys = [
        r.label
        for theme in dict.fromkeys(q.theme for q in facts_2024.questionnaire.questions.values())
        for r in show_codebook(facts_2024, theme, name="t", title="t").rows
    ]
    assert sorted(keys) == sorted(facts_2024.questionnaire.questions)
    assert row(show_codebook(facts_2024, "baggrund", name="t", title="t"), "navn")[2] == "Gemmes ikke"


def themes_table(path: object, themed: Questionnaire, minimum_base: int = 0) -> Table:
    survey = replace(load_edition("2024"), source="survey", short_notice="Svar", minimum_base=minimum_base)
    facts = compute_facts(read_responses(path, themed), survey)  # type: ignore[arg-type]
    table = show_themes(facts, "styrker", name="t", title="t")
    assert isinstance(table, Table)
    return table


def as_text(table: Table) -> Sequence[tuple[str, ...]]:
    return [(r.label, *(cell.text.replace("\u00a0", " ") for cell in r.cells)) for r in table.rows]


def test_themes_stand_with_the_most_frequent_first_and_none_last(
    write_responses: WriteResponses, themed: Questionnaire
) -> None:
    rows = [*[grouped("x", "001")] * 3, *[grouped("x", "010")] * 2, grouped("x", "110"), grouped("x", "100"), {}, {}]
    table = themes_table(write_responses(rows), themed)
    assert as_text(table) == [
        ("Kommunen", "43 %", "3"),
        ("Rummelighed", "29 %", "2"),
        ("Uden tema", "43 %", "3"),
        ("Antal væresteder, hvis svar er læst (n)", "", "7"),
    ]
    assert table.source == "Et svar kan have flere temaer. Svar."
    assert table.rows[0].cells[0].fact == "styrker.tema.kommunal"


def test_themes_of_few_answers_are_shown_as_withheld(write_responses: WriteResponses, themed: Questionnaire) -> None:
    table = themes_table(write_responses([grouped("x", "010")] * 2), themed, minimum_base=5)
    assert {cell.text for r in table.rows for cell in r.cells} == {"skjult", ""}
    assert [r.label for r in table.rows][:2] == ["Rummelighed", "Kommunen"]


def test_where_no_words_were_read_a_note_says_so(
    facts_2024: Facts, write_responses: WriteResponses, themed: Questionnaire, questionnaire: Questionnaire
) -> None:
    assert show_themes(facts_2024, "styrker", name="t", title="t") == Note("t", "")
    survey = replace(load_edition("2024"), source="survey")
    told = Note("t", "Svarenes ordlyd er ikke til rådighed, så de er ikke talt op efter temaer.")
    ungrouped = compute_facts(read_responses(write_responses([{"styrker": "x"}]), themed), survey)
    assert show_themes(ungrouped, "styrker", name="t", title="t") == told
    silent = compute_facts(read_responses(write_responses([{}]), themed), survey)
    assert "Ingen har svaret på spørgsmålet" in str(show_themes(silent, "styrker", name="t", title="t"))
    unasked = Facts(survey, questionnaire.as_asked({}, ("styrker",)), {})
    assert "indgik ikke i undersøgelsen" in str(show_themes(unasked, "styrker", name="t", title="t"))
