"""The expected time follows the kind and the size of a file, and is told in round words."""

from pathlib import Path

import pytest

from helpers.intake.reading_time import expected_time


@pytest.mark.parametrize(("name", "size", "told"), [
    ("svar.csv", 100, "omkring 10 sekunder"),
    ("svar.csv", 9_000_000, "omkring 20 sekunder"),
    ("svar.xlsx", 9_000_000, "omkring 30 sekunder"),
    ("SVAR.XLSX", 30_000_000, "omkring 2 minutter"),
])  # fmt: skip
def test_a_packed_file_takes_longer_than_a_plain_one(tmp_path: Path, name: str, size: int, told: str) -> None:
    file = tmp_path / name
    with file.open("wb") as opened:
        opened.truncate(size)
    assert expected_time(file) == told
    assert expected_time(tmp_path) == told
