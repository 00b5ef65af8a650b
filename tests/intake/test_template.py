"""The empty workbook checks each answer as it is written, and explains the questions."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from helpers.intake.template import write_template
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def book(tmp_path: Path, questionnaire: Questionnaire) -> openpyxl.Workbook:
    return openpyxl.load_workbook(write_template(tmp_path / "skema.xlsx", questionnaire))


def check(sheet: Worksheet, heading: str) -> object:
    """The validation on the column with this heading."""
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    letter = get_column_letter(column)
    found = [v for v in sheet.data_validations.dataValidation if f"{letter}2:{letter}501" in str(v.sqref)]
    assert len(found) <= 1
    return found[0] if found else None


def test_every_question_has_its_column_and_its_explanation(
    book: openpyxl.Workbook, questionnaire: Questionnaire
) -> None:
    explained = {row[0] for row in book["Spørgsmålene"].iter_rows(min_row=2, values_only=True)}
    assert explained == {question.text for question in questionnaire.questions.values()}
    how = {row[0]: row[1] for row in book["Spørgsmålene"].iter_rows(min_row=2, values_only=True)}
    assert "bliver til et pseudonym" in str(how[questionnaire.text("navn")])
    headings = [cell.value for cell in book["Svar"][1]]
    # One column more than responses.csv: the name of the place, which is asked and never stored.
    assert len(headings) == len(set(headings)) == len(questionnaire.columns) + 1


def test_single_answers_are_chosen_from_the_questionnaire(
    book: openpyxl.Workbook, questionnaire: Questionnaire
) -> None:
    question = questionnaire.questions["tilbudstype"]
    found = check(book["Svar"], question.text)
    assert found.type == "list"  # type: ignore[attr-defined]
    sheet, area = found.formula1.split("!")  # type: ignore[attr-defined]
    offered = [row[0].value for row in book[sheet][area.replace("$", "")]]
    assert offered == [answer.label for answer in question.answers]
    assert book[sheet].sheet_state == "hidden"


def test_the_place_is_chosen_among_all_municipalities(book: openpyxl.Workbook, questionnaire: Questionnaire) -> None:
    found = check(book["Svar"], questionnaire.text("kommune"))
    sheet, area = found.formula1.split("!")  # type: ignore[attr-defined]
    assert {row[0].value for row in book[sheet][area.replace("$", "")]} == {
        place.name for place in load_municipalities().values()
    }


def test_numbers_and_marks_are_checked_and_free_text_is_not(
    book: openpyxl.Workbook, questionnaire: Questionnaire
) -> None:
    sheet, questions = book["Svar"], questionnaire.questions
    deltid = f"{questions['personale_antal'].text} - {questions['personale_antal'].answers[1].label}"
    mark = f"{questions['aktiviteter'].text} - {questions['aktiviteter'].answers[0].label}"
    assert check(sheet, deltid).type == "whole"  # type: ignore[attr-defined]
    assert check(sheet, mark).formula1 == '"Ja,Nej"'  # type: ignore[attr-defined]
    assert "MOD(" in check(sheet, questions["aabningstimer"].text).formula1  # type: ignore[attr-defined]
    assert check(sheet, questions["styrker"].text) is None
