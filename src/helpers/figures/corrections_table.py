"""The corrections of an edition as a table, in the words that the readers were told."""

from helpers.base.danish import NO_BREAK_SPACE, format_date
from helpers.editions.corrections import load_corrections
from helpers.editions.published_despite import load_despite
from helpers.facts.model import Facts
from helpers.figures.descriptions import Cell, Note, Row, Table


def show_corrections(facts: Facts, *, name: str, title: str) -> Table | Note:
    """The corrections of the edition as a table, oldest first; a note where there are none.

    Before them stands what was open when the edition was published, and why it was published all the same.
    """
    corrections, published_open = load_corrections(facts.edition), load_despite(facts.edition)
    if not corrections and not published_open:
        return Note(name, "Der er ingen rettelser til denne udgave.")
    rows = [Row(f"{format_date(each.date)}: {each}") for each in published_open]
    for correction in corrections:
        rows.append(Row(f"{format_date(correction.date)}: {correction.reason}"))
        rows += [
            Row(figure.what, tuple(Cell(_unbroken(text)) for text in (figure.was, figure.now, figure.change)))
            for figure in correction.figures
        ]
    return Table(name, title, ("Tal", "Før", "Nu", "Forskel"), tuple(rows), f"{facts.edition.short_notice}.")


def _unbroken(text: str) -> str:
    """The text of a cell, in which what stands in brackets stays on one line."""
    value, bracket, rests_on = text.partition(" (")
    return value + bracket + rests_on.replace(" ", NO_BREAK_SPACE)
