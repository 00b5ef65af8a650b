"""Questions with several answers, as dots: a line an answer, a dot a group, the largest answers first.

Shares of which one response can be in several are no parts of a whole, so nothing is stacked: what counts is how far
along its line each dot lies, and how far apart the groups are.
"""

import textwrap
from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from helpers.facts.absence import nothing_to_show
from helpers.facts.condition import Condition
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.figures.cells import BASES, base_cell, bases_of, find_cell
from helpers.figures.descriptions import Figure, Note, Row, Table, base_text, source_line
from helpers.figures.headline import headed
from helpers.figures.palette import INK, MUTED
from helpers.figures.style import ACCENT, EVERYBODY, FORM_COLOURS, STYLE, mark_place, share_told
from helpers.figures.svg import Mark, svg_of
from helpers.survey.questions import Answer, Group

# Inches, as the other charts.
_WIDTH, _ROW, _KEY_ROW, _HEAD, _LINE = 4.7, 0.46, 0.24, 0.34, 0.2
_LEFT, _RIGHT = 2.2, 4.25
_LABEL = 21  # characters a line
_SMALL = 10.5
# A form apart from the colour, for those who see no colours and for grey print.
_FORMS = ("o", "D", "s", "^")


def show_dots(
    facts: Facts, *keys: str, name: str, title: str, finding: str = "", when: Condition | None = None
) -> Figure | Note:
    """The shares of questions with several answers in the groups that they are broken down by, as dots.

    All questions have the same groups. A share that the edition withholds or does not have is no dot, and a row
    without any is left out. `finding` and `when` are what `helpers.figures.headline` says.
    """
    if nothing := nothing_to_show(facts, *keys):
        return Note(name, nothing)
    asked = [key for key in keys if key in facts.questionnaire.questions]
    groups = facts.questionnaire.groups(asked[0]) or (EVERYBODY,)
    blocks = [(key, rows) for key in asked if (rows := _rows(facts, key, groups))]
    marks = {
        f"{key}.{answer.key}": Mark(_told(answer, shares, facts))
        for key, rows in blocks
        for answer, shares in rows
    }  # fmt: skip
    headings = {key: facts.questionnaire.text(key) for key in asked} if len(asked) > 1 else {}
    with mpl.rc_context(STYLE):
        svg = svg_of(_draw(blocks, groups, headings), name, marks)
    every = [fact for _, rows in blocks for _, shares in rows for _, fact in shares]
    bases = bases_of(every)
    asking = " ".join(facts.questionnaire.text(key) for key in asked)
    source = source_line(f"Flere svar mulige. {facts.edition.short_notice}", bases)
    figure = Figure(
        name=name,
        title=title,
        svg=svg,
        alt=f"Punktdiagram. {asking} {' '.join(mark.text for mark in marks.values())}",
        source=f"{facts.edition.short_notice}.",
        numbers=_table(blocks, groups, headings, Table(name, title, (), (), source), facts),
        subtitle=f"{asking} Flere svar mulige. Procent af gruppen. {base_text(bases)}".strip(),
    )
    return headed(figure, finding, when, facts)


Shares = list[tuple[Group, Fact]]


def _rows(facts: Facts, key: str, groups: Sequence[Group]) -> list[tuple[Answer, Shares]]:
    """The answers with the share of each group, those that most have on the whole first."""
    rows = []
    for answer in facts.questionnaire.answers(key):
        found = [(group, facts.get(".".join(filter(None, (key, answer.key, group.key))))) for group in groups]
        if shares := [(group, fact) for group, fact in found if fact and fact.value is not None]:
            rows.append((answer, shares))
    return sorted(rows, key=lambda row: -sum(f.value or 0 for _, f in row[1]) / len(row[1]))


def _told(answer: Answer, shares: Shares, facts: Facts) -> str:
    parts = [share_told(group.label, fact, facts).removesuffix(".") for group, fact in shares]
    return f"{answer.label}. {'; '.join(parts)}."


def _draw(
    blocks: Sequence[tuple[str, Sequence[tuple[Answer, Shares]]]], groups: Sequence[Group], headings: dict[str, str]
) -> Drawing:
    key_height = _KEY_ROW * len(groups) + 0.08
    total = key_height + sum(_HEAD * bool(headings) + sum(_height(a.label) for a, _ in rows) for _, rows in blocks)
    drawing = Drawing(figsize=(_WIDTH, total))
    # One plane in inches, y pointing down.
    axes = drawing.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(total, 0))
    axes.set_axis_off()
    looks = {group.key: _look(group, place) for place, group in enumerate(groups)}
    for place, group in enumerate(groups):
        y = _KEY_ROW * (place + 0.5)
        _dot(axes, 0.09, y, looks[group.key])
        axes.text(0.24, y, group.label, va="center_baseline", fontsize=_SMALL)
    top = key_height
    for key, rows in blocks:
        if headings:
            axes.text(0, top + _HEAD / 2, headings[key], va="center_baseline", fontweight=600, fontsize=_SMALL)
            top += _HEAD
        for answer, shares in rows:
            height = _height(answer.label)
            _draw_row(axes, answer.label, [(looks[g.key], fact) for g, fact in shares], top + height / 2)
            mark_place(axes, (0.02, top), _WIDTH - 0.04, height, f"{key}.{answer.key}")
            top += height
    return drawing


def _height(label: str) -> float:
    return _ROW + _LINE * max(0, len(textwrap.wrap(label, _LABEL)) - 2)


def _look(group: Group, place: int) -> tuple[str, str, str]:
    """Form, colour and filling of a group's dots: those of the organisation forms are the same everywhere."""
    if group.key in FORM_COLOURS:
        colour = FORM_COLOURS[group.key]
        return _FORMS[list(FORM_COLOURS).index(group.key)], colour, colour
    return "o", ACCENT, ACCENT if place == 0 else "white"


def _draw_row(axes: Axes, label: str, dots: Sequence[tuple[tuple[str, str, str], Fact]], y: float) -> None:
    """Label, line and dots, with the numbers of the outermost."""
    axes.text(0, y, "\n".join(textwrap.wrap(label, _LABEL)), va="center", linespacing=0.95)
    axes.plot([_LEFT, _RIGHT], [y, y], color="#d9dee2", linewidth=0.6, zorder=0)
    placed = sorted((_LEFT + float(fact.value or 0) / 100 * (_RIGHT - _LEFT), look, fact) for look, fact in dots)
    (first, _, least), (last, _, most) = placed[0], placed[-1]
    axes.plot([first, last], [y, y], color=MUTED, linewidth=1.4, zorder=1)
    for x, look, _ in placed:
        _dot(axes, x, y, look)
    axes.text(last + 0.11, y, fact_text(most), va="center_baseline", fontsize=_SMALL, color=INK)
    if fact_text(least) != fact_text(most):
        axes.text(first - 0.11, y, fact_text(least), va="center_baseline", ha="right", fontsize=_SMALL, color=INK)


def _dot(axes: Axes, x: float, y: float, look: tuple[str, str, str]) -> None:
    form, colour, filling = look
    axes.plot([x], [y], marker=form, markersize=7, markeredgewidth=1.4, color=colour,
              markerfacecolor=filling, linestyle="none", zorder=3)  # fmt: skip


def _table(
    blocks: Sequence[tuple[str, Sequence[tuple[Answer, Shares]]]],
    groups: Sequence[Group],
    headings: dict[str, str],
    empty: Table,
    facts: Facts,
) -> Table:
    """The numbers of the dots, a row an answer and a column a group, with a row of their bases a question."""
    rows: list[Row] = []
    for key, answers in blocks:
        rows += [Row(headings[key])] if headings else []
        for answer, _ in answers:
            ids = (".".join(filter(None, (key, answer.key, group.key))) for group in groups)
            rows.append(Row(answer.label, tuple(find_cell(facts, fact_id) for fact_id in ids)))
        of_groups = ([fact for _, shares in answers for g, fact in shares if g.key == group.key] for group in groups)
        rows.append(Row(BASES, tuple(map(base_cell, of_groups))))
    columns = ("Svar", *(group.label for group in groups))
    return Table(empty.name, empty.title, columns, tuple(rows), empty.source)
