"""All findings of a report: what the machine finds on the printed page, and what people have entered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from helpers.base.paths import edition_data
from helpers.base.rounding import Rounding
from helpers.printed.checks.answer_rows import answer_rows, check_rows
from helpers.printed.checks.bases import check_bases
from helpers.printed.checks.comparisons import PrintedComparison, judge_comparisons, misleading, unfounded
from helpers.printed.checks.figure_subjects import FigureSubject, read_all
from helpers.printed.checks.finding import AMBIGUITY, ERROR, LOST, NAMING, Finding, in_order
from helpers.printed.checks.leftovers import check_leftovers
from helpers.printed.checks.lists import check_lists
from helpers.printed.checks.lost import check_lost
from helpers.printed.checks.means import check_means
from helpers.printed.checks.repeats import check_repeats
from helpers.printed.checks.single_figures import check_cells
from helpers.printed.checks.unshown_groups import check_unshown
from helpers.printed.checks.weighted import check_weighted
from helpers.survey.edition import list_editions
from helpers.survey.printed_figures import FIGURES, Deviation, PrintedFigure, Quoted, read_figures
from helpers.survey.questionnaire import Questionnaire, load_questionnaire

# What the book does where the deviations say nothing.
_ACTIONS = {
    ERROR: "Bogen viser tallet, som det er trykt, og nævner fejlen her.",
    NAMING: "Bogen bruger den rigtige betegnelse.",
    AMBIGUITY: "Bogen følger de trykte tal og nævner uklarheden her.",
    LOST: "Bogen udfylder ikke det tabte. Hvor tallet står et andet sted i rapporten, bruges det derfra.",
}
# Without any base in a report there is no limit to how many can have answered.
_LARGEST_BASE = 1000


def find_all(
    figures: Sequence[PrintedFigure],
    comparisons: Iterable[PrintedComparison] = (),
    labels: Iterable[Finding] = (),
    rounding: Rounding = Rounding.HALF_UP,
    *,
    quoted: Iterable[Quoted] = (),
    deviations: Iterable[Deviation] = (),
    questionnaire: Questionnaire | None = None,
) -> tuple[Finding, ...]:
    """Every finding of a report, by class and place, each with what the book does about it.

    `labels` were entered by people; `quoted` has the figures from other studies that comparisons may
    name; `deviations` say what the responses follow instead of a figure; `questionnaire` is that of the survey that
    the report is on, where it is known.
    """
    judged = judge_comparisons(comparisons, figures, quoted, rounding)
    on_the_page = _on_the_page(read_all(figures, questionnaire), rounding)
    found = [*on_the_page, *misleading(judged), *unfounded(judged), *labels]
    readings = {figure: deviation.reading for deviation in deviations for figure in deviation.figures}
    return in_order([finding if finding.action else _with_action(finding, readings) for finding in found])


def check_published(
    path: Path, rounding: Rounding = Rounding.HALF_UP, *, weighted: bool = False
) -> tuple[Finding, ...]:
    """The findings of any report's figures in a file with the columns of `published.csv`.

    Where they are `weighted`, no share is a count and nothing is certain. How rows are understood is told in
    `figure_subjects`. The file of an edition is read with its questionnaire.
    Raises DataError with every row that cannot be read.
    """
    own = next((key for key in list_editions() if path.resolve() == edition_data(key) / FIGURES), "")
    if weighted:
        found = check_weighted(read_all(read_figures(path)), rounding)
        return in_order([_with_action(finding, {}) for finding in found])
    return find_all(read_figures(path), rounding=rounding, questionnaire=load_questionnaire(own) if own else None)


def _on_the_page(readings: Sequence[FigureSubject], rounding: Rounding) -> list[Finding]:
    """What the printed numbers show by themselves. A figure that contradicts another is told once."""
    rows = answer_rows(readings)
    limit = max((r.figure.base_n or 0 for r in readings), default=0) or _LARGEST_BASE
    repeats = check_repeats(readings, rounding)
    doubtful = {figure for finding in repeats for figure in finding.figures}
    alone = [*check_cells(readings, rows, rounding), *check_rows(rows, rounding, limit)]
    told = doubtful | {figure for finding in alone for figure in finding.figures}
    return [
        *repeats,
        *(finding for finding in alone if not doubtful & set(finding.figures)),
        *check_leftovers(readings, told, rounding),
        *check_unshown(readings),
        *check_means(readings, rows, rounding),
        *check_bases(readings, doubtful, rounding),
        *check_lists(readings),
        *check_lost(readings),
    ]


def _with_action(finding: Finding, readings: dict[str, str]) -> Finding:
    """The finding with the reading that the responses follow, or else what the book does by default."""
    followed = dict.fromkeys(readings[figure] for figure in finding.figures if figure in readings)
    action = f"Bogen regner med: {' '.join(followed)}" if followed else _ACTIONS[finding.category]
    return replace(finding, action=action)
