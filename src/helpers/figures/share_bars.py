"""The shares of one question's answers as bars: direct labels, Danish numbers."""

import textwrap
from collections.abc import Sequence

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from helpers.base.danish import join_words
from helpers.facts.absence import nothing_to_show
from helpers.facts.condition import Condition
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.facts.uncertainty import LEVEL, Interval, share_interval
from helpers.figures.cells import bases_of, blank_cell, fact_cell, interval_cell
from helpers.figures.descriptions import Figure, Note, Row, Table, base_text, source_line
from helpers.figures.headline import headed
from helpers.figures.palette import INK
from helpers.figures.style import (
    ACCENT,
    LABEL,
    ROW,
    STYLE,
    WIDTH,
    bar_length,
    label_ends,
    mark_row,
    pitch,
    quiet_axes,
    share_told,
)
from helpers.figures.svg import Mark, svg_of

# Answers that are none of the others: they stand last, however many gave them.
_RESIDUAL = ("andet", "ved_ikke")


def show_share_bars(
    facts: Facts,
    key: str,
    *,
    name: str,
    title: str,
    by_size: bool = False,
    finding: str = "",
    when: Condition | None = None,
) -> Figure | Note:
    """The shares of one question's answers as bars, in the order of the questionnaire or the largest first.

    A thin mark on each bar is the interval of its share. An answer whose share is no fact of the
    edition is left out. `finding` and `when` are what `helpers.figures.headline` says.
    """
    if nothing := nothing_to_show(facts, key):
        return Note(name, nothing)
    answers = [answer for answer in facts.questionnaire.answers(key) if f"{key}.{answer.key}" in facts]
    if by_size:
        answers.sort(key=lambda a: (a.key in _RESIDUAL, -bar_length(facts[f"{key}.{a.key}"])))
    shown = [(answer.label, facts[f"{key}.{answer.key}"]) for answer in answers]
    intervals = [share_interval(fact, facts) for _, fact in shown]
    spoken = join_words([f"{label} {_share_text(fact)}" for label, fact in shown])
    bases = bases_of([fact for _, fact in shown])
    source = f"{facts.edition.short_notice}."
    if marked := [f"{label} {i.text}" for (label, _), i in zip(shown, intervals, strict=True) if i]:
        spoken += f". De tynde streger viser {LEVEL}let: {join_words(marked)}"
        source = f"Tynde streger: {LEVEL}. {source}"
    question = facts.questionnaire.text(key)
    counted = any(fact.count is not None for _, fact in shown)
    figure = Figure(
        name=name,
        title=title,
        svg=_drawing(shown, intervals, name, facts),
        alt=f"Vandret søjlediagram. {question} {spoken}.",
        source=source,
        numbers=_share_table(shown, intervals, name, title, source_line(source.removesuffix("."), bases)),
        subtitle=f"{question} Procent{' (antal)' if counted else ''}. {base_text(bases)}".strip(),
    )
    return headed(figure, finding, when, facts)


def _drawing(shown: Sequence[tuple[str, Fact]], intervals: Sequence[Interval | None], name: str, facts: Facts) -> str:
    """The bars as SVG, each a place to point at."""
    marks = {f"svar-{row}": Mark(share_told(label, fact, facts), fact.id) for row, (label, fact) in enumerate(shown)}
    lengths, texts = [bar_length(fact) for _, fact in shown], [_share_text(fact) for _, fact in shown]
    with mpl.rc_context(STYLE):
        drawing, axes = _bars([label for label, _ in shown], lengths, texts, intervals)
        axes.set_xlim(0, 100)
        for row, gid in enumerate(marks):
            mark_row(axes, row, gid)
        return svg_of(drawing, name, marks)


def _share_table(
    shown: Sequence[tuple[str, Fact]], intervals: Sequence[Interval | None], name: str, title: str, source: str
) -> Table:
    """The numbers of the bars: share, count and limits, the last two only where some bar has them."""
    counted = any(fact.count is not None for _, fact in shown)
    columns = ["Svar", "Andel", *(["Antal"] if counted else []), *([f"{LEVEL} (procent)"] if any(intervals) else [])]
    rows = []
    for (label, fact), interval in zip(shown, intervals, strict=True):
        cells = [fact_cell(fact)]
        if counted:
            known = fact.count is not None or fact.suppressed
            cells.append(fact_cell(fact, "antal") if known else blank_cell())
        if any(intervals):
            cells.append(interval_cell(interval))
        rows.append(Row(label, tuple(cells)))
    return Table(name, title, tuple(columns), tuple(rows), source)


def _bars(
    labels: Sequence[str], lengths: Sequence[float], texts: Sequence[str], intervals: Sequence[Interval | None]
) -> tuple[Drawing, Axes]:
    """One bar a label, its interval upon it, its text beyond both."""
    wrapped = [textwrap.fill(label, LABEL) for label in labels]
    rows = ROW * sum(1 + text.count("\n") * 0.45 for text in wrapped)
    drawing = Drawing(figsize=(WIDTH, 0.2 + max(rows, len(wrapped) * pitch(wrapped))))
    axes = drawing.add_axes((0.4, 0.02, 0.44, 0.96))
    sns.barplot(x=lengths, y=wrapped, color=ACCENT, saturation=1, width=0.62, ax=axes, errorbar=None)
    for row, interval in enumerate(intervals):
        if interval:
            # A light edge, so that the mark is seen upon the bar as well as beside it.
            for colour, width in (("white", 3.2), (INK, 1.2)):
                axes.plot(
                    [interval.low, interval.high], [row] * 2, color=colour, linewidth=width, solid_capstyle="butt"
                )
    label_ends(axes, [max(x, i.high) if i else x for x, i in zip(lengths, intervals, strict=True)], texts)
    quiet_axes(axes)
    return drawing, axes


def _share_text(fact: Fact) -> str:
    return fact_text(fact) if fact.count is None else f"{fact_text(fact)} ({fact.count})"
