"""What programs write where nothing was answered is asked about once for the file, wherever it stands."""

from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import answers, edit, heading, load, run, whole_grid

from helpers.survey.questionnaire import Questionnaire

COLUMNS = ("aabningstimer", "personale_antal.fuldtid", "inddraget", "indsatser.gadeplan", "styrker")


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def put(grid: writing.Grid, questionnaire: Questionnaire, row: int, column: str, text: str) -> None:
    grid[row][heading(questionnaire, grid, column)] = text


@pytest.mark.parametrize("mark", ["NA", "nan", "-99", "NULL", "N/A", "-99.0", "."])
def test_a_mark_in_numbers_is_one_question_for_every_column(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid, mark: str
) -> None:
    for column in COLUMNS:
        put(grid, questionnaire, 1, column, mark)
    first = run(tmp_path, grid)
    asked = [sentence for sentence in first.open if not sentence.startswith("udgave")]
    assert len(asked) == 1
    assert f'Der står "{mark}" i 5 celler, først eksport.xlsx, ark "Svar", celle' in asked[0]
    key = asked[0].split(":")[0].removeprefix("tomme_tegn, ")
    edit(first, tomme_tegn={key: "tom"}, blanke={"indsatser": "tom"}, frigiv={"styrker": "alle"})
    row, other = answers(run(tmp_path, grid))
    assert {row[column] for column in COLUMNS} == {""}
    assert "" not in {other[column] for column in COLUMNS}


def test_a_mark_that_is_an_answer_is_asked_about_text_by_text(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    put(grid, questionnaire, 1, "aabningstimer", "NA")
    put(grid, questionnaire, 1, "styrker", "NA")
    edit(run(tmp_path, grid), tomme_tegn={"na": "svar"}, frigiv={"styrker": "alle"})
    second = run(tmp_path, grid)
    assert [sentence.split(",")[:2] for sentence in second.open] == [["svar", " aabningstimer"]]
    raw = load(second)
    next(entry for entry in raw["svar"] if entry["læst"] == "NA")["betyder"] = "tom"  # type: ignore[attr-defined]
    edit(second, svar=raw["svar"])
    row = answers(run(tmp_path, grid))[0]
    assert (row["aabningstimer"], row["styrker"]) == ("", "NA")


def test_a_word_that_one_place_wrote_in_free_text_stays(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    put(grid, questionnaire, 1, "styrker", "NA")
    assert len(run(tmp_path, grid).open) == 3
    # Where it stands again, a program wrote it.
    put(grid, questionnaire, 2, "udfordringer", "NA")
    assert [s.split(":")[0] for s in run(tmp_path, grid).open if not s.startswith("udgave")] == ["tomme_tegn, na"]
