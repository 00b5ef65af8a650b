"""Single cells: a percentage that no count of its base gives, and counts above their base."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from helpers.base.danish import format_percent
from helpers.base.rounding import Rounding, counts_behind, round_as
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.answer_rows import AnswerRow
from helpers.printed.checks.figure_subjects import FigureSubject
from helpers.printed.checks.finding import CERTAIN, ERROR, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure


def check_cells(readings: Iterable[FigureSubject], rows: Sequence[AnswerRow], rounding: Rounding) -> list[Finding]:
    """The printed numbers that are impossible by themselves."""
    row_of = {figure.id: row for row in rows for figure in row.figures}
    found = []
    for reading in readings:
        figure = reading.figure
        if figure.value is None:
            continue
        if figure.unit == "percent":
            found += _check_percent(figure, row_of.get(figure.id), rounding)
        elif figure.unit in ("count", "base") and figure.base_n is not None and figure.value > figure.base_n:
            text = f"{arithmetic_text.about(figure)}: antallet er større end sit grundlag."
            found.append(_finding(figure, text, f"{figure.value} > {figure.base_n}"))
    return found


def _check_percent(figure: PrintedFigure, row: AnswerRow | None, rounding: Rounding) -> list[Finding]:
    value = figure.value
    if value is None:
        return []
    if not 0 <= value <= 100:
        return [
            _finding(
                figure, f"{arithmetic_text.about(figure)}: en andel kan ikke være mere end det hele.", figure.printed
            )
        ]
    if not figure.base_n or counts_behind(value, figure.decimals, figure.base_n, rounding):
        return []
    text = f"{arithmetic_text.about(figure)}: intet antal af {figure.base_n} trykkes {arithmetic_text.value(figure)}."
    arithmetic = f"{arithmetic_text.neighbours(value, figure.base_n)}.{_repair(figure, row, rounding)}"
    return [_finding(figure, text, arithmetic)]


def _repair(figure: PrintedFigure, row: AnswerRow | None, rounding: Rounding) -> str:
    """What the other answers of a row leave for this one, where they exclude each other."""
    base = figure.base_n
    if row is None or base is None or not (row.exclusive and row.whole) or row.base_n != base:
        return ""
    others = [other for other in row.figures if other.id != figure.id and other.value is not None]
    possible = replace(row, figures=tuple(others)).counts(base, rounding)
    if len(others) < len(row.figures) - 1 or not all(possible):
        return ""
    told = f" Rækken giver {arithmetic_text.printed_sum(row.figures)} procent."
    left = range(base - sum(r[-1] for r in possible), base - sum(r[0] for r in possible) + 1)
    if len(left) != 1 or left[0] < 0:
        return told
    fitting = round_as(Fraction(100 * left[0], base), figure.decimals, rounding)
    return (
        f"{told} De andre svar er {arithmetic_text.count_sum(possible)} af {base}, så her er plads til {left[0]}: "
        f"{format_percent(fitting, figure.decimals)}."
    )


def _finding(figure: PrintedFigure, text: str, arithmetic: str) -> Finding:
    return Finding(
        finding_id("celle", figure.id), ERROR, figure.locator, figure.where, (figure.id,), text, arithmetic, CERTAIN
    )
