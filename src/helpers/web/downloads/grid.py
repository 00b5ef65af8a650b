"""A table as plain rows and columns: one value a cell, numbers as numbers, no heading across a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from helpers.base.danish import SOFT_HYPHEN
from helpers.base.plain_text import REPLACED, known_to_xml
from helpers.editions.changes import DOWN, UP
from helpers.facts.fact_id import FactId
from helpers.facts.missing import HIDDEN, MEANINGS, missing_word
from helpers.facts.model import Facts
from helpers.facts.provenance import SOURCE_WORDS, trace
from helpers.figures.cells import OF, TO
from helpers.survey.edition import Edition
from helpers.survey.questionnaire import Questionnaire

Value = str | int | Decimal

ALL_NUMBERS = "alle-tal"
_UNITS = {
    "percent": "procent",
    "count": "antal",
    "mean": "gennemsnit",
    "hours": "timer pr. uge, gennemsnit",
    "total": "timer pr. uge, i alt",
}
_STATED = "Rapportens eget tal."
_ARROWS = {UP: "større", DOWN: "mindre"}
# What the two columns are called that a pair of numbers becomes, by the word between them.
_PAIRS = {OF: ("{}", "{}, ud af"), TO: ("{}, nedre grænse", "{}, øvre grænse")}


@dataclass(frozen=True)
class GridColumn:
    """One column: its heading, and whether its values are numbers (or the words that stand for one)."""

    heading: str
    number: bool = False


@dataclass(frozen=True)
class Grid:
    """A table to take along: `rows` have a value for each column, blank where the book shows nothing.

    `source` says what it rests on, and `row_sources` what each row does, where that is not the same for all.
    """

    name: str
    title: str
    source: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    row_sources: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns, no two of them alike."""
        return tuple(column.heading for column in self.columns)


@dataclass(frozen=True)
class _Shown:
    """What one number of the book says: its value, whether it is a percentage, the arrow behind it."""

    value: Value
    percent: bool | None = None
    arrow: str = ""


def grid_of_table(content: Mapping[str, Any], edition: Edition, questionnaire: Questionnaire) -> Grid:
    """The grid of a table's description, with exactly the numbers that it shows.

    Rows that head others become a first column. `62 % ↑` is 62, a unit and a word; `16 af 31` and
    `+3 til +21` are two numbers. A last column names the facts of each row, where the table shows any.
    """
    rows = [row for row in content["rows"] if row["cells"]]
    labels = [GridColumn(plain(content["columns"][0]))]
    lead: list[tuple[Value, ...]] = [(plain(row["label"]),) for row in rows]
    if len(rows) < len(content["rows"]):
        labels.insert(0, GridColumn("Overskrift i tabellen"))
        lead = [(heading, *cells) for heading, cells in zip(_headings(content["rows"]), lead, strict=True)]
    parts: list[tuple[GridColumn, list[_Shown]]] = []
    for index, heading in enumerate(content["columns"][1:]):
        parts += _split(plain(heading), [row["cells"][index] for row in rows])
    columns, units = _with_units(parts, len(rows))
    ids = [_row_id([cell["fact"] for cell in row["cells"] if cell["fact"]], questionnaire) for row in rows]
    if any(ids):
        columns.append((GridColumn("Id"), list(ids)))
    body = list(zip(*(values for _, values in columns), strict=True)) if columns else [()] * len(rows)
    return _grid(
        content["name"],
        plain(content["title"]),
        plain(content["source"]) or f"{edition.title}, udgave {edition.key}.",
        [*labels, *([GridColumn("Enhed")] if units else []), *(column for column, _ in columns)],
        [(*first, *((units[i],) if units else ()), *body[i]) for i, first in enumerate(lead)],
    )


def grid_of_facts(facts: Facts) -> Grid:
    """The grid of all facts of an edition: what each is about, its exact value, what it rests on."""
    headings = ("Id", "Spørgsmål", "Svar", "Gruppe", "Værdi", "Enhed", "Antal", "Grundlag", "Tallet bygger på")
    rows: list[tuple[Value, ...]] = []
    for fact in facts.values():
        told = trace(fact.id, facts)
        numbers: tuple[Value, ...]
        if fact.suppressed:
            numbers = (HIDDEN, HIDDEN, HIDDEN)
        else:
            value: Value = missing_word(fact)
            if fact.value is not None:
                value = _number(f"{float(fact.value):.10f}".rstrip("0").rstrip("."))
            numbers = (value, *("" if number is None else number for number in (fact.count, fact.base_n)))
        about = (plain(told.question), plain(told.answer), plain(told.group))
        rows.append((fact.id, *about, numbers[0], _UNITS[fact.unit], *numbers[1:], SOURCE_WORDS[fact.source]))
    columns = [GridColumn(heading, heading in ("Værdi", "Antal", "Grundlag")) for heading in headings]
    title = f"Alle tal i udgave {facts.edition.key}"
    notice = f"{facts.edition.short_notice}."
    # A number that the report states rests on no responses.
    sources = tuple(_STATED if fact.source == "published" else notice for fact in facts.values())
    return replace(_grid(ALL_NUMBERS, title, notice, columns, rows), row_sources=sources)


def plain(text: str) -> str:
    """The text on one line, without the marks that only typesetting needs."""
    return " ".join(known_to_xml(text.replace(SOFT_HYPHEN, "")).replace(REPLACED, " ").split())


def _grid(name: str, title: str, source: str, columns: Sequence[GridColumn], rows: Sequence[tuple[Value, ...]]) -> Grid:
    return Grid(name, title, source, tuple(_unlike(columns)), tuple(rows))


def _unlike(columns: Sequence[GridColumn]) -> Iterator[GridColumn]:
    """The columns, those that are called like an earlier one with a number behind."""
    taken: set[str] = set()
    for column in columns:
        heading, number = column.heading, 1
        while heading.lower() in taken:
            number += 1
            heading = f"{column.heading} ({number})"
        taken.add(heading.lower())
        yield GridColumn(heading, column.number)


def _row_id(fact_ids: Sequence[str], questionnaire: Questionnaire) -> str:
    """What the facts of a row are of, without the groups that its columns are of; where they differ, each of them."""
    wholes = {FactId.parse(fact_id, questionnaire).whole for fact_id in fact_ids}
    return wholes.pop() if len(wholes) == 1 else " ".join(dict.fromkeys(fact_ids))


def _headings(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The heading above each row that is none itself."""
    heading = ""
    for row in rows:
        if row["cells"]:
            yield heading
        else:
            heading = plain(row["label"])


def _split(heading: str, cells: Sequence[Mapping[str, Any]]) -> list[tuple[GridColumn, list[_Shown]]]:
    """The columns that one shown column becomes."""
    # Numbers quoted as they were printed are texts: "12,50" is not "12,5".
    if not any(cell["number"] or cell["fact"] for cell in cells):
        return [(GridColumn(heading), [_Shown(plain(cell["text"])) for cell in cells])]
    between = {shown["between"] for cell in cells if (shown := cell.get("shown"))}
    names = next((names for word, names in _PAIRS.items() if word in between), ("{}",))
    columns = [
        (GridColumn(name.format(heading), number=True), [_shown(cell, side) for cell in cells])
        for side, name in enumerate(names)
    ]
    arrows = [_Shown(_ARROWS.get(cell.get("shown", {}).get("mark", ""), "")) for cell in cells]
    if any(arrow.value for arrow in arrows):
        columns.append((GridColumn(f"{heading}, sikker ændring"), arrows))
    return columns


def _shown(cell: Mapping[str, Any], side: int) -> _Shown:
    """The number of a cell, of two the first or the second; where it has none, its text."""
    if "shown" not in cell:
        return _Shown(plain(cell["text"]))
    values = cell["shown"]["values"]
    value = values[min(side, len(values) - 1)]
    if value in MEANINGS:
        return _Shown(value)
    return _Shown(_number(value), cell["shown"]["unit"] == "percent")


def _number(digits: str) -> Value:
    return Decimal(digits) if "." in digits else int(digits)


def _with_units(
    parts: Sequence[tuple[GridColumn, list[_Shown]]], height: int
) -> tuple[list[tuple[GridColumn, list[Value]]], list[str]]:
    """The columns with what tells percentages from other numbers, and the units of the rows, if those do.

    Where all numbers of a row have one unit, a column of units is enough; where all of a column have,
    its heading tells it; otherwise each column gets one of units beside it.
    """
    bare = [(column, [each.value for each in shown]) for column, shown in parts]
    if not any(each.percent for _, shown in parts for each in shown):
        return bare, []
    of_rows = [{s.percent for _, shown in parts if (s := shown[i]).percent is not None} for i in range(height)]
    if all(len(found) <= 1 for found in of_rows):
        return bare, [_unit(next(iter(found), None)) for found in of_rows]
    of_columns = [{each.percent for each in shown if each.percent is not None} for _, shown in parts]
    columns: list[tuple[GridColumn, list[Value]]] = []
    for (column, values), (_, shown), found in zip(bare, parts, of_columns, strict=True):
        if found == {True}:
            columns.append((GridColumn(f"{column.heading} (procent)", number=True), values))
        else:
            columns.append((column, values))
        if len(found) > 1:
            columns.append((GridColumn(f"{column.heading}, enhed"), [_unit(each.percent) for each in shown]))
    return columns, []


def _unit(percent: bool | None) -> str:
    return {True: "procent", False: "tal", None: ""}[percent]
