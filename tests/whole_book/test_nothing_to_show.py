"""Tables, charts and the map of editions in which a question, a group or the answers are missing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from conftest import WriteResponses, multiple

from helpers.facts.compute import compute_facts
from helpers.facts.model import Facts
from helpers.figures.descriptions import Note
from helpers.figures.mean_bars import show_mean_bars
from helpers.figures.municipality_map import show_municipality_map
from helpers.figures.share_bars import show_share_bars
from helpers.figures.tables import show_codebook, show_hours, show_municipality_groups, show_shares
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import read_responses

Survey = Callable[..., Facts]
NAMED = {"name": "x", "title": "Titel"}


@pytest.fixture
def survey(write_responses: WriteResponses, questionnaire: Questionnaire) -> Survey:
    """A function that counts rows as an edition of answers, some questions left out."""

    def count(rows: Sequence[dict[str, str]], *not_asked: str, minimum_base: int = 0) -> Facts:
        path = write_responses(rows)
        if not_asked:
            keep = questionnaire.as_asked({}, not_asked)
            lines = path.read_text(encoding="utf-8").splitlines()
            header = lines[0].split(",")
            columns = [n for n, name in enumerate(header) if name == "id" or name in keep.columns]
            cut = [",".join(line.split(",")[n] for n in columns) for line in lines]
            path.write_text("\n".join(cut) + "\n", encoding="utf-8")
        asked = questionnaire.as_asked({}, not_asked)
        edition = replace(load_edition("2024"), key="2026", source="survey", minimum_base=minimum_base)
        return compute_facts(read_responses(path, asked), edition)

    return count


def rows(questionnaire: Questionnaire) -> list[dict[str, str]]:
    """Three places: two run by the municipality, one on its own; nobody run by users."""
    shared = {"aabningstimer": "30", "faglighed.ufaglaert": "0", "kommune": "0101"}
    forms = ("kommunal", "kommunal", "selvejende")
    return [
        {"organisationsform": form, "har_hjemloese": "ja", "tilbud_hjemloese": "nej", **shared,
         **multiple(questionnaire, "aktiviteter", "samtaler")}
        for form in forms
    ]  # fmt: skip


SHOWN: dict[str, tuple[Callable[..., object], tuple[str, ...], str]] = {
    "andele": (show_shares, ("tilbud_hjemloese",), "tilbud_hjemloese"),
    "søjler": (show_share_bars, ("tilbud_hjemloese",), "tilbud_hjemloese"),
    "gennemsnit": (show_mean_bars, ("faglighed",), "faglighed"),
    "kommuner": (show_municipality_groups, (), "kommune"),
    "kort": (show_municipality_map, (), "kommune"),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_question_that_was_not_asked_leaves_a_note(survey: Survey, questionnaire: Questionnaire, kind: str) -> None:
    show, keys, question = SHOWN[kind]
    shown = show(survey(rows(questionnaire), question), *keys, **NAMED)
    assert shown == Note("x", f"Spørgsmålet »{questionnaire.text(question)}« indgik ikke i undersøgelsen i 2026.")


@pytest.mark.parametrize("kind", ["andele", "søjler", "gennemsnit"])
def test_a_question_that_nobody_answered_leaves_a_note(survey: Survey, questionnaire: Questionnaire, kind: str) -> None:
    show, keys, question = SHOWN[kind]
    assert show(survey([{}]), *keys, **NAMED) == Note(
        "x", f"Ingen har svaret på spørgsmålet »{questionnaire.text(question)}«."
    )


def test_hours_of_which_only_the_opening_hours_were_asked_are_a_shorter_table(
    survey: Survey, questionnaire: Questionnaire
) -> None:
    table = show_hours(survey(rows(questionnaire), "personale_timer"), **NAMED)
    assert [row.label.partition(",")[0] for row in table.rows] == ["Åbent med personale", "Antal væresteder"]
    assert isinstance(show_hours(survey([{}], "personale_timer", "aabningstimer"), **NAMED), Note)


def test_a_group_in_which_nobody_answered_is_left_out(survey: Survey, questionnaire: Questionnaire) -> None:
    facts = survey(rows(questionnaire))
    assert show_shares(facts, "aktiviteter", **NAMED).columns == ("Svar", "Selvejende", "Kommunale")
    assert "Brugerdrevne" not in show_mean_bars(facts, "faglighed", **NAMED).alt


def test_a_breakdown_by_a_question_that_was_not_asked_becomes_all_responses(
    survey: Survey, questionnaire: Questionnaire
) -> None:
    table = show_shares(survey(rows(questionnaire), "har_hjemloese"), "tilbud_hjemloese", "inddraget", **NAMED)
    assert table.columns == ("Svar", "Alle væresteder")
    assert {row.label: [cell.text for cell in row.cells] for row in table.rows if row.cells}["Nej"] == ["ingen svar"]
    first = next(row for row in table.rows if row.label == "Nej")
    assert first.cells[0].text == "100\u00a0%"


def test_of_several_questions_those_that_were_asked_are_shown(survey: Survey, questionnaire: Questionnaire) -> None:
    table = show_shares(survey(rows(questionnaire), "mere_viden"), "tilbud_hjemloese", "mere_viden", **NAMED)
    assert [row.label for row in table.rows] == ["Ja", "Nej", "Ved ikke", "Antal væresteder, der svarede (n)"]


def test_numbers_of_too_few_are_hidden_and_the_table_says_what_hidden_means(
    survey: Survey, questionnaire: Questionnaire
) -> None:
    every = [answer.key for answer in questionnaire.answers("aktiviteter")]
    # In none of the groups, so that the one who is withheld is not all without the others.
    more = [{"organisationsform": "ved_ikke", **multiple(questionnaire, "aktiviteter", *given)}
            for given in ([], [], every, every)]  # fmt: skip
    table = show_shares(survey([*rows(questionnaire), *more], minimum_base=2), "aktiviteter", **NAMED)
    assert {cell.text for row in table.rows for cell in row.cells[:1]} == {"skjult"}
    assert "skjult: for få svar til, at tallet kan vises." in table.source
    everything = survey(rows(questionnaire), minimum_base=9)
    assert show_share_bars(everything, "tilbud_hjemloese", **NAMED) == Note(
        "x", "Tallene er skjult, fordi for få har svaret."
    )


def test_means_of_nothing_at_all_are_drawn_as_nought(survey: Survey, questionnaire: Questionnaire) -> None:
    figure = show_mean_bars(survey(rows(questionnaire)), "faglighed", **NAMED)
    assert "Ufaglærte: Selvejende 0,0 og Kommunale 0,0." in figure.alt


def test_a_theme_of_which_nothing_was_asked_has_no_codebook(survey: Survey, questionnaire: Questionnaire) -> None:
    theme = [question.key for question in questionnaire.questions.values() if question.theme == "samarbejde"]
    told = show_codebook(survey(rows(questionnaire), *theme), "samarbejde", **NAMED)
    assert isinstance(told, Note)
    assert f"»{questionnaire.text('inddraget')}«" in str(told)
    assert not isinstance(show_codebook(survey(rows(questionnaire), "inddraget"), "samarbejde", **NAMED), Note)
