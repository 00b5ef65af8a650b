"""Groups that the headings of a table cover and that have no row in it.

The groups of a breakdown are answers to one question. Where the report prints that others gave another answer to it,
a table by this breakdown leaves them out: "open and visited places", where some are both.
"""

from collections.abc import Iterable

from helpers.base.danish import join_words
from helpers.printed.checks.figure_subjects import FigureSubject
from helpers.printed.checks.finding import AMBIGUITY, POSSIBLE, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure


def check_unshown(readings: Iterable[FigureSubject]) -> list[Finding]:
    """One finding a table and breakdown that leaves out a group, without being for want of respondents.

    That is one which another table shows, or which is no smaller than the smallest that the table shows.
    """
    readings = tuple(readings)
    defining = {reading.heads: reading.question for reading in readings if reading.heads}
    printed: dict[str, dict[str, list[FigureSubject]]] = {}
    for reading in readings:
        if reading.question in defining.values() and reading.answer and _size([reading]):
            printed.setdefault(reading.question, {}).setdefault(reading.answer, []).append(reading)
    shown: dict[tuple[str, str], list[FigureSubject]] = {}
    for reading in readings:
        if reading.group in defining and _is_table(reading.figure):
            shown.setdefault((reading.figure.where, defining[reading.group]), []).append(reading)
    everywhere = {reading.group for rows in shown.values() for reading in rows}
    found = []
    for (_, question), rows in shown.items():
        answers = list(printed.get(question, {}).values())
        here = {reading.group for reading in rows}
        smallest = min((_size(given) for given in answers if _heads(given) & here), default=0)
        left = [
            given
            for given in answers
            if not _heads(given) & here and (_heads(given) & everywhere or _size(given) >= max(smallest, 1))
        ]
        if left and len(here) > 1:
            found.append(_finding(rows, left))
    return found


def _heads(given: Iterable[FigureSubject]) -> set[str]:
    return {reading.heads for reading in given if reading.heads}


def _is_table(figure: PrintedFigure) -> bool:
    return figure.where.casefold().startswith(("tabel", "diagram", "figur"))


def _size(given: Iterable[FigureSubject]) -> float:
    """About how many of all gave an answer, after the least that is printed of all; nought where nothing is."""
    sizes = []
    for figure in (reading.figure for reading in given if not reading.group):
        value = float(figure.value or 0)
        if figure.unit == "count":
            sizes.append(value)
        elif figure.unit == "percent" and figure.base_n:
            sizes.append(value * figure.base_n / 100)
    return min(sizes, default=0.0)


def _finding(rows: list[FigureSubject], left: list[list[FigureSubject]]) -> Finding:
    first, told = rows[0].figure, [given[0].figure for given in left]
    names = join_words([_name(figure) for figure in told])
    numbers = "; ".join(f"{_name(figure)}: {figure.printed} ({figure.where})" for figure in told)
    groups = join_words(list(dict.fromkeys(reading.figure.group for reading in rows)))
    return Finding(
        finding_id("gruppe-mangler", first.where, rows[0].group),
        AMBIGUITY,
        first.locator,
        first.where,
        tuple(figure.id for figure in told),
        f"Opdelingen rummer flere end dem, der er vist: {names} har ingen række eller kolonne.",
        f"Vist: {groups}. Ikke vist: {numbers}. Teksten kan sige hvorfor.",
        POSSIBLE,
        "Bogen viser de grupper, som rapporten viser.",
    )


def _name(figure: PrintedFigure) -> str:
    """The answer in its row's own words."""
    return figure.item.rpartition(": ")[2] or figure.item
