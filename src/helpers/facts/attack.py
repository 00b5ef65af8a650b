"""The attack on what is withheld: what anybody can tell of it who puts together everything that is published.

The published numbers are equations in the unpublished ones. For each unpublished number a linear program finds the
least and the greatest that it can be (Zayatz, U.S. Bureau of the Census, Research Report 92/02, 1992; ESSnet,
Handbook on Statistical Disclosure Control, 2010). A question, with what is counted from all of it, is a table.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np

from helpers.facts.counting import HALF_HOURS, Count
from helpers.facts.fact_id import FactId
from helpers.survey.questionnaire import Questionnaire

# More than any sum of answers.
_ENDLESS = 10**12
# What a solver in floating point may miss an integer by.
_TOLERANCE = 1e-6
# Those who are in no group, and the fact of all responses.
REST, WHOLE = "", None
# A share counts ones among those who answered; any other number adds up what each gave.
SHARE = "percent"


class Known(NamedTuple):
    """The ranges of what an attacker can tell: of the count (or sum), and of how many did not give the answer."""

    given: tuple[int, int]
    others: tuple[int, int]


@dataclass
class PublishedTable:
    """A question or measure as it is published: numbers by column and group (None: all responses).

    `partition` says that the columns are answers of which each respondent gave just one; `together` maps a column
    that is the sum of others to them; `one_base` says that all columns rest on the same respondents; `everybody` that
    all are counted, answered or not. `highest` is the greatest number that one respondent can give, None without limit.
    """

    columns: list[str] = field(default_factory=list)
    numbers: dict[tuple[str, str | None], Count] = field(default_factory=dict)
    names: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    sizes: dict[str, str] = field(default_factory=dict)
    partition: bool = False
    one_base: bool = False
    everybody: bool = False
    together: dict[str, list[str]] = field(default_factory=dict)
    highest: int | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The groups, and those who are in none."""
        return (*self.groups, REST)

    def base_of(self, column: str) -> str:
        """The name under which the respondents of a column are counted."""
        return "" if self.one_base else column


def tables(counts: Iterable[Count], questionnaire: Questionnaire) -> list[PublishedTable]:
    """The tables that an edition publishes, without those that tell of no answers."""
    found: dict[str, PublishedTable] = {}
    for count in counts:
        parts = FactId.parse(count.id, questionnaire)
        asked = questionnaire.questions.get(parts.measure) or questionnaire.measures.get(parts.measure)
        if asked is None or asked.kind == "municipality_group":
            continue
        counted = questionnaire.measures.get(parts.measure)
        home = counted.of[0] if counted and counted.kind == "number_marked" else parts.measure
        # A theme is a share among other respondents than the question itself.
        key = f"{home} {bool(parts.theme)}"
        table = found.setdefault(key, _table(home, questionnaire, theme=bool(parts.theme)))
        place = (parts.column, parts.group.key if parts.group else WHOLE)
        if parts.column not in table.columns:
            table.columns.append(parts.column)
        table.numbers[place] = count
        table.names.setdefault(place, []).append(count.id)
    for table in found.values():
        sums = [column for column in table.columns if table.numbers[column, WHOLE].unit == "mean"]
        if table.one_base and len(sums) == 1 and len(table.columns) > 1:
            table.together = {sums[0]: [column for column in table.columns if column not in sums]}
    return list(found.values())


def _table(measure: str, questionnaire: Questionnaire, *, theme: bool) -> PublishedTable:
    asked = questionnaire.questions.get(measure) or questionnaire.measures[measure]
    groups = questionnaire.groups(measure)
    limits = getattr(asked, "possible", None)
    return PublishedTable(
        groups=tuple(group.key for group in groups),
        sizes={group.key: f"{group.question}.{group.answer}" for group in groups},
        partition=asked.kind in ("single", "intervals"),
        one_base=asked.kind in ("single", "intervals", "multiple") or theme,
        everybody=asked.kind == "text" and not theme,
        highest=limits[1] * (HALF_HOURS if asked.kind == "hours" else 1) if limits else None,
    )


class Attack:
    """What can be told of one table, given the ids that are not published.

    `sizes` has how many are in each group that is known to the public, `respondents` how many answered at all.
    """

    def __init__(
        self, table: PublishedTable, hidden: Collection[str], sizes: Mapping[str, int], respondents: int
    ) -> None:
        self.table = table
        self._number: dict[tuple[str, str, str], int] = {}
        self._bounds: list[tuple[float, float | None]] = []
        self._equal: list[tuple[dict[int, float], float]] = []
        self._at_most: list[tuple[dict[int, float], float]] = []
        self._program: dict[str, Any] = {}
        known = sum(sizes.get(group, 0) for group in table.groups)
        self.sizes = {group: sizes.get(group, respondents - known) for group in table.groups}
        self.sizes[REST] = respondents - known
        self._add_variables()
        for (column, group), count in table.numbers.items():
            if not set(table.names[column, group]) <= set(hidden):
                self._publish(column, table.cells if group is WHOLE else (group,), count)

    def tell(self, column: str, group: str | None) -> Known:
        """What an attacker can tell of a number of a group, or of all responses."""
        cells = self.table.cells if group is WHOLE else (group,)
        variables = {self._number["count", column, cell]: 1.0 for cell in cells}
        others = {self._base(column, cell): 1.0 for cell in cells} | dict.fromkeys(variables, -1.0)
        share = self.table.numbers[column, WHOLE].unit == SHARE
        return Known(self._range(variables), self._range(others) if share else (0, 0))

    def _add_variables(self) -> None:
        table = self.table
        for cell in table.cells:
            for base in dict.fromkeys(map(table.base_of, table.columns)):
                size = self.sizes[cell]
                self._new(("base", base, cell), size if table.everybody and cell in table.groups else 0, size)
            for column in table.columns:
                count = self._new(("count", column, cell), 0, None)
                share = table.numbers[column, WHOLE].unit == SHARE
                if share or table.highest is not None:
                    most = 1 if share else table.highest or 0
                    self._at_most.append(({count: 1.0, self._base(column, cell): -float(most)}, 0.0))
            if table.partition:
                parts = {self._number["count", column, cell]: 1.0 for column in table.columns}
                self._equal.append((parts | {self._base(table.columns[0], cell): -1.0}, 0.0))
            for whole, parts_of in table.together.items():
                each = {self._number["count", column, cell]: 1.0 for column in parts_of}
                self._equal.append((each | {self._number["count", whole, cell]: -1.0}, 0.0))

    def _new(self, name: tuple[str, str, str], least: int, most: int | None) -> int:
        self._number[name] = len(self._bounds)
        self._bounds.append((least, most))
        return self._number[name]

    def _base(self, column: str, cell: str) -> int:
        return self._number["base", self.table.base_of(column), cell]

    def _publish(self, column: str, cells: Sequence[str], count: Count) -> None:
        self._equal.append(({self._number["count", column, cell]: 1.0 for cell in cells}, float(count.total)))
        self._equal.append(({self._base(column, cell): 1.0 for cell in cells}, float(count.base)))

    def _range(self, objective: Mapping[int, float]) -> tuple[int, int]:
        """The least and the greatest whole number that a sum of unpublished numbers can be."""
        # Imported where something is withheld: it takes longer than counting all answers.
        from scipy.optimize import milp

        weights = np.zeros(len(self._bounds))
        for variable, factor in objective.items():
            weights[variable] += factor
        self._program = self._program or self._published()
        found = [milp(sign * weights, **self._program) for sign in (1, -1)]
        least = found[0].fun if found[0].status == 0 else 0
        most = -found[1].fun if found[1].status == 0 else _ENDLESS
        return ceil(max(least, 0) - _TOLERANCE), floor(min(most, _ENDLESS) + _TOLERANCE)

    def _published(self) -> dict[str, Any]:
        """What is published, as the solver takes it; without integers a mixed-integer program is a linear one."""
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import csc_array

        rows = [(row, side, side) for row, side in self._equal] + [(row, -np.inf, side) for row, side in self._at_most]
        matrix = np.zeros((len(rows), len(self._bounds)))
        for number, (row, _, _) in enumerate(rows):
            for variable, factor in row.items():
                matrix[number, variable] += factor
        limits = LinearConstraint(csc_array(matrix), [low for _, low, _ in rows], [high for _, _, high in rows])
        most = [np.inf if high is None else high for _, high in self._bounds]
        return {"constraints": limits, "bounds": Bounds([low for low, _ in self._bounds], most)}
