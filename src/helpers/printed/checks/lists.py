"""Lists: names against their right spelling, the number of names, parts against a stated total."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.figure_subjects import MULTIPLE, FigureSubject
from helpers.printed.checks.finding import CERTAIN, ERROR, NAMING, PROBABLE, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure


def check_lists(readings: Sequence[FigureSubject]) -> list[Finding]:
    """The names that are not the right ones, and the numbers that their lists do not give."""
    return [*_names(readings), *_lengths(readings), *_totals(readings)]


def _right_name(reading: FigureSubject) -> str:
    """The name as it should be: the item, without its question."""
    return reading.figure.item.partition(": ")[2] or reading.figure.item


def _names(readings: Iterable[FigureSubject]) -> list[Finding]:
    """A listed name whose row gives another as the right one."""
    found = []
    for reading in readings:
        figure, right = reading.figure, _right_name(reading)
        if figure.unit == "listed" and figure.value and figure.printed != right:
            text = f"{figure.group}: »{figure.printed}« er trykt, hvor navnet er »{right}«."
            arithmetic = f"Trykt: {figure.printed}. Rigtigt navn: {right}."
            finding = _finding("navn", [figure], text, arithmetic)
            found.append(replace(finding, category=NAMING, certainty=PROBABLE, action="Bogen bruger det rigtige navn."))
    return found


def _lengths(readings: Sequence[FigureSubject]) -> list[Finding]:
    """A list of names that is longer or shorter than the number printed with it."""
    listed: dict[tuple[str, str, str], list[PrintedFigure]] = {}
    for reading in readings:
        if reading.figure.unit == "listed" and reading.figure.value:
            listed.setdefault(_place(reading), []).append(reading.figure)
    found = []
    for reading in readings:
        names = listed.get(_place(reading), [])
        if names and reading.figure.unit == "count" and reading.figure.value != len(names):
            text = f"{arithmetic_text.about(reading.figure)}: listen har et andet antal navne."
            arithmetic = f"Trykt: {reading.figure.printed}. Navne på listen: {len(names)}."
            found.append(_finding("liste", [reading.figure, *names], text, arithmetic))
    return found


def _place(reading: FigureSubject) -> tuple[str, str, str]:
    return reading.figure.where, reading.figure.group, reading.question


def _totals(readings: Sequence[FigureSubject]) -> list[Finding]:
    """A number printed for a question as a whole that its answers do not add up to."""
    parts: dict[tuple[str, str, str], dict[str, PrintedFigure]] = {}
    for reading in readings:
        if reading.figure.unit == "count" and reading.answer and reading.kind != MULTIPLE and reading.all_answers:
            key = (reading.figure.where, reading.question, reading.group)
            parts.setdefault(key, {}).setdefault(reading.answer, reading.figure)
    found = []
    for reading in readings:
        figure = reading.figure
        if figure.unit != "count" or reading.answer or figure.value is None:
            continue
        for (_, question, group), answers in parts.items():
            values = [answer.value for answer in answers.values() if answer.value is not None]
            same = (question, group) == (reading.question, reading.group) and len(answers) > 1
            if same and len(values) == len(answers) and sum(values, Fraction(0)) != figure.value:
                text = f"{arithmetic_text.about(figure)}: delene giver et andet tal."
                arithmetic = f"{arithmetic_text.printed_sum(answers.values())}, ikke {figure.printed}."
                found.append(_finding("total", [figure, *answers.values()], text, arithmetic))
    return found


def _finding(check: str, figures: Sequence[PrintedFigure], text: str, arithmetic: str) -> Finding:
    first = figures[0]
    return Finding(
        finding_id(check, first.id),
        ERROR,
        first.locator,
        first.where,
        tuple(figure.id for figure in figures),
        text,
        arithmetic,
        CERTAIN,
    )
