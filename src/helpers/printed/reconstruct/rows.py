"""Rows that add up to a settlement: first the answers, then the numbers.

The two do not depend on each other, given the form of organisation of each row.
"""

from collections.abc import Mapping, Sequence
from random import Random

from ortools.sat.python.cp_model import LinearExpr

from helpers.facts.fact_id import measure_of
from helpers.printed.reconstruct.fact_terms import STEPS
from helpers.printed.reconstruct.orderings import excess
from helpers.printed.reconstruct.plausibility import BOUNDS, add_realism, is_unprinted
from helpers.printed.reconstruct.quantities import Quantities
from helpers.printed.reconstruct.settlement import Settlement
from helpers.printed.reconstruct.solver import SEED, solve
from helpers.printed.reconstruct.targets import add_reading
from helpers.printed.reconstruct.variables import Rows, negated
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

# Cells of the responses by column.
Columns = dict[str, list[str]]

# Who gave the first answer gave the second. Decided in docs/decisions/reconstruction.md.
IMPLICATIONS = (
    # The core group is one of the groups that come.
    ("kernemaalgruppe.psykisk_saarbarhed", "maalgrupper.psykisk_saarbarhed"),
    ("kernemaalgruppe.ensomhed", "maalgrupper.ensomhed"),
    ("kernemaalgruppe.misbrug", "maalgrupper.misbrug"),
    ("kernemaalgruppe.tidligere_misbrug", "maalgrupper.tidligere_misbrug"),
    ("kernemaalgruppe.hjemloeshed", "maalgrupper.hjemloeshed"),
    # Users with homelessness problems are asked about twice, and the answers agree.
    ("har_hjemloese.ja", "maalgrupper.hjemloeshed"),
    ("maalgrupper.hjemloeshed", "har_hjemloese.ja"),
    # An outreach activity is an outreach effort; the second question is the wider one.
    ("aktiviteter.fremskudt_sagsbehandling", "indsatser.fremskudt"),
    ("aktiviteter.fremskudt_sundhed", "indsatser.fremskudt"),
)

# Nobody gave both answers: "only" two selvejende and one municipal place have homeless users as their
# core group (line 940 of the report's text).
EXCLUSIONS = (
    ("organisationsform.boligsocial", "kernemaalgruppe.hjemloeshed"),
    ("organisationsform.ved_ikke", "kernemaalgruppe.hjemloeshed"),
)


def fill_answers(questionnaire: Questionnaire, settlement: Settlement) -> Columns:
    """The cells of all questions that are answered with a choice or a text.

    The rows stand by the first question that the questionnaire breaks figures down by: the groups in
    their order, then the answers that are no group. The first solution only says who is in which
    group; then each answer is drawn: a random weight a cell, and the heaviest set of cells that adds
    up. Raises VaerestederError where no rows do.
    """
    generator = Random(SEED)
    defining = {group.question for groups in questionnaire.groupings.values() for group in groups}
    known = order_rows(questionnaire, settlement)
    questions = [
        q for q in questionnaire.questions.values() if q.kind in ("single", "multiple", "text") and not q.private
    ]
    rows = _rows(questionnaire, questions, settlement, known)
    _relate(rows)
    solver = solve(rows.model, "rækker med disse svar", linearization=0)
    by_row = {key: rows.read(solver, questionnaire.questions[key])[key] for key in sorted(defining)}
    forms = next(iter(known.values()))
    # Rows of one form are exchangeable: the draw decides which of them comes first.
    shuffled = sorted(range(rows.size), key=lambda row: (forms.index(forms[row]), generator.random()))
    known = {key: [cells[row] for row in shuffled] for key, cells in by_row.items()}
    rows = _rows(questionnaire, questions, settlement, known)
    _relate(rows)
    weighed = [mark for column in rows.marks.values() for mark in column if not isinstance(mark, int)]
    texts = [mark for q in questions if q.kind == "text" for mark in rows.answered[q.key]]
    rows.model.maximize(
        LinearExpr.weighted_sum(weighed, [int(2e6 * generator.random() - 1e6) for _ in weighed])
        # A text that no figure counts is left blank.
        - LinearExpr.weighted_sum(texts, [1 + int(1e6 * generator.random()) for _ in texts])
    )
    solver = solve(rows.model, "rækker med disse svar", linearization=2)
    return {column: cells for q in questions for column, cells in rows.read(solver, q).items()}


def fill_numbers(questionnaire: Questionnaire, settlement: Settlement) -> Columns:
    """The cells of all questions that are answered with numbers. Raises VaerestederError where none fit."""
    questions = [q for q in questionnaire.questions.values() if q.kind in STEPS]
    rows = _rows(questionnaire, questions, settlement, order_rows(questionnaire, settlement))
    drawn = add_realism(rows)
    solver = solve(rows.model, "rækker med disse tal", linearization=1)
    # What the report counts stands; what it does not is filled up to what was drawn.
    for column, numbers in rows.numbers.items():
        if not is_unprinted(column):
            for number in numbers:
                rows.model.add(number == solver.value(number))
    rows.model.maximize(drawn)
    solver = solve(rows.model, "rækker med disse tal", linearization=1)
    return {column: cells for q in questions for column, cells in rows.read(solver, q).items()}


def order_rows(questionnaire: Questionnaire, settlement: Settlement) -> dict[str, list[str]]:
    """The answer of each row to the question that the rows stand by."""
    groups = next(iter(questionnaire.groupings.values()))
    question = groups[0].question
    members = [group.answer for group in groups]
    others = [a.key for a in questionnaire.answers(question) if a.key not in members]
    totals = settlement.totals
    return {question: [key for key in members + others for _ in range(totals[f"{question}.{key}"])]}


def _rows(
    questionnaire: Questionnaire,
    questions: Sequence[Question],
    settlement: Settlement,
    known: Mapping[str, Sequence[str]],
) -> Rows:
    """Rows of these questions that must add up to the settlement."""
    rows = Rows(questionnaire, questions, known, BOUNDS)
    quantities = Quantities(rows)
    for fact, count in settlement.counts.items():
        if quantities.knows(fact):
            rows.model.add(quantities.quantity(fact).total == count)
    for reading in settlement.met:
        if reading.fact not in settlement.counts and quantities.knows(reading.fact):
            met, _ = add_reading(rows.model, reading, quantities.quantity(reading.fact))
            rows.model.add(met == 1)
    for (key, group), base in settlement.bases.items():
        if key in rows.answered:
            members = [1] * rows.size if group is None else rows.marks[f"{group.question}.{group.answer}"]
            answered = zip(members, rows.answered[key], strict=True)
            rows.model.add(sum(rows.both(member, given) for member, given in answered) == base)
    for ordering, larger_base, smaller_base in settlement.orderings:
        if quantities.knows(ordering.larger):
            larger, smaller = quantities.quantity(ordering.larger), quantities.quantity(ordering.smaller)
            rows.model.add(excess(larger, larger_base, smaller, smaller_base) >= 1)
    return rows


def _relate(rows: Rows) -> None:
    """Let answers that say the same thing agree."""
    for premise, conclusion in IMPLICATIONS:
        given = rows.answered[measure_of(conclusion)]
        for first, answered, second in zip(rows.marks[premise], given, rows.marks[conclusion], strict=True):
            rows.model.add_bool_or(negated(first), negated(answered), second)
    for left, right in EXCLUSIONS:
        for first, second in zip(rows.marks[left], rows.marks[right], strict=True):
            rows.model.add_bool_or(negated(first), negated(second))
