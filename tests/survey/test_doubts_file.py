import csv
from pathlib import Path

from helpers.survey.doubts_file import Doubt, write_doubts


def test_no_sentence_of_a_doubt_is_a_formula(tmp_path: Path) -> None:
    path = write_doubts("2026", [Doubt("hours", 2, "aabningstimer", "=1+1"), Doubt("hours", 3, "", "Plain.")], tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["message"] for row in csv.DictReader(file)] == ["»=1+1«", "Plain."]
