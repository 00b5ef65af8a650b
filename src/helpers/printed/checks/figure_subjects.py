"""What a printed figure is about: which question, which answer, which group.

A figure whose fact the questionnaire knows is read from its fact id. Any other, as in a file
transcribed from another report, is read from its words, and these are the conventions:

- `item`: `Spørgsmål: svar` is one of several answers that exclude each other; `Spørgsmål (flere svar): svar`
  one of several that may all be chosen. Without a colon the figure is about the question as a whole
  (the mean number of answers chosen, how many names are listed).
- `group`: empty, or beginning with `Alle` or `I alt`, is everyone. `Køn: kvinder` is a group of the
  breakdown Køn; groups without a colon make up one breakdown together. The groups of a breakdown
  exclude each other. A share whose answer is the name of a group says how large the group is.
- `where`: a place that begins with Tabel, Diagram or Figur prints all answers of a question; text may
  quote some of them.
- `fact`: figures with the same fact state the same quantity; without a fact, the same question,
  answer and group do. `svarprocent`, `respondenter` and `ramme` belong together.
- `dimension`, a last column that may be left out: the same question in another year, or in a table of
  other respondents, is another quantity where this differs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from helpers.facts.counting import REPRESENTED
from helpers.facts.fact_id import FactId, item_of, measure_of
from helpers.survey.printed_figures import PrintedFigure
from helpers.survey.questionnaire import Questionnaire

SINGLE = "single"
MULTIPLE = "multiple"
_SEVERAL = " (flere svar)"
_SINGLE_KINDS = ("single", "intervals", "municipality_group")
# The response rate is a share of these two, as the facts define it: its count and its base.
_FACES_OF_RESPONSE_RATE = {"respondenter": "count", "ramme": "base"}
_WHOLE_ROWS = ("tabel", "diagram", "figur")


@dataclass(frozen=True)
class FigureSubject:
    """A figure with the question, answer and group that it is about.

    `kind` is SINGLE or MULTIPLE where `answer` is one of a question's answers; `group` is empty for
    everyone; `heads` names the group whose size the share is; `marks` the multiple-answer question
    whose mean number of answers this is. `quantity` is equal for figures that state the same number
    or another face of it, and `face` (a unit) says which. `all_answers` says whether a question's
    answers all stand at this place.
    """

    figure: PrintedFigure
    question: str
    answer: str
    kind: str
    breakdown: str
    group: str
    quantity: str
    face: str
    heads: str = ""
    marks: str = ""
    all_answers: bool = False


def read_all(figures: Iterable[PrintedFigure], questionnaire: Questionnaire | None = None) -> tuple[FigureSubject, ...]:
    """The readings of a report's figures, in their order; `questionnaire` is that of its survey, where it is known."""
    readings = [_from_fact(figure, questionnaire) or _from_words(figure) for figure in figures]
    named = {reading.group for reading in readings if reading.group}
    headed = [_with_group_size(reading, named) for reading in readings]
    # Where a place heads its columns with the sizes of groups, these shares are no row of answers.
    columns = {(r.figure.where, r.group) for r in headed if r.group}
    return tuple(
        replace(r, all_answers=_prints_all(r.figure) and (r.figure.where, r.heads) not in columns) for r in headed
    )


def _from_fact(figure: PrintedFigure, questionnaire: Questionnaire | None) -> FigureSubject | None:
    """The reading of a figure whose fact is known to the questionnaire or is one of the survey's own."""
    measure = measure_of(figure.fact)
    if measure in _FACES_OF_RESPONSE_RATE:
        return FigureSubject(figure, measure, "", "", "", "", "svarprocent", _FACES_OF_RESPONSE_RATE[measure])
    if measure in ("svarprocent", REPRESENTED):
        return FigureSubject(figure, measure, item_of(figure.fact), "", "", "", figure.fact, figure.unit)
    if questionnaire is None or (measure not in questionnaire.questions and measure not in questionnaire.measures):
        return None
    parts = FactId.parse(figure.fact, questionnaire)
    asked = questionnaire.questions.get(measure) or questionnaire.measures[measure]
    kind = SINGLE if asked.kind in _SINGLE_KINDS else MULTIPLE if asked.kind == "multiple" else ""
    counted = questionnaire.measures.get(measure)
    return FigureSubject(
        figure,
        measure,
        parts.item,
        kind,
        questionnaire.breakdowns.get(measure, "") if parts.group else "",
        parts.group.key if parts.group else "",
        str(replace(parts, total=False)),
        figure.unit,
        heads="" if parts.group else _group_of(questionnaire, measure, parts.item),
        marks=counted.of[0] if counted and counted.kind == "number_marked" else "",
    )


def _group_of(questionnaire: Questionnaire, question: str, answer: str) -> str:
    """The group that consists of those who gave this answer; empty where there is none."""
    for groups in questionnaire.groupings.values():
        for group in groups:
            if (group.question, group.answer) == (question, answer):
                return group.key
    return ""


def _from_words(figure: PrintedFigure) -> FigureSubject:
    question, colon, answer = figure.item.partition(": ")
    several = question.endswith(_SEVERAL)
    question = question.removesuffix(_SEVERAL)
    kind = (MULTIPLE if several else SINGLE) if colon else ""
    mark = _mark(figure)
    question = f"{question}{mark}"
    group = "" if figure.group.startswith(("Alle", "I alt")) else f"{figure.group}{mark}"
    breakdown = f"{group.partition(': ')[0]}{mark}" if ": " in group else "*" if group else ""
    quantity = f"{figure.fact}{mark}" if figure.fact else "|".join((question, answer, group)).casefold()
    # The mean of a multiple-answer question as a whole is the number of answers chosen.
    marks = question if several and not colon else ""
    return FigureSubject(figure, question, answer, kind, breakdown, group, quantity, figure.unit, marks=marks)


def _with_group_size(reading: FigureSubject, named: set[str]) -> FigureSubject:
    """The reading, knowing whether it tells the size of a group that other figures are about."""
    if reading.heads or reading.group or reading.figure.unit not in ("percent", "count"):
        return reading
    mark = _mark(reading.figure)
    question = reading.question.removesuffix(mark)
    for name in (f"{question}: {reading.answer}", reading.answer, question):
        if (name := f"{name}{mark}") in named:
            return replace(reading, heads=name)
    return reading


def _mark(figure: PrintedFigure) -> str:
    """What tells a quantity from the same one in another year or table."""
    return f" ({figure.dimension})" if figure.dimension else ""


def _prints_all(figure: PrintedFigure) -> bool:
    return figure.where.casefold().startswith(_WHOLE_ROWS)
