"""What the report claims: its figures as distinct readings, and when responses meet one.

A figure that is printed three times is one reading, so that repetition never outvotes a better one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ortools.sat.python.cp_model import CpModel, IntVar

from helpers.facts.fact_id import measure_of
from helpers.printed.reconstruct.fact_terms import Quantity
from helpers.survey.printed_figures import PrintedFigure

# Facts about the fieldwork: they do not depend on what anybody answered.
FIELDWORK = frozenset({"medlemmer", "ramme", "respondenter", "svarprocent"})


@dataclass(frozen=True)
class Target:
    """One claim about one fact, and the ids of the figures that make it.

    `tabulated` says that a table or diagram prints it, not the running text alone.
    """

    fact: str
    unit: str
    value: Fraction
    decimals: int
    figures: tuple[str, ...]
    tabulated: bool


def collect_readings(figures: Iterable[PrintedFigure]) -> tuple[Target, ...]:
    """The distinct readings of all figures that say something about the responses, in report order.

    A mean printed as 1 where its neighbours are printed as 0,5 and 1,2 is read as 1,0.
    """
    stated = [f for f in figures if f.fact and f.value is not None and f.fact not in FIELDWORK]
    finest: dict[str, int] = {}
    for figure in stated:
        if figure.unit == "mean":
            measure = measure_of(figure.fact)
            finest[measure] = max(finest.get(measure, 0), figure.decimals)
    found: dict[tuple[str, str, Fraction, int], list[str]] = {}
    for figure in stated:
        assert figure.value is not None
        unit = "count" if figure.unit == "listed" else figure.unit
        decimals = finest[measure_of(figure.fact)] if unit == "mean" else figure.decimals
        found.setdefault((figure.fact, unit, figure.value, decimals), []).append(figure.id)
    return tuple(
        Target(*key, tuple(ids), any(not name.startswith("tekst.") for name in ids)) for key, ids in found.items()
    )


def add_reading(model: CpModel, reading: Target, quantity: Quantity) -> tuple[IntVar, IntVar | None]:
    """The literal that holds the responses to the reading, and by how much they miss it.

    A printed p with base n and count k means (2p-1)n <= 200k < (2p+1)n: rounding half up in
    integers. The miss is the amount by which 200k lies outside, so 200 is one answer too many or too
    few; it is None for a reading that is no percentage.
    """
    met = model.new_bool_var(f"met:{reading.fact}:{reading.unit}:{reading.value}")
    if reading.unit in ("count", "base"):
        side = quantity.total if reading.unit == "count" else quantity.base
        model.add(side == int(reading.value)).only_enforce_if(met)
        return met, None
    scale = 10**reading.decimals
    printed = int(reading.value * scale)
    total = 2 * scale * (100 if quantity.percent else 1) * quantity.total
    base = quantity.steps * (1 if reading.unit == "total" else quantity.base)
    model.add(total >= (2 * printed - 1) * base).only_enforce_if(met)
    model.add(total <= (2 * printed + 1) * base - 1).only_enforce_if(met)
    if reading.unit != "percent":
        return met, None
    model.add(quantity.base >= 1).only_enforce_if(met)
    miss = model.new_int_var(0, 200 * scale * quantity.highest_base, f"miss:{reading.fact}")
    model.add(miss >= (2 * printed - 1) * base - total)
    model.add(miss >= total - (2 * printed + 1) * base + 1)
    return met, miss
