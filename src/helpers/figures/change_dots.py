"""The charts of the chapter on change: an open dot for the earlier edition, a filled one for the later."""

import itertools
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from helpers.base.danish import NO_BREAK_SPACE, format_number, format_percent
from helpers.base.errors import VaerestederError
from helpers.editions.changes import Change, Comparison
from helpers.editions.comparable_facts import keys_of
from helpers.facts.fact_id import group_of, measure_of
from helpers.facts.model import Facts
from helpers.facts.provenance import trace
from helpers.facts.uncertainty import LEVEL
from helpers.figures.cells import change_cell, change_limits_cell, number_cell
from helpers.figures.descriptions import Figure, Note, Row, Table
from helpers.figures.palette import FONT, INK, MUTED
from helpers.figures.style import ACCENT, mark_place
from helpers.figures.svg import Mark, svg_of
from helpers.survey.ever_asked import load_ever_asked

# Inches. The same width as the other charts, so that the text is as large on a telephone.
_WIDTH = 4.7
_ROW = 0.46
_LINE = 0.17
_HEAD = 0.36
_TEXT = 11.5
_SMALL = 10.5
_LABEL = 22  # characters a line
# The scale behind the dots; a colour of its own, since print knows no transparency.
_FAINT = "#d9dee2"
_STYLE: Any = {
    "font.family": FONT,
    "font.size": _TEXT,
    "text.color": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def show_changes(facts: Facts, key: str, *, name: str, title: str) -> Figure | Note:
    """The answers to one question or measure in this edition and in the one before, as pairs of dots.

    One pair an answer of all responses; where only the groups can be compared, one a group and answer.
    A note that says why where nothing can be compared, a blank one where no edition came before or the
    question was asked in neither. Raises VaerestederError where no edition ever had such a question.
    """
    ever = load_ever_asked(facts.edition.key)
    if key not in {*keys_of(facts), *ever.questions, *ever.measures}:
        raise VaerestederError(f'"{key}" er hverken et spørgsmål eller et mål i data/questionnaire.yml.')
    asked = [each for each in (facts.earlier, facts) if each is not None and key in keys_of(each)]
    if facts.earlier is None or not asked:
        return Note(name, "")
    comparison = Comparison(facts)
    changes = comparison.of_question(key)
    if not changes:
        return Note(name, _why_nothing(comparison, key, asked[-1].questionnaire.text(key)))
    blocks = [(heading, list(of)) for heading, of in itertools.groupby(changes, lambda c: _heading(c, facts))]
    marks = {
        change.fact: Mark(f"{f'{heading}. ' if heading else ''}{_spoken(change, label, comparison)}", change.fact)
        for heading, of in blocks
        for change in of
        if (label := _label(change, comparison, heading=heading))
    }
    with mpl.rc_context(_STYLE):
        svg = svg_of(_draw(blocks, comparison), name, marks)
    source, bases = _source(changes, comparison, key), _answered(changes, comparison)
    columns = ("Svar", *comparison.years, "Ændring", LEVEL)
    numbers = Table(name, title, columns, tuple(_rows(blocks, comparison)), f"{bases} {source}".strip())
    subtitle = f"{comparison.later.questionnaire.text(key)} {bases}".strip()
    return Figure(name, title, svg, _alt(blocks, comparison, key), source, numbers, subtitle)


def _rows(blocks: Sequence[tuple[str, Sequence[Change]]], comparison: Comparison) -> Iterator[Row]:
    """The numbers beside the dots, a row a pair."""
    for heading, changes in blocks:
        if heading:
            yield Row(heading)
        for change in changes:
            decimals = 0 if change.unit == "percent" else 1
            values = (number_cell(value, change.unit, decimals) for value in (change.earlier, change.later))
            label = _label(change, comparison, heading=heading)
            yield Row(label, (*values, change_cell(change), change_limits_cell(change)))


def _values(change: Change) -> tuple[str, str]:
    """The earlier and the later number as a reader meets them."""
    decimals = 0 if change.unit == "percent" else 1
    show = format_percent if change.unit == "percent" else format_number
    return show(change.earlier, decimals), show(change.later, decimals)


def _why_nothing(comparison: Comparison, key: str, text: str) -> str:
    """Why no answer to a question can be compared; where the reasons differ, the most common one."""
    of_numbers = [reason for fact_id, reason in comparison.reasons.items() if measure_of(fact_id) == key]
    reason = comparison.against_question(key) or (
        max(dict.fromkeys(of_numbers), key=of_numbers.count) if of_numbers else "Tallene er ikke opgjort."
    )
    return f"Svarene på »{text}« kan ikke sammenlignes med {comparison.years[0]}. {reason}"


def _heading(change: Change, facts: Facts) -> str:
    """The group that a change is of, blank for all responses and where the group is all there is to name."""
    group = group_of(change.fact, facts.questionnaire)
    return group.label if group and facts.questionnaire.answers(measure_of(change.fact)) else ""


def _label(change: Change, comparison: Comparison, *, heading: str) -> str:
    told = trace(change.fact, comparison.later)
    return (told.answer or ("Alle væresteder" if heading or not told.group else told.group)).strip()


def _draw(blocks: Sequence[tuple[str, Sequence[Change]]], comparison: Comparison) -> Drawing:
    """A key above, then a row a change under the heading of its block."""
    heights = [
        (_HEAD if heading else 0) + sum(_height(_label(c, comparison, heading=heading)) for c in changes)
        for heading, changes in blocks
    ]
    total = _HEAD + sum(heights)
    drawing = Drawing(figsize=(_WIDTH, total))
    # One plane in inches for the words, y pointing down; the dots are placed in it too.
    axes = drawing.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(total, 0))
    axes.set_axis_off()
    _draw_key(axes, comparison.years)
    top = _HEAD
    longest = max(float(max(c.earlier, c.later)) for _, changes in blocks for c in changes)
    for heading, changes in blocks:
        if heading:
            axes.text(0, top + _HEAD / 2, heading, fontweight=600, va="center")
            if all(changes[0].base):
                axes.text(_WIDTH, top + _HEAD / 2, "n = {} og {}".format(*changes[0].base), ha="right", va="center",
                          color=MUTED, fontsize=_SMALL)  # fmt: skip
            top += _HEAD
        for change in changes:
            label = _label(change, comparison, heading=heading)
            height = _height(label)
            _draw_row(axes, change, label, top + height / 2, 100.0 if change.unit == "percent" else longest)
            mark_place(axes, (0.02, top), _WIDTH - 0.04, height, change.fact)
            top += height
    return drawing


def _height(label: str) -> float:
    return _ROW + _LINE * max(0, len(textwrap.wrap(label, _LABEL)) - 2)


# Where the scale from nothing to all (or to the longest) lies between the label and the difference.
_LEFT, _RIGHT = 2.0, 3.55


def _draw_key(axes: Axes, years: tuple[str, str]) -> None:
    for x, year, filled in ((_LEFT, years[0], False), (_LEFT + 0.75, years[1], True)):
        _dot(axes, x, _HEAD / 2, filled=filled, colour=ACCENT)
        axes.text(x + 0.12, _HEAD / 2, year, va="center", fontsize=_SMALL)
    axes.text(_WIDTH, _HEAD / 2, "Ændring", ha="right", va="center", fontsize=_SMALL, color=MUTED)


def _draw_row(axes: Axes, change: Change, label: str, y: float, whole: float) -> None:
    """Label, the two dots with their numbers on the outer sides, and the difference with its interval."""
    wrapped = "\n".join(textwrap.wrap(label, _LABEL))
    axes.text(0, y, wrapped, va="center", linespacing=0.95, fontweight=600 if change.sure else 400)
    x = {each: _LEFT + float(value) / whole * (_RIGHT - _LEFT) if whole else _LEFT
         for each, value in (("earlier", change.earlier), ("later", change.later))}  # fmt: skip
    colour = ACCENT if change.sure else MUTED
    axes.plot([_LEFT, _RIGHT], [y, y], color=_FAINT, linewidth=0.6, zorder=0)
    axes.plot(list(x.values()), [y, y], color=colour, linewidth=3.2 if change.sure else 1.4, solid_capstyle="butt")
    _dot(axes, x["earlier"], y, filled=False, colour=colour)
    _dot(axes, x["later"], y, filled=True, colour=colour)
    rising = change.later >= change.earlier
    for each, value, left in (("earlier", change.earlier, rising), ("later", change.later, not rising)):
        text = format_number(value, 0 if change.unit == "percent" else 1)
        axes.text(x[each] + (-0.1 if left else 0.1), y, text, ha="right" if left else "left", va="center_baseline",
                  fontsize=_SMALL, fontweight=600 if each == "later" else 400)  # fmt: skip
    size = f"{change.size}{NO_BREAK_SPACE}{change.mark}".strip()
    offset = 0.085 if change.limits else 0
    axes.text(_WIDTH, y - offset, size, ha="right", va="center", fontweight=600 if change.sure else 400)
    axes.text(_WIDTH, y + offset, change.limits, ha="right", va="center", fontsize=_SMALL, color=MUTED)


def _dot(axes: Axes, x: float, y: float, *, filled: bool, colour: str) -> None:
    axes.plot([x], [y], marker="o", markersize=7, markeredgewidth=1.6, color=colour,
              markerfacecolor=colour if filled else "white", linestyle="none", zorder=3)  # fmt: skip


def _alt(blocks: Sequence[tuple[str, Sequence[Change]]], comparison: Comparison, key: str) -> str:
    """The whole chart in words."""
    text = comparison.later.questionnaire.text(key)
    told = [f"Punktdiagram. {text}" if text.endswith("?") else f"Punktdiagram. {text}."]
    for heading, changes in blocks:
        sentences = [_spoken(change, _label(change, comparison, heading=heading), comparison) for change in changes]
        told.append(f"{heading}: {' '.join(sentences)}" if heading else " ".join(sentences))
    return " ".join(told)


def _spoken(change: Change, label: str, comparison: Comparison) -> str:
    """One change in words: `Ja: 41 % i 2024, 62 % i 2026, sikkert større (+21 procentpoint; …).`."""
    first, second = comparison.years
    earlier, later = _values(change)
    sure = f" Sikkert {'større' if change.difference > 0 else 'mindre'}." if change.sure else ""
    return f"{label}: {earlier} i {first}, {later} i {second}, ændring {change.text}.{sure}"


def _source(changes: Sequence[Change], comparison: Comparison, key: str) -> str:
    """What the signs mean, what was left out, and what kind of responses these are."""
    told = []
    if any(change.interval for change in changes):
        told.append(f"Andele i procent, ændring i procentpoint og under den {LEVEL}let.")
    if any(change.interval is None for change in changes):
        told.append("Gennemsnit; ændringen er ikke testet, fordi spredningen ikke er opgjort.")
    if any(change.sure for change in changes):
        told.append("Pil, fed skrift og tyk streg: sikker ændring.")
    if any(reason for fact_id, reason in comparison.reasons.items() if measure_of(fact_id) == key):
        told.append("Tal, der ikke kan sammenlignes, er udeladt.")
    return " ".join([*told, comparison.notice])


def _answered(changes: Sequence[Change], comparison: Comparison) -> str:
    """How many answered each time: `n = 102 i 2024 og 97 i 2026.`; blank where it is not known."""
    if not any(all(change.base) for change in changes):
        return ""
    bases = [sorted({change.base[i] for change in changes if all(change.base)}) for i in (0, 1)]
    spans = ["-".join(map(str, dict.fromkeys((of[0], of[-1])))) for of in bases]
    return f"n = {spans[0]} i {comparison.years[0]} og {spans[1]} i {comparison.years[1]}."
