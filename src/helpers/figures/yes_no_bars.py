"""Questions answered yes or no, as bars to both sides: yes to the right, no to the left, doubt by itself."""

import textwrap
from collections.abc import Iterator, Sequence

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from helpers.base.errors import VaerestederError
from helpers.facts.absence import nothing_to_show
from helpers.facts.condition import Condition
from helpers.facts.missing import DASH
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.figures.cells import BASE, base_cell, bases_of, dash_cell, fact_cell
from helpers.figures.descriptions import Figure, Note, Row, Table, base_text, source_line
from helpers.figures.headline import headed
from helpers.figures.palette import INK, MUTED
from helpers.figures.style import ACCENT, EVERYBODY, STYLE, mark_place, share_told
from helpers.figures.svg import Mark, svg_of
from helpers.survey.edition import Edition
from helpers.survey.questions import Group

YES, NO, DOUBT = "ja", "nej", "ved_ikke"
_COLUMNS = ("Gruppe", "Ja", "Nej", "Ved ikke", BASE)
# Inches, as the other charts.
_WIDTH, _BAR, _ROW, _HEAD, _LABEL_LINE, _GAP = 4.7, 0.22, 0.64, 0.3, 0.17, 0.14
_MIDDLE, _RIGHT, _DOUBT = 2.1, 3.7, 4.66
_QUESTION = 52  # characters a line
_SMALL = 10.5
# Apart from yes in lightness, and of no organisation form.
_NO_COLOUR = "#84919b"

Shares = dict[str, Fact]


def show_yes_and_no(
    facts: Facts, *keys: str, name: str, title: str, finding: str = "", when: Condition | None = None
) -> Figure | Note:
    """Questions with the answers yes, no and "ved ikke" in the groups that they are broken down by.

    A group whose shares the edition withholds says so. `finding` and `when` are what `helpers.figures.headline` says.
    Raises VaerestederError where a question has other answers.
    """
    if nothing := nothing_to_show(facts, *keys):
        return Note(name, nothing)
    asked = [key for key in keys if key in facts.questionnaire.questions]
    for key in asked:
        if {answer.key for answer in facts.questionnaire.answers(key)} != {YES, NO, DOUBT}:
            raise VaerestederError(f'"{key}" har andre svar end ja, nej og ved ikke. Vis det med show_share_bars.')
    blocks = [(key, groups) for key in asked if (groups := list(_groups(facts, key)))]
    marks = {
        f"{key}.{group.key}": Mark(f"{group.label}. {_told(key, shares, facts)}")
        for key, groups in blocks
        for group, shares in groups
    }  # fmt: skip
    headings = {key: facts.questionnaire.text(key) for key in asked}
    with mpl.rc_context(STYLE):
        svg = svg_of(_draw(blocks, headings), name, marks)
    bases = bases_of([fact for _, groups in blocks for _, shares in groups for fact in shares.values()])
    spoken = [f"{headings[key]} {' '.join(marks[f'{key}.{g.key}'].text for g, _ in groups)}" for key, groups in blocks]
    source = source_line(facts.edition.short_notice, bases)
    figure = Figure(
        name=name,
        title=title,
        svg=svg,
        alt=f"Søjlediagram med ja til højre og nej til venstre. {' '.join(spoken)}",
        source=f"{facts.edition.short_notice}.",
        numbers=Table(name, title, _COLUMNS, tuple(_rows(blocks, headings, facts.edition)), source),
        subtitle=f"Procent af gruppen. {base_text(bases)}".strip(),
    )
    return headed(figure, finding, when, facts)


def _groups(facts: Facts, key: str) -> Iterator[tuple[Group, Shares]]:
    """The groups with their shares by answer, but for those in which nobody answered."""
    for group in facts.questionnaire.groups(key) or (EVERYBODY,):
        found = {answer: facts.get(".".join(filter(None, (key, answer, group.key)))) for answer in (YES, NO, DOUBT)}
        shares = {answer: fact for answer, fact in found.items() if fact and fact.base_n != 0}
        if shares:
            yield group, shares


def _told(key: str, shares: Shares, facts: Facts) -> str:
    """All shares of one group in words."""
    labels = {answer.key: answer.label for answer in facts.questionnaire.answers(key)}
    return f"{'; '.join(share_told(labels[a], fact, facts).removesuffix('.') for a, fact in shares.items())}."


def _rows(
    blocks: Sequence[tuple[str, list[tuple[Group, Shares]]]], headings: dict[str, str], edition: Edition
) -> Iterator[Row]:
    for key, groups in blocks:
        yield Row(headings[key])
        for group, shares in groups:
            found = [shares.get(answer) for answer in (YES, NO, DOUBT)]
            cells = (fact_cell(fact) if fact else dash_cell(edition) for fact in found)
            yield Row(group.label, (*cells, base_cell(shares.values())))


def _draw(blocks: Sequence[tuple[str, list[tuple[Group, Shares]]]], headings: dict[str, str]) -> Drawing:
    lines = {key: textwrap.wrap(headings[key], _QUESTION) for key, _ in blocks}
    heights = [0.1 + _LABEL_LINE * len(lines[key]) + _ROW * len(groups) + _GAP for key, groups in blocks]
    total = _HEAD + sum(heights)
    drawing = Drawing(figsize=(_WIDTH, total))
    # One plane in inches, y pointing down.
    axes = drawing.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(total, 0))
    axes.set_axis_off()
    for x, word, side in ((_MIDDLE - 0.08, "← Nej", "right"), (_MIDDLE + 0.08, "Ja →", "left"),
                          (_DOUBT, "Ved ikke", "right")):  # fmt: skip
        axes.text(x, _HEAD / 2, word, ha=side, va="center_baseline", fontsize=_SMALL, color=MUTED)
    top = _HEAD
    for (key, groups), height in zip(blocks, heights, strict=True):
        axes.text(0, top + 0.04, "\n".join(lines[key]), va="top", fontweight=600, fontsize=_SMALL, linespacing=1.0)
        y = top + 0.1 + _LABEL_LINE * len(lines[key])
        for group, shares in groups:
            _draw_group(axes, group.label, shares, y)
            mark_place(axes, (0.02, y), _WIDTH - 0.04, _ROW, f"{key}.{group.key}")
            y += _ROW
        top += height
    return drawing


def _draw_group(axes: Axes, label: str, shares: Shares, y: float) -> None:
    """The group's name and below it a bar to each side, each with its number at the end."""
    axes.text(0, y + 0.18, label, va="center_baseline", fontsize=_SMALL, color=MUTED)
    bar = y + 0.31
    reach = _RIGHT - _MIDDLE
    for answer, sign, colour in ((NO, -1, _NO_COLOUR), (YES, 1, ACCENT)):
        fact = shares.get(answer)
        length = float(fact.value or 0) / 100 * reach if fact else 0.0
        left = _MIDDLE if sign > 0 else _MIDDLE - length
        axes.add_artist(Rectangle((left, bar), length, _BAR, facecolor=colour, edgecolor="none", clip_on=False))
        text = fact_text(fact) if fact else DASH
        axes.text(_MIDDLE + sign * (length + 0.07), bar + _BAR / 2, text, va="center_baseline",
                  ha="left" if sign > 0 else "right")  # fmt: skip
    axes.plot([_MIDDLE, _MIDDLE], [bar, bar + _BAR], color=INK, linewidth=0.8, zorder=4)
    doubt = shares.get(DOUBT)
    axes.text(
        _DOUBT, bar + _BAR / 2, fact_text(doubt) if doubt else DASH, va="center_baseline", ha="right", color=MUTED
    )
