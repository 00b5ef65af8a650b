"""What keeps a number plausible where the report prints none.

None of this is a finding: the bounds and draws are chosen in `docs/decisions/reconstruction.md`. A
draw comes from a seeded generator and gives each row a size of its own, so that the rows do not all
sit at their bounds.
"""

from itertools import pairwise
from random import Random

from ortools.sat.python.cp_model import IntVar, LinearExpr

from helpers.printed.reconstruct.fact_terms import Expression
from helpers.printed.reconstruct.solver import SEED
from helpers.printed.reconstruct.variables import Rows

# Lowest and highest value of each number, in its unit.
BOUNDS = {
    "personale_antal.fuldtid": (0, 5),
    "personale_antal.deltid": (0, 5),
    "personale_antal.saerlige_vilkaar": (0, 2),
    "personale_antal.frivillige": (0, 40),
    "personale_antal.aktivering": (0, 3),
    "personale_antal.studerende": (0, 2),
    "personale_timer.fuldtid": (0, 185),
    "personale_timer.deltid": (0, 150),
    "personale_timer.saerlige_vilkaar": (0, 40),
    "personale_timer.frivillige": (0, 160),
    "personale_timer.aktivering": (0, 75),
    "personale_timer.studerende": (0, 74),
    "aabningstimer": (0, 60),
    "faglighed.paedagogisk": (0, 7),
    "faglighed.sundhedsfaglig": (0, 5),
    "faglighed.socialfaglig": (0, 4),
    "faglighed.assistent": (0, 3),
    "faglighed.ufaglaert": (0, 5),
    "faglighed.anden": (0, 3),
}

# Half hours a week that one person works: drawn for each row, and the leeway on either side.
_HALF_HOURS = {
    "fuldtid": (74, 74, 0),
    "deltid": (28, 52, 8),
    "saerlige_vilkaar": (16, 32, 6),
    "frivillige": (2, 8, 0),
    "aktivering": (20, 50, 0),
    "studerende": (40, 74, 0),
}

_ORDINARY = ("fuldtid", "deltid")
_PAID = (*_ORDINARY, "saerlige_vilkaar")
_STAFF = (*_PAID, "aktivering", "studerende")
_PROFESSIONS = ("paedagogisk", "sundhedsfaglig", "socialfaglig", "assistent", "ufaglaert")
# Each profession's part of a place's paid staff, in percent, such that the means that Diagram 2 prints
# come out and the rest is shared among those it lost. Other forms are taken to be like the municipal.
_PARTS = {
    "selvejende": (23, 12, 14, 14, 37),
    "driftsoverenskomst": (29, 14, 24, 12, 21),
    "kommunal": (48, 27, 9, 8, 8),
}
# Nothing is printed about these, so each row has as many as were drawn unless something forbids it.
_UNPRINTED = {"personale_antal.aktivering": 2, "personale_antal.studerende": 1, "faglighed.anden": 2}

# Columns that a respondent fills in as one, all of them or none, each section by respondents of its
# own. The volunteers stand beside the staff: 90 answers against 92.
SECTIONS = (
    (
        *(f"personale_antal.{item}" for item in _STAFF),
        *(f"personale_timer.{item}" for item in _STAFF),
        "aabningstimer",
    ),
    ("personale_antal.frivillige", "personale_timer.frivillige"),
    (*(f"faglighed.{item}" for item in _PROFESSIONS), "faglighed.anden"),
)


def add_realism(rows: Rows) -> Expression:
    """Add all that must hold within a row, and say how much of what was drawn the rows have.

    The expression is to be maximised.
    """
    generator = Random(SEED)

    def draw(lowest: int, highest: int) -> int:
        return lowest + int(generator.random() * (highest - lowest + 1))

    for section in SECTIONS:
        for left, right in pairwise(section):
            for a, b in zip(rows.answered[left], rows.answered[right], strict=True):
                rows.model.add(LinearExpr.sum([a]) == LinearExpr.sum([b]))
    for row in range(rows.size):
        middles = {item: draw(0, 4) for item in _ORDINARY}
        opening = draw(20, 50)
        rates = {item: draw(lowest, highest) for item, (lowest, highest, _) in _HALF_HOURS.items()}
        volunteers = {0: 0, 1: draw(1, 5), 6: draw(6, 10), 11: draw(11, 15), 16: draw(16, 20), 21: draw(21, 40)}
        most = {"personale_antal.saerlige_vilkaar": draw(0, 2)}
        most |= {column: draw(0, highest) for column, highest in _UNPRINTED.items()}
        _employ(rows, row, middles, opening)
        _divide(rows, row, [draw(-8, 8) for _ in _PROFESSIONS])
        _work(rows, row, rates)
        _volunteer(rows, row, sorted(volunteers.values()))
        for column, number in most.items():
            rows.model.add(rows.numbers[column][row] <= number)
    return LinearExpr.sum([rows.numbers[column][row] for column in _UNPRINTED for row in range(rows.size)])


def is_unprinted(column: str) -> bool:
    """Whether nothing is printed about a column of numbers."""
    return column in _UNPRINTED or column.replace("_timer", "_antal") in _UNPRINTED


def _persons(rows: Rows, row: int, item: str) -> IntVar:
    return rows.numbers[f"personale_antal.{item}"][row]


def _employ(rows: Rows, row: int, middles: dict[str, int], opening: int) -> None:
    """Staff and opening hours that fit together; a place run by its users pays nobody."""
    answered = rows.answered["aabningstimer"][row]
    hours = rows.numbers["aabningstimer"][row]
    paid = sum(_persons(rows, row, item) for item in _PAID)
    if rows.marks["organisationsform.brugerdrevet"][row]:
        rows.model.add(paid + hours == 0)
        return
    for item, middle in middles.items():
        rows.model.add(_persons(rows, row, item) <= middle + 1)
        rows.model.add(_persons(rows, row, item) >= (middle - 1) * answered)
    rows.model.add(sum(_persons(rows, row, item) for item in _ORDINARY) >= answered)
    rows.model.add(hours >= 2 * max(10, opening - 12) * answered)
    rows.model.add(hours <= 2 * min(60, opening + 12) * answered)
    # Somebody is at work while the place is open with staff.
    rows.model.add(sum(rows.numbers[f"personale_timer.{item}"][row] for item in _PAID) >= hours)


def _divide(rows: Rows, row: int, leanings: list[int]) -> None:
    """Professions that add up to the paid staff, give or take one, each near its part of it."""
    form = next((form for form in _PARTS if rows.marks[f"organisationsform.{form}"][row]), "kommunal")
    paid = sum(_persons(rows, row, item) for item in _PAID)
    numbers = [rows.numbers[f"faglighed.{item}"][row] for item in _PROFESSIONS]
    both = rows.both(rows.answered["aabningstimer"][row], rows.answered["faglighed.anden"][row])
    rows.model.add(sum(numbers) - paid <= 1).only_enforce_if(both)
    rows.model.add(paid - sum(numbers) <= 1).only_enforce_if(both)
    for number, part, leaning in zip(numbers, _PARTS[form], leanings, strict=True):
        expected = max(part + leaning, 0) * paid
        rows.model.add(100 * number <= expected + 100)
        rows.model.add(100 * number >= expected - 100).only_enforce_if(both)


def _work(rows: Rows, row: int, rates: dict[str, int]) -> None:
    """Hours a person near the rate that was drawn."""
    for item, (_, _, leeway) in _HALF_HOURS.items():
        persons, hours = _persons(rows, row, item), rows.numbers[f"personale_timer.{item}"][row]
        rows.model.add(hours >= (rates[item] - leeway) * persons)
        rows.model.add(hours <= (rates[item] + leeway) * persons)


def _volunteer(rows: Rows, row: int, allowed: list[int]) -> None:
    """One number of volunteers from each interval is possible, so no row sits at an interval's edge."""
    number = _persons(rows, row, "frivillige")
    choices = [rows.model.new_bool_var(f"{number.name}={value}") for value in allowed]
    rows.model.add_exactly_one(choices)
    rows.model.add(number == sum(value * choice for value, choice in zip(allowed, choices, strict=True)))
