"""Each cell of the workbook shows its whole text, on the screen and printed."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from openpyxl.workbook import Workbook

from helpers.facts.model import Facts
from helpers.survey.edition import load_edition
from helpers.web.downloads.grid import Grid, GridColumn, grid_of_facts
from helpers.web.downloads.sheet_layout import column_width, fit_rows, lines
from helpers.web.downloads.workbook import Entry, write_workbook

OFFICE = shutil.which("soffice")
LONG = Grid(
    "tabel-lang", "En tabel med lange svar", "Kilden.",
    (GridColumn("Det, som der blev spurgt om"), GridColumn("Et tal", number=True), GridColumn("Svaret")),
    (("Kort", 1, "ord " * 90 + "sidst1"), ("lang " * 40 + "sidst2", 2, "Selvejende"), ("a", 3, "x" * 150 + "sidst3")),
)  # fmt: skip


@pytest.fixture(scope="module")
def book(facts_2024: Facts) -> Workbook:
    edition = replace(load_edition("2024"), notice="Sagt med mange ord, " * 20 + "sidst4")
    file = write_workbook([Entry(LONG), Entry(grid_of_facts(facts_2024))], edition, "Til & for alle.")
    return openpyxl.load_workbook(io.BytesIO(file))


def cut(book: Workbook, folder: Path) -> Iterator[str]:
    """The last words of cells, as far as no page that LibreOffice prints shows them."""
    assert OFFICE
    book.save(folder / "bog.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "bog.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    printed = "".join("".join(page.get_text().split()) for page in pymupdf.open(folder / "bog.pdf"))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                last = str(cell.value or "").split()[-1:]
                if isinstance(cell.value, str) and last and last[0] not in printed:
                    yield f"{sheet.title}!{cell.coordinate}: {cell.value[-30:]}"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_last_word_of_each_cell_is_printed(book: Workbook, tmp_path: Path) -> None:
    assert list(cut(book, tmp_path)) == []


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_row_that_is_too_low_is_found(facts_2024: Facts, tmp_path: Path) -> None:
    file = write_workbook([Entry(LONG)], load_edition("2024"), "Frit.")
    book = openpyxl.load_workbook(io.BytesIO(file))
    for dimension in book["tabel-lang"].row_dimensions.values():
        dimension.height = 16
    assert [told.split(":")[0] for told in cut(book, tmp_path)] == ["tabel-lang!C6", "tabel-lang!A7", "tabel-lang!C8"]


def test_pages_lie_across_with_headings_on_each_and_the_source_below(book: Workbook) -> None:
    sheet = book["tabel-lang"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$5:$5"
    assert "Væresteders rammer og vilkår" in sheet.oddFooter.left.text


@pytest.mark.parametrize(("text", "width", "expected"), [
    ("kort", None, 1), ("kort", 20, 1), ("to\nlinjer", 20, 2), ("ord " * 30, 20, 8), ("x" * 100, 20, 8), ("", 20, 1),
])  # fmt: skip
def test_lines_of_wrapped_text(text: str, width: float | None, expected: int) -> None:
    assert abs(lines(text, width, 12) - expected) <= (expected > 5)


def test_a_column_is_as_wide_as_its_longest_text_within_limits_and_a_long_heading_is_wrapped() -> None:
    assert column_width("a", ["b"], 12) == 12
    assert column_width("a", ["ord " * 100], 12) == 60
    assert 20 <= column_width("Selvejende med kommunal driftsoverenskomst", ["5"], 12) < 40


def test_a_row_without_text_keeps_its_height() -> None:
    sheet = Workbook().create_sheet()
    sheet["A3"] = "x"
    fit_rows(sheet)
    assert list(sheet.row_dimensions) == [3]
