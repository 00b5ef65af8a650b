"""The attack on what is withheld: what anybody can tell of it who puts together everything that is published.

The published numbers are equations in the unpublished ones. For each unpublished number a linear program finds the
least and the greatest that it can be (Zayatz, U.S. Bureau of the Census, Research Report 92/02, 1992; ESSnet,
Handbook on Statistical Disclosure Control, 2010).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.facts.published_tables import BASE, COUNT, REST, SIZE, WHOLE, Place, PublishedTable

# More than any sum of answers.
_ENDLESS = 10**12
# What a solver in floating point may miss an integer by.
_TOLERANCE = 1e-6
# What the solver says of how it went.
_SOLVED, _UNBOUNDED = 0, 3
# Below this a number has more room above it than below.
_LITTLE = 2

Row = NDArray[np.float64]


class Limited(NamedTuple):
    """A sum of unpublished numbers (the factor of each), and the ends between which it lies."""

    sum: Row
    least: float
    most: float


class Known(NamedTuple):
    """The ranges of what an attacker can tell: of the count (or sum), and of how many did not give the answer."""

    given: tuple[int, int]
    others: tuple[int, int]


class Near(NamedTuple):
    """What a number was in an earlier publication, total and base, and how far from it each can be now."""

    total: int
    base: int
    reach: int


class Attack:
    """What can be told of one table, given which of its numbers are published.

    `sizes` has how many are in each group that is known to the public, `respondents` how many answered at all. `known`
    are ids that the public has from an earlier publication, and `near` such as it knows nearly.
    """

    def __init__(
        self,
        table: PublishedTable,
        sizes: Mapping[str, int],
        respondents: int,
        known: Collection[str] = (),
        near: Mapping[str, Near] | None = None,
    ) -> None:
        self.table, self._known, self._near = table, known, near or {}
        kinds = [(SIZE, ""), *((BASE, base) for base, _ in table.blocks()), *((COUNT, each) for each in table.columns)]
        every = [(kind, name, cell) for kind, name in kinds for cell in table.cells]
        self._number = {name: number for number, name in enumerate(every)}
        rest = respondents - sum(sizes.get(group, 0) for group in table.groups)
        self.sizes = {cell: sizes.get(cell, rest) for cell in table.cells}
        self._fixed = [*self._all_sizes(sizes, respondents), *self._rules()]
        self._program: dict[str, Any] = {}
        # What a solver found is one way in which all may have answered; it often shows at once that another number
        # can be this or that. The first way is one of which all that was counted can have come.
        self._ways: list[Row] = []
        self._possible: list[Row] = []
        self._hidden: Collection[str] = ()
        self.publish_all_but(())
        self._solve(np.zeros(len(every)))

    def _all_sizes(self, sizes: Mapping[str, int], respondents: int) -> Iterator[Limited]:
        """How many are in each group, and that each respondent is in one or in none."""
        yield Limited(self._row([(SIZE, "", 1)], self.table.cells), respondents, respondents)
        for cell, size in self.sizes.items():
            yield Limited(self._row([(SIZE, "", 1)], [cell]), size if cell in sizes else 0, size)

    def _rules(self) -> Iterator[Limited]:
        for rule in self.table.rules:
            lowest = 0 if rule.exact else -np.inf
            yield from (Limited(self._row(rule.terms, [cell]), lowest, 0) for cell in self.table.cells)

    def publish_all_but(self, hidden: Collection[str]) -> None:
        """Let everything be published but these ids."""
        self._hidden = hidden
        rows = list(self._fixed)
        bases: set[Place] = set()
        for (column, group), count in self.table.numbers.items():
            names, base = self.table.names[column, group], self.table.base[column]
            if not self._is_told(names, hidden):
                rows += self._nearly(column, group, names)
                continue
            rows.append(Limited(self._of(COUNT, column, group), count.total, count.total))
            if (base, group) not in bases:
                bases.add((base, group))
                rows.append(Limited(self._of(BASE, base, group), count.base, count.base))
        self._matrix = np.array([row.sum for row in rows])
        self._low, self._high = np.array([row.least for row in rows]), np.array([row.most for row in rows])
        self._program = {}
        self._possible = [way for way in self._ways if self._holds(way)]

    def _is_told(self, names: Iterable[str], hidden: Collection[str]) -> bool:
        """Whether a number with these ids is published, now or before."""
        return any(name not in hidden or name in self._known for name in names)

    def tell(self, column: str, group: str | None) -> Known:
        """What an attacker can tell of a number of a group, of those in none, or of all responses."""
        given, others = self._of(COUNT, column, group), self._others(column, group)
        return Known(self._range(given), self._range(others) if self.table.is_share(column) else (0, 0))

    def told_closely(self, demands: Mapping[Place, int]) -> Iterator[Place]:
        """The numbers that cannot be any of enough: the ends lie less far apart than demanded, or so do the others'."""
        for place, least in demands.items():
            alone = least > 0 and self._is_alone(place[0])
            if alone or not all(self._is_wide(side, least) for side in self._sides(place)):
                yield place

    def _sides(self, place: Place) -> list[Row]:
        """Those who are counted in a number, and of a share those who are not."""
        given = self._of(COUNT, *place)
        return [given, self._others(*place)] if self.table.is_share(place[0]) else [given]

    def _far(self, side: Row) -> int:
        """Towards which end a number can move the farthest from what it is: up (-1) or down (1)."""
        return -1 if self._ways and float(self._ways[0] @ side) < _LITTLE else 1

    def _is_alone(self, column: str) -> bool:
        """Whether just one number of a column is not published, which is the others put together."""
        groups = self.table.in_groups(column)
        names = [self.table.names[column, group] for group in (WHOLE, *groups)]
        unknown = sum(not self._is_told(each, self._hidden) for each in names)
        return bool(groups) and unknown + (self.sizes[REST] > 0) == 1

    def _is_wide(self, side: Row, least: int) -> bool:
        """Whether a sum of unpublished numbers can lie so far apart; where the solver fails, it is taken for told."""
        for sense in (self._far(side), -self._far(side)):
            if self._seen_wide(side, least) or self._solve(sense * side) == -np.inf:
                return True
        return self._seen_wide(side, least)

    def _seen_wide(self, side: Row, least: int) -> bool:
        if not self._possible:
            return least <= 0
        seen = np.array(self._possible) @ side
        return floor(float(seen.max()) + _TOLERANCE) - ceil(float(seen.min()) - _TOLERANCE) >= least

    def _range(self, side: Row) -> tuple[int, int]:
        """The least and the greatest whole number that a sum of unpublished numbers can be."""
        least, most = max(self._solve(side), 0.0), min(-self._solve(-side), _ENDLESS)
        return ceil(least - _TOLERANCE), floor(most + _TOLERANCE)

    def _solve(self, objective: Row) -> float:
        """The least that a sum can be, -inf without limit, NaN where the solver fails."""
        # Imported where something is withheld: it takes longer than counting all answers.
        from scipy.optimize import LinearConstraint, milp
        from scipy.sparse import csc_array

        # Without integers a mixed-integer program is a linear one. So small a one is solved before it is simplified.
        self._program = self._program or {
            "constraints": LinearConstraint(csc_array(self._matrix), self._low, self._high),
            "options": {"presolve": False},
        }
        found = milp(objective, **self._program)
        if found.status != _SOLVED:
            return -np.inf if found.status == _UNBOUNDED else np.nan
        self._ways.append(found.x)
        self._possible.append(found.x)
        return float(found.fun)

    def _holds(self, way: Row) -> bool:
        """Whether all that is published now can have come of a way to answer."""
        told = self._matrix @ way
        room = _TOLERANCE * np.maximum(1, np.abs(told))
        return bool(np.all(told >= self._low - room) and np.all(told <= self._high + room))

    def _nearly(self, column: str, group: str | None, names: Iterable[str]) -> Iterator[Limited]:
        for near in (self._near[name] for name in names if name in self._near):
            base = self._of(BASE, self.table.base[column], group)
            yield Limited(base, near.base - near.reach, near.base + near.reach)
            if self.table.is_share(column):
                given = self._of(COUNT, column, group)
                yield Limited(given, near.total - near.reach, near.total + near.reach)

    def _others(self, column: str, group: str | None) -> Row:
        return self._of(BASE, self.table.base[column], group) - self._of(COUNT, column, group)

    def _of(self, kind: str, name: str, group: str | None) -> Row:
        return self._row([(kind, name, 1)], self.table.cells if group is WHOLE else [group])

    def _row(self, terms: Iterable[tuple[str, str, int]], cells: Iterable[str]) -> Row:
        row = np.zeros(len(self._number))
        for cell in cells:
            for kind, name, factor in terms:
                row[self._number[kind, name, cell]] += factor
        return row
