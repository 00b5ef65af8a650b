"""The bounds that an edition's book shows: a file in its folder, which `vaeresteder bounds` fills in."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from helpers.base.errors import DataError, Fault
from helpers.survey.edition import Edition

BOUNDS = "bounds.csv"
COLUMNS = ("given", "asked", "least", "most", "group_least", "group_most")


@dataclass(frozen=True)
class CrossBound:
    """How many of those who gave one answer (`given`) gave another too (`asked`): from `least` to `most`.

    Both are facts without a group, such as `har_hjemloese.ja`. The group itself has from `group_least`
    to `group_most` members, one number where the report says how many they are.
    """

    given: str
    asked: str
    least: int
    most: int
    group_least: int
    group_most: int


def load_bounds(edition: Edition) -> tuple[CrossBound, ...]:
    """The bounds of an edition in the order of its file; none where it has no such file.

    Raises DataError where the file has other columns, or a row has not been filled in.
    """
    path = edition.folder / BOUNDS
    if not path.is_file():
        return ()
    faults, found = [], []
    for row, raw in enumerate(_rows(path), start=2):
        if all(raw[column].isdecimal() for column in COLUMNS[2:]):
            found.append(CrossBound(raw["given"], raw["asked"], *(int(raw[column]) for column in COLUMNS[2:])))
        else:
            faults.append(Fault(path.name, row, "", "Rækken har ingen grænser. Kør `vaeresteder bounds`."))
    if faults:
        raise DataError(faults)
    return tuple(found)


def load_crosses(path: Path) -> tuple[tuple[str, str], ...]:
    """The pairs of answers in a file of bounds, filled in or not. Raises DataError for other columns."""
    return tuple((raw["given"], raw["asked"]) for raw in _rows(path))


def format_bounds(bounds: Iterable[CrossBound]) -> str:
    """The bounds as the text of a CSV file with a header."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(bound, column) for column in COLUMNS] for bound in bounds)
    return file.getvalue()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restval="")
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError([Fault(path.name, 1, "", f"Kolonnerne skal være {','.join(COLUMNS)}.")])
        return list(reader)
