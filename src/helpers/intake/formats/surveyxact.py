"""SurveyXact's three tables: the answers, the structure (the questions) and the labels (the answers' words).

The shape is that of the exports which the public test data of the R package readSX show: `structure`
has a row a variable, `labels` no header, and the dataset holds everyone invited.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.intake.export import Export, ExportColumn, RawTable, column_letter, refuse
from helpers.intake.formats.headings import HEADING
from helpers.intake.formats.systems import surveyxact_statuses

STRUCTURE = ("questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText")
PARTS = ("dataset", "structure", "labels")
# A workbook calls the structure by another name.
_ALSO = {"variables": "structure"}
_ID = "respondent_id"
_STATUS = re.compile(r"(?:statoverall|stato)_([1-5])\Z")


def part_of(name: str) -> str:
    """Which of the three tables a sheet or file is, by its name; blank where none."""
    stem = re.sub(r"\s*\(\d+\)\Z", "", name.casefold().removesuffix(".csv").strip())
    return stem if stem in PARTS else _ALSO.get(stem, "")


def is_surveyxact(tables: Sequence[RawTable]) -> bool:
    """Whether the tables are those of a SurveyXact export."""
    return {part_of(table.name) for table in tables} >= set(PARTS)


@dataclass
class SurveyXactCodebook:
    """What the structure tells of each variable, and the labels of its codes."""

    described: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


def join_tables(tables: Sequence[RawTable], path: Path, decimal: str) -> Export:
    """One export of the three tables, a split dataset put side by side.

    Raises DataError where the structure lacks a column, parts of the dataset differ in rows, or
    nothing says who finished.
    """
    datasets = [table for table in tables if part_of(table.name) == "dataset"]
    _refuse_other_lengths(datasets, path)
    book = _read_codebook(tables, path)
    columns, system, states, ids = [], [], {}, None
    for table in datasets:
        for index, name in enumerate(cell.strip() for cell in table.rows[0][1]):
            values = tuple(cells[index] for _, cells in table.rows[1:])
            status = _STATUS.match(name)
            if status:
                states[status[1]] = name, values
            if name == _ID:
                ids = ExportColumn(name, name, values, sheet=table.name, letter=column_letter(index))
            if status or name not in book.described:
                system.append(name)
            else:
                columns.append(_column(name, book.described[name], book.labels[name], values, table, index))
    if "4" not in states:
        raise refuse(path, (
            "Kolonnen statoverall_4 (Gennemført) mangler, så det kan ikke ses, hvem der har svaret. "
            "Eksportér igen med systemvariable."
        ))  # fmt: skip
    finished, done = states["4"]
    rows = tuple(number for number, _ in datasets[0].rows[1:])
    statuses = surveyxact_statuses(done, states.get("3", ("", ("",) * len(rows)))[1])
    return Export(
        path.name, "SurveyXact", tuple(columns), rows, decimal, statuses, tuple(system), ids=ids,
        content_rows=len(datasets[0].rows), set_aside={datasets[0].rows[0][0]: HEADING}, hidden=datasets[0].hidden,
        passed_over=tuple(table.name for table in tables if not part_of(table.name)),
        system="SurveyXact", everyone_invited=True, status_column=finished,
    )  # fmt: skip


def _refuse_other_lengths(datasets: Sequence[RawTable], path: Path) -> None:
    """Returns nothing; raises DataError where the parts of a dataset do not have the same rows."""
    for table in datasets[1:]:
        if [number for number, _ in table.rows] != [number for number, _ in datasets[0].rows]:
            raise refuse(path, (
                f'Arket "{table.name}" har {len(table.rows) - 1} rækker, men "{datasets[0].name}" har '
                f"{len(datasets[0].rows) - 1}, eller det er andre rækker. Eksportér igen."
            ))  # fmt: skip


def _read_codebook(tables: Sequence[RawTable], path: Path) -> SurveyXactCodebook:
    """The structure and the labels. Raises DataError where the structure lacks a column."""
    structure = next(table for table in tables if part_of(table.name) == "structure")
    header = [cell.strip() for cell in structure.rows[0][1]]
    if missing := [name for name in STRUCTURE if name not in header]:
        raise refuse(path, f'"{structure.name}" mangler kolonnen {", ".join(missing)}. Eksportér igen fra SurveyXact.')
    book = SurveyXactCodebook()
    for _, cells in structure.rows[1:]:
        entry = dict(zip(header, cells, strict=False))
        book.described[entry["variableName"].strip()].append(entry)
    for _, cells in next(table for table in tables if part_of(table.name) == "labels").rows:
        if len(cells) >= 3:
            book.labels[cells[0].strip()][cells[1].strip()] = cells[2].strip()
    return book


def _column(
    name: str,
    entries: list[dict[str, str]],
    labels: dict[str, str],
    values: tuple[str, ...],
    table: RawTable,
    index: int,
) -> ExportColumn:
    first = entries[0]
    several = first["subType"].strip().casefold() == "multiple"
    if not several:
        labels = {
            e["choiceValue"].strip(): e["choiceText"].strip() for e in entries if e["choiceValue"].strip()
        } | labels
    formats = {number: found for (number, place), found in table.formats.items() if place == index}
    return ExportColumn(
        code=name,
        text=first["questionText"].strip(),
        answer=first["choiceText"].strip() if several else "",
        values=values,
        labels=labels,
        sheet=table.name,
        letter=column_letter(index),
        formats=formats,
    )
