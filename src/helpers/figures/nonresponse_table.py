"""What some shares can be, had everybody answered: by the interval, and whoever they are that did not answer."""

from fractions import Fraction

from helpers.base.rounding import rounded_digits
from helpers.facts.model import Facts
from helpers.facts.nonresponse import nonresponse_limits
from helpers.facts.provenance import trace
from helpers.facts.uncertainty import LEVEL, Interval, share_interval
from helpers.figures.cells import blank_cell, find_cell, range_cell
from helpers.figures.descriptions import Cell, Note, Row, Table


def show_nonresponse(facts: Facts, *shares: str, name: str, title: str) -> Table | Note:
    """Each share with its interval and its limits, in the order given; a blank note where the edition states none."""
    found = [fact_id for fact_id in shares if fact_id in facts]
    if not found:
        return Note(name, "")
    columns = ("Andel", "Blandt dem, der svarede", LEVEL, "Mindst og højst, hvis alle havde svaret")
    rows = tuple(_row(facts, fact_id) for fact_id in found)
    return Table(name, title, columns, rows, f"{facts.edition.short_notice}.")


def _row(facts: Facts, fact_id: str) -> Row:
    fact, told = facts[fact_id], trace(fact_id, facts)
    limits = share_interval(fact, facts), nonresponse_limits(fact, facts)
    return Row(f"{told.question} {told.label}", (find_cell(facts, fact_id), *map(_limits_cell, limits)))


def _limits_cell(limits: Interval | None) -> Cell:
    """Two limits in whole percent, blank where there are none."""
    if limits is None:
        return blank_cell()
    low, high = (int(rounded_digits(Fraction(limit))) for limit in (limits.low, limits.high))
    return range_cell(low, high, "percent")
