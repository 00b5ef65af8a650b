"""Multiple-response sets of an SPSS file: the question is the set's label, its variables are the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpers.intake.export import ExportColumn
from helpers.intake.formats.cell_text import number_text

CHOSEN, NOT_CHOSEN = "Valgt", "Ikke valgt"


def use_sets(columns: tuple[ExportColumn, ...], sets: Mapping[str, Mapping[str, Any]]) -> tuple[ExportColumn, ...]:
    """The columns with what the file's sets say of them; a set of chosen codes becomes one column of lists."""
    for name, found in sets.items():
        members = [column for column in columns if column.code in found["variable_list"]]
        label = str(found.get("label") or "").strip()
        if not members or not label:
            # Without words for the question the set tells nothing that the variables' own labels do not.
            continue
        if found.get("is_dichotomy"):
            changed = {c.code: _dichotomy(c, label, found.get("counted_value")) for c in members}
            columns = tuple(changed.get(column.code, column) for column in columns)
        else:
            first, codes = members[0], {column.code for column in members}
            listed = ExportColumn(name, label, _lists(members))
            columns = tuple(
                listed if column is first else column
                for column in columns
                if column is first or column.code not in codes
            )
    return columns


def _dichotomy(column: ExportColumn, question: str, counted: object) -> ExportColumn:
    """One answer of a set: the set's label is the question, and its counted value what says chosen.

    A set over texts has no counted value, and a value with a label of its own keeps it.
    """
    answer = column.text.removeprefix(question).strip(" -–:/") if column.text != question else column.text
    if counted is None:
        return replace(column, text=question, answer=answer)
    chosen = number_text(counted) if isinstance(counted, int | float) else str(counted)
    labels = {value: NOT_CHOSEN for value in column.values if value} | dict(column.labels) | {chosen: CHOSEN}
    return replace(column, text=question, answer=answer, labels=labels)


def _lists(members: Sequence[ExportColumn]) -> tuple[str, ...]:
    """The labels of all that each case chose, on lines."""
    rows = zip(*(column.values for column in members), strict=True)
    return tuple(
        "\n".join(
            column.labels.get(value, value) for column, value in zip(members, row, strict=True) if value
        )
        for row in rows
    )  # fmt: skip
