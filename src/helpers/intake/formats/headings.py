"""One sheet of answers with one or two rows of headings as an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.intake.export import Export, ExportColumn, RawTable, column_letter, refuse
from helpers.intake.wordings import Wordings

# Titles and notes may stand above the headings.
DEEPEST_HEADING = 5


@dataclass(frozen=True)
class _Headings:
    """One reading of the headings: (code, question, answer) a column, the rows that they take, and how many fit."""

    names: tuple[tuple[str, str, str], ...]
    height: int
    matched: int


def read_flat(tables: Sequence[RawTable], path: Path, wordings: Wordings, decimal: str) -> Export:
    """The sheet whose headings are the questionnaire's.

    Raises DataError where two sheets fit as well, or where none does and there are several.
    """
    read = [(table, _read_headings(table, wordings)) for table in tables]
    best = max(headings.matched for _, headings in read)
    fitting = [(table, headings) for table, headings in read if headings.matched == best]
    if len(fitting) > 1:
        names = ", ".join(f'"{table.name}"' for table, _ in fitting)
        reason = "passer lige godt på" if best else "har ingen overskrifter fra"
        raise refuse(path, f"Arkene {names} {reason} spørgeskemaet. Gem en fil med kun arket med svar.")
    table, headings = fitting[0]
    data = table.rows[headings.height :]
    columns = []
    for index, (code, text, answer) in enumerate(headings.names):
        values = tuple(cells[index] for _, cells in data)
        if text.strip() or any(value.strip() for value in values):
            letter = column_letter(index)
            columns.append(ExportColumn(
                code.strip() or letter, text.strip(), values, answer.strip(), {}, table.name if table.is_sheet else "",
                letter, {number: kind for (number, place), kind in table.formats.items() if place == index},
            ))  # fmt: skip
    return Export(
        path.name, "Excel" if table.is_sheet else "CSV", tuple(columns), tuple(n for n, _ in data), decimal,
        content_rows=len(table.rows), set_aside={n: "overskrift" for n, _ in table.rows[: headings.height]},
        hidden=table.hidden, passed_over=tuple(other.name for other in tables if other is not table),
    )  # fmt: skip


def _read_headings(table: RawTable, wordings: Wordings) -> _Headings:
    """The reading that finds most of the questionnaire's wordings; the simplest of those as good."""
    rows = [cells for _, cells in table.rows[: DEEPEST_HEADING + 1]]
    readings = []
    for height, row in enumerate(rows, start=1):
        above = rows[height - 2] if height > 1 else ("",) * len(row)
        readings.append(_reading([("", text, "") for text in row], height, wordings))
        if height > 1:
            # Two rows: codes over wordings, or questions (written once for several columns) over answers.
            readings.append(_reading(list(zip(above, row, [""] * len(row), strict=True)), height, wordings))
            filled, current = [], ""
            for question, answer in zip(above, row, strict=True):
                current = question or current
                filled.append(("", current, answer))
            readings.append(_reading(filled, height, wordings))
    best = max(reading.matched for reading in readings)
    if not best:
        return readings[0]
    # Of the readings that find as much, one with codes says more than one without.
    return max(
        (r for r in readings if r.matched == best), key=lambda r: (any(code for code, _, _ in r.names), -r.height)
    )


def _reading(names: list[tuple[str, str, str]], height: int, wordings: Wordings) -> _Headings:
    matched = sum(bool(wordings.target(text, answer)) for _, text, answer in names)
    return _Headings(tuple(names), height, matched)
