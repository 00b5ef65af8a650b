"""The report's charts, drawn from facts: one visual language, direct labels, Danish numbers."""

import itertools
import textwrap
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from helpers.absence import nothing_to_show
from helpers.danish import format_number, join_words
from helpers.descriptions import Cell, Figure, Note, Row, Table, source_line
from helpers.facts import Fact, Facts, fact_text
from helpers.questionnaire import Group
from helpers.svg import FONT, svg_of
from helpers.uncertainty import LEVEL, Interval, share_interval

INK = "#1f2a33"
MUTED = "#5b6873"
ACCENT = "#0b6073"
# One colour an organisation form, everywhere: told apart by the colour-blind (after Okabe and Ito,
# darkened to stand three to one against white) and by their lightness in black and white print.
FORM_COLOURS = {
    "selvejende": "#b5610a",
    "driftsoverenskomst": "#0072b2",
    "kommunal": "#123b52",
    "brugerdrevet": "#0a8a66",
}
# Inches; a chart is legible at 360 px because its text is large for its width.
_WIDTH = 4.7
_ROW = 0.42
_TEXT = 11.5
_LABEL = 24  # characters a line
# Between two blocks, in heights of a usual block.
_GAP = 0.42
# Inches from line to line within a label, and at the least between two labels.
_LINE, _BETWEEN = _TEXT * 1.33 / 72, _TEXT * 1.1 / 72

_STYLE: Any = {
    "font.family": FONT,
    "font.size": _TEXT,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def show_share_bars(facts: Facts, key: str, *, name: str, title: str) -> Figure | Note:
    """The shares of one question's answers as bars, in the order of the questionnaire.

    A thin mark on each bar is the interval of its share. An answer whose share is no fact of the
    edition is left out.
    """
    if nothing := nothing_to_show(facts, key):
        return Note(name, nothing)
    shown = [(a.label, facts[i]) for a in facts.questionnaire.answers(key) if (i := f"{key}.{a.key}") in facts]
    texts = [_share_text(fact) for _, fact in shown]
    intervals = [share_interval(fact, facts) for _, fact in shown]
    with mpl.rc_context(_STYLE):
        drawing, axes = _bars([label for label, _ in shown], [_length(fact) for _, fact in shown], texts, intervals)
        axes.set_xlim(0, 100)
        svg = svg_of(drawing, name)
    spoken = join_words([f"{label} {text}" for (label, _), text in zip(shown, texts, strict=True)])
    source = source_line(facts.edition.short_notice, _bases([fact for _, fact in shown]))
    marked = [f"{label} {i.text}" for (label, _), i in zip(shown, intervals, strict=True) if i]
    if marked:
        spoken += f". De tynde streger viser {LEVEL}let: {join_words(marked)}"
        source = f"Tynde streger: {LEVEL}. {source}"
    return Figure(
        name=name,
        title=title,
        svg=svg,
        alt=f"Vandret søjlediagram. {facts.questionnaire.text(key)} {spoken}.",
        source=source,
        numbers=_share_table(shown, intervals, name, title, source),
    )


def show_mean_bars(facts: Facts, key: str, *, name: str, title: str) -> Figure | Note:
    """The means of a battery of numbers as bars, one block an item and one bar a group.

    Where the extraction lost the number, the place of the bar says so and nothing is drawn. Groups in
    which nobody answered are left out.
    """
    if nothing := nothing_to_show(facts, key):
        return Note(name, nothing)
    known = {*facts, *facts.lost}
    every = [g for g in facts.questionnaire.groups(key) if _answered(facts, key, g)]
    items = [i for i in facts.questionnaire.answers(key) if any(f"{key}.{i.key}.{g.key}" in known for g in every)]
    groups = [g for g in every if any(f"{key}.{i.key}.{g.key}" in known for i in items)]
    cells = {(item.key, g.key): facts.get(f"{key}.{item.key}.{g.key}") for item in items for g in groups}
    with mpl.rc_context(_STYLE):
        svg = svg_of(_blocks([(i.label, i.key) for i in items], groups, cells), name)
    spoken = [
        f"{item.label}: {join_words([f'{g.label} {_mean_text(cells[item.key, g.key])}' for g in groups])}."
        for item in items
    ]
    source = source_line(facts.edition.short_notice, _bases([f for f in cells.values() if f]))
    drawn = {i.key: [cells[i.key, group.key] for group in groups] for i in items}
    rows = [
        Row(i.label, tuple(Cell(_mean_text(fact), fact.id if fact else "", number=True) for fact in drawn[i.key]))
        for i in items
    ]
    return Figure(
        name=name,
        title=title,
        svg=svg,
        alt=" ".join(["Vandret søjlediagram med gennemsnitligt antal pr. værested.", *spoken]),
        source=source,
        numbers=Table(name, title, ("Gennemsnitligt antal", *(g.label for g in groups)), tuple(rows), source),
    )


def _share_table(
    shown: Sequence[tuple[str, Fact]], intervals: Sequence[Interval | None], name: str, title: str, source: str
) -> Table:
    """The numbers of the bars: share, count and limits, the last two only where some bar has them."""
    counted = any(fact.count is not None for _, fact in shown)
    columns = ["Svar", "Andel", *(["Antal"] if counted else []), *([f"{LEVEL} (procent)"] if any(intervals) else [])]
    rows = []
    for (label, fact), interval in zip(shown, intervals, strict=True):
        cells = [Cell(fact_text(fact), fact.id, number=True)]
        if counted:
            known = fact.count is not None or fact.suppressed
            cells.append(Cell(fact_text(fact, "antal") if known else "", fact.id if known else "", number=True))
        if any(intervals):
            limits = (interval.low, interval.high) if interval else ()
            cells.append(Cell(" til ".join(format_number(Fraction(limit)) for limit in limits), number=True))
        rows.append(Row(label, tuple(cells)))
    return Table(name, title, tuple(columns), tuple(rows), source)


def _answered(facts: Facts, key: str, group: Group) -> bool:
    """Whether anybody in the group answered, as far as the edition states it."""
    found = [facts.get(f"{key}.{item.key}.{group.key}") for item in facts.questionnaire.answers(key)]
    return any(fact is None or fact.base_n != 0 for fact in found)


def _bars(
    labels: Sequence[str], lengths: Sequence[float], texts: Sequence[str], intervals: Sequence[Interval | None]
) -> tuple[Drawing, Axes]:
    """One bar a label, its interval upon it, its text beyond both."""
    wrapped = [textwrap.fill(label, _LABEL) for label in labels]
    rows = _ROW * sum(1 + text.count("\n") * 0.45 for text in wrapped)
    drawing = Drawing(figsize=(_WIDTH, 0.2 + max(rows, len(wrapped) * _pitch(wrapped))))
    axes = drawing.add_axes((0.4, 0.02, 0.44, 0.96))
    sns.barplot(x=lengths, y=wrapped, color=ACCENT, saturation=1, width=0.62, ax=axes, errorbar=None)
    for row, interval in enumerate(intervals):
        if interval:
            # A light edge, so that the mark is seen upon the bar as well as beside it.
            for colour, width in (("white", 3.2), (INK, 1.2)):
                axes.plot(
                    [interval.low, interval.high], [row] * 2, color=colour, linewidth=width, solid_capstyle="butt"
                )
    _label_ends(axes, [max(x, i.high) if i else x for x, i in zip(lengths, intervals, strict=True)], texts)
    _quiet(axes)
    return drawing, axes


def _blocks(
    items: Sequence[tuple[str, str]], groups: Sequence[Group], cells: dict[tuple[str, str], Fact | None]
) -> Drawing:
    """One block an item, with its heading above and a bar for each group."""
    labels = [textwrap.fill(group.label, _LABEL) for group in groups]
    # Long labels make the blocks higher and leave the space between them as it is.
    stretch = max(1.0, _pitch(labels) / (_ROW * 0.72))
    gap = _GAP / stretch
    usual = len(items) * (_ROW * len(groups) * 0.72 + 0.5)
    shares = [len(items) * times + (len(items) - 1) * _GAP for times in (stretch, 1.0)]
    drawing = Drawing(figsize=(_WIDTH, usual * shares[0] / shares[1]))
    longest = max(_length(fact) for fact in cells.values())
    panels = drawing.subplots(len(items), 1, squeeze=False)[:, 0]
    for (label, item), axes in zip(items, panels, strict=True):
        facts = [cells[item, group.key] for group in groups]
        sns.barplot(
            x=[_length(fact) for fact in facts],
            y=labels,
            hue=[group.key for group in groups],
            palette=FORM_COLOURS, saturation=1, width=0.66, ax=axes, errorbar=None, legend=False,
        )  # fmt: skip
        axes.set_title(label, loc="left", x=-0.86, fontsize=_TEXT, fontweight=600, pad=3)
        axes.set_xlim(0, longest or 1)
        _label_ends(axes, [_length(fact) for fact in facts], [_mean_text(fact) for fact in facts])
        _quiet(axes)
    drawing.subplots_adjust(left=0.4, right=0.86, top=0.96, bottom=0.01, hspace=gap)
    return drawing


def _pitch(labels: Sequence[str]) -> float:
    """The inches from bar to bar at which no label touches the next."""
    more = [label.count("\n") * _LINE for label in labels]
    return _BETWEEN + max(((above + below) / 2 for above, below in itertools.pairwise(more)), default=0.0)


def _label_ends(axes: Axes, lengths: Sequence[float], texts: Sequence[str]) -> None:
    for row, (length, text) in enumerate(zip(lengths, texts, strict=True)):
        axes.annotate(
            text, (length, row), xytext=(5, 0), textcoords="offset points", va="center",
            color=INK if length else MUTED, annotation_clip=False,
        )  # fmt: skip


def _quiet(axes: Axes) -> None:
    """No frame, no axis that the labels already say; a thin line where the bars begin."""
    sns.despine(ax=axes, bottom=True)
    axes.spines["left"].set_color(MUTED)
    axes.spines["left"].set_linewidth(0.8)
    axes.tick_params(length=0)
    axes.set_xticks([])
    axes.set(xlabel="", ylabel="")


def _length(fact: Fact | None) -> float:
    return float(fact.value) if fact and fact.value is not None else 0.0


def _share_text(fact: Fact) -> str:
    return fact_text(fact) if fact.count is None else f"{fact_text(fact)} ({fact.count})"


def _mean_text(fact: Fact | None) -> str:
    return fact_text(fact) if fact else "ikke bevaret"


def _bases(facts: Sequence[Fact]) -> list[int]:
    return [fact.base_n for fact in facts if fact.base_n is not None and not fact.suppressed]
