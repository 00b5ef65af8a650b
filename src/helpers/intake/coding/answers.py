"""Matched columns as the columns of `responses.csv`: each distinct text judged once, all open ones told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.intake.coding.cell_reading import CellReading, decided, exact, undecided
from helpers.intake.coding.choices import (
    code_label,
    decide_list,
    decide_mark,
    decide_single,
    read_list,
    read_mark,
    read_single,
)
from helpers.intake.coding.municipalities import place_municipality, read_postcode
from helpers.intake.coding.numbers import decide_number, read_number
from helpers.intake.coding.postcodes import placed_postcodes
from helpers.intake.decisions import BLANKS, EMPTY, NONE_CHOSEN, NOTHING, ZERO, Decisions
from helpers.intake.export import PARTIAL, Export, ExportColumn
from helpers.intake.matching import EXACT, OPEN, ColumnMatch
from helpers.intake.wordings import normalise
from helpers.survey.questionnaire import Question, Questionnaire

NOT_RELEASED = "[ikke offentliggjort]"
HAS_ANSWER = "svar"
ANSWERED, MISSING = "besvaret", "ubesvaret"
_EVASIONS = frozenset({"-", "–", "--", "ved ikke", "ønsker ikke at svare", "vil ikke svare", "intet svar"})


@dataclass(frozen=True)
class AnswerMatch:
    """What a text was taken for in one question: how often it was read, and where first."""

    question: str
    read: str
    verdict: CellReading
    count: int
    place: str


@dataclass(frozen=True)
class CellRead:
    """One cell that is not word for word an answer: its column, its row (an index) and what it was taken for."""

    question: str
    column: ExportColumn
    row: int
    text: str
    label: str
    verdict: CellReading


@dataclass(frozen=True)
class RowRead:
    """One row in which a multiple-answer question is in doubt (NOTHING or BLANKS): the cells that make it so."""

    question: str
    doubt: str
    columns: tuple[ExportColumn, ...]
    row: int
    settled: bool


@dataclass
class CodedAnswers:
    """The columns of `responses.csv` (one text a kept row), and what was found on the way.

    `doubts`: kind of doubt about a row of a multiple-answer question → question → places. `postcodes`
    holds every postcode read. `places` has the pseudonym of the place of each kept row, blank where it
    is not known; it is empty where the export does not name places. `cells` are all cells that are not
    plain, where `answers` has each text once; `rows` all rows in doubt.
    """

    columns: dict[str, list[str]] = field(default_factory=dict)
    answers: list[AnswerMatch] = field(default_factory=list)
    doubts: dict[str, dict[str, list[str]]] = field(default_factory=lambda: {NOTHING: {}, BLANKS: {}})
    postcodes: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)
    cells: list[CellRead] = field(default_factory=list)
    rows: list[RowRead] = field(default_factory=list)


def code_answers(
    export: Export,
    matches: Sequence[ColumnMatch],
    keep: Sequence[int],
    questionnaire: Questionnaire,
    decisions: Decisions,
) -> CodedAnswers:
    """The answers in the rows `keep` (indexes into the export's rows) as the questionnaire has them."""
    coded = CodedAnswers()
    by_target = {match.target: match.column for match in matches if match.target}
    for question in questionnaire.questions.values():
        if question.kind == "multiple":
            _code_multiple(question, by_target, export, keep, decisions, coded)
            continue
        for target in question.columns:
            if target in by_target:
                column = by_target[target]
                verdicts = _judge(column, question, export, keep, decisions, coded)
                texts = [verdicts[column.values[row].strip()].meaning for row in keep]
                coded.columns[target] = (
                    list(_release(texts, export, keep, decisions.released.get(target, ())))
                    if question.kind == "text" else texts
                )  # fmt: skip
    return coded


def _judge(
    column: ExportColumn,
    question: Question,
    export: Export,
    keep: Sequence[int],
    decisions: Decisions,
    coded: CodedAnswers,
    own: str = "",
) -> Mapping[str, CellReading]:
    """Each distinct text of a column with its verdict; all that is not plain is noted in `coded`."""
    seen: dict[str, list[int]] = defaultdict(list)
    for row in keep:
        seen[column.values[row].strip()].append(row)
    verdicts: dict[str, CellReading] = {}
    for text, rows in seen.items():
        if not text:
            verdicts[text] = exact("")
            continue
        label = code_label(text, dict(column.labels))
        read = f"{text} = {label}" if label and normalise(label) != normalise(text) else text
        decision = decisions.answers.get((question.key, read), "")
        verdict = _read(text, label, question, export.decimal, decisions, own)
        if verdict.how == OPEN and decision:
            verdict = decided("") if decision == EMPTY else _decide(decision, text, question, own)
        verdicts[text] = verdict
        if verdict.how != EXACT:
            coded.cells += [CellRead(question.key, column, row, text, label, verdict) for row in rows]
        if question.kind == "municipality" and (postcode := read_postcode(label or text)):
            # Asked for once, in the table of postcodes, not for every way of writing the place.
            coded.postcodes.add(postcode)
            continue
        if verdict.how != EXACT or question.kind == "single":
            place = column.place(export.rows[rows[0]])
            coded.answers.append(AnswerMatch(question.key, read, verdict, len(rows), f"{export.file}, {place}"))
    return verdicts


def _read(text: str, label: str, question: Question, decimal: str, decisions: Decisions, own: str) -> CellReading:
    match question.kind:
        case "single":
            return read_single(text, label, question, decisions.numbering)
        case "municipality":
            return place_municipality(label or text, placed_postcodes(decisions))
        case "count" | "hours":
            return read_number(text, label, question, decimal)
        case "multiple":
            return read_mark(text, label, own) if own else read_list(label or text, question)
    if normalise(label or text) in _EVASIONS:
        return undecided(f'"{label or text}" kan være et svar eller intet svar. Skriv {HAS_ANSWER} eller {EMPTY}.')
    return exact(label or text)


def _decide(decision: str, text: str, question: Question, own: str) -> CellReading:
    match question.kind:
        case "single":
            return decide_single(decision, question)
        case "municipality":
            found = place_municipality(decision, {})
            return decided(found.meaning) if found.meaning else found
        case "count" | "hours":
            return decide_number(decision, question)
        case "multiple":
            return decide_mark(decision) if own else decide_list(decision, question)
    return (
        decided(text) if decision == HAS_ANSWER else undecided(f'"{decision}" er hverken {HAS_ANSWER} eller {EMPTY}.')
    )


def _code_multiple(
    question: Question,
    by_target: Mapping[str, ExportColumn],
    export: Export,
    keep: Sequence[int],
    decisions: Decisions,
    coded: CodedAnswers,
) -> None:
    """Adds the 0/1 columns of a question: one list in one cell, or one column an answer."""
    keys = [answer.key for answer in question.answers]
    if question.key in by_target:
        column = by_target[question.key]
        verdicts = _judge(column, question, export, keep, decisions, coded)
        chosen = [verdicts[column.values[row].strip()].meaning.split() for row in keep]
        rows = [["1" if key in cell else "" for key in keys] for cell in chosen]
        asked = keys
    else:
        asked = [key for key in keys if f"{question.key}.{key}" in by_target]
        read = []
        for answer in question.answers:
            if answer.key in asked:
                column = by_target[f"{question.key}.{answer.key}"]
                verdicts = _judge(column, question, export, keep, decisions, coded, own=answer.label)
                read.append([verdicts[column.values[row].strip()].meaning for row in keep])
        rows = [list(cells) for cells in zip(*read, strict=True)]
    if not asked:
        return
    columns = [by_target.get(f"{question.key}.{key}") or by_target[question.key] for key in asked]
    zeros = any("0" in cells or "nej" in cells for cells in rows)
    settled = []
    for cells, row in zip(rows, keep, strict=True):
        state = _row_state(cells, zeros, export.statuses is not None and export.statuses[row] == PARTIAL)
        if state in coded.doubts:
            blank = cells.index("") if state == BLANKS else 0
            place = f"{export.file}, {columns[blank].place(export.rows[row])}"
            coded.doubts[state].setdefault(question.key, []).append(place)
            decision = decisions.doubts[state].get(question.key, "")
            unclear = tuple(c for c, cell in zip(columns, cells, strict=True) if state == NOTHING or cell == "")
            coded.rows.append(RowRead(question.key, state, unclear, row, decision in NONE_CHOSEN))
            state = _decided_state(state, decision)
        settled.append([""] * len(cells) if state == MISSING else ["1" if cell == "1" else "0" for cell in cells])
    for index, key in enumerate(asked):
        coded.columns[f"{question.key}.{key}"] = [cells[index] for cells in settled]


def _row_state(cells: Sequence[str], zeros: bool, partial: bool) -> str:
    """Whether one row of a multiple-answer question is answered, missing, or in doubt.

    Where the question has zeros, a blank beside an answer is in doubt, and a blank row is missing.
    Where it has none, blanks beside a mark are answers not chosen. A row in which nothing is chosen
    may mean "none of them" or "not answered": in doubt in a finished response, missing in a partial one.
    """
    if "1" in cells or "nej" in cells:
        return BLANKS if zeros and "" in cells else ANSWERED
    if partial or (zeros and not any(cells)):
        return MISSING
    return NOTHING


def _decided_state(doubt: str, decision: str) -> str:
    """A row in doubt after a person's decision; until there is one, what claims least."""
    if decision == ZERO:
        return ANSWERED
    return ANSWERED if doubt == BLANKS and decision != EMPTY else MISSING


def unsettled(places: Mapping[str, Sequence[str]], decisions: Mapping[str, str]) -> Iterator[str]:
    """The questions with places that nobody has decided about."""
    return (question for question in places if decisions.get(question) not in NONE_CHOSEN)


def _release(texts: list[str], export: Export, keep: Sequence[int], released: tuple[str, ...]) -> Iterator[str]:
    """Free text where the owner has released the row, else only that there is one."""
    for text, row in zip(texts, keep, strict=True):
        free = "alle" in released or str(export.rows[row]) in released
        yield text if free or not text else NOT_RELEASED
