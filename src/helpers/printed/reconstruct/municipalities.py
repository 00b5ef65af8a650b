"""The municipalities of the responses.

A municipality says nothing about the other answers, so the places are counted by municipality first
and dealt out to the rows afterwards.
"""

from collections.abc import Mapping, Sequence
from random import Random

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from helpers.facts.counting import REPRESENTED, municipality_groups
from helpers.facts.fact_id import item_of, measure_of
from helpers.printed.reconstruct.fact_terms import Quantity
from helpers.printed.reconstruct.solver import SEED, solve, solve_then_keep
from helpers.printed.reconstruct.targets import Target, add_reading
from helpers.survey.municipalities import Municipality
from helpers.survey.questionnaire import Questionnaire


def is_about_places(fact: str, questionnaire: Questionnaire) -> bool:
    """Whether the fact counts places or municipalities."""
    return measure_of(fact) in (municipality_groups(questionnaire), REPRESENTED)


def deal_municipalities(municipalities: Mapping[str, Municipality], readings: Sequence[Target], size: int) -> list[str]:
    """The municipality of each row, meeting as many of the readings as can be met at once.

    Nobody printed how many places a municipality has: within a group they differ by one at most.
    Which row gets which is drawn.
    """
    model = CpModel()
    counts = {code: model.new_int_var(0, size, f"places:{code}") for code in municipalities}
    represented = {code: model.new_bool_var(f"represented:{code}") for code in municipalities}
    model.add(sum(counts.values()) == size)
    for code, count in counts.items():
        model.add(count >= 1).only_enforce_if(represented[code])
        model.add(count == 0).only_enforce_if(represented[code].negated())
    for group in sorted({place.group for place in municipalities.values()}):
        least = model.new_int_var(0, size, f"least:{group}")
        for code in (code for code, place in municipalities.items() if place.group == group):
            model.add(counts[code] >= least).only_enforce_if(represented[code])
            model.add(counts[code] <= least + 1).only_enforce_if(represented[code])
    unmet = []
    for reading in readings:
        quantity = _quantity(reading.fact, municipalities, counts, represented, size)
        unmet.append(1 - add_reading(model, reading, quantity)[0])
    what = "fordeling af værestederne på kommuner"
    solve_then_keep(model, sum(unmet), what, linearization=1)
    solver = solve(model, what, linearization=1)
    codes = [code for code, count in counts.items() for _ in range(solver.value(count))]
    generator = Random(SEED)
    return sorted(codes, key=lambda _: generator.random())


def _quantity(
    fact: str,
    municipalities: Mapping[str, Municipality],
    counts: Mapping[str, IntVar],
    represented: Mapping[str, IntVar],
    size: int,
) -> Quantity:
    """Places in a group; or municipalities that have a place: of a group, a code alone, or of all."""
    which = item_of(fact)
    codes = [code for code, place in municipalities.items() if which in ("", code, place.group)]
    if measure_of(fact) == REPRESENTED:
        return Quantity(LinearExpr.sum([represented[code] for code in codes]), len(codes), len(codes))
    return Quantity(LinearExpr.sum([counts[code] for code in codes]), size, size)
