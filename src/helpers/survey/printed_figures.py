"""What was printed: the report's figures, the figures it quotes, and where it cannot be followed."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from helpers.base.errors import DataError, Fault, VaerestederError
from helpers.base.yaml_io import read_yaml
from helpers.survey.edition import Edition

# The file in an edition's folder.
FIGURES = "published.csv"
# Which face of a fact a printed figure shows. `listed` is a name in a list of municipalities.
UNITS = ("percent", "count", "base", "mean", "hours", "total", "listed")

COLUMNS = ("id", "locator", "where", "group", "item", "printed", "value", "unit", "base_n", "fact", "note")
# A last column that a file may have, and the edition's own need not.
DIMENSION = "dimension"
_LITERATURE_COLUMNS = ("id", "locator", "where", "printed", "value", "unit", "citation", "page", "note")


@dataclass(frozen=True)
class PrintedFigure:
    """One place in the report where a number stands.

    `printed` is the text as printed, empty where the text extraction lost it; `value` is that text
    as a number with `decimals` places, None where it was lost; `fact` is the id of the fact it
    states, empty where nothing can be recomputed (then `note` says why). `dimension` tells apart what is otherwise the
    same quantity: a year, or a table with respondents of its own.
    """

    id: str
    locator: int
    where: str
    group: str
    item: str
    printed: str
    value: Fraction | None
    decimals: int
    unit: str
    base_n: int | None
    fact: str
    note: str
    dimension: str = ""


@dataclass(frozen=True)
class Quoted:
    """One figure that the report quotes from another study, with its citation."""

    id: str
    where: str
    printed: str
    citation: str
    page: str


@dataclass(frozen=True)
class Deviation:
    """Printed figures that the reconstruction does not follow, with the arithmetic that shows why."""

    figures: tuple[str, ...]
    arithmetic: str
    reading: str
    reason: str


def load_figures(edition: Edition) -> tuple[PrintedFigure, ...]:
    """The printed figures of an edition, in the order of the report; none where nothing was printed.

    Raises DataError with every row that cannot be read.
    """
    path = edition.folder / FIGURES
    return read_figures(path) if path.is_file() else ()


def read_figures(path: Path) -> tuple[PrintedFigure, ...]:
    """The printed figures in a file with the columns of `published.csv`.

    Raises DataError with every row that cannot be read.
    """
    faults: list[Fault] = []
    figures: list[PrintedFigure] = []
    seen: set[str] = set()
    for row, raw in _rows(path, COLUMNS):
        faults += [Fault(path.name, row, *fault) for fault in _faults(raw, seen)]
        seen.add(raw["id"])
        if not faults:
            figures.append(_figure(raw))
    if faults:
        raise DataError(faults)
    return tuple(figures)


def count_respondents(figures: Iterable[PrintedFigure]) -> int:
    """How many responded, as the figures say. Raises VaerestederError where they do not say one number."""
    printed = {figure.value for figure in figures if figure.fact == "respondenter" and figure.value is not None}
    if len(printed) != 1:
        raise VaerestederError("Antallet af respondenter skal stå i figurerne som ét tal med fact respondenter.")
    return int(printed.pop())


def load_quoted(edition: Edition) -> tuple[Quoted, ...]:
    """The figures that an edition's report quotes from other studies; none where it has no such file."""
    path = edition.folder / "literature.csv"
    if not path.is_file():
        return ()
    return tuple(
        Quoted(raw["id"], raw["where"], raw["printed"], raw["citation"], raw["page"])
        for _, raw in _rows(path, _LITERATURE_COLUMNS)
    )


def load_deviations(edition: Edition) -> tuple[Deviation, ...]:
    """The figures that an edition's responses deviate from on purpose; none where it has no such file."""
    path = edition.folder / "deviations.yml"
    if not path.is_file():
        return ()
    return tuple(
        Deviation(tuple(raw["figures"]), raw["arithmetic"], raw["reading"], raw["reason"]) for raw in read_yaml(path)
    )


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row of a file under its row number. Raises DataError where the columns are others."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        given = tuple(reader.fieldnames or ())
        if given not in (columns, (*columns, DIMENSION)):
            raise DataError([Fault(path.name, 1, "", f"Kolonnerne skal være {','.join(columns)}.")])
        for row, raw in enumerate(reader, start=2):
            if None in raw or None in raw.values():
                raise DataError([Fault(path.name, row, "", f"Rækken skal have {len(given)} felter.")])
            yield row, raw


def _faults(raw: dict[str, str], seen: set[str]) -> Iterator[tuple[str, str]]:
    """Column and message of each fault in one row of `published.csv`."""
    if raw["id"] in seen:
        yield "id", f'"{raw["id"]}" står der allerede. Giv hvert tal sit eget id.'
    if raw["unit"] not in UNITS:
        yield "unit", f'"{raw["unit"]}" er ingen enhed. Skriv en af: {", ".join(UNITS)}.'
    if not raw["locator"].isdecimal():
        yield "locator", f'"{raw["locator"]}" er ikke et linjenummer.'
    if raw["base_n"] and not raw["base_n"].isdecimal():
        yield "base_n", f'"{raw["base_n"]}" er ikke et helt tal.'
    if bool(raw["printed"]) != bool(raw["value"]):
        yield "value", "Et trykt tal skal have både tekst og værdi; et tabt tal ingen af delene."
    try:
        Fraction(raw["value"] or 0)
    except ValueError:
        yield "value", f'"{raw["value"]}" er ikke et tal. Skriv tallet med decimalpunktum.'
    if not raw["fact"] and not raw["note"]:
        yield "note", "Et tal uden fact skal have en note, der siger hvorfor."


def _figure(raw: dict[str, str]) -> PrintedFigure:
    return PrintedFigure(
        id=raw["id"],
        locator=int(raw["locator"]),
        where=raw["where"],
        group=raw["group"],
        item=raw["item"],
        printed=raw["printed"],
        value=Fraction(raw["value"]) if raw["value"] else None,
        decimals=len(raw["value"].partition(".")[2]),
        unit=raw["unit"],
        base_n=int(raw["base_n"]) if raw["base_n"] else None,
        fact=raw["fact"],
        note=raw["note"],
        dimension=raw.get(DIMENSION, ""),
    )
