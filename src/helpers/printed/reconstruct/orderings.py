"""What the report says in words about numbers that it does not print: which of two is the larger.

Words about two printed numbers are not here: they are decided by the counts behind those numbers.
"""

from dataclasses import dataclass

from helpers.printed.reconstruct.fact_terms import Expression, Quantity


@dataclass(frozen=True)
class Ordering:
    """Two facts of which the report says, on that line of its text, that the first is the larger."""

    larger: str
    smaller: str
    locator: int


ORDERINGS = (
    # Ensomhed is "broadly represented" among the municipal places; both numbers are lost.
    Ordering("kernemaalgruppe.ensomhed.kommunal", "kernemaalgruppe.tidligere_misbrug.kommunal", 937),
    Ordering("faglighed.paedagogisk.kommunal", "faglighed.paedagogisk.selvejende", 1011),
    Ordering("faglighed.sundhedsfaglig.kommunal", "faglighed.sundhedsfaglig.selvejende", 1011),
    Ordering("faglighed.ufaglaert.selvejende", "faglighed.ufaglaert.kommunal", 1015),
    Ordering("faglighed.ufaglaert.selvejende", "faglighed.ufaglaert.driftsoverenskomst", 1015),
    Ordering("faglighed.socialfaglig.driftsoverenskomst", "faglighed.socialfaglig.kommunal", 1017),
    Ordering("faglighed.socialfaglig.selvejende", "faglighed.socialfaglig.kommunal", 1017),
)


def excess(larger: Quantity, larger_base: int, smaller: Quantity, smaller_base: int) -> Expression:
    """An expression that is positive exactly where the first share or mean exceeds the second."""
    return larger.total * smaller_base - smaller.total * larger_base
