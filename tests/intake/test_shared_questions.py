"""Several columns for one question: a blank one, halves, and a list beside one column an answer."""

from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import answers, edit, heading, load, run, whole_grid, with_column

from helpers.intake.new_edition import NewEdition
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def open_but_the_numbers(edition: NewEdition) -> list[str]:
    return [sentence for sentence in edition.open if not sentence.startswith("udgave")]


def test_a_blank_column_gives_way_to_the_one_with_answers(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    grid = with_column(grid, questionnaire.text("mere_viden"), "", " ")
    first = run(tmp_path, grid)
    assert open_but_the_numbers(first) == []
    assert [note for note in first.notes if "Kolonnen er tom; svarene står i kolonne" in note]
    edit(first)
    assert answers(run(tmp_path, grid))[0]["mere_viden"] == "ja"


def test_a_question_in_halves_is_put_together_by_one_word(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    column = heading(questionnaire, grid, "aabningstimer")
    grid[2][column] = ""
    grid = with_column(grid, questionnaire.text("aabningstimer"), "", "3 timer")
    first = run(tmp_path, grid)
    asked = open_but_the_numbers(first)
    assert [sentence.split(":")[0] for sentence in asked] == ["delte, aabningstimer"]
    assert "kolonne O (1 svar) og kolonne BF (1 svar)" in asked[0]
    edit(first, delte={"aabningstimer": "saml"})
    second = run(tmp_path, grid)
    # The place is that of the column in which the cell stands.
    assert 'ark "Svar", celle BF3: Der står "3 timer"' in second.open[0]
    raw = load(second)
    next(e for e in raw["svar"] if e["læst"] == "3 timer")["betyder"] = "3"  # type: ignore[attr-defined]
    edit(second, svar=raw["svar"], delte={"aabningstimer": "saml"})
    assert [row["aabningstimer"] for row in answers(run(tmp_path, grid))] == ["2", "3"]


def test_two_columns_that_both_answer_in_a_row_are_not_halves(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    grid = with_column(grid, questionnaire.text("aabningstimer"), "20", "3")
    assert [s.split(",")[0] for s in open_but_the_numbers(run(tmp_path, grid))] == ["kolonner", "kolonner"]


def test_a_list_that_says_what_the_columns_say_is_passed_over(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    question = questionnaire.questions["indsatser"]
    label = question.answers[0].label
    grid = with_column(grid, question.text, label, label)
    first = run(tmp_path, grid)
    assert open_but_the_numbers(first) == []
    assert any("Kolonnen er ikke læst: Hvert svar har sin egen kolonne." in note for note in first.notes)


@pytest.mark.parametrize(("decision", "marks"), [("kolonner", ("1", "0")), ("liste", ("0", "1"))])
def test_a_list_that_says_something_else_is_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid, decision: str, marks: tuple[str, str]
) -> None:
    question = questionnaire.questions["indsatser"]
    first_label, second_label = (answer.label for answer in question.answers[:2])
    grid = with_column(grid, question.text, first_label, second_label)
    first = run(tmp_path, grid)
    asked = open_but_the_numbers(first)
    assert [sentence.split(":")[0] for sentence in asked] == ["liste_og_kolonner, indsatser"]
    assert "i 1 svar siger de ikke det samme, først i eksport.xlsx" in asked[0]
    edit(first, liste_og_kolonner={"indsatser": decision})
    row = answers(run(tmp_path, grid))[1]
    columns = question.columns
    assert (row[columns[0]], row[columns[1]]) == marks


def test_answers_in_one_cell_are_divided_by_the_labels_themselves(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    question = questionnaire.questions["maalgrupper"]
    columns = [heading(questionnaire, grid, column) for column in question.columns]
    labels = [question.answers[1].label, question.answers[0].label]
    for joining in (", ", " ", ";", "\n"):
        cut = [[cell for index, cell in enumerate(row) if index not in columns] for row in grid]
        edition = run(tmp_path, with_column(cut, question.text, joining.join(labels), "Noget andet"))
        asked = [sentence for sentence in edition.open if "maalgrupper" in sentence]
        # A cell that cannot be read is a question of its own, and no row in which nothing is chosen.
        assert [sentence.split(",")[0] for sentence in asked] == ["svar"]
        assert 'Der står "Noget andet"' in asked[0]
