"""The file of an edition's conclusions, as whoever reads it finds them, and the states that a conclusion can be in."""

import csv
from pathlib import Path
from typing import NamedTuple

HOLDS = "holds"
BROKEN = "broken"
UNKNOWN = "unknown"
WORDS = {HOLDS: "holder", BROKEN: "holder ikke", UNKNOWN: "kan ikke afgøres"}


class Conclusion(NamedTuple):
    """One line of the list: the sentence as printed, its state, its condition and numbers, its page.

    `note` says what kind of responses the judgement rests on, where they are reconstructed; `retold` names
    the conclusion whose condition a sentence borrows, and is blank for all others.
    """

    name: str
    state: str
    page: str
    sentence: str
    condition: str
    numbers: str
    reason: str
    note: str
    retold: str = ""


def read_conclusions(path: Path) -> tuple[Conclusion, ...]:
    """The conclusions in a file that `write_conclusions` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Conclusion(*row) for row in list(csv.reader(file))[1:])
