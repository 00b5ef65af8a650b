"""Facts as linear expressions: from an id such as `frivillige.ingen.kommunal` to the rows it counts.

The questionnaire says what kind of question or measure an id names, so no question is named here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import IntVar, LinearExpr

from helpers.facts.fact_id import FactId
from helpers.printed.reconstruct.fact_terms import STEPS, Expression, Quantity
from helpers.printed.reconstruct.variables import Literal, Rows, negated
from helpers.survey.questions import Measure


@dataclass(frozen=True)
class _RowColumn:
    """What one fact counts in each row, and whether the row is in its base."""

    values: Sequence[Expression]
    answered: Sequence[Literal]
    highest: int = 1
    steps: int = 1
    percent: bool = True


class Quantities:
    """The quantities of one model, each column of literals made once."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._columns: dict[str, _RowColumn] = {}

    def knows(self, fact: str) -> bool:
        """Whether the fact is about questions that are in the model."""
        name = FactId.parse_known(fact, self._rows.questionnaire)
        measure = self._rows.questionnaire.measures.get(name.measure)
        asked = self._rows.questionnaire
        answered = {asked.question_of(column).key for column in self._rows.answered}
        return {asked.question_of(column).key for column in (measure.of if measure else [name.measure])} <= answered

    def quantity(self, fact: str) -> Quantity:
        """The fact with this id. Raises VaerestederError where the questionnaire defines no such fact."""
        rows = self._rows
        name = FactId.parse_known(fact, rows.questionnaire)
        members: Sequence[Literal] = [1] * rows.size
        if name.group is not None:
            members = rows.marks[f"{name.group.question}.{name.group.answer}"]
        if name.column not in self._columns:
            measure = rows.questionnaire.measures.get(name.measure)
            self._columns[name.column] = (
                self._question(name.column) if measure is None else self._measure(measure, name.column)
            )
        return self._among(self._columns[name.column], members)

    def _among(self, column: _RowColumn, members: Sequence[Literal]) -> Quantity:
        """The column's quantity among the rows that are members."""
        rows = self._rows
        base = [rows.both(member, answer) for member, answer in zip(members, column.answered, strict=True)]
        total = [
            self._where(member, value, column.highest) for member, value in zip(members, column.values, strict=True)
        ]
        highest = sum(not isinstance(literal, int) or literal for literal in base)
        return Quantity(LinearExpr.sum(total), LinearExpr.sum(base), highest, column.steps, column.percent)

    def _where(self, member: Literal, value: Expression, highest: int) -> Expression:
        """The value where the row is a member, 0 where it is not."""
        if isinstance(member, int):
            return value if member else 0
        if highest == 1 and isinstance(value, IntVar | int):
            return self._rows.both(member, value)
        product = self._rows.model.new_int_var(0, highest, "product")
        self._rows.model.add(product == value).only_enforce_if(member)
        self._rows.model.add(product == 0).only_enforce_if(member.negated())
        return product

    def _question(self, key: str) -> _RowColumn:
        """A single or multiple answer, a number, or whether a free text was written."""
        rows = self._rows
        question = rows.questionnaire.question_of(key)
        if question.kind == "text":
            return _RowColumn(rows.answered[question.key], [1] * rows.size)
        if key in rows.marks:
            return _RowColumn(rows.marks[key], rows.answered[question.key])
        highest = max(number.proto.domain[-1] for number in rows.numbers[key])
        return _RowColumn(rows.numbers[key], rows.answered[key], highest, STEPS[question.kind], False)

    def _measure(self, measure: Measure, column: str) -> _RowColumn:
        if measure.kind == "intervals":
            return self._interval(measure, column)
        if measure.kind == "sum":
            return self._sum(measure)
        if measure.kind == "number_marked":
            return self._number_marked(measure.of[0])
        return self._only(measure)

    def _interval(self, measure: Measure, wanted: str) -> _RowColumn:
        """Whether the number lies in one interval; all intervals are made at once, for they part it."""
        rows = self._rows
        numbers, answered = rows.numbers[measure.of[0]], rows.answered[measure.of[0]]
        columns: dict[str, list[Literal]] = {answer.key: [] for answer in measure.answers}
        for row, number in enumerate(numbers):
            for answer in measure.answers:
                inside = rows.model.new_bool_var(f"{measure.key}.{answer.key}[{row}]")
                rows.model.add(number >= (answer.lowest or 0)).only_enforce_if(inside)
                if answer.highest is not None:
                    rows.model.add(number <= answer.highest).only_enforce_if(inside)
                columns[answer.key].append(inside)
            rows.model.add(sum(column[row] for column in columns.values()) == answered[row])
        for key, column in columns.items():
            self._columns[f"{measure.key}.{key}"] = _RowColumn(column, answered)
        return self._columns[wanted]

    def _sum(self, measure: Measure) -> _RowColumn:
        """The sum of columns; one blank makes it unknown."""
        rows = self._rows
        steps = STEPS[rows.questionnaire.question_of(measure.of[0]).kind]
        highest = sum(max(n.proto.domain[-1] for n in rows.numbers[column]) for column in measure.of)
        values = [LinearExpr.sum([rows.numbers[column][row] for column in measure.of]) for row in range(rows.size)]
        answered = rows.answered[measure.of[0]]
        for column in measure.of[1:]:
            answered = [rows.both(a, b) for a, b in zip(answered, rows.answered[column], strict=True)]
        return _RowColumn(values, answered, highest, steps, False)

    def _number_marked(self, question: str) -> _RowColumn:
        rows = self._rows
        columns = [rows.marks[column] for column in rows.questionnaire.questions[question].columns]
        values = [LinearExpr.sum([column[row] for column in columns]) for row in range(rows.size)]
        return _RowColumn(values, rows.answered[question], len(columns), 1, False)

    def _only(self, measure: Measure) -> _RowColumn:
        """Whether some of the items and nothing else of the battery was given; a blank is not nothing."""
        rows = self._rows
        battery = measure.of[0]
        first = f"{battery}.{measure.items[0]}"
        values: list[Expression] = []
        for row in range(rows.size):
            only = rows.model.new_bool_var(f"{measure.key}[{row}]")
            others = [i for i in measure.among if i not in measure.items]
            wanted = [rows.numbers[f"{battery}.{item}"][row] for item in measure.items]
            unwanted = [rows.numbers[f"{battery}.{item}"][row] for item in others]
            answered = [rows.answered[f"{battery}.{item}"][row] for item in measure.among]
            rows.model.add_bool_and(*answered).only_enforce_if(only)
            rows.model.add(sum(wanted) >= 1).only_enforce_if(only)
            rows.model.add(sum(unwanted) == 0).only_enforce_if(only)
            # Not only: something is blank, nothing wanted was given, or something else was.
            none = rows.model.new_bool_var(f"none:{measure.key}[{row}]")
            more = rows.model.new_bool_var(f"more:{measure.key}[{row}]")
            rows.model.add(sum(wanted) == 0).only_enforce_if(none)
            rows.model.add(sum(unwanted) >= 1).only_enforce_if(more)
            rows.model.add_bool_or(only, none, more, *(negated(a) for a in answered))
            values.append(only)
        return _RowColumn(values, rows.answered[first])
