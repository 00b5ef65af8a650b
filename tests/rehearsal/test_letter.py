"""The letter on the rehearsed year: it names every change that was planted, and nothing that did not change."""

import pytest

from helpers.facts.model import Facts
from helpers.survey.questionnaire import Questionnaire
from rehearsal.letters import moved, section
from rehearsal.planned import (
    DROPPED,
    FOLLOWING,
    NEW_ANSWERS,
    NEW_QUESTIONS,
    NOT_IN_EXPORT,
    NOTICE,
    PLANTED,
    REWORDED,
    YEAR,
)
from rehearsal.rehearse import Rehearsal

pytestmark = [pytest.mark.rehearsal, pytest.mark.xdist_group("rehearsal")]


@pytest.fixture(scope="module")
def letter(rehearsal: Rehearsal) -> str:
    return (rehearsal.built / "brev.md").read_text(encoding="utf-8")


def test_the_letter_says_at_once_that_the_answers_are_invented(letter: str) -> None:
    assert NOTICE in letter.partition("## ")[0]


def test_the_answer_that_the_check_doubts_is_passed_on(letter: str) -> None:
    told = section(letter, "Det, som datakontrollen tvivler på")
    assert told.count("\n- ") == 1
    assert '"Personer med hjemløseproblematikker" er ikke markeret' in told


def test_every_planted_change_is_named(letter: str, facts_2024: Facts) -> None:
    assert set(PLANTED) - moved(letter, facts_2024) == set()


def test_nothing_is_named_that_did_not_change(letter: str, facts_2024: Facts) -> None:
    others = moved(letter, facts_2024) - set(PLANTED)
    assert [fact for fact in others if not fact.startswith(FOLLOWING)] == []


def test_what_cannot_be_compared_is_told_with_the_reason(letter: str, questionnaire: Questionnaire) -> None:
    told = section(letter, "Spørgsmål, der ikke kan sammenlignes")
    for wording in REWORDED.values():
        assert wording in told
    for _, label in NEW_ANSWERS.values():
        assert label in told
    for key in (*DROPPED, *NOT_IN_EXPORT):
        assert f"{questionnaire.text(key)} Ikke stillet i {YEAR}." in told
    for question in NEW_QUESTIONS.values():
        assert question["ordlyd"][int(YEAR)] in told


def test_the_groups_that_became_too_small_are_told(letter: str) -> None:
    told = section(letter, "Grundlag, der er faldet under grænsen")
    assert "Visiterede tilbud: 8 svar i 2024, 2 i 2026" in told
    assert "Brugerdrevne: 7 svar i 2024, 0 i 2026" in told
