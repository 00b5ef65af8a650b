"""`facts.csv`: all facts of an edition in one file, the contract between chapters, PDF, downloads and comparisons."""

import csv
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from helpers.base.errors import DataError, Fault
from helpers.base.spreadsheet import inert
from helpers.base.whole_files import replace_table
from helpers.facts.counting import HALF_HOURS
from helpers.facts.model import Fact, Facts
from helpers.survey.edition import Edition
from helpers.survey.responses import questionnaire_of

_COLUMNS = ("id", "value", "unit", "count", "base_n", "source", "suppressed", "note")


def write_facts(facts: Facts, path: Path) -> None:
    """Write the facts as CSV: exact counts, values with ten decimals, and a Danish word on the source."""
    rows: list[Iterable[object]] = [_COLUMNS]
    for fact in facts.values():
        note = inert(facts.edition.short_notice) if fact.source in ("reconstructed", "rehearsal") else ""
        value = "" if fact.value is None else f"{float(fact.value):.10f}".rstrip("0").rstrip(".")
        # How many there are in a group that is too small to be shown is no number for others either.
        base = None if fact.suppressed else fact.base_n
        rows.append([fact.id, value, fact.unit, fact.count, base, fact.source, int(fact.suppressed), note])
    replace_table(path, rows)


def read_facts(path: Path, edition: Edition) -> Facts:
    """The facts in a file that `write_facts` wrote, as exact as they were.

    Raises DataError with every row that is no fact.
    """
    facts: dict[str, Fact] = {}
    faults = []
    with path.open(encoding="utf-8", newline="") as file:
        for row, cells in enumerate(csv.DictReader(file, strict=True), start=2):
            try:
                fact = _read_fact(cells)
            except (KeyError, TypeError, ValueError) as error:
                faults.append(Fault(path.name, row, "", f"Rækken kan ikke læses som et tal ({error})."))
            else:
                facts[fact.id] = fact
    if faults:
        raise DataError(faults)
    return Facts(edition, questionnaire_of(edition), facts)


def _read_fact(cells: Mapping[str, str]) -> Fact:
    count, base = (int(cells[name]) if cells[name] else None for name in ("count", "base_n"))
    unit = cells["unit"]
    value = Fraction(cells["value"]) if cells["value"] else None
    if value is not None and unit == "percent" and count is not None and base:
        value = Fraction(100 * count, base)
    elif value is not None and unit in ("mean", "hours") and base:
        # Ten decimals are enough to find the sum of whole numbers, or of halves, that the mean came from.
        steps = base * (HALF_HOURS if unit == "hours" else 1)
        value = Fraction(round(value * steps), steps)
    return Fact(cells["id"], value, unit, count, base, cells["source"], cells["suppressed"] == "1")
