"""SurveyXact's three tables: the answers, the structure (the questions) and the labels (the answers' words).

The shape is that of the exports which the public test data of the R package readSX show: `structure`
has a row a variable, `labels` no header, and the dataset holds everyone invited.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from helpers.intake.export import FINISHED, PARTIAL, UNANSWERED, Export, ExportColumn, RawTable, column_letter, refuse

STRUCTURE = ("questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText")
PARTS = ("dataset", "structure", "labels")
_ID = "respondent_id"
_STATUS = re.compile(r"(?:statoverall|stato)_([1-5])\Z")


def part_of(name: str) -> str:
    """Which of the three tables a sheet or file is, by its name; blank where none."""
    stem = re.sub(r"\s*\(\d+\)\Z", "", name.casefold().removesuffix(".csv").strip())
    return stem if stem in PARTS else ""


def is_surveyxact(tables: Sequence[RawTable]) -> bool:
    """Whether the tables are those of a SurveyXact export."""
    return {part_of(table.name) for table in tables} >= set(PARTS)


def join_tables(tables: Sequence[RawTable], path: Path, decimal: str) -> Export:
    """One export of the three tables, a split dataset put side by side.

    Raises DataError where the structure lacks a column, parts of the dataset differ in rows, or
    nothing says who finished.
    """
    datasets = [table for table in tables if part_of(table.name) == "dataset"]
    structure = next(table for table in tables if part_of(table.name) == "structure")
    labels = next(table for table in tables if part_of(table.name) == "labels")
    header = [cell.strip() for cell in structure.rows[0][1]]
    if missing := [name for name in STRUCTURE if name not in header]:
        raise refuse(path, f'"{structure.name}" mangler kolonnen {", ".join(missing)}. Eksportér igen fra SurveyXact.')
    rows = tuple(number for number, _ in datasets[0].rows[1:])
    for table in datasets[1:]:
        if len(table.rows) != len(datasets[0].rows):
            raise refuse(path, (
                f'Arket "{table.name}" har {len(table.rows) - 1} rækker, men "{datasets[0].name}" har {len(rows)}. '
                "Eksportér igen."
            ))  # fmt: skip
    described: dict[str, list[dict[str, str]]] = defaultdict(list)
    for _, cells in structure.rows[1:]:
        entry = dict(zip(header, cells, strict=False))
        described[entry["variableName"].strip()].append(entry)
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for _, cells in labels.rows:
        if len(cells) >= 3:
            words[cells[0].strip()][cells[1].strip()] = cells[2].strip()
    columns, system, states, ids = [], [], {}, None
    for table in datasets:
        for index, name in enumerate(cell.strip() for cell in table.rows[0][1]):
            values = tuple(cells[index] for _, cells in table.rows[1:])
            if status := _STATUS.match(name):
                states[status[1]] = values
            if name == _ID:
                ids = ExportColumn(name, name, values, sheet=table.name, letter=column_letter(index))
            if status or name not in described:
                system.append(name)
                continue
            columns.append(_column(name, described[name], words[name], values, table, index))
    if "4" not in states:
        raise refuse(path, (
            "Kolonnen statoverall_4 (Gennemført) mangler, så det kan ikke ses, hvem der har svaret. "
            "Eksportér igen med systemvariable."
        ))  # fmt: skip
    partial = states.get("3", ("",) * len(rows))
    statuses = tuple(
        FINISHED if done.strip() == "1" else PARTIAL if some.strip() == "1" else UNANSWERED
        for done, some in zip(states["4"], partial, strict=True)
    )
    return Export(
        path.name, "SurveyXact", tuple(columns), rows, decimal, statuses, tuple(system), ids=ids,
        content_rows=len(datasets[0].rows), set_aside={datasets[0].rows[0][0]: "overskrift"},
    )  # fmt: skip


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
    return ExportColumn(
        code=name,
        text=first["questionText"].strip(),
        answer=first["choiceText"].strip() if several else "",
        values=values,
        labels=labels,
        sheet=table.name,
        letter=column_letter(index),
    )
