"""A cell that shows something else than the number that it holds is a question, with what it may mean."""

import pytest

from helpers.intake.coding.numbers import read_format
from helpers.intake.export import CLOCK, DATE, FORMULA, PERCENT, CellFormat
from helpers.intake.matching import OPEN
from helpers.survey.questionnaire import Questionnaire


@pytest.mark.parametrize(
    ("text", "form", "near"),
    [
        ("50 %", CellFormat(PERCENT, "0,5"), ""), ("37:30", CellFormat(CLOCK, "37,5"), "37,5"),
        ("37:20", CellFormat(CLOCK, "37,3333"), ""), ("1900-01-05", CellFormat(DATE, "5"), "5"),
        ("=B2+C2", CellFormat(FORMULA), ""),
    ],
)  # fmt: skip
def test_the_format_of_a_cell_is_looked_at(
    text: str, form: CellFormat, near: str, questionnaire: Questionnaire
) -> None:
    reading = read_format(text, form, questionnaire.questions["aabningstimer"])
    assert reading is not None
    assert (reading.meaning, reading.how, reading.near) == ("", OPEN, near)
    assert f'"{text}"' in reading.reason


def test_in_words_a_format_is_no_matter_but_a_formula_is(questionnaire: Questionnaire) -> None:
    styles = questionnaire.questions["styrker"]
    assert read_format("50 %", CellFormat(PERCENT, "0,5"), styles) is None
    assert read_format("=B2", CellFormat(FORMULA), styles) is not None
