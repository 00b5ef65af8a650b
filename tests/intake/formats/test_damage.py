"""A file that is damaged at random is read right, or refused with its place: no row is ever lost without a word.

Some damages a time in `make test`, 3,000 of each kind in `make trust` (DAMAGES=3000); a tenth of them in the formats of
statistics programs, each of which is read by a process of its own.
"""

import os
import re
import tempfile
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import exports_writing as writing
import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake.formats.test_cells import cell, ods, row

from helpers.base.errors import DataError
from helpers.intake.export import Export
from helpers.intake.formats.detect import read_export
from helpers.survey.questionnaire import Questionnaire, load_questionnaire

DAMAGES = int(os.environ.get("DAMAGES", "40"))
# What a refusal names: a row, a cell, a part of the file, or the sheets that it could not choose between.
PLACE = re.compile(
    r"række \d+|celle [A-Z]+\d+|Filens del|Arkene|Overskrifterne har|er tom|tegnkodning|adgangskode|navnet"
)
QUESTIONNAIRE = load_questionnaire("2024")
ANSWERS = [
    {"kommune": "0101", "aabningstimer": str(n), "styrker": text, "tilbudstype": "aaben", "udfordringer": "tid; penge"}
    for n, text in enumerate(["ro", 'Huset "Solen"', "mad, varme", "", "=1+1", "5\" skærm", "æøå"], start=1)
]  # fmt: skip
Write = Callable[[Path, list[list[str]]], Path]
GRID = [[str(text) for text in texts] for texts in writing.one_heading(QUESTIONNAIRE, ANSWERS, writing.yes_or_no)]
WIDTH = len(GRID[0])
with tempfile.TemporaryDirectory() as folder:
    _book = writing.write_workbook(Path(folder) / "svar.xlsx", {"Svar": [list[object](row) for row in GRID]})
    WORKBOOK = _book.read_bytes()
HARD = settings(max_examples=DAMAGES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SLOW = settings(HARD, max_examples=max(DAMAGES // 10, 3))

lines = st.integers(0, len(GRID) - 1)
columns = st.integers(0, WIDTH - 1)


@st.composite
def damaged_grids(draw: st.DrawFn) -> list[list[str]]:
    """The grid with rows dropped, repeated, swapped, blanked, or its headings set in again."""
    grid = [list(row) for row in GRID]
    for _ in range(draw(st.integers(1, 3))):
        place, other = draw(st.integers(1, len(grid) - 1)), draw(st.integers(1, len(grid) - 1))
        match draw(st.sampled_from(["drop", "repeat", "swap", "blank", "headings", "empty", "cell"])):
            case "drop" if len(grid) > 3:
                del grid[place]
            case "repeat":
                grid.insert(other, list(grid[place]))
            case "swap":
                grid[place], grid[other] = grid[other], grid[place]
            case "blank":
                grid[place] = [""] * WIDTH
            case "headings":
                grid.insert(place, list(GRID[0]))
            case "empty":
                grid.insert(place, [""] * WIDTH)
            case "cell":
                grid[place][draw(columns)] = ""
    return grid


def rows_of(export: Export) -> list[tuple[str, ...]]:
    return list(zip(*(column.values for column in export.columns), strict=True))


def read_or_refusal(path: Path) -> Export | str:
    try:
        return read_export(path, QUESTIONNAIRE)
    except DataError as error:
        return str(error)


def delimited(delimiter: str, encoding: str = "utf-8-sig") -> Write:
    def write(folder: Path, grid: list[list[str]]) -> Path:
        return writing.write_csv(folder / "svar.csv", [list[object](row) for row in grid], encoding, delimiter)

    return write


def workbook(folder: Path, grid: list[list[str]]) -> Path:
    return writing.write_workbook(folder / "svar.xlsx", {"Svar": [list[object](row) for row in grid]})


def opendocument(folder: Path, grid: list[list[str]]) -> Path:
    path = folder / "svar.ods"
    path.write_bytes(ods(*(row(*(cell("string", "", escape(text)) for text in texts)) for texts in grid)))
    return path


def packed(folder: Path, grid: list[list[str]]) -> Path:
    path = folder / "svar.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(delimited(";")(folder, grid), "svar.csv")
    return path


WRITERS: dict[str, Write] = {
    "semicolon": delimited(";"), "comma": delimited(","), "tab": delimited("\t"), "utf-16": delimited("\t", "utf-16"),
    "cp1252": delimited(";", "cp1252"), "xlsx": workbook, "ods": opendocument, "zip": packed,
}  # fmt: skip


@pytest.mark.parametrize("form", WRITERS)
@HARD
@given(grid=damaged_grids())
def test_rows_that_are_dropped_repeated_or_swapped_are_read_as_they_stand(
    form: str, grid: list[list[str]], tmp_path: Path
) -> None:
    export = read_export(WRITERS[form](tmp_path, grid), QUESTIONNAIRE)
    filled = [row for row in grid if any(row)]
    answers = [
        tuple(row) for row in filled if 2 * sum(map(str.__eq__, row, GRID[0])) < WIDTH or sum(map(bool, row)) < 9
    ]
    assert rows_of(export) == answers
    assert export.content_rows == len(filled) == len(export.rows) + len(export.set_aside)


STATISTICS = {
    "sav": (pyreadstat.write_sav, {}), "zsav": (pyreadstat.write_sav, {"compress": True}),
    "dta": (pyreadstat.write_dta, {}),
}  # fmt: skip


@pytest.mark.parametrize("form", STATISTICS)
@SLOW
@given(grid=damaged_grids())
def test_each_row_of_a_statistics_file_is_read_as_it_stands(form: str, grid: list[list[str]], tmp_path: Path) -> None:
    write, options = STATISTICS[form]
    path = tmp_path / f"svar.{form}"
    frame = pd.DataFrame([row[:9] for row in grid[1:]], columns=[f"v{n}" for n in range(9)])
    write(frame, str(path), column_labels=[heading[:80] for heading in grid[0][:9]], **options)
    export = read_export(path, QUESTIONNAIRE)
    assert rows_of(export) == [tuple(row[:9]) for row in grid[1:]]
    assert len(export.rows) == len(grid) - 1


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """The file as text with signs taken out, put in or changed, or its end cut off."""
    delimiter = draw(st.sampled_from([";", ",", "\t"]))
    text = writing.as_csv([list[object](row) for row in GRID], delimiter)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text) - 1))
        sign = draw(st.sampled_from(['"', delimiter, "”", '""', "x", f'{delimiter}"', f'"{delimiter}']))
        match draw(st.sampled_from(["put in", "take out", "change", "cut off", "quote"])):
            case "put in":
                text = text[:at] + sign + text[at:]
            case "take out":
                text = text[:at] + text[at + draw(st.integers(1, 3)) :]
            case "change":
                text = text[:at] + sign + text[at + 1 :]
            case "cut off":
                text = text[: max(at, len(text) // 2)]
            case "quote":
                places = [m.end() for m in re.finditer(re.escape(delimiter), text)]
                start = draw(st.sampled_from(places)) if places else 0
                text = text[:start] + '"' + text[start:]
    return text


@HARD
@given(text=damaged_texts())
def test_every_line_of_a_damaged_file_is_a_row_or_the_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_bytes(text.encode())
    export = read_or_refusal(path)
    if isinstance(export, str):
        assert PLACE.search(export), export
        return
    # No answer has more than one line, so a line that is no row has been swallowed by another.
    told = len(export.rows) + len(export.set_aside)
    assert told == export.content_rows
    assert told == sum(bool(line.strip(' ;,\t"')) for line in re.split(r"\r\n|\r|\n", text))


@st.composite
def damaged_bytes(draw: st.DrawFn) -> bytes:
    data = bytearray(WORKBOOK)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data) - 2))
        match draw(st.sampled_from(["flip", "cut off", "take out", "nought"])):
            case "flip":
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "cut off":
                del data[max(at, 40) :]
            case "take out":
                del data[at : at + draw(st.integers(1, 30))]
            case "nought":
                data[at : at + 8] = bytes(len(data[at : at + 8]))
        if len(data) < 50:
            break
    return bytes(data)


@HARD
@given(data=damaged_bytes())
def test_a_workbook_with_damaged_bytes_is_read_whole_or_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    path.write_bytes(data)
    export = read_or_refusal(path)
    if isinstance(export, str):
        assert export.startswith("1 fejl i data:\nsvar.xlsx: "), export
        return
    assert rows_of(export) == [tuple(row) for row in GRID[1:]]


def test_the_grid_is_read_as_it_stands_where_nothing_is_damaged(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = writing.write_csv(tmp_path / "svar.csv", [list[object](row) for row in GRID])
    assert rows_of(read_export(path, questionnaire)) == [tuple(row) for row in GRID[1:]]
