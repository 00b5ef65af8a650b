"""`doubts.csv`: what the check of an export doubted, as the letter to the author reads it.

In a module of its own, since who reads it needs nothing of what checks.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

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
