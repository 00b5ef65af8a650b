"""The least and the most that the figures of a printed report allow, found exactly by a constraint solver.

Only what the report printed is asked, never the reconstructed responses. A printed figure that cannot be
met together with the others (`deviations.yml`) binds nothing, so the bounds hold whichever is right.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ortools.sat.python.cp_model import CpModel

from helpers.base.errors import VaerestederError
from helpers.base.rounding import Rounding
from helpers.base.whole_files import replace_whole
from helpers.printed.bounds.bounds_file import BOUNDS, CrossBound, format_bounds, load_crosses
from helpers.printed.bounds.joint_cells import JointCells
from helpers.printed.findings import ROUNDING
from helpers.printed.reconstruct.fact_terms import Expression
from helpers.printed.reconstruct.solver import solve
from helpers.survey.edition import Edition
from helpers.survey.printed_figures import Deviation, PrintedFigure, count_respondents, load_deviations, load_figures
from helpers.survey.questionnaire import Questionnaire, load_questionnaire


def find_bounds(edition: Edition, crosses: Iterable[tuple[str, str]]) -> tuple[CrossBound, ...]:
    """The bounds of each pair of answers, after the figures that the edition's report printed.

    Raises VaerestederError where a pair is not of two answers, or the figures contradict each other.
    """
    figures = undisputed(load_figures(edition), load_deviations(edition))
    asked = load_questionnaire(edition.key)
    size = count_respondents(figures)
    return tuple(find_bound(asked, figures, size, given, other) for given, other in crosses)


def write_bounds(edition: Edition) -> tuple[CrossBound, ...]:
    """The bounds that the edition's file now holds, one for each pair of answers that stands in it.

    Raises what `find_bounds` raises, and VaerestederError where there is no such file.
    """
    path = edition.folder / BOUNDS
    if not path.is_file():
        raise VaerestederError(_no_file(path))
    found = find_bounds(edition, load_crosses(path))
    replace_whole(path, format_bounds(found))
    return found


def find_bound(
    questionnaire: Questionnaire,
    figures: Sequence[PrintedFigure],
    size: int,
    given: str,
    asked: str,
    rounding: Rounding = ROUNDING,
) -> CrossBound:
    """How many of those who gave one answer can have given another, and how many gave the first.

    Raises VaerestederError where one is no answer, or the figures contradict each other.
    """
    model = CpModel()
    cells = JointCells(model, questionnaire, (given, asked), size, figures, rounding)
    both, group = cells.count(given, asked), cells.count(given)
    return CrossBound(given, asked, *_ends(model, both), *_ends(model, group))


def undisputed(figures: Iterable[PrintedFigure], deviations: Iterable[Deviation]) -> tuple[PrintedFigure, ...]:
    """The figures that the report prints without contradicting itself."""
    disputed = {figure for deviation in deviations for figure in deviation.figures}
    return tuple(figure for figure in figures if figure.id not in disputed)


def _ends(model: CpModel, expression: Expression) -> tuple[int, int]:
    """The least and the greatest value of an expression."""
    what = "fordeling, som de trykte tal tillader"
    model.minimize(expression)
    least = round(solve(model, what, linearization=2).objective_value)
    model.maximize(expression)
    return least, round(solve(model, what, linearization=2).objective_value)


def _no_file(path: Path) -> str:
    return f"{path} findes ikke. Skriv to svar i hver række, med kolonnerne fra docs/decisions/bounds.md."
