"""The quantity that both models make of a fact."""

from dataclasses import dataclass

from ortools.sat.python.cp_model import LinearExpr

# A sum of variables, or a number that is known already.
Expression = LinearExpr | int

# A number is kept in so many steps a unit: hours come in halves.
STEPS = {"count": 1, "hours": 2}


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
