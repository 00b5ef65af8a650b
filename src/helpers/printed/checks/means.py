"""Means: a sum of whole numbers over the base, a total beside its mean, a mean number of answers.

The first is known as the GRIM test (Brown and Heathers, 2017).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from helpers.base.danish import format_number
from helpers.base.rounding import Rounding, Span, round_as, span_behind
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.answer_rows import AnswerRow
from helpers.printed.checks.figure_subjects import FigureSubject
from helpers.printed.checks.finding import AMBIGUITY, CERTAIN, ERROR, PROBABLE, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure

_WHOLE, _HALVES = Fraction(1), Fraction(1, 2)
_MEANS = ("mean", "hours")


def check_means(readings: Sequence[FigureSubject], rows: Sequence[AnswerRow], rounding: Rounding) -> list[Finding]:
    """The means that no sum gives, alone, with their total, or with the answers they count."""
    found = []
    totals = {r.quantity: r.figure for r in readings if r.figure.unit == "total" and r.figure.value is not None}
    for reading in readings:
        figure = reading.figure
        if figure.unit not in _MEANS or figure.value is None or not figure.base_n:
            continue
        if reading.quantity in totals:
            found += _with_total(figure, totals[reading.quantity], figure.base_n, rounding)
        else:
            found += _alone(figure, figure.base_n, rounding)
        found += _of_answers(reading, figure.base_n, rows, rounding)
    return found


def _behind(figure: PrintedFigure, rounding: Rounding) -> Span:
    return span_behind(figure.value or Fraction(0), figure.decimals, rounding)


def _mean_span(figure: PrintedFigure, base: int, rounding: Rounding) -> Span:
    """The sums that give a mean of so many respondents."""
    span = _behind(figure, rounding)
    return Span(span.low * base, span.high * base, span.low_inside, span.high_inside)


def _alone(figure: PrintedFigure, base: int, rounding: Rounding) -> list[Finding]:
    """A mean alone: hours may come in halves, anything else is counted in whole numbers."""
    step = _HALVES if figure.unit == "hours" else _WHOLE
    sums = _mean_span(figure, base, rounding)
    if sums.multiples(step):
        return []
    near = round_as((figure.value or 0) * base / step, 0, Rounding.HALF_UP) * step
    kind = "halve eller hele" if step == _HALVES else "hele"
    text = f"{arithmetic_text.about(figure)}: ingen sum af {kind} tal giver det."
    arithmetic = " og ".join(
        f"{format_number(total, 1)} / {base} = {format_number(total / base, figure.decimals + 1)}"
        for total in (near, near + step if near < (figure.value or 0) * base else near - step)
    )
    return [_finding("gennemsnit", ERROR, [figure], text, f"{arithmetic}, trykt {figure.printed}.", CERTAIN)]


def _with_total(mean: PrintedFigure, total: PrintedFigure, base: int, rounding: Rounding) -> list[Finding]:
    """A mean and its total: they must come from one sum."""
    sums, totals = _mean_span(mean, base, rounding), _behind(total, rounding)
    if _common(sums, totals, _WHOLE):
        return []
    printed = total.value or Fraction(0)
    arithmetic = (
        f"{format_number(printed)} / {base} = {format_number(printed / base, mean.decimals + 1)}, "
        f"som trykkes {format_number(round_as(printed / base, mean.decimals, rounding), mean.decimals)} "
        f"og ikke {format_number(mean.value or 0, mean.decimals)}."
    )
    halves = _common(sums, totals, _HALVES)
    if halves:
        exact = halves[0] * _HALVES
        text = f"{arithmetic_text.about(mean)}: summen og gennemsnittet passer kun sammen, hvis timer er talt i halve."
        arithmetic += (
            f" Med halve timer går det op: {format_number(exact, 1)} trykkes {format_number(printed)}, og "
            f"{format_number(exact, 1)} / {base} = {format_number(exact / base, mean.decimals + 1)}."
        )
        return [_finding("sum", AMBIGUITY, [total, mean], text, arithmetic, PROBABLE)]
    text = f"{arithmetic_text.about(mean)}: summen og gennemsnittet passer ikke sammen."
    return [_finding("sum", ERROR, [total, mean], text, arithmetic, CERTAIN)]


def _common(a: Span, b: Span, step: Fraction) -> list[int]:
    """The multiples of a step that lie in both spans."""
    return sorted(set(a.multiples(step)) & set(b.multiples(step)))


def _of_answers(reading: FigureSubject, base: int, rows: Iterable[AnswerRow], rounding: Rounding) -> list[Finding]:
    """A mean number of chosen answers against the shares of the answers."""
    found = []
    for row in rows:
        same = reading.marks and (row.question, row.group) == (reading.marks, reading.group)
        if not same or not row.whole or row.exclusive or row.base_n != base or None in (f.value for f in row.figures):
            continue
        possible = row.counts(base, rounding)
        least, most = sum(r[0] for r in possible if r), sum(r[-1] for r in possible if r)
        sums = _mean_span(reading.figure, base, rounding).multiples(_WHOLE)
        if not all(possible) or range(max(least, sums.start), min(most + 1, sums.stop)):
            continue
        text = f"{arithmetic_text.about(reading.figure)}: de enkelte svar giver et andet gennemsnit."
        mean = format_number(Fraction(least, base), 2)
        arithmetic = (
            f"{arithmetic_text.count_sum(possible)}; {least} / {base} = {mean}, trykt {reading.figure.printed}."
        )
        found.append(_finding("antal-svar", ERROR, [reading.figure, *row.figures], text, arithmetic, CERTAIN))
    return found


def _finding(
    check: str, category: str, figures: Sequence[PrintedFigure], text: str, arithmetic: str, certainty: str
) -> Finding:
    first = figures[0]
    return Finding(
        finding_id(check, first.id),
        category,
        first.locator,
        first.where,
        tuple(figure.id for figure in figures),
        text,
        arithmetic,
        certainty,
    )
