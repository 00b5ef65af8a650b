"""Rows of answers: can these percentages, or counts, come from whole respondents?

Of answers that exclude each other, the counts must also add up to the base. The counts behind one
printed percentage follow one another, so the sums of a row take every value between the least and the
greatest: whether a base is possible is decided exactly, without a search through combinations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.base.rounding import Rounding, counts_behind
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.figure_subjects import MULTIPLE, SINGLE, FigureSubject
from helpers.printed.checks.finding import AMBIGUITY, CERTAIN, ERROR, POSSIBLE, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure

# What a row's sum says.
COMPLETE = "giver 100"
ROUNDED = "afrunding"
MISSING = "manglende svar"
WRONG = "fejl"
PARTLY = "kun nogle af svarene"
SEVERAL = "flere svar, skal ikke give 100"


@dataclass(frozen=True)
class AnswerRow:
    """The printed answers to one question in one group at one place, all shares or all counts.

    `base_n` is None where it is not known or not the same; `whole` says that all answers stand here.
    """

    where: str
    question: str
    group: str
    unit: str
    figures: tuple[PrintedFigure, ...]
    exclusive: bool
    whole: bool

    @property
    def base_n(self) -> int | None:
        """The base that all figures of the row have."""
        bases = {figure.base_n for figure in self.figures}
        return bases.pop() or None if len(bases) == 1 else None

    def counts(self, base: int, rounding: Rounding) -> list[range]:
        """The possible counts of each figure that was not lost."""
        return [_counts(figure, base, rounding) for figure in self.figures if figure.value is not None]

    def fits(self, base: int, rounding: Rounding) -> bool:
        """Whether the row can come from so many respondents."""
        return self.state(base, rounding) in (COMPLETE, ROUNDED, PARTLY, SEVERAL)

    def state(self, base: int, rounding: Rounding) -> str:
        """What the row's sum says at this base."""
        possible = self.counts(base, rounding)
        if not all(possible):
            return WRONG
        if not self.exclusive:
            return SEVERAL
        least, most = sum(r[0] for r in possible), sum(r[-1] for r in possible)
        if least > base:
            return WRONG
        if not self.whole or len(possible) < len(self.figures):
            return PARTLY
        if most < base:
            return MISSING
        return COMPLETE if self._printed_sum() in (100, base) else ROUNDED

    def feasible_bases(self, limit: int, rounding: Rounding) -> tuple[int, ...]:
        """The bases up to `limit` that the row can come from."""
        return tuple(base for base in range(1, limit + 1) if self.fits(base, rounding))

    def _printed_sum(self) -> int | None:
        total = sum(figure.value or 0 for figure in self.figures)
        whole = 100 if self.unit == "percent" else self.base_n
        return int(total) if total == whole else None


def answer_rows(readings: Iterable[FigureSubject]) -> tuple[AnswerRow, ...]:
    """The rows of answers in a report, in its order. An answer that a place repeats counts once."""
    rows: dict[tuple[str, str, str, str], dict[str, FigureSubject]] = {}
    for reading in readings:
        if reading.kind in (SINGLE, MULTIPLE) and reading.figure.unit in ("percent", "count"):
            key = (reading.figure.where, reading.question, reading.group, reading.figure.unit)
            rows.setdefault(key, {}).setdefault(reading.answer, reading)
    return tuple(
        AnswerRow(
            where,
            question,
            group,
            unit,
            tuple(reading.figure for reading in row.values()),
            exclusive=all(reading.kind == SINGLE for reading in row.values()),
            whole=all(reading.all_answers for reading in row.values()),
        )
        for (where, question, group, unit), row in rows.items()
        if len(row) > 1
    )


def check_rows(rows: Iterable[AnswerRow], rounding: Rounding, limit: int) -> list[Finding]:
    """The rows that no number of respondents gives, or only with an answer left out.

    A row that one impossible cell spoils is not told twice: `cells` tells it.
    """
    found = []
    for row in rows:
        if not any(figure.value is not None for figure in row.figures):
            continue
        if row.base_n is None:
            found += _without_base(row, rounding, limit)
        elif row.exclusive and all(row.counts(row.base_n, rounding)):
            found += _with_base(row, row.base_n, rounding)
    return found


def _with_base(row: AnswerRow, base: int, rounding: Rounding) -> list[Finding]:
    state = row.state(base, rounding)
    if state not in (MISSING, WRONG):
        return []
    printed = [figure for figure in row.figures if figure.value is not None]
    arithmetic = _sums(row, base, rounding)
    if state == WRONG:
        text = f"Svarene udelukker hinanden, men giver flere end de {base}, der svarede."
        return [_finding(row, printed, ERROR, text, arithmetic, CERTAIN)]
    lacking = base - sum(possible[-1] for possible in row.counts(base, rounding))
    text = (
        f"Rækken mangler mindst {lacking} af {base}. Enten er et tal trykt for lavt, eller også er nogen, der ikke "
        "svarede, talt med i grundlaget."
    )
    return [_finding(row, printed, AMBIGUITY, text, f"{arithmetic}, ikke {base}.", CERTAIN)]


def _without_base(row: AnswerRow, rounding: Rounding, limit: int) -> list[Finding]:
    printed = [figure for figure in row.figures if figure.value is not None]
    bases = {figure.base_n for figure in printed}
    if len(bases) > 1 and row.exclusive and row.unit == "percent":
        text = "Svar, der udelukker hinanden, har ikke samme grundlag."
        told = ", ".join(f"{figure.printed}: {figure.base_n or 'ukendt'}" for figure in printed)
        return [_finding(row, printed, ERROR, text, f"Grundlag: {told}.", POSSIBLE)]
    if len(bases) > 1 or row.unit == "count" or any(row.fits(base, rounding) for base in range(1, limit + 1)):
        return []
    text = f"Ingen gruppe på op til {limit} svarpersoner kan give disse tal."
    # Weighted figures, or a base above the limit, would explain such a row too.
    return [_finding(row, printed, ERROR, text, arithmetic_text.printed_sum(printed), POSSIBLE)]


def _sums(row: AnswerRow, base: int, rounding: Rounding) -> str:
    printed = [figure for figure in row.figures if figure.value is not None]
    if row.unit == "count":
        return arithmetic_text.printed_sum(printed)
    counted = arithmetic_text.count_sum(row.counts(base, rounding))
    return f"{arithmetic_text.printed_sum(printed)} procent. I antal af {base}: {counted}"


def _finding(
    row: AnswerRow, figures: Sequence[PrintedFigure], category: str, text: str, arithmetic: str, certainty: str
) -> Finding:
    first = figures[0]
    return Finding(
        finding_id("raekke", first.id),
        category,
        first.locator,
        row.where,
        tuple(figure.id for figure in figures),
        f"{first.group or 'Alle'}: {text}",
        arithmetic,
        certainty,
    )


def _counts(figure: PrintedFigure, base: int, rounding: Rounding) -> range:
    if figure.value is None:
        return range(0)
    if figure.unit == "percent":
        return counts_behind(figure.value, figure.decimals, base, rounding)
    count = int(figure.value)
    return range(count, count + 1) if count <= base else range(0)
