"""The cells of tables that show numbers: each with its text, and with the values that the text tells."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from helpers.base.danish import NO_BREAK_SPACE, format_number, format_percent
from helpers.base.rounding import rounded_digits
from helpers.editions.changes import Change
from helpers.facts.missing import DASH, HIDDEN, LOST, NOT_PRINTED, missing_word, not_stated
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.facts.uncertainty import Interval
from helpers.figures.descriptions import Cell, CellNumbers
from helpers.survey.edition import Edition

OF, TO = "af", "til"
# The label of the row, and the heading of the column, that say how many answered.
BASES, BASE = "Antal væresteder, der svarede (n)", "n"


def number_cell(value: Fraction | int, unit: str = "count", decimals: int = 0, fact: str = "") -> Cell:
    """A number, with its sign of percent where that is its unit."""
    text = (format_percent if unit == "percent" else format_number)(value, decimals)
    return Cell(text, fact, number=True, shown=CellNumbers((rounded_digits(value, decimals),), unit))


def fact_cell(fact: Fact, face: str = "") -> Cell:
    """One face of a fact (none for its value, `antal` or `base`), or the word that stands in its place."""
    text = fact_text(fact, face)
    unit = "count" if face else fact.unit
    value = {"": fact.value, "antal": fact.count, "base": fact.base_n}[face]
    if fact.suppressed or value is None:
        values = (missing_word(fact),)
    else:
        values = (rounded_digits(value, int(unit in ("mean", "hours"))),)
    return Cell(text, fact.id, number=True, shown=CellNumbers(values, unit))


def find_cell(facts: Facts, fact_id: str, face: str = "") -> Cell:
    """One face of a fact by its id; where the edition has no such fact, what says so."""
    fact = facts.get(fact_id)
    if fact is not None:
        return fact_cell(fact, face)
    return missing_cell(LOST) if fact_id in facts.lost else dash_cell(facts.edition)


def missing_cell(word: str) -> Cell:
    """A word of `helpers.facts.missing` in the place of a number."""
    return Cell(word, number=True, shown=CellNumbers((word,)))


def dash_cell(edition: Edition) -> Cell:
    """The dash in the place of a number that the edition does not state."""
    return replace(missing_cell(not_stated(edition)), text=DASH)


def blank_cell() -> Cell:
    """An empty place among numbers."""
    return Cell("", number=True)


def base_cell(facts: Iterable[Fact]) -> Cell:
    """How many answered what these facts are of, the span where they are not as many; a word where it is not told."""
    listed = list(facts)
    known = sorted({fact.base_n for fact in listed if not fact.suppressed and fact.base_n is not None})
    if not known:
        untold = NOT_PRINTED if any(fact.value is not None for fact in listed) else ""
        word = HIDDEN if any(fact.suppressed for fact in listed) else untold
        return missing_cell(word) if word else blank_cell()
    return number_cell(known[0]) if len(known) == 1 else Cell(f"{known[0]}-{known[-1]}", number=True)


def bases_of(facts: Iterable[Fact]) -> list[int | None]:
    """How many answered, as far as that may be told; None where a number stands without it."""
    return [fact.base_n for fact in facts if not fact.suppressed and (fact.base_n, fact.value) != (None, None)]


def of_cell(part: int, whole: int) -> Cell:
    """A part and its whole: `16 af 31`."""
    return _pair((format_number(part), format_number(whole)), (str(part), str(whole)), OF)


def share_of_cell(fact: Fact) -> Cell:
    """A share as `16 af 31`."""
    texts = [fact_text(fact, face) for face in ("antal", "base")]
    values = [HIDDEN if fact.suppressed else str(number) for number in (fact.count, fact.base_n)]
    return replace(_pair(texts, values, OF), fact=fact.id)


def change_cell(change: Change) -> Cell:
    """The size of a change with its sign, and its arrow where it is sure."""
    decimals = 0 if change.unit == "percent" else 1
    values = (_signed(change.difference, decimals),)
    return marked(Cell(change.size, number=True, shown=CellNumbers(values, "count")), change.mark)


def change_limits_cell(change: Change) -> Cell:
    """The limits of the interval of a change, with their signs; blank where it has none."""
    if change.interval is None:
        return blank_cell()
    values = [_signed(Fraction(limit), 0) for limit in (change.interval.low, change.interval.high)]
    return replace(_pair(("", ""), values, TO), text=change.limits)


def _signed(value: Fraction, decimals: int) -> str:
    """The digits of a change, rounded as `Change` writes it: halves away from zero."""
    digits = rounded_digits(abs(value), decimals)
    return f"-{digits}" if value < 0 and digits.strip("0.") else digits


def interval_cell(interval: Interval | None) -> Cell:
    """The limits of an interval: `54 til 64`; blank where there is none."""
    if interval is None:
        return blank_cell()
    limits = [Fraction(limit) for limit in (interval.low, interval.high)]
    return _pair([format_number(limit) for limit in limits], [rounded_digits(limit) for limit in limits], TO)


def range_cell(least: int, most: int, unit: str) -> Cell:
    """The least and the most that a number can be: `80-100 %`; one number where they are the same."""
    if least == most:
        return number_cell(least, unit)
    last = number_cell(most, unit).text
    return Cell(f"{format_number(least)}-{last}", number=True, shown=CellNumbers((str(least), str(most)), unit, TO))


def _pair(texts: Sequence[str], values: Sequence[str], between: str) -> Cell:
    return Cell(f" {between} ".join(texts), number=True, shown=CellNumbers(tuple(values), "count", between))


def marked(cell: Cell, arrow: str) -> Cell:
    """The cell with an arrow behind its number; the cell itself without one."""
    if not arrow or cell.shown is None:
        return cell
    return replace(cell, text=f"{cell.text}{NO_BREAK_SPACE}{arrow}", shown=replace(cell.shown, mark=arrow))
