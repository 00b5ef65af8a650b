"""Fact ids taken apart, and the quantity that both models make of one."""

from dataclasses import dataclass

from ortools.sat.python.cp_model import LinearExpr

from helpers.base.errors import VaerestederError
from helpers.survey.questionnaire import Group, Questionnaire

# A sum of variables, or a number that is known already.
Expression = LinearExpr | int

# The suffix of a measure whose sum is stated beside its mean.
_TOTAL = "_i_alt"

# A number is kept in so many steps a unit: hours come in halves.
STEPS = {"count": 1, "hours": 2}


@dataclass(frozen=True)
class FactName:
    """The parts of a fact id. `column` is the id without its group: what is counted in each row."""

    measure: str
    column: str
    group: Group | None


@dataclass(frozen=True)
class Quantity:
    """A fact as linear expressions over the variables of a model.

    `total` counts ones, or sums numbers of which `steps` make a unit; `base` counts those who
    answered, at most `highest_base` of them; `percent` says that the fact is a share.
    """

    total: Expression
    base: Expression
    highest_base: int
    steps: int = 1
    percent: bool = True


def parse_fact(questionnaire: Questionnaire, fact: str) -> FactName:
    """The parts of `measure[.item][.group]`.

    Raises VaerestederError where the questionnaire defines no such question, measure or item.
    """
    measure, *rest = fact.split(".")
    measure = measure.removesuffix(_TOTAL)
    if measure not in questionnaire.questions and measure not in questionnaire.measures:
        raise VaerestederError(f'"{fact}" er hverken et spørgsmål eller et mål i spørgeskemaet.')
    groups = {group.key: group for group in questionnaire.groups(measure)}
    group = groups[rest.pop()] if rest and rest[-1] in groups else None
    known = [answer.key for answer in questionnaire.answers(measure)] or ["besvaret"]
    if len(rest) > 1 or (rest and rest[0] not in known):
        raise VaerestederError(f'"{fact}": "{".".join(rest)}" er intet svar på "{measure}".')
    return FactName(measure, ".".join([measure, *rest]), group)
