"""The sheets of an edited workbook as rows of cells; what a spreadsheet changed by itself is put right, or told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.base.errors import Fault
from helpers.base.yaml_io import closest
from helpers.intake.export import CLOCK, DATE, FORMULA, PERCENT, RawTable, column_letter
from helpers.intake.form.form_rows import COLUMNS
from helpers.intake.formats.detect import read_tables

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "’": "'", "‘": "'", "‚": "'"})
_CHANGED = {DATE: "en dato", CLOCK: "et klokkeslæt", PERCENT: "procent", FORMULA: "en formel"}


def as_typed(text: str) -> str:
    """A text without what spreadsheets put in by themselves: trailing blanks, and quotation marks that lean."""
    return " ".join(text.translate(_QUOTES).split())


def plainly(text: str) -> str:
    """What two texts have in common that a spreadsheet alone made different."""
    plain = as_typed(text).replace("…", "...").replace("–", "-").replace("—", "-").replace("--", "-")
    return plain.replace("©", "(c)").replace("®", "(r)").replace("™", "(tm)")


@dataclass(frozen=True)
class FormRow:
    """One row of a sheet: its number there, and what stands in each column, blank where nothing does."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class FormSheets:
    """The rows of each sheet, and the faults found so far; `letters` has the place of each column."""

    path: Path
    rows: dict[str, list[FormRow]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)

    def fail(self, sheet: str, row: int, column: str, message: str) -> None:
        """Keep a fault; the row is 0 where it is the whole sheet, the column blank where it is the whole row."""
        letter = self.letters.get((sheet, column), "")
        place = f"{letter}, {column}" if letter and column else column
        self.faults.append(Fault(f'{self.path.name}, ark "{sheet}"', row, place, message))

    def fail_at(self, row: FormRow, column: str, message: str) -> None:
        """Keep a fault of a cell, with what was given there."""
        given = f'Der står "{row[column]}". ' if row[column] else "Cellen er tom. "
        self.fail(row.sheet, row.number, column, given + message)


def read_sheets(path: Path) -> FormSheets:
    """The rows of the workbook. Raises DataError where it cannot be read at all."""
    found = FormSheets(path)
    tables = {as_typed(table.name).casefold(): table for table in read_tables(path)}
    for name, columns in COLUMNS.items():
        if name in tables:
            found.rows[name] = list(_rows(found, name, columns, tables[name]))
        else:
            there = ", ".join(f'"{table.name}"' for table in tables.values())
            found.fail(name, 0, "", f"Arket mangler; filen har {there}. Skriv skemaet ud igen: vaeresteder skema ud")
    return found


def _rows(found: FormSheets, name: str, columns: Sequence[str], table: RawTable) -> Iterator[FormRow]:
    first, headings = table.rows[0]
    places: dict[int, str] = {}
    for index, written in enumerate(headings):
        heading = as_typed(written).casefold()
        if not heading:
            continue
        found.letters.setdefault((name, heading), column_letter(index))
        if heading in places.values():
            found.fail(name, first, heading, "Kolonnen står der to gange. Slet den ene.")
        elif heading in columns:
            places[index] = heading
        else:
            near = closest(heading, columns)
            told = f'Skriv "{near}".' if near else "Slet kolonnen, eller skriv dens navn, som det var."
            found.fail(name, first, heading, f"Kolonnen kendes ikke. Kolonnerne er {', '.join(columns)}. {told}")
    missing = [column for column in columns if column not in places.values()]
    if missing:
        found.fail(name, first, "", f"Her mangler {', '.join(missing)}. Skriv overskriften i en celle på rækken.")
    for number, cells in table.rows[1:]:
        row = {}
        for index, column in places.items():
            form = table.formats.get((number, index))
            row[column] = as_typed(cells[index]) if index < len(cells) else ""
            if form:
                found.fail(name, number, column, (
                    f'Der står "{row[column]}": Regnearket har gjort teksten til {_CHANGED[form.kind]}. Giv cellen '
                    "formatet Tekst, og skriv den igen."
                ))  # fmt: skip
        if any(row.values()):
            yield FormRow(name, number, row)


def as_key(text: str) -> str:
    """A key as it is written: spreadsheets begin a cell with a capital."""
    return text.casefold()


def as_whole(text: str) -> int | None:
    """The whole number that a cell holds; None where it holds another thing."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
