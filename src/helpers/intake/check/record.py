"""`doubts.csv`: what the check doubted, for the letter to the author; no answer in words, no name, no address."""

import csv
from dataclasses import astuple, fields
from pathlib import Path

from helpers.base.paths import DATA
from helpers.intake.check.finding import CheckResult
from helpers.survey.doubts_file import FILE, Doubt


def write_doubts(result: CheckResult, data: Path = DATA) -> Path:
    """The path of the file written, in the edition's folder, where git does not see it."""
    path = data / result.year / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name("doubts.draft.csv")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Doubt)])
        for found in result.doubts:
            writer.writerow(astuple(Doubt(found.rule, found.place.row, found.question, found.message)))
    draft.replace(path)
    return path
