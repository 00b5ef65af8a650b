"""The shapes of survey systems' exports, as small descriptions: which columns are theirs, and who finished."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from helpers.base.yaml_io import read_yaml
from helpers.intake.export import FINISHED, PARTIAL, TEST, UNANSWERED, Export, ExportColumn
from helpers.intake.wordings import normalise

# What SurveyXact and whatever passed its file on write for 1.
_YES = ("1", "1.0", "1,0", "valgt")
_STATES = tuple(f"{name}_{number}" for name in ("statoverall", "stato") for number in range(1, 6))


@dataclass(frozen=True)
class SurveySystem:
    """How a system's export is known, with where that is told and the date it was seen; see `systems.yml`.

    An export with all `marks` among its headings (any one of each group) is the system's. `own` are
    further columns of the system's that answer no question. `done` maps columns to the texts that mean
    finished (none: any text at all), the first column that is there deciding; `tests` columns to the
    texts that mark a trial. `ids` number the respondents.
    """

    name: str
    source: str
    seen: datetime.date
    marks: Sequence[Sequence[str]]
    own: Sequence[str] = ()
    done: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tests: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ids: Sequence[str] = ()


@cache
def load_systems() -> tuple[SurveySystem, ...]:
    """The systems that are known, in the order in which they are looked for."""
    return tuple(SurveySystem(**described) for described in read_yaml(Path(__file__).with_name("systems.yml")))


def recognise(export: Export) -> Export:
    """The export with its system's name, who finished, and its system's own columns put apart."""
    # A column's name is the system's, its wording may be the same as another's name.
    named = {normalise(column.text): column for column in reversed(export.columns)}
    named |= {normalise(column.code): column for column in reversed(export.columns)}
    if states := [named[name] for name in _STATES if name in named]:
        return _surveyxact(export, states, named)
    for system in load_systems():
        if all(any(mark in named for mark in group) for group in system.marks):
            return _of_system(export, system, named)
    return export


def _headings(column: ExportColumn) -> tuple[str, ...]:
    return tuple(filter(None, (normalise(column.text), normalise(column.code))))


def _name(column: ExportColumn) -> str:
    """What the system calls a column: its wording where the code is but a letter."""
    return column.text if column.code == column.letter else column.code


def surveyxact_statuses(done: Sequence[str], some: Sequence[str]) -> tuple[str, ...]:
    """Finished, begun or neither, of the columns that say Gennemført and Nogen svar."""
    return tuple(
        FINISHED if normalise(whole) in _YES else PARTIAL if normalise(begun) in _YES else UNANSWERED
        for whole, begun in zip(done, some, strict=True)
    )


def _surveyxact(export: Export, states: list[ExportColumn], named: Mapping[str, ExportColumn]) -> Export:
    done, some = (named.get(f"statoverall_{state}") or named.get(f"stato_{state}") for state in (4, 3))
    left = {id(column) for column in states}
    rest = tuple(column for column in export.columns if id(column) not in left)
    system = (*export.system_columns, *map(_name, states))
    if done is None:
        return replace(export, columns=rest, system_columns=system, system="SurveyXact")
    blank = ("",) * len(export.rows)
    return replace(
        export, columns=rest, system_columns=system, system="SurveyXact", everyone_invited=True,
        statuses=surveyxact_statuses(done.values, some.values if some else blank), status_column=_name(done),
        ids=export.ids or named.get("respondent_id"),
    )  # fmt: skip


def _of_system(export: Export, system: SurveySystem, named: Mapping[str, ExportColumn]) -> Export:
    own = {*system.own, *(mark for group in system.marks for mark in group), *system.ids, *system.done}
    left = [column for column in export.columns if own & set(_headings(column))]
    statuses, told_by = _statuses(export, system, named)
    apart = {id(column) for column in left}
    return replace(
        export, system=system.name, statuses=statuses, status_column=told_by,
        columns=tuple(column for column in export.columns if id(column) not in apart),
        system_columns=(*export.system_columns, *map(_name, left)),
        ids=export.ids or next((named[name] for name in system.ids if name in named), None),
    )  # fmt: skip


def _statuses(
    export: Export, system: SurveySystem, named: Mapping[str, ExportColumn]
) -> tuple[tuple[str, ...] | None, str]:
    """Who finished, and the heading of the column that tells; None where none does, or nobody is told of."""
    found = next(((named[name], texts) for name, texts in system.done.items() if name in named), None)
    trials = next(((named[name], texts) for name, texts in system.tests.items() if name in named), None)
    if found is None:
        return None, ""
    column, texts = found
    statuses = [
        FINISHED if (normalise(value) in texts if texts else value.strip()) else PARTIAL for value in column.values
    ]
    if trials:
        statuses = [
            TEST if normalise(value) in trials[1] else status
            for value, status in zip(trials[0].values, statuses, strict=True)
        ]
    return tuple(statuses), _name(column)
