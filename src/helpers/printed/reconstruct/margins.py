"""The tables behind the responses: how many gave each answer in each group, without any rows.

Rows of one group are exchangeable, so which figures can be met at once is decided by these few
hundred integers; rows that have such margins are found afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import CpModel, LinearExpr

from helpers.base.errors import VaerestederError
from helpers.facts.fact_id import ANSWERED, FactId
from helpers.printed.reconstruct.fact_terms import STEPS, Expression, Quantity
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Group, Measure, Question

# One number a cell. A cell is a group of the breakdown; the empty key is all who are in no group.
Cells = Mapping[str, Expression]
_REST = ""


@dataclass(frozen=True)
class _MarginColumn:
    """What one fact counts in each cell, and the base that it has there."""

    totals: Cells
    bases: Cells
    steps: int = 1
    percent: bool = True


class Margins:
    """The variables of all margins of `size` responses.

    `bases` maps each question (for numbers: the first column of each section of columns that are
    answered as one) to its base a cell. Free texts have no base: a blank one is an answer too.
    """

    def __init__(
        self,
        model: CpModel,
        questionnaire: Questionnaire,
        size: int,
        sections: Sequence[tuple[str, ...]],
        bounds: Mapping[str, tuple[int, int]],
    ) -> None:
        self.size = size
        self.bases: dict[str, Cells] = {}
        self._model = model
        self._questionnaire = questionnaire
        self._bounds = bounds
        self._section = {column: section for section in sections for column in section}
        self._columns: dict[str, _MarginColumn] = {}
        # Questions that define groups come first: their totals are the sizes of the others' cells.
        defining = {group.question for groups in questionnaire.groupings.values() for group in groups}
        for question in sorted(questionnaire.questions.values(), key=lambda q: q.key not in defining):
            self._add_question(question)
        for measure in questionnaire.measures.values():
            self._add_measure(measure)

    def quantity(self, fact: str) -> Quantity:
        """The fact with this id. Raises VaerestederError where the questionnaire defines no such fact."""
        name = FactId.parse_known(fact, self._questionnaire)
        column = self._columns[name.column]
        if name.group is not None:
            total, base = column.totals[name.group.key], column.bases[name.group.key]
        else:
            total, base = (LinearExpr.sum(list(c.values())) for c in (column.totals, column.bases))
        return Quantity(total, base, self.size, column.steps, column.percent)

    def cells(self) -> Iterator[tuple[str, Group | None, Expression, Expression]]:
        """Each base: its key, its group (None: who is in no group), who answered, and how many there are."""
        for key, bases in self.bases.items():
            grouping = self._grouping(self._section.get(key, (key,)))
            groups = {g.key: g for g in self._questionnaire.groupings.get(grouping, ())}
            sizes = self._sizes(grouping)
            for cell, base in bases.items():
                yield key, groups.get(cell), base, sizes[cell]

    def _grouping(self, columns: Sequence[str]) -> str:
        """The grouping that the columns and the measures made of them are broken down by."""
        keys = {self._questionnaire.question_of(column).key for column in columns}
        measures = self._questionnaire.measures.values()
        keys |= {m.key for m in measures if keys & set(m.of) or set(columns) & set(m.of)}
        found = {g for key, g in self._questionnaire.breakdowns.items() if key in keys}
        if len(found) > 1:
            raise VaerestederError(f"{', '.join(columns)}: opdelt på flere måder: {', '.join(sorted(found))}.")
        return found.pop() if found else ""

    def _sizes(self, grouping: str) -> Cells:
        """How many responses each cell of a grouping holds."""
        groups = self._questionnaire.groupings[grouping] if grouping else ()
        sizes: dict[str, Expression] = {
            group.key: LinearExpr.sum(list(self._columns[f"{group.question}.{group.answer}"].totals.values()))
            for group in groups
        }
        return sizes | {_REST: self.size - LinearExpr.sum(list(sizes.values()))}

    def _new(self, name: str, at_most: Cells, times: int = 1, least: int = 0) -> Cells:
        """A number in each cell, between `least` and `times` times those who answered there."""
        cells = {}
        for cell, base in at_most.items():
            cells[cell] = self._model.new_int_var(0, times * self.size, f"{name}/{cell}")
            self._model.add(cells[cell] <= times * base)
            self._model.add(cells[cell] >= least * base)
        return cells

    def _add_question(self, question: Question) -> None:
        if question.kind == "municipality" or not question.columns:
            return
        if question.kind in STEPS:
            self._add_numbers(question)
            return
        sizes = self._sizes(self._grouping((question.key,)))
        if question.kind == "text":
            written = f"{question.key}.{ANSWERED}"
            self._columns[written] = _MarginColumn(self._new(written, sizes), sizes)
            return
        bases = self.bases[question.key] = self._new(question.key, sizes)
        answers = {f"{question.key}.{answer.key}": answer for answer in question.answers}
        columns = {column: self._new(column, bases) for column in answers}
        if question.kind == "single":
            self._part(bases, columns)
        self._columns |= {column: _MarginColumn(totals, bases) for column, totals in columns.items()}

    def _add_numbers(self, question: Question) -> None:
        steps = STEPS[question.kind]
        for column in question.columns:
            section = self._section.get(column, (column,))
            if section[0] not in self.bases:
                self.bases[section[0]] = self._new(section[0], self._sizes(self._grouping(section)))
            bases = self.bases[section[0]]
            lowest, highest = self._bounds[column]
            totals = self._new(f"sum:{column}", bases, steps * highest, steps * lowest)
            self._columns[column] = _MarginColumn(totals, bases, steps, False)

    def _add_measure(self, measure: Measure) -> None:
        if measure.kind == "intervals":
            self._add_intervals(measure)
        elif measure.kind == "sum":
            parts = [self._columns[column] for column in measure.of]
            totals = {cell: sum(part.totals[cell] for part in parts) for cell in parts[0].totals}
            self._columns[measure.key] = _MarginColumn(totals, parts[0].bases, parts[0].steps, False)
        elif measure.kind == "number_marked":
            question = self._questionnaire.questions[measure.of[0]]
            parts = [self._columns[column] for column in question.columns]
            totals = {cell: sum(part.totals[cell] for part in parts) for cell in parts[0].totals}
            self._columns[measure.key] = _MarginColumn(totals, parts[0].bases, 1, False)
        elif measure.kind == "only":
            self._add_only(measure)

    def _add_intervals(self, measure: Measure) -> None:
        number = self._columns[measure.of[0]]
        highest = self._bounds[measure.of[0]][1]
        columns = {f"{measure.key}.{a.key}": self._new(f"{measure.key}.{a.key}", number.bases) for a in measure.answers}
        self._part(number.bases, columns)
        for cell, total in number.totals.items():
            shares = [(columns[f"{measure.key}.{a.key}"][cell], a) for a in measure.answers]
            self._model.add(total >= sum((a.lowest or 0) * n for n, a in shares))
            self._model.add(total <= sum((highest if a.highest is None else a.highest) * n for n, a in shares))
        self._columns |= {column: _MarginColumn(totals, number.bases) for column, totals in columns.items()}

    def _add_only(self, measure: Measure) -> None:
        """Who has only some items is among those who have none of another, where that is counted."""
        battery = measure.of[0]
        bases = self._columns[f"{battery}.{measure.items[0]}"].bases
        totals = self._new(measure.key, bases)
        others = {f"{battery}.{item}" for item in measure.among if item not in measure.items}
        for counted in self._questionnaire.measures.values():
            none = [a for a in counted.answers if a.highest == 0]
            if counted.kind == "intervals" and counted.of[0] in others and none:
                for cell, count in self._columns[f"{counted.key}.{none[0].key}"].totals.items():
                    self._model.add(totals[cell] <= count)
        self._columns[measure.key] = _MarginColumn(totals, bases)

    def _part(self, bases: Cells, columns: Mapping[str, Cells]) -> None:
        """Let each who answered be counted in exactly one of the columns."""
        for cell, base in bases.items():
            self._model.add(sum(totals[cell] for totals in columns.values()) == base)
