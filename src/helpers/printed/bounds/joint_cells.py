"""Respondents counted by what they answered to a few questions at once, as the printed figures allow them.

One variable is the number of respondents with one combination of answers. There are as many as there
are combinations, not respondents, so the least and the most of any of them is found in milliseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from ortools.sat.python.cp_model import CpModel, LinearExpr

from helpers.base.errors import VaerestederError
from helpers.base.rounding import Rounding, counts_behind
from helpers.facts.fact_id import FactId
from helpers.printed.reconstruct.fact_terms import Expression
from helpers.survey.printed_figures import PrintedFigure
from helpers.survey.questionnaire import Questionnaire

# What stands for no answer to a question of one answer, or for an answer that was not ticked.
_NONE = ""
_TICKED = "1"
# Kinds in which a respondent has one of the answers; in the others each answer is ticked or not.
_ONE_ANSWER = ("single", "municipality_group", "intervals")
_TICKS = ("multiple", "only")


@dataclass(frozen=True)
class _Trait:
    """What tells respondents apart, and the values that it takes."""

    key: str
    values: tuple[str, ...]


class JointCells:
    """The combinations of answers to the questions behind some facts, and behind the groups that these are printed for.

    Raises VaerestederError where a fact is no answer that can be counted, or a figure is impossible.
    """

    def __init__(
        self,
        model: CpModel,
        questionnaire: Questionnaire,
        columns: Iterable[str],
        size: int,
        figures: Sequence[PrintedFigure],
        rounding: Rounding,
    ) -> None:
        self._questionnaire = questionnaire
        traits: dict[str, _Trait] = {}
        for column in columns:
            self._add_trait(column, traits)
        self._place = {key: place for place, key in enumerate(traits)}
        self._cells = {
            combination: model.new_int_var(0, size, "/".join(combination))
            for combination in product(*(trait.values for trait in traits.values()))
        }
        model.add(LinearExpr.sum(list(self._cells.values())) == size)
        for figure in figures:
            self._hold(model, figure, rounding)

    def count(self, *columns: str) -> Expression:
        """How many gave all of these answers."""
        wanted = dict(self._value(column) for column in columns)
        if len(wanted) < len(set(columns)):
            return 0  # two answers to a question that takes one
        return self._sum({key: (value,) for key, value in wanted.items()})

    def _sum(self, wanted: Mapping[str, Sequence[str]]) -> Expression:
        return LinearExpr.sum(
            [
                cell
                for combination, cell in self._cells.items()
                if all(combination[self._place[key]] in values for key, values in wanted.items())
            ]
        )

    def _add_trait(self, column: str, traits: dict[str, _Trait]) -> None:
        """The trait of a fact, and of the groups that the report may print it for."""
        key, _ = self._value(column)
        if key in traits:
            return
        name = FactId.parse_known(column, self._questionnaire)
        answers = tuple(answer.key for answer in self._questionnaire.answers(name.measure))
        traits[key] = _Trait(key, (*answers, _NONE) if key == name.measure and answers else (_TICKED, _NONE))
        for group in self._questionnaire.groups(name.measure):
            self._add_trait(f"{group.question}.{group.answer}", traits)

    def _value(self, column: str) -> tuple[str, str]:
        """The trait that a fact is about, and the value of those whom it counts."""
        name = FactId.parse_known(column, self._questionnaire)
        asked = self._questionnaire.questions.get(name.measure) or self._questionnaire.measures[name.measure]
        if name.group is not None or asked.kind not in (*_ONE_ANSWER, *_TICKS):
            raise VaerestederError(f'"{column}" er intet svar, der kan krydses med et andet.')
        if asked.kind in _TICKS:
            return name.column, _TICKED
        return name.measure, name.item

    def _hold(self, model: CpModel, figure: PrintedFigure, rounding: Rounding) -> None:
        """Keep to a printed figure, where it is about these answers."""
        if not figure.fact or figure.value is None or figure.unit not in ("percent", "count", "base"):
            return
        name = FactId.parse(figure.fact, self._questionnaire)
        known = name.measure in self._questionnaire.questions or name.measure in self._questionnaire.measures
        if not known or name.total:
            return
        trait = next((key for key in (name.measure, name.column) if key in self._place), None)
        if trait is None:
            return
        wanted: dict[str, Sequence[str]] = {}
        if name.group is not None:
            wanted[name.group.question] = (name.group.answer,)
        if figure.unit == "base":
            if trait == name.measure:
                answers = [answer.key for answer in self._questionnaire.answers(name.measure)]
                model.add(self._sum(wanted | {trait: answers}) == int(figure.value))
            return
        total = self._sum(wanted | {trait: (name.item if trait == name.measure else _TICKED,)})
        counts = _counts(figure, figure.value, rounding)
        if counts is not None:
            model.add(total >= counts[0])
            model.add(total <= counts[-1])


def _counts(figure: PrintedFigure, value: Fraction, rounding: Rounding) -> range | None:
    """The counts that a figure can stand for; None where its base is not known."""
    if figure.unit == "count":
        return range(int(value), int(value) + 1)
    if not figure.base_n:
        return None
    possible = counts_behind(value, figure.decimals, figure.base_n, rounding)
    if not possible:
        raise VaerestederError(
            f'"{figure.id}": intet antal af {figure.base_n} trykkes {figure.printed}. Forklar tallet i deviations.yml.'
        )
    return possible
