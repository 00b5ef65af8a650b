"""The account of an export adds up, whatever becomes of its rows; where it does not, nothing is written."""

from dataclasses import replace
from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import edit, run, whole_grid, with_column

from helpers.base.errors import VaerestederError
from helpers.intake.examination import ExaminedExport, examine_export
from helpers.intake.ledger import draw_up
from helpers.intake.new_edition import new_edition
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def test_every_row_column_and_cell_is_accounted_for_and_written_beside_the_export(
    tmp_path: Path, grid: writing.Grid
) -> None:
    grid = with_column(with_column(grid, "E-mail", "a@b.dk", "c@d.dk"), "Farve", "grøn", "rød")
    blank: list[object] = [None] * len(grid[0])
    grid = [["Hentet i marts"], *grid, ["", *blank[1:-1], "blå"], ["I alt", *grid[1][1:]]]
    grid[2][1] = "Selvejnde"
    first = run(tmp_path, grid)
    rows, columns, cells, withheld, written = first.ledger
    assert rows == "6 rækker i filen: 2 svar, 1 spurgt om, 1 uden svar på noget, 1 titel og 1 overskrift."
    assert columns == "59 kolonner: 57 læst, 1 personoplysninger, ikke læst og 1 ikke i spørgeskemaet, ikke læst."
    assert cells == "171 udfyldte celler i svarene: 169 læst som de står og 2 spurgt om."
    assert withheld.endswith("svar i fritekst er holdt tilbage; kun at der er svaret, vises.")
    path = tmp_path / "eksport.regnskab.txt"
    assert written == f"Regnskabet står i {path}."
    assert path.read_text(encoding="utf-8").splitlines()[2:] == [rows, columns, cells, withheld]
    edit(first, rækker=[{"række": "6", "til": "udelad"}])
    assert "1 udeladt ved række" in run(tmp_path, grid).ledger[0]


def test_what_is_lost_on_the_way_stops_everything(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = writing.write_excel(tmp_path / "eksport.xlsx", grid)
    examined = examine_export(path, tmp_path / "mapping.yml", questionnaire)
    assert draw_up(examined).rows.adds_up
    for lossy in (
        replace(examined, rows=replace(examined.rows, kept=examined.kept[:1])),
        replace(examined, matches=examined.matches[1:]),
        replace(examined, coded=replace(examined.coded, texts=examined.coded.texts[1:])),
    ):

        def lose(*_: object, found: ExaminedExport = lossy) -> ExaminedExport:
            return found

        monkeypatch.setattr("helpers.intake.new_edition.examine_export", lose)
        with pytest.raises(VaerestederError, match=r"går ikke op: .* Intet er skrevet"):
            new_edition("2026", path, tmp_path / "data", questionnaire)
    assert not (tmp_path / "data").exists()


def test_another_file_of_that_name_is_left_alone(tmp_path: Path, grid: writing.Grid) -> None:
    path = tmp_path / "eksport.regnskab.txt"
    path.write_text("Mit eget", encoding="utf-8")
    assert "findes allerede og er ikke et regnskab" in run(tmp_path, grid).ledger[-1]
    assert path.read_text(encoding="utf-8") == "Mit eget"
