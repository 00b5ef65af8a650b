"""Numbers, codes, marks and joining signs around a wording are no part of it; a wording that begins so is kept."""

import pytest

from helpers.intake.decorations import is_code, plain
from helpers.intake.wordings import Wordings
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def wordings(questionnaire: Questionnaire) -> Wordings:
    return Wordings(questionnaire)


@pytest.mark.parametrize(
    "heading",
    [
        "1. {}", "12) {}", "Spørgsmål 7: {}", "spm. 3 - {}", "Q4: {}", "2a. {}", "3.1. {}", "G01Q02. {}",
        "q12_3: {}", "{} *", "{}*", "{} (skal udfyldes)", "1. {} *", "<b>{}</b>", "<p>1. {}</p>", "{}_x000D_\n",
        "\u200b{}", "&nbsp;{}",
    ],
)  # fmt: skip
def test_what_a_system_puts_around_a_question_is_no_part_of_it(
    heading: str, wordings: Wordings, questionnaire: Questionnaire
) -> None:
    for key in ("inddraget", "styrker", "aabningstimer"):
        assert wordings.target(heading.format(questionnaire.text(key))) == key


@pytest.mark.parametrize(
    "heading",
    [
        "{} - {}", "{}/{}", "{}::{}", "{} [{}]", "{} (choice={})", "{} ({})", "{}: {}", "{} | {}", "{} » {}",
        "{}\n{}", "3. {} - a) {}", "G01Q04[SQ001]. {} [{}]", "{} > {} *",
    ],
)  # fmt: skip
def test_any_mark_may_stand_between_question_and_answer(
    heading: str, wordings: Wordings, questionnaire: Questionnaire
) -> None:
    for key in ("maalgrupper", "personale_timer", "indsatser"):
        question = questionnaire.questions[key]
        for answer in question.answers:
            assert wordings.target(heading.format(question.text, answer.label)) == f"{key}.{answer.key}"


@pytest.mark.parametrize(
    "heading",
    [
        "1 {}", "Ikke {}", "{} i 2025", "{} og hvorfor", "7 dage: {}", "x{}",
    ],
)  # fmt: skip
def test_a_wording_of_its_own_is_not_undressed(heading: str, wordings: Wordings, questionnaire: Questionnaire) -> None:
    assert wordings.target(heading.format(questionnaire.text("inddraget"))) == ""


@pytest.mark.parametrize("answer", ["Response", "Open-Ended Response", "Svar"])
def test_the_second_row_of_headings_may_say_that_a_column_is_the_whole_question(
    answer: str, wordings: Wordings, questionnaire: Questionnaire
) -> None:
    assert wordings.target(questionnaire.text("inddraget"), answer) == "inddraget"
    assert wordings.target(questionnaire.text("inddraget"), "Andet") == ""


@pytest.mark.parametrize("heading", ["G01Q05[SQ001]", "q12_3", "VAR_7", "s_5", "Q1"])
def test_a_variable_name_is_no_wording(heading: str) -> None:
    assert is_code(heading)


@pytest.mark.parametrize("heading", ["Alder", "Hvad hedder I?", "Antal timer 2025", "Postnummer"])
def test_a_word_is_one(heading: str) -> None:
    assert not is_code(heading)


def test_what_nobody_sees_is_dropped_and_nothing_else() -> None:
    assert plain("være\u00adstedet\u200b_x000D_") == "værestedet\r"
    assert plain("a < b & c > d") == "a < b & c > d"
