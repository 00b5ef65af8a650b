"""What the printed figures allow where the report printed none, as a table."""

from helpers.facts.model import Facts
from helpers.figures.cells import blank_cell, number_cell
from helpers.figures.descriptions import Cell, Note, Row, Table
from helpers.printed.bounds.bound_text import answer_text, share_limits, spread_text, verdict
from helpers.printed.bounds.bounds_file import CrossBound, load_bounds


def show_bounds(facts: Facts, *, name: str, title: str) -> Table | Note:
    """The least and the most of each pair of answers, under the group they are of; a blank note where none is known."""
    found = load_bounds(facts.edition)
    if not found:
        return Note(name, "")
    rows: list[Row] = []
    for given in dict.fromkeys(bound.given for bound in found):
        of_group = [bound for bound in found if bound.given == given]
        size = spread_text(of_group[0].group_least, of_group[0].group_most)
        rows.append(Row(f"{answer_text(given, facts.questionnaire)} ({size} væresteder)"))
        rows += [_row(facts, bound) for bound in of_group]
    columns = ("Svar", "Mindst", "Højst", "Mindst (procent)", "Højst (procent)", "Hvad de trykte tal siger")
    return Table(name, title, columns, tuple(rows), _source(facts))


def _row(facts: Facts, bound: CrossBound) -> Row:
    limits = share_limits(bound)
    shares = tuple(map(number_cell, limits)) if limits else (blank_cell(), blank_cell())
    cells = (number_cell(bound.least), number_cell(bound.most), *shares, Cell(verdict(bound)))
    return Row(answer_text(bound.asked, facts.questionnaire), cells)


def _source(facts: Facts) -> str:
    return f"Bygger kun på rapportens trykte tal. {facts.edition.short_notice}: ikke brugt her."
