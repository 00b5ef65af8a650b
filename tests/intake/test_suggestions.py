"""Suggestions that differ in spelling alone are accepted in one word; the file says where each thing is open."""

from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import answers, edit, heading, run, whole_grid

from helpers.intake.wordings import nearly
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def test_one_word_accepts_what_differs_in_spelling_alone(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    column = heading(questionnaire, grid, "styrker")
    grid[0][column] = str(grid[0][column]).replace("styrker", "styrkerne")
    grid[1][heading(questionnaire, grid, "organisationsform")] = "Selvejnde"
    # A number that may be another is never among them.
    grid[2][heading(questionnaire, grid, "aabningstimer")] = "20 timer"
    first = run(tmp_path, grid)
    assert len([sentence for sentence in first.open if not sentence.startswith("udgave")]) == 3
    edit(first, forslag="brug")
    second = run(tmp_path, grid)
    assert [sentence.split(",")[:2] for sentence in second.open] == [["svar", " aabningstimer"]]
    grid[2][heading(questionnaire, grid, "aabningstimer")] = 20
    row = answers(run(tmp_path, grid))[0]
    assert (row["organisationsform"], row["styrker"]) == ("selvejende", "[ikke offentliggjort]")


def test_a_negation_or_another_question_is_not_accepted_with_the_others(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    column = heading(questionnaire, grid, "inddraget")
    grid[0][column] = str(grid[0][column]).replace("at blive", "ikke at blive")
    edit(run(tmp_path, grid), forslag="brug")
    assert [sentence.split(",")[0] for sentence in run(tmp_path, grid).open] == ["mangler", "kolonner"]


def test_the_file_begins_with_what_is_open_and_each_line_is_told(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    grid[1][heading(questionnaire, grid, "organisationsform")] = "Selvejnde"
    lines = run(tmp_path, grid).mapping.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if "linje " in line and line.startswith("- ")]
    assert len(told) == 4
    for line, field in zip(told, ("  periode: ''", "  medlemmer: ''", "  ramme: ''", "  betyder: ''"), strict=True):
        number = int(line.split("linje ")[1].split(":")[0])
        assert lines[number - 1] == field


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Hvad er stedets største styrker?", "Hvad er stedets største styrkerne", True),
    ("Selvejnde", "Selvejende", True),
    ("Hvad er de største styrker i det daglige arbejde?", "Hvad er de største svagheder i det daglige arbejde?", False),
    ("Har I flere brugere end sidste år?", "Har I færre brugere end sidste år?", False),
    ("Hvor mange brugere kommer?", "Hvor mange af brugerne kommer?", False),
    ("Er stedet åbent?", "Er stedet ikke åbent?", False),
])  # fmt: skip
def test_only_misspelt_words_are_spelling(one: str, other: str, same: bool) -> None:
    assert nearly(one, other) is same
    assert nearly(other, one) is same
