"""Weighted figures: a share is no count of respondents, so only what holds for any numbers is checked.

Shares of answers that exclude each other still add up to all, as far as rounding lets them; places that state one
quantity must still agree. Which weights were used is not known, so nothing is certain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from helpers.base.rounding import Rounding, span_behind
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.answer_rows import answer_rows
from helpers.printed.checks.figure_subjects import FigureSubject
from helpers.printed.checks.finding import CERTAIN, ERROR, PROBABLE, Finding, finding_id
from helpers.printed.checks.lost import check_lost
from helpers.printed.checks.repeats import check_repeats
from helpers.survey.printed_figures import PrintedFigure


def check_weighted(readings: Iterable[FigureSubject], rounding: Rounding) -> list[Finding]:
    """What weighted figures show by themselves; none of it is certain."""
    # A base beside a weighted share says who was asked, not what it was divided by.
    loose = [replace(reading, figure=replace(reading.figure, base_n=None)) for reading in readings]
    found = [*check_repeats(loose, rounding), *_rows(loose, rounding), *_shares(loose), *check_lost(loose)]
    return [replace(each, certainty=PROBABLE) if each.certainty == CERTAIN else each for each in found]


def _rows(readings: Sequence[FigureSubject], rounding: Rounding) -> list[Finding]:
    """Rows of all answers, excluding each other, whose shares cannot add up to 100 percent."""
    found = []
    for row in answer_rows(readings):
        values = [(figure.value, figure.decimals) for figure in row.figures if figure.value is not None]
        if row.unit != "percent" or not (row.exclusive and row.whole) or len(values) < len(row.figures):
            continue
        spans = [span_behind(value, decimals, rounding) for value, decimals in values]
        if sum((s.low for s in spans), Fraction(0)) <= 100 <= sum((s.high for s in spans), Fraction(0)):
            continue
        text = (
            f"{row.group or 'Alle'}: svarene udelukker hinanden, men giver ikke 100 procent, heller ikke med afrunding."
        )
        found.append(_finding("raekke", row.figures, text, f"{arithmetic_text.printed_sum(row.figures)}."))
    return found


def _shares(readings: Iterable[FigureSubject]) -> list[Finding]:
    """Shares of more than all, or of less than nothing."""
    return [
        _finding("celle", [figure], f"{arithmetic_text.about(figure)}: andele er 0-100.", figure.printed)
        for figure in (reading.figure for reading in readings)
        if figure.unit == "percent" and figure.value is not None and not 0 <= figure.value <= 100
    ]


def _finding(check: str, figures: Sequence[PrintedFigure], text: str, arithmetic: str) -> Finding:
    first = figures[0]
    ids = tuple(figure.id for figure in figures)
    return Finding(finding_id(check, first.id), ERROR, first.locator, first.where, ids, text, arithmetic, PROBABLE)
