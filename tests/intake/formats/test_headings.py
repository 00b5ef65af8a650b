"""Headings are found wherever they stand and however often; no answer is taken for one, and no sheet by chance."""

from collections.abc import Callable
from pathlib import Path

import exports_writing as writing
import pytest

from helpers.base.errors import DataError
from helpers.intake.export import Export
from helpers.intake.formats.detect import read_export
from helpers.survey.questionnaire import Questionnaire

Grid = writing.Grid
ROWS = [{"kommune": "0101", "aabningstimer": str(number), "styrker": f"svar {number}"} for number in range(1, 6)]


@pytest.fixture
def grid(questionnaire: Questionnaire) -> Grid:
    return writing.one_heading(questionnaire, ROWS)


def read(folder: Path, questionnaire: Questionnaire, grid: Grid) -> Export:
    return read_export(writing.write_csv(folder / "svar.csv", grid), questionnaire)


def hours(export: Export, questionnaire: Questionnaire) -> tuple[str, ...]:
    return next(c.values for c in export.columns if c.text == questionnaire.text("aabningstimer"))


def padded(grid: Grid, *cells: str) -> list[object]:
    return [*cells, *[""] * (len(grid[0]) - len(cells))]


def codes(grid: Grid, form: str) -> list[object]:
    return [form.format(number) for number in range(len(grid[0]))]


ALL = ("1", "2", "3", "4", "5")
AGAIN: dict[str, tuple[Callable[[Grid], Grid], dict[int, str]]] = {
    "once": (lambda grid: grid, {1: "overskrift"}),
    "again after one answer": (lambda g: [*g[:2], g[0], *g[2:]], {1: "overskrift", 3: "overskrifterne igen"}),
    "again after four": (lambda g: [*g[:5], g[0], *g[5:]], {1: "overskrift", 6: "overskrifterne igen"}),
    "again at the end, twice": (
        lambda g: [*g, g[0], g[0]],
        {1: "overskrift", 7: "overskrifterne igen", 8: "overskrifterne igen"},
    ),
    "below a title": (
        lambda g: [padded(g, "Svar hentet i marts"), padded(g), *g],
        {1: "titel", 3: "overskrift"},
    ),
    "below codes": (
        lambda g: [codes(g, "q{}"), *g],
        {1: "overskrift", 2: "overskrift"},
    ),
    "above the system's own names": (
        lambda g: [codes(g, "q{}"), g[0], codes(g, '{{"ImportId": "QID{}"}}'), *g[1:]],
        {1: "overskrift", 2: "overskrift", 3: "systemets egne navne"},
    ),
    "below codes, and both again": (
        lambda g: [codes(g, "q{}"), *g, codes(g, "q{}"), g[0]],
        {1: "overskrift", 2: "overskrift", 8: "overskrifterne igen", 9: "overskrifterne igen"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AGAIN)
def test_every_answer_is_kept_and_every_other_row_is_told(
    name: str, tmp_path: Path, questionnaire: Questionnaire, grid: Grid
) -> None:
    change, aside = AGAIN[name]
    export = read(tmp_path, questionnaire, change(grid))
    assert hours(export, questionnaire) == ALL
    assert dict(export.set_aside) == aside
    assert export.content_rows == len(export.rows) + len(aside)


def test_an_answer_is_never_the_name_of_a_column(tmp_path: Path, questionnaire: Questionnaire, grid: Grid) -> None:
    export = read(tmp_path, questionnaire, [*grid[:5], grid[0], *grid[5:]])
    assert {column.code for column in export.columns} == {column.letter for column in export.columns}


@pytest.mark.parametrize("place", [2, 4, 6])
def test_headings_in_another_order_among_the_answers_are_refused(
    place: int, tmp_path: Path, questionnaire: Questionnaire, grid: Grid
) -> None:
    other = [*grid[0][5:], *grid[0][:5]]
    with pytest.raises(DataError, match=f"række {place + 1}: Her står overskrifter igen, og i en anden rækkefølge"):
        read(tmp_path, questionnaire, [*grid[:place], other, *grid[place:]])


def sheets(folder: Path, questionnaire: Questionnaire, hide: str = "", **grids: Grid) -> Export:
    import openpyxl

    path = writing.write_workbook(folder / "svar.xlsx", grids)
    if hide:
        book = openpyxl.load_workbook(path)
        book[hide].sheet_state = "hidden"
        book.save(path)
    return read_export(path, questionnaire)


def reworded(grid: Grid, count: int) -> Grid:
    return [[f"Helt nyt spørgsmål {n}?" if n < count else text for n, text in enumerate(grid[0])], *grid[1:]]


@pytest.mark.parametrize("count", [0, 1, 10, 25])
@pytest.mark.parametrize("hide", ["", "gammel"])
def test_of_two_sheets_that_fit_nearly_as_well_neither_is_chosen(
    count: int, hide: str, tmp_path: Path, questionnaire: Questionnaire, grid: Grid
) -> None:
    told = r'Arkene "gammel.*57 kolonner\), "ny" \(\d+ kolonner\) passer lige godt eller næsten'
    with pytest.raises(DataError, match=told):
        sheets(tmp_path, questionnaire, hide, gammel=grid, ny=reworded(grid, count))


@pytest.mark.parametrize(
    "other",
    [
        lambda g: [["Noter"], ["Husk at ringe"]],
        lambda g: g[:1],
        lambda g: [g[0][:3], ["sum", "1", "2"]],
    ],
    ids=["notes", "headings alone", "a few columns"],
)
def test_the_sheet_that_was_not_read_is_told(
    other: Callable[[Grid], Grid], tmp_path: Path, questionnaire: Questionnaire, grid: Grid
) -> None:
    export = sheets(tmp_path, questionnaire, "andet", andet=other(grid), svar=grid)
    assert (hours(export, questionnaire), export.passed_over) == (ALL, ("andet (skjult)",))
