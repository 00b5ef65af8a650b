"""The rows of headings of a sheet of answers: where they stand, and rows below them that are no answers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.intake.export import RawTable, refuse
from helpers.intake.wordings import Wordings, normalise

# Titles and notes may stand above the headings.
DEEPEST_HEADING = 5
HEADING, TITLE, AGAIN, TECHNICAL = "overskrift", "titel", "overskrifterne igen", "systemets egne navne"
# A code has no spaces and is short; so are few answers, and never all of a row of them.
_CODE = re.compile(r"\S{1,60}( \(in seconds\))?\Z")
_IMPORT_ID = re.compile(r'\s*\{"ImportId":')


@dataclass(frozen=True)
class TableHeadings:
    """One reading of the headings: (code, question, answer) a column, the index of the lowest, and how many fit.

    `set_aside` maps the numbers of the rows that are no answers to why.
    """

    names: tuple[tuple[str, str, str], ...]
    height: int
    matched: int
    set_aside: dict[int, str] = field(default_factory=dict)


def read_headings(table: RawTable, wordings: Wordings) -> TableHeadings:
    """The uppermost reading that finds most of the questionnaire's wordings.

    What stands above are titles, and never a row that is filled like the answers: headings that come
    again further down are no headings.
    """
    rows = [cells for _, cells in table.rows[: DEEPEST_HEADING + 1]]
    readings = [reading for height in range(1, len(rows) + 1) for reading in _readings(rows, height, wordings)]
    best = max(reading.matched for reading in readings)
    return next(reading for reading in readings if reading.matched == best) if best else readings[0]


def without_headings(table: RawTable, headings: TableHeadings, path: Path, wordings: Wordings) -> TableHeadings:
    """The same headings, with every row told that is no answer.

    Raises DataError where other headings stand among the answers: what is below them answers other questions.
    """
    upper = table.rows[: headings.height]
    filled = Counter(i for _, cells in upper for i, cell in enumerate(cells) if cell.strip())
    aside = {number: HEADING if _is_heading(cells, headings, len(filled)) else TITLE for number, cells in upper}
    known = [_row_of(cells) for number, cells in upper if aside[number] == HEADING]
    # One short look a row, however many there are: without a cell that is a heading as it stands it is none.
    own = {cell.strip() for number, cells in upper if aside[number] == HEADING for cell in cells} - {""}
    for number, cells in table.rows[headings.height :]:
        if number <= upper[-1][0] + 1 and sum(map(bool, map(_IMPORT_ID.match, cells))) > 1:
            aside[number] = TECHNICAL
            continue
        if own.isdisjoint(cells) and not any(cell in wordings.readable for cell in cells[:12]):
            continue
        if any(_same(_row_of(cells), row) for row in known):
            aside[number] = AGAIN
        elif _other_headings(cells, wordings):
            raise refuse(path, (
                f"{_where(table)}række {number}: Her står overskrifter igen, og i en anden rækkefølge end øverst. "
                "Svarene under dem hører til andre spørgsmål: Gem de to eksporter i hver sin fil."
            ))  # fmt: skip
    return TableHeadings(headings.names, headings.height, headings.matched, aside)


def _readings(rows: Sequence[Sequence[str]], height: int, wordings: Wordings) -> Iterator[TableHeadings]:
    """The readings whose lowest row is the one of that number: with codes above, questions above, or by itself."""
    row = rows[height - 1]
    above = rows[height - 2] if height > 1 else ("",) * len(row)
    if height > 1 and _are_codes(above):
        yield _reading(list(zip(above, row, [""] * len(row), strict=True)), height, wordings)
    yield _reading([("", text, "") for text in row], height, wordings)
    if height > 1:
        # Questions written once for several columns, over their answers.
        filled, current = [], ""
        for question, answer in zip(above, row, strict=True):
            current = question or current
            filled.append(("", current, answer))
        yield _reading(filled, height, wordings)


def _reading(names: list[tuple[str, str, str]], height: int, wordings: Wordings) -> TableHeadings:
    matched = sum(bool(wordings.target(text, answer)) for _, text, answer in names)
    return TableHeadings(tuple(names), height, matched)


def _are_codes(row: Sequence[str]) -> bool:
    """Whether a row names variables: short names without spaces, nearly all filled, none twice, none a number."""
    named = [cell.strip() for cell in row if cell.strip()]
    plain = [cell for cell in named if _CODE.match(cell) and not re.fullmatch(r"[\d.,:/-]+", cell)]
    return 2 * len(named) > len(row) and len(plain) == len(named) == len(set(named))


def _is_heading(cells: Sequence[str], headings: TableHeadings, width: int) -> bool:
    """Whether a row above the answers gives its columns their names; a title fills a few cells only."""
    parts = {normalise(part) for name in headings.names for part in name if part.strip()}
    named = sum(bool(cell.strip()) and normalise(cell) in parts for cell in cells)
    return named > 1 or (named == 1 and width < 4)


def _row_of(cells: Sequence[str]) -> dict[int, str]:
    return {i: normalise(cell) for i, cell in enumerate(cells) if cell.strip()}


def _same(row: dict[int, str], heading: dict[int, str]) -> bool:
    """Whether a row repeats a row of headings, a cell or two apart."""
    equal = sum(heading.get(i) == text for i, text in row.items())
    return equal >= 2 and 10 * equal >= 9 * max(len(row), len(heading))


def _other_headings(cells: Sequence[str], wordings: Wordings) -> bool:
    """Whether most cells of a row are wordings of the questionnaire."""
    filled = [cell for cell in cells if len(cell) > 10]
    return len(filled) > 2 and 2 * sum(bool(wordings.target(cell)) for cell in filled) > len(filled)


def _where(table: RawTable) -> str:
    return f'Ark "{table.name}", ' if table.is_sheet else ""
