"""What is left over: answers that exclude each other, of which the printed ones do not make up all that answered.

A row of a table is judged in `answer_rows`. Here all that a report prints of a question in a group is taken together,
wherever it stands: two shares in a sentence can leave some over who are told of nowhere.
"""

from collections.abc import Collection, Iterable

from helpers.base.rounding import Rounding, counts_behind
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.figure_subjects import SINGLE, FigureSubject
from helpers.printed.checks.finding import AMBIGUITY, CERTAIN, Finding, finding_id


def check_leftovers(readings: Iterable[FigureSubject], told: Collection[str], rounding: Rounding) -> list[Finding]:
    """The questions whose printed answers leave somebody over; what has a figure in `told` is told otherwise."""
    questions: dict[tuple[str, str], dict[str, list[FigureSubject]]] = {}
    for reading in readings:
        if reading.kind == SINGLE and reading.answer:
            answers = questions.setdefault((reading.question, reading.group), {})
            answers.setdefault(reading.answer, []).append(reading)
    found = []
    for answers in questions.values():
        stated = [reading for given in answers.values() for reading in given]
        lost = any(all(reading.figure.value is None for reading in given) for given in answers.values())
        if len(answers) > 1 and not lost and not any(reading.figure.id in told for reading in stated):
            found += _leftover(list(answers.values()), rounding)
    return found


def _leftover(answers: list[list[FigureSubject]], rounding: Rounding) -> list[Finding]:
    figures = [reading.figure for given in answers for reading in given if reading.figure.value is not None]
    bases = {figure.base_n for figure in figures if figure.unit in ("percent", "count")}
    base = bases.pop() if len(bases) == 1 else None
    if not base:
        return []
    possible = [_counts(given, base, rounding) for given in answers]
    if not all(possible):
        return []
    lacking = base - sum(counts[-1] for counts in possible)
    if lacking < 1:
        return []
    first = figures[0]
    about = ", ".join(filter(None, (first.group, first.item.rpartition(": ")[0] or first.item)))
    return [
        Finding(
            finding_id("rest", first.id),
            AMBIGUITY,
            first.locator,
            first.where,
            tuple(figure.id for figure in figures),
            f"{about}: de trykte svar er ikke alle. Mindst {lacking} af {base} er der ikke gjort rede for.",
            f"{arithmetic_text.count_sum(possible)} af {base}.",
            CERTAIN,
        )
    ]


def _counts(given: list[FigureSubject], base: int, rounding: Rounding) -> range:
    """The counts that every figure of an answer allows; empty where they contradict each other."""
    found = range(base + 1)
    for figure in (reading.figure for reading in given):
        if figure.value is None:
            continue
        if figure.unit == "percent":
            allowed = counts_behind(figure.value, figure.decimals, base, rounding)
        elif figure.unit == "count":
            allowed = range(int(figure.value), int(figure.value) + 1)
        else:
            continue
        found = range(max(found.start, allowed.start), min(found.stop, allowed.stop))
    return found
