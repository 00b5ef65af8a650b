"""The same quantity at several places: do they agree, and do its share, count and base go together?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from helpers.base.danish import format_percent
from helpers.base.rounding import Rounding, counts_behind, round_as, span_behind
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.figure_subjects import FigureSubject
from helpers.printed.checks.finding import CERTAIN, ERROR, PROBABLE, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure


@dataclass(frozen=True)
class _Conflict:
    """Figures that state one quantity and cannot all be right."""

    quantity: str
    figures: tuple[PrintedFigure, ...]

    @property
    def values(self) -> frozenset[Fraction]:
        return frozenset(figure.value for figure in self.figures if figure.value is not None)


def check_repeats(readings: Iterable[FigureSubject], rounding: Rounding) -> list[Finding]:
    """The quantities whose printed numbers contradict each other."""
    quantities: dict[str, list[FigureSubject]] = {}
    for reading in readings:
        if reading.figure.value is not None and reading.figure.unit != "listed":
            quantities.setdefault(reading.quantity, []).append(reading)
    conflicts = [c for quantity, stated in quantities.items() for c in _conflicts(quantity, stated, rounding)]
    swapped = [pair for pair in combinations(conflicts, 2) if _swapped(*pair)]
    told = {conflict.quantity for pair in swapped for conflict in pair}
    found = [_swap(*pair) for pair in swapped]
    found += [_conflict(conflict, rounding) for conflict in conflicts if conflict.quantity not in told]
    for stated in quantities.values():
        found += _faces(stated, rounding)
    return found


def _conflicts(quantity: str, stated: Sequence[FigureSubject], rounding: Rounding) -> list[_Conflict]:
    """One conflict for each face of a quantity whose numbers cannot print one exact number."""
    found = []
    for face in dict.fromkeys(reading.face for reading in stated):
        figures = tuple(reading.figure for reading in stated if reading.face == face)
        if any(not _agree(a, b, rounding) for a, b in combinations(figures, 2)):
            found.append(_Conflict(quantity, figures))
    return found


def _agree(a: PrintedFigure, b: PrintedFigure, rounding: Rounding) -> bool:
    """Whether two numbers can be one, printed with more or fewer decimals."""
    if a.decimals == b.decimals:
        return a.value == b.value
    spans = [span_behind(f.value, f.decimals, rounding) for f in (a, b) if f.value is not None]
    return spans[0].meets(spans[1])


def _swapped(a: _Conflict, b: _Conflict) -> bool:
    """Whether two conflicts at the same places have each other's numbers."""
    if a.quantity == b.quantity or a.values != b.values or len(a.values) != 2:
        return False
    at_a = {figure.where: figure.value for figure in a.figures}
    at_b = {figure.where: figure.value for figure in b.figures}
    shared = at_a.keys() & at_b.keys()
    return len(shared) > 1 and all(at_a[where] != at_b[where] for where in shared)


def _swap(a: _Conflict, b: _Conflict) -> Finding:
    figures = sorted((*a.figures, *b.figures), key=lambda figure: figure.locator)
    first, second = (arithmetic_text.about(conflict.figures[0]) for conflict in (a, b))
    return Finding(
        finding_id("ombytning", a.quantity, b.quantity),
        ERROR,
        figures[0].locator,
        figures[0].where,
        tuple(figure.id for figure in figures),
        f"To tal står modsat hinanden to steder: {first}, og {second}.",
        f"Første tal: {arithmetic_text.quoted(a.figures)}. Andet tal: {arithmetic_text.quoted(b.figures)}.",
        CERTAIN,
    )


def _conflict(conflict: _Conflict, rounding: Rounding) -> Finding:
    figures = conflict.figures
    possible = [f"{figure.printed}: {_possible(figure, rounding)}" for figure in _distinct(figures)]
    return Finding(
        finding_id("gentagelse", conflict.quantity),
        ERROR,
        figures[0].locator,
        figures[0].where,
        tuple(figure.id for figure in figures),
        f"{arithmetic_text.about(figures[0])}: samme tal er trykt forskelligt. {arithmetic_text.quoted(figures)}.",
        f"{'; '.join(possible)}.",
        CERTAIN,
    )


def _distinct(figures: Iterable[PrintedFigure]) -> list[PrintedFigure]:
    """The first figure with each value."""
    return list({figure.value: figure for figure in reversed(list(figures))}.values())[::-1]


def _possible(figure: PrintedFigure, rounding: Rounding) -> str:
    """What a number would be in counts."""
    base, value = figure.base_n, figure.value
    if figure.unit != "percent" or not base or value is None:
        return arithmetic_text.value(figure)
    counts = counts_behind(value, figure.decimals, base, rounding)
    return (
        arithmetic_text.counts(counts, base)
        if counts
        else f"umuligt af {base} ({arithmetic_text.neighbours(value, base)})"
    )


def _faces(stated: Sequence[FigureSubject], rounding: Rounding) -> list[Finding]:
    """Share, count and base of one quantity that do not go together, and bases that differ."""
    first = stated[0].figure
    bases = {_base(reading) for reading in stated if _base(reading) is not None}
    counts = {reading.figure.value for reading in stated if reading.face == "count"}
    found = []
    if len(bases) > 1:
        text = f"{arithmetic_text.about(first)}: samme tal har forskellige grundlag."
        told = "; ".join(f"{r.figure.printed} ({r.figure.where}): {_base(r)}" for r in stated if _base(r) is not None)
        found.append(_face_finding("grundlag", stated, text, f"{told}.", PROBABLE))
    if len(bases) == len(counts) == 1:
        (base,), (count,) = bases, counts
        if not base or count is None or count > base:
            return found
        exact = Fraction(100 * count, base)
        for reading in stated:
            figure = reading.figure
            if reading.face == "percent" and round_as(exact, figure.decimals, rounding) != figure.value:
                text = f"{arithmetic_text.about(figure)}: andelen passer ikke til sit antal og sit grundlag."
                arithmetic = f"100 · {count} / {base} = {format_percent(exact, 2)}, trykt {figure.printed}."
                near = counts_behind(figure.value or Fraction(0), figure.decimals, base, rounding)
                if near:
                    arithmetic += f" {figure.printed} svarer til {arithmetic_text.counts(near, base)}."
                found.append(_face_finding("andel", stated, text, arithmetic, CERTAIN))
    return found


def _base(reading: FigureSubject) -> int | None:
    """The base that a figure states: itself, or the one beside it."""
    if reading.face == "base" and reading.figure.value is not None:
        return int(reading.figure.value)
    return reading.figure.base_n


def _face_finding(check: str, stated: Sequence[FigureSubject], text: str, arithmetic: str, certainty: str) -> Finding:
    figures = [reading.figure for reading in stated]
    return Finding(
        finding_id(check, figures[0].id),
        ERROR,
        figures[0].locator,
        figures[0].where,
        tuple(figure.id for figure in figures),
        text,
        arithmetic,
        certainty,
    )
