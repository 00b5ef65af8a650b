"""The tables of the chapter on change: what can be compared, and how the same places answered twice."""

from collections import Counter
from collections.abc import Iterator, Sequence

from helpers.editions.changes import Change, Comparison
from helpers.editions.comparable_facts import Stated
from helpers.facts.fact_id import EARLIER, LATER, LINKED, linked_id, measure_of
from helpers.facts.model import Facts
from helpers.facts.provenance import trace
from helpers.facts.uncertainty import LEVEL
from helpers.figures.cells import change_cell, change_limits_cell, number_cell, of_cell
from helpers.figures.descriptions import Cell, Note, Row, Table
from helpers.survey.comparability import Asked, reason_against


def show_comparability(facts: Facts, *, name: str, title: str) -> Table:
    """Each question and measure, and whether it is compared with the edition before or why not.

    For the first edition: how many of its numbers the next one can be compared with.
    """
    if facts.earlier is None:
        return _show_first(facts, name=name, title=title)
    comparison = Comparison(facts)
    first, second = comparison.years
    rows = []
    for key in _keys(facts, facts.earlier):
        asked = facts if key in _keys(facts) else facts.earlier
        of = [reason for fact_id, reason in comparison.reasons.items() if measure_of(fact_id) == key]
        against = comparison.against_question(key)
        compared = sum(not reason for reason in of)
        if not of and not against:
            continue
        cells = of_cell(compared, len(of)), Cell(against or _why(of))
        rows.append(Row(asked.questionnaire.text(key), cells))
    return Table(
        name=name,
        title=title,
        columns=("Spørgsmål", f"Tal, der er sammenlignet med {first}", "Hvorfor ikke andre"),
        rows=tuple(rows),
        source=f"Tal: svar, for alle og for grupper, der er sammenlignet i {first} og {second}. {comparison.notice}",
    )


def _show_first(facts: Facts, *, name: str, title: str) -> Table:
    stated = Stated(facts)
    reasons = {fact_id: stated.against(fact_id) for fact_id in stated}
    asked = Asked(facts.edition.key, facts.questionnaire)
    rows = []
    for key in _keys(facts):
        # What could not even be compared with itself: a name is lost.
        against = reason_against(key, asked, asked)
        of = [against or reason for fact_id, reason in reasons.items() if measure_of(fact_id) == key]
        cells = (
            number_cell(sum(not reason for reason in of)),
            Cell(_why(of) if of else _none(facts)),
        )
        rows.append(Row(facts.questionnaire.text(key), cells))
    kept = "tal, som rapporten trykte" if facts.edition.reconstructed else "tal, som udgaven opgør"
    return Table(
        name=name,
        title=title,
        columns=("Spørgsmål", "Tal, som næste udgave kan sammenlignes med", "Hvorfor ikke andre"),
        rows=tuple(rows),
        source=f"Talt med er {kept}, for alle og for grupper. {facts.edition.short_notice}.",
    )


def _none(facts: Facts) -> str:
    year = facts.edition.key
    return f"Rapporten fra {year} har ikke trykt svarene." if facts.edition.reconstructed else "Svarene er ikke talt."


def _keys(*editions: Facts) -> list[str]:
    """The questions and measures that are counted, of all these editions, in the order of the first."""
    found: dict[str, None] = {}
    for facts in editions:
        asked = facts.questionnaire
        counted = [q.key for q in asked.questions.values() if q.columns and q.kind != "municipality"]
        found |= dict.fromkeys([*counted, *asked.measures])
    return list(found)


def _why(reasons: Sequence[str]) -> str:
    """Each reason once, with how many numbers it keeps out; blank where none is kept out."""
    counted = Counter(reason for reason in reasons if reason)
    if len(counted) == 1 and len(reasons) == counted.total():
        return next(iter(counted))
    return " ".join(f"{count} tal: {reason}" for reason, count in counted.items())


def show_linked(facts: Facts, *, name: str, title: str) -> Table | Note:
    """How the places that answered both this edition and the one before answered each time.

    A note where too few did; a blank one where no place can be followed from one edition to the other.
    """
    if facts.earlier is None or LINKED not in facts:
        return Note(name, "")
    comparison = Comparison(facts)
    if not comparison.linked:
        return Note(name, "For få væresteder svarede både i denne udgave og i den forrige til at vise dem for sig.")
    first, second = comparison.years
    return Table(
        name=name,
        title=title,
        columns=("Svar", first, second, "Ændring", f"{LEVEL}", "n"),
        rows=tuple(_linked_rows(comparison.linked, facts)),
        source=f"Andele af de væresteder, der svarede på spørgsmålet både i {first} og i {second}. Ændring i "
        f"procentpoint; pil: sikker ændring. {facts.edition.short_notice}.",
    )


def _linked_rows(changes: Sequence[Change], facts: Facts) -> Iterator[Row]:
    """The answers under their questions."""
    question = ""
    for change in changes:
        told = trace(change.fact, facts)
        if told.question != question:
            question = told.question
            yield Row(question)
        earlier, later = (linked_id(change.fact, time) for time in (EARLIER, LATER))
        yield Row(
            told.answer or "Ja",
            (
                number_cell(change.earlier, "percent", fact=earlier),
                number_cell(change.later, "percent", fact=later),
                change_cell(change),
                change_limits_cell(change),
                number_cell(change.base[0]),
            ),
        )
