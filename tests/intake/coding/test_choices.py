"""What a person writes in mapping.yml about an answer: its key, its label, or either with a capital."""

import pytest

from helpers.intake.coding.choices import answer_of_code, decide_list, is_numbering
from helpers.survey.questionnaire import Questionnaire


@pytest.mark.parametrize("said", ["misbrug hjemloeshed", "Misbrug, Hjemloeshed", "{misbrug}; {hjemloeshed}"])
def test_several_answers_are_named_by_key_or_label(questionnaire: Questionnaire, said: str) -> None:
    question = questionnaire.questions["maalgrupper"]
    labels = {answer.key: answer.label for answer in question.answers}
    assert decide_list(said.format(**labels), question).meaning == "misbrug hjemloeshed"


@pytest.mark.parametrize(("said", "named"), [("misbrug vinter", "vinter"), (",", ",")])
def test_a_word_that_is_no_answer_is_told(questionnaire: Questionnaire, said: str, named: str) -> None:
    reading = decide_list(said, questionnaire.questions["maalgrupper"])
    assert reading.message.startswith(f'"{named}" er ikke et svar. Skriv nøglerne')


@pytest.mark.parametrize("said", ["nej, ja, ved_ikke", "Nej, Ja, Ved ikke"])
def test_the_order_of_codes_is_told_in_keys_or_labels(questionnaire: Questionnaire, said: str) -> None:
    answers = questionnaire.answers("inddraget")
    assert is_numbering(said, answers)
    first = answer_of_code(1, answers, said)
    assert first is not None
    assert first.key == "nej"
    assert not is_numbering("nej, nej", answers)
    assert not is_numbering("nej, måske", answers)
