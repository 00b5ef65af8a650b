"""The unknown responses as variables of a constraint model: one row a respondent.

A mark is a 0/1 variable that says that a row gave an answer; a number counts persons, or half hours.
A number that is missing is 0 in the model and blank in the file: `answered` tells them apart.
"""

from collections.abc import Iterable, Mapping, Sequence

from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LiteralT

from helpers.printed.reconstruct.fact_terms import STEPS
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

# A 0/1 variable, or a 0 or 1 that is known already.
Literal = IntVar | int

# What stands in the file where somebody wrote a text that was never published.
UNPUBLISHED = "[ikke offentliggjort]"


class Rows:
    """The variables of the questions in a model, one a row.

    `marks` maps `question.answer` to a literal a row; `numbers` maps a column to an integer a row;
    `answered` maps a question (for numbers: a column) to a literal a row.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        questions: Iterable[Question],
        known: Mapping[str, Sequence[str]],
        bounds: Mapping[str, tuple[int, int]],
    ) -> None:
        """The rows of these questions and of the single questions whose answers are `known`.

        `bounds` holds the lowest and the highest value of each number column, in its unit.
        """
        self.model = CpModel()
        self.questionnaire = questionnaire
        self.size = len(next(iter(known.values())))
        self.marks: dict[str, list[Literal]] = {}
        self.numbers: dict[str, list[IntVar]] = {}
        self.answered: dict[str, list[Literal]] = {}
        self._conjunctions: dict[tuple[int, int], IntVar] = {}
        for key, answers in known.items():
            self._add_known(key, answers)
        for question in questions:
            if question.key in known:
                continue
            if question.kind == "single":
                self._add_single(question.key)
            elif question.kind == "multiple":
                self._add_multiple(question.key)
            elif question.kind in STEPS:
                for column in question.columns:
                    self._add_number(column, STEPS[question.kind], bounds[column])
            else:
                self.answered[question.key] = self._literals(question.key)

    def both(self, left: Literal, right: Literal) -> Literal:
        """The literal that is 1 where both are."""
        if isinstance(left, int):
            return right if left else 0
        if isinstance(right, int):
            return left if right else 0
        key = (min(left.index, right.index), max(left.index, right.index))
        if key not in self._conjunctions:
            product = self.model.new_bool_var(f"{left.name}&{right.name}")
            self.model.add_bool_and(left, right).only_enforce_if(product)
            self.model.add_bool_or(left.negated(), right.negated(), product)
            self._conjunctions[key] = product
        return self._conjunctions[key]

    def read(self, solver: CpSolver, question: Question) -> dict[str, list[str]]:
        """The cells of each column of a question, as they stand in the file."""
        if question.kind in STEPS:
            return {column: self._read_number(solver, column, STEPS[question.kind]) for column in question.columns}
        answered = [solver.value(literal) for literal in self.answered[question.key]]
        if question.kind == "text":
            return {question.key: [UNPUBLISHED if given else "" for given in answered]}
        marks = {
            answer.key: [solver.value(mark) for mark in self.marks[f"{question.key}.{answer.key}"]]
            for answer in question.answers
        }
        if question.kind == "single":
            chosen = ["".join(key for key in marks if marks[key][row]) for row in range(self.size)]
            return {question.key: chosen}
        return {
            f"{question.key}.{key}": [str(mark) if given else "" for mark, given in zip(cells, answered, strict=True)]
            for key, cells in marks.items()
        }

    def _read_number(self, solver: CpSolver, column: str, steps: int) -> list[str]:
        return [
            f"{solver.value(number) / steps:g}" if solver.value(answered) else ""
            for number, answered in zip(self.numbers[column], self.answered[column], strict=True)
        ]

    def _literals(self, name: str) -> list[Literal]:
        return [self.model.new_bool_var(f"{name}[{row}]") for row in range(self.size)]

    def _add_known(self, key: str, answers: Sequence[str]) -> None:
        self.answered[key] = [1] * self.size
        for answer in self.questionnaire.answers(key):
            self.marks[f"{key}.{answer.key}"] = [int(given == answer.key) for given in answers]

    def _add_single(self, key: str) -> None:
        self.answered[key] = self._literals(key)
        columns = {f"{key}.{a.key}": self._literals(f"{key}.{a.key}") for a in self.questionnaire.answers(key)}
        for row, answered in enumerate(self.answered[key]):
            self.model.add(sum(column[row] for column in columns.values()) == answered)
        self.marks |= columns

    def _add_multiple(self, key: str) -> None:
        self.answered[key] = self._literals(key)
        for answer in self.questionnaire.answers(key):
            column = self._literals(f"{key}.{answer.key}")
            for mark, answered in zip(column, self.answered[key], strict=True):
                self.model.add_implication(mark, answered)
            self.marks[f"{key}.{answer.key}"] = column

    def _add_number(self, column: str, steps: int, bounds: tuple[int, int]) -> None:
        lowest, highest = (steps * bound for bound in bounds)
        self.answered[column] = self._literals(column)
        self.numbers[column] = [self.model.new_int_var(0, highest, f"{column}[{row}]") for row in range(self.size)]
        for number, answered in zip(self.numbers[column], self.answered[column], strict=True):
            self.model.add(number >= lowest * answered)
            self.model.add(number <= highest * answered)


def negated(literal: Literal) -> LiteralT:
    """The literal that is 1 where this one is 0."""
    return 1 - literal if isinstance(literal, int) else literal.negated()
