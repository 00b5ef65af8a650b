"""Which figures can be met at once, decided on the margins: what weighs more is settled first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar

from helpers.facts.fact_id import FactId
from helpers.printed.reconstruct.fact_terms import Expression
from helpers.printed.reconstruct.margins import Margins
from helpers.printed.reconstruct.orderings import ORDERINGS, Ordering, excess
from helpers.printed.reconstruct.plausibility import BOUNDS, SECTIONS
from helpers.printed.reconstruct.solver import solve_then_keep
from helpers.printed.reconstruct.targets import Target, add_reading
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Group

# First as many readings as can be; then those that a table prints, for the text was written from the
# tables; then as few groups as can be in which an answer is missing. Each weight exceeds the sum of
# all that comes after it.
_READING, _TABULATED, _INCOMPLETE = 1_000_000, 1_000, 1


@dataclass(frozen=True)
class Settlement:
    """What the rows must add up to.

    `met` are the readings that hold; `counts` gives the numerator of each share that a figure states;
    `totals` counts each answer to the questions that define groups; `bases` says how many answered, a
    question (or section of numbers) and a group (None: all) at a time; `orderings` hold, each with the
    bases of its two facts.
    """

    met: tuple[Target, ...]
    counts: Mapping[str, int]
    totals: Mapping[str, int]
    bases: Mapping[tuple[str, Group | None], int]
    orderings: tuple[tuple[Ordering, int, int], ...]


def settle_readings(questionnaire: Questionnaire, readings: Sequence[Target], size: int) -> Settlement:
    """The best margins of `size` responses. Raises VaerestederError where a fact is not defined."""
    model = CpModel()
    margins = Margins(model, questionnaire, size, SECTIONS, BOUNDS)
    added = [add_reading(model, reading, margins.quantity(reading.fact)) for reading in readings]
    met = [literal for literal, _ in added]
    blanks = [size - base for _, _, base, size in margins.cells()]
    complete = [_zero(model, blank) for blank in blanks]
    unmet = sum(
        (_READING + (_TABULATED if reading.tabulated else 0)) * (1 - literal)
        for reading, literal in zip(readings, met, strict=True)
    )
    what = "fordeling af svarene"
    incomplete = _INCOMPLETE * sum(1 - literal for literal in complete)
    solver = solve_then_keep(model, unmet + incomplete, what, linearization=0, core=True)
    for literal in complete:
        model.add(literal == solver.value(literal))
    _confine_conflicts(model, questionnaire, readings, met, solver)
    solve_then_keep(model, sum(blanks), what, linearization=0, core=True)
    misses = [miss for _, miss in added if miss is not None]
    solver = solve_then_keep(model, sum(misses), what, linearization=0, core=True)
    for literal in met:
        model.add(literal == solver.value(literal))
    return _order(model, margins, questionnaire, list(zip(readings, met, strict=True)), solver)


def _zero(model: CpModel, blank: Expression) -> IntVar:
    """A literal that can be 1 only where nothing is missing."""
    literal = model.new_bool_var("complete")
    model.add(blank == 0).only_enforce_if(literal)
    return literal


def _confine_conflicts(
    model: CpModel,
    questionnaire: Questionnaire,
    readings: Sequence[Target],
    met: Sequence[IntVar],
    solver: CpSolver,
) -> None:
    """Keep what is met, except where a question has a reading that is not: there it may be another one."""
    asked = [FactId.parse_known(reading.fact, questionnaire) for reading in readings]
    where = [(name.measure, name.group) for name in asked]
    troubled = {place for place, literal in zip(where, met, strict=True) if not solver.value(literal)}
    for place, literal in zip(where, met, strict=True):
        if place not in troubled:
            model.add(literal == 1)


def _order(
    model: CpModel,
    margins: Margins,
    questionnaire: Questionnaire,
    readings: Sequence[tuple[Target, IntVar]],
    solver: CpSolver,
) -> Settlement:
    """The settlement in which as many orderings hold as can, the bases being what they are."""
    bases: dict[tuple[str, Group | None], int] = {}
    for key, group, base, _ in margins.cells():
        bases[key, group] = solver.value(base)
        model.add(base == bases[key, group])
    orderings, holds = [], []
    for ordering in ORDERINGS:
        larger, smaller = margins.quantity(ordering.larger), margins.quantity(ordering.smaller)
        stated = (ordering, solver.value(larger.base), solver.value(smaller.base))
        literal = model.new_bool_var(f"{ordering.larger}>{ordering.smaller}")
        model.add(excess(larger, stated[1], smaller, stated[2]) >= 1).only_enforce_if(literal)
        orderings.append(stated)
        holds.append(literal)
    solver = solve_then_keep(model, sum(1 - h for h in holds), "fordeling af svarene", linearization=0, core=True)
    counts = {}
    for reading, _ in readings:
        quantity = margins.quantity(reading.fact)
        if quantity.percent:
            counts[reading.fact] = solver.value(quantity.total)
    for key in margins.bases:
        bases[key, None] = sum(n for (other, _), n in bases.items() if other == key)
    defining = dict.fromkeys(group.question for groups in questionnaire.groupings.values() for group in groups)
    columns = [f"{key}.{answer.key}" for key in defining for answer in questionnaire.answers(key)]
    return Settlement(
        met=tuple(reading for reading, literal in readings if solver.value(literal)),
        counts=counts,
        totals={column: solver.value(margins.quantity(column).total) for column in columns},
        bases=bases,
        orderings=tuple(o for o, literal in zip(orderings, holds, strict=True) if solver.value(literal)),
    )
