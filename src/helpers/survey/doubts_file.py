"""`doubts.csv`: what the check of an export doubted, for the letter to the author.

It holds no answer in words, no name, no address. In a module of its own, since who reads it needs nothing of what
checks.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from helpers.base.paths import DATA, edition_data
from helpers.base.spreadsheet import inert
from helpers.base.whole_files import replace_table
from helpers.survey.edition import Edition

FILE = "doubts.csv"


@dataclass(frozen=True)
class Doubt:
    """One doubt: the key of the rule, the row in the export (0 is the whole of it), the question, the sentence."""

    rule: str
    row: int
    question: str
    message: str


def read_doubts(edition: Edition) -> Sequence[Doubt]:
    """What the last check of the edition's export doubted; empty where it was not checked."""
    path = edition.folder / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Doubt(row["rule"], int(row["row"]), row["question"], row["message"]) for row in csv.DictReader(file)
        )


def write_doubts(year: str, doubts: Sequence[Doubt], data: Path = DATA) -> Path:
    """The path of the file written, in the edition's folder, where git does not see it."""
    path = edition_data(year, data) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [(doubt.rule, doubt.row, doubt.question, inert(doubt.message)) for doubt in doubts]
    replace_table(path, [[field.name for field in fields(Doubt)], *rows])
    return path
