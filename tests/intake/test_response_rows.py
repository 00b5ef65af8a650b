"""Sums and notes among the rows are doubted, and a row is left out by its content, wherever it stands next time."""

from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import answers, edit, load, run, whole_grid

from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def row_that_begins(grid: writing.Grid, text: str) -> list[object]:
    return [text, *grid[1][1:]]


@pytest.mark.parametrize("text", ["I alt", "TOTAL", "Sum:", "Gennemsnit", "Gns.", "Antal svar 2"])
def test_a_row_that_may_be_a_sum_is_asked_about_and_left_out_by_a_word(
    tmp_path: Path, grid: writing.Grid, text: str
) -> None:
    grid = [["Nr.", *grid[0]], ["1", *grid[1]], ["2", *grid[2]], [text, *grid[1]]]
    first = run(tmp_path, grid)
    assert [s for s in first.open if s.startswith("rækker")] == [
        f'rækker, række 4: Den begynder med "{text}" og kan være en sum. Skriv udelad ved rækken, hvis den ikke er et '
        "svar, eller medtag."
    ]
    rows = load(first)["rækker"]
    for decision, count in (("udelad", 2), ("medtag", 3)):
        rows[0]["til"] = decision  # type: ignore[index]
        edit(first, rækker=rows)
        edition = run(tmp_path, grid)
        assert (edition.open, edition.count) == ((), count)


def test_a_note_below_a_blank_row_is_asked_about(tmp_path: Path, grid: writing.Grid) -> None:
    blank: list[object] = [None] * len(grid[0])
    column = len(grid[0]) - 1
    note = [None] * column + ["Hentet den 3. april"]
    assert [s.split(":")[0] for s in run(tmp_path, [*grid, blank, note]).open if s.startswith("rækker")] == [
        "rækker, række 5"
    ]
    # Somebody who answered one question only stands among the others.
    assert not [s for s in run(tmp_path, [*grid, note]).open if s.startswith("rækker")]


def test_any_row_can_be_left_out_and_is_known_again_by_what_it_holds(tmp_path: Path, grid: writing.Grid) -> None:
    grid[2] = ["0461", *grid[2][1:]]
    edit(run(tmp_path, grid), rækker=[{"række": "3", "til": "udelad"}])
    first = run(tmp_path, grid)
    assert [row["kommune"] for row in answers(first)] == ["0101"]
    assert load(first)["rækker"][0]["mærke"]  # type: ignore[index]
    turned = [grid[0], grid[2], grid[1]]
    assert [row["kommune"] for row in answers(run(tmp_path, turned))] == ["0101"]
    # The row is gone: nothing else is left out in its place, and that is told.
    changed = [grid[0], ["0751", *grid[2][1:]], grid[1]]
    edition = run(tmp_path, changed)
    assert [row["kommune"] for row in answers(edition)] == ["0751", "0101"]
    assert any("rækker: Det, der er afgjort om række 2, er strøget" in note for note in edition.notes)


def test_a_number_that_was_written_for_another_file_leaves_nothing_out(tmp_path: Path, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid), rækker=[{"række": "3", "til": "udelad"}])
    grid[1] = ["0751", *grid[1][1:]]
    edition = run(tmp_path, grid)
    assert edition.count == 2
    assert any("skrevet til en anden fil" in note for note in edition.notes)
