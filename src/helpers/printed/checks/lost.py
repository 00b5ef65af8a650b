"""What the text extraction lost: figures of which only the place is left."""

from collections.abc import Iterable

from helpers.printed.checks.figure_subjects import FigureSubject
from helpers.printed.checks.finding import CERTAIN, LOST, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure


def check_lost(readings: Iterable[FigureSubject]) -> list[Finding]:
    """One finding for each place where figures were lost."""
    readings = tuple(readings)
    stated = {reading.quantity for reading in readings if reading.figure.value is not None}
    places: dict[str, list[FigureSubject]] = {}
    for reading in readings:
        if reading.figure.value is None:
            places.setdefault(reading.figure.where, []).append(reading)
    return [_finding(where, [r.figure for r in lost], sum(r.quantity in stated for r in lost))
            for where, lost in places.items()]  # fmt: skip


def _finding(where: str, figures: list[PrintedFigure], elsewhere: int) -> Finding:
    number = len(figures)
    return Finding(
        finding_id("tabt", figures[0].id),
        LOST,
        figures[0].locator,
        where,
        tuple(figure.id for figure in figures),
        "Tallene er ikke bevaret i tekstudtrækket." if number > 1 else "Tallet er ikke bevaret i tekstudtrækket.",
        f"Tabt: {number}. Heraf står {elsewhere} andre steder i rapporten, og {number - elsewhere} gør ikke.",
        CERTAIN,
    )
