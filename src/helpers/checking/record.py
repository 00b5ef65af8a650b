"""`doubts.csv`: what the check doubted, for the letter to the author; no answer in words, no name, no address."""

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from helpers.checking.findings import CheckResult
from helpers.edition import Edition
from helpers.paths import DATA

FILE = "doubts.csv"


@dataclass(frozen=True)
class Doubt:
    """One doubt: the key of the rule, the row in the export (0 is the whole of it), the question, the sentence."""

    rule: str
    row: int
    question: str
    message: str


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


def read_doubts(edition: Edition) -> Sequence[Doubt]:
    """What the last check of the edition's export doubted; empty where it was not checked."""
    path = edition.folder / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Doubt(row["rule"], int(row["row"]), row["question"], row["message"]) for row in csv.DictReader(file)
        )
