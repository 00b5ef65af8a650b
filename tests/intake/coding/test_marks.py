"""Marks that are codes without words are asked about, all of them: 1 may be the answer that was not chosen."""

from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import answers, edit, load, run, whole_response

from helpers.intake.coding.choices import are_codes
from helpers.survey.questionnaire import Questionnaire


def coded_grid(questionnaire: Questionnaire, chosen: str, other: str) -> writing.Grid:
    """Two whole responses; what is chosen of several answers has the one code, what is not the other."""

    def show(place: writing.Place, text: str) -> str:
        if place.question.kind != "multiple":
            return writing.worded(place, text)
        return {"1": chosen, "0": other}.get(text, "")

    row = whole_response(questionnaire, "nærhed")
    return writing.one_heading(questionnaire, [row, row], show)


@pytest.mark.parametrize(("chosen", "other"), [("1", "2"), ("2", "1")])
def test_codes_of_marks_are_read_as_a_person_says_and_never_by_themselves(
    tmp_path: Path, questionnaire: Questionnaire, chosen: str, other: str
) -> None:
    grid = coded_grid(questionnaire, chosen, other)
    first = run(tmp_path, grid)
    asked = load(first)["svar"]
    key = next(question.key for question in questionnaire.questions.values() if question.kind == "multiple")
    assert {entry["læst"] for entry in asked if entry["spørgsmål"] == key} == {"1", "2"}  # type: ignore[attr-defined]
    for entry in asked:  # type: ignore[attr-defined]
        entry["betyder"] = "1" if entry["læst"] == chosen else "0"
    edit(first, svar=asked)
    row, whole = answers(run(tmp_path, grid))[0], whole_response(questionnaire)
    marks = [name for question in questionnaire.questions.values() if question.kind == "multiple"
             for name in question.columns]  # fmt: skip
    assert {name: row[name] for name in marks} == {name: whole[name] for name in marks}


@pytest.mark.parametrize(
    ("texts", "coded"),
    [({"1", "2"}, True), ({"1,0", "2,0", ""}, True), ({"2"}, True), ({"0", "1", "2"}, False), ({"1", ""}, False),
     ({"ja", "x", "1"}, False)],
)  # fmt: skip
def test_a_one_is_a_code_where_another_number_than_nought_stands_beside_it(texts: set[str], coded: bool) -> None:
    assert are_codes(texts) is coded
