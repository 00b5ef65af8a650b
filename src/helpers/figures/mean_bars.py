"""The means of a battery of numbers as bars, a block an item and a bar a group."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import matplotlib as mpl
import seaborn as sns
from matplotlib.figure import Figure as Drawing

from helpers.base.danish import join_words
from helpers.facts.absence import nothing_to_show
from helpers.facts.condition import Condition
from helpers.facts.missing import NOT_KEPT
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.figures.cells import BASES, base_cell, bases_of, fact_cell, missing_cell
from helpers.figures.descriptions import Cell, Figure, Note, Row, Table, base_text, source_line
from helpers.figures.headline import headed
from helpers.figures.style import (
    FORM_COLOURS,
    LABEL,
    ROW,
    STYLE,
    TEXT,
    WIDTH,
    bar_length,
    label_ends,
    mark_row,
    pitch,
    quiet_axes,
)
from helpers.figures.svg import Mark, svg_of
from helpers.survey.questions import Answer, Group

# Between two blocks, in heights of a usual block.
_GAP = 0.42


def show_mean_bars(
    facts: Facts, key: str, *, name: str, title: str, finding: str = "", when: Condition | None = None
) -> Figure | Note:
    """The means of a battery of numbers as bars, one block an item and one bar a group.

    Where the extraction lost the number, the place of the bar says so and nothing is drawn. Groups in
    which nobody answered are left out. `finding` and `when` are what `helpers.figures.headline` says.
    """
    if nothing := nothing_to_show(facts, key):
        return Note(name, nothing)
    known = {*facts, *facts.lost}
    every = [g for g in facts.questionnaire.groups(key) if _answered(facts, key, g)]
    items = [i for i in facts.questionnaire.answers(key) if any(f"{key}.{i.key}.{g.key}" in known for g in every)]
    groups = [g for g in every if any(f"{key}.{i.key}.{g.key}" in known for i in items)]
    cells = {(item.key, g.key): facts.get(f"{key}.{item.key}.{g.key}") for item in items for g in groups}
    marks = {
        f"{i.key}.{g.key}": Mark(_mean_told(f"{i.label}, {g.label}", cells[i.key, g.key]), _id_in(facts, fact_id))
        for i in items
        for g in groups
        if (fact_id := f"{key}.{i.key}.{g.key}") in known
    }
    with mpl.rc_context(STYLE):
        svg = svg_of(_blocks([(i.label, i.key) for i in items], groups, cells), name, marks)
    spoken = [
        f"{item.label}: {join_words([f'{g.label} {_mean_text(cells[item.key, g.key])}' for g in groups])}."
        for item in items
    ]
    bases = bases_of([f for f in cells.values() if f])
    source = source_line(facts.edition.short_notice, bases)
    columns = ("Gennemsnitligt antal", *(group.label for group in groups))
    figure = Figure(
        name=name,
        title=title,
        svg=svg,
        alt=" ".join(["Vandret søjlediagram med gennemsnitligt antal pr. værested.", *spoken]),
        source=f"{facts.edition.short_notice}.",
        numbers=Table(name, title, columns, tuple(_rows(items, groups, cells)), source),
        subtitle=f"{facts.questionnaire.text(key)} Gennemsnit pr. værested. {base_text(bases)}".strip(),
    )
    return headed(figure, finding, when, facts)


def _rows(
    items: Sequence[Answer], groups: Sequence[Group], cells: Mapping[tuple[str, str], Fact | None]
) -> Iterator[Row]:
    """A row of means an item, and last how many of each group answered."""
    for item in items:
        yield Row(item.label, tuple(_cell(cells[item.key, group.key]) for group in groups))
    of_groups = ([fact for item in items if (fact := cells[item.key, group.key])] for group in groups)
    yield Row(BASES, tuple(map(base_cell, of_groups)))


def _id_in(facts: Facts, fact_id: str) -> str:
    return fact_id if fact_id in facts else ""


def _cell(fact: Fact | None) -> Cell:
    return fact_cell(fact) if fact else missing_cell(NOT_KEPT)


def _mean_told(label: str, fact: Fact | None) -> str:
    """What is said of a mean when it is pointed at: value and base, as far as they are known."""
    told = f"{label}: {_mean_text(fact)}"
    known = fact is not None and not fact.suppressed and fact.base_n is not None
    return f"{told} i gennemsnit (n = {fact.base_n})." if fact and known else f"{told}."


def _answered(facts: Facts, key: str, group: Group) -> bool:
    """Whether anybody in the group answered, as far as the edition states it."""
    found = [facts.get(f"{key}.{item.key}.{group.key}") for item in facts.questionnaire.answers(key)]
    return any(fact is None or fact.base_n != 0 for fact in found)


def _blocks(
    items: Sequence[tuple[str, str]], groups: Sequence[Group], cells: dict[tuple[str, str], Fact | None]
) -> Drawing:
    """One block an item, with its heading above and a bar for each group."""
    labels = [textwrap.fill(group.label, LABEL) for group in groups]
    # Long labels make the blocks higher and leave the space between them as it is.
    stretch = max(1.0, pitch(labels) / (ROW * 0.72))
    gap = _GAP / stretch
    usual = len(items) * (ROW * len(groups) * 0.72 + 0.5)
    shares = [len(items) * times + (len(items) - 1) * _GAP for times in (stretch, 1.0)]
    drawing = Drawing(figsize=(WIDTH, usual * shares[0] / shares[1]))
    longest = max(bar_length(fact) for fact in cells.values())
    panels = drawing.subplots(len(items), 1, squeeze=False)[:, 0]
    for (label, item), axes in zip(items, panels, strict=True):
        facts = [cells[item, group.key] for group in groups]
        sns.barplot(
            x=[bar_length(fact) for fact in facts],
            y=labels,
            hue=[group.key for group in groups],
            palette=FORM_COLOURS, saturation=1, width=0.66, ax=axes, errorbar=None, legend=False,
        )  # fmt: skip
        axes.set_title(label, loc="left", x=-0.86, fontsize=TEXT, fontweight=600, pad=3)
        axes.set_xlim(0, longest or 1)
        label_ends(axes, [bar_length(fact) for fact in facts], [_mean_text(fact) for fact in facts])
        for row, group in enumerate(groups):
            mark_row(axes, row, f"{item}.{group.key}")
        quiet_axes(axes)
    drawing.subplots_adjust(left=0.4, right=0.86, top=0.96, bottom=0.01, hspace=gap)
    return drawing


def _mean_text(fact: Fact | None) -> str:
    return fact_text(fact) if fact else NOT_KEPT
