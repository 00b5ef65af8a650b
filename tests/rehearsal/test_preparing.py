"""What a rehearsal takes from the project, and what it must leave alone."""

from pathlib import Path

from helpers.base.paths import ROOT
from helpers.survey.edition_file import read_fields
from rehearsal.planned import YEAR
from rehearsal.rehearse import Plan, prepare


def test_data_hold_no_invented_year() -> None:
    described = [read_fields(path) for path in (ROOT / "data").glob("*/edition.yml")]
    assert described
    assert "rehearsal" not in {edition["source"] for edition in described}


def test_the_export_lies_outside_the_data_and_the_real_years_stay_where_they_are(tmp_path: Path) -> None:
    ready = prepare(tmp_path / "aar", Plan(count=5, invited=9, partial=1))
    assert ready.export.parent == tmp_path / "aar" / "eksport"
    assert sorted(path.name for path in (tmp_path / "aar" / "data").iterdir() if path.is_dir()) == ["2024"]
    assert not ready.data.exists(), f"{YEAR} is made by the command"
