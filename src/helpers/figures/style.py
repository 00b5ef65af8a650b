"""The visual language of the charts: colours, sizes, and what every drawing has.

Direct labels instead of axes, places to point at, and the words that are said there.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.base.danish import format_number
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.facts.uncertainty import LEVEL, share_interval
from helpers.figures.palette import FONT, INK, MUTED
from helpers.survey.questions import Group

ACCENT = "#0b6073"
# One colour an organisation form, everywhere: told apart by the colour-blind (after Okabe and Ito,
# darkened to stand three to one against white) and by their lightness in black and white print.
FORM_COLOURS = {
    "selvejende": "#b5610a",
    "driftsoverenskomst": "#0072b2",
    "kommunal": "#123b52",
    "brugerdrevet": "#0a8a66",
}
# In the place of the groups where the edition breaks nothing down.
EVERYBODY = Group("", "Alle væresteder", "", "")
# Inches; a chart is legible at 360 px because its text is large for its width.
WIDTH = 4.7
ROW = 0.42
TEXT = 11.5
LABEL = 24  # characters a line
# Inches from line to line within a label, and at the least between two labels.
_LINE, _BETWEEN = TEXT * 1.33 / 72, TEXT * 1.1 / 72

STYLE: Any = {
    "font.family": FONT,
    "font.size": TEXT,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def share_told(label: str, fact: Fact, facts: Facts) -> str:
    """What is said of a share when it is pointed at: value, count, base and interval, as far as they are known."""
    told = f"{label}: {fact_text(fact)}"
    if not fact.suppressed and fact.count is not None and fact.base_n:
        told += f" ({format_number(fact.count)} af {format_number(fact.base_n)})"
    interval = share_interval(fact, facts)
    return f"{told}, {LEVEL} {interval.text}." if interval else f"{told}."


def pitch(labels: Sequence[str]) -> float:
    """The inches from bar to bar at which no label touches the next."""
    more = [label.count("\n") * _LINE for label in labels]
    return _BETWEEN + max(((above + below) / 2 for above, below in itertools.pairwise(more)), default=0.0)


def label_ends(axes: Axes, lengths: Sequence[float], texts: Sequence[str]) -> None:
    """Write each text beyond the end of its bar."""
    for row, (length, text) in enumerate(zip(lengths, texts, strict=True)):
        axes.annotate(
            text, (length, row), xytext=(5, 0), textcoords="offset points", va="center",
            color=INK if length else MUTED, annotation_clip=False,
        )  # fmt: skip


def mark_place(axes: Axes, corner: tuple[float, float], width: float, height: float, gid: str, **options: Any) -> None:
    """A place to point at where nothing is drawn: a bar may be too short, or not there."""
    place = Rectangle(corner, width, height, fill=False, linewidth=0, **options)
    place.set(gid=gid, clip_on=False, zorder=9)
    axes.add_artist(place)


def mark_row(axes: Axes, row: int, gid: str) -> None:
    """The place of a bar and its words, as wide as the drawing."""
    mark_place(axes, (-0.86, row - 0.5), 2.15, 1, gid, transform=axes.get_yaxis_transform())


def quiet_axes(axes: Axes) -> None:
    """No frame, no axis that the labels already say; a thin line where the bars begin."""
    sns.despine(ax=axes, bottom=True)
    axes.spines["left"].set_color(MUTED)
    axes.spines["left"].set_linewidth(0.8)
    axes.tick_params(length=0)
    axes.set_xticks([])
    axes.set(xlabel="", ylabel="")


def bar_length(fact: Fact | None) -> float:
    """The value to draw; nothing where there is none."""
    return float(fact.value) if fact and fact.value is not None else 0.0
