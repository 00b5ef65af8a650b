"""One column of an export as texts that were judged: each distinct one once, with the rows that it stands in."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from helpers.intake.coding.blank_marks import BlankMark, mark_of
from helpers.intake.coding.cell_reading import BLANK_MARK, NEARLY_ANSWER, CellReading, decided, exact, undecided
from helpers.intake.coding.choices import (
    code_label,
    decide_list,
    decide_mark,
    decide_single,
    read_list,
    read_mark,
    read_single,
)
from helpers.intake.coding.municipalities import place_municipality, placed_postcodes, read_postcode
from helpers.intake.coding.numbers import EVASIONS, decide_number, read_format, read_number
from helpers.intake.decisions import EMPTY, HAS_ANSWER, USE, Decisions
from helpers.intake.export import CellFormat, Export, ExportColumn
from helpers.intake.matching import OPEN
from helpers.intake.wordings import nearly, normalise, shown
from helpers.survey.questions import Question


@dataclass(frozen=True)
class CodingContext:
    """What every column is read with: the export, the rows that are responses, a person's decisions, the marks that
    programs write where nothing was answered, and the rows in which free text is released.
    """

    export: Export
    keep: Sequence[int]
    decisions: Decisions
    blank_marks: Mapping[str, BlankMark] = field(default_factory=dict)
    released: Mapping[str, Collection[int]] = field(default_factory=dict)

    @cached_property
    def postcodes(self) -> Mapping[str, str]:
        """Postcode → municipality, as far as a person has placed them."""
        return placed_postcodes(self.decisions)


@dataclass(frozen=True)
class TextRead:
    """One text of one column and what it was taken for; `rows` are the indexes of the rows that it stands in.

    `kind` is the kind of the question; `label` the word of the export's own codebook for the text, blank where it
    has none.
    """

    question: str
    kind: str
    column: ExportColumn
    text: str
    label: str
    reading: CellReading
    rows: tuple[int, ...]

    @property
    def read(self) -> str:
        """The text as `mapping.yml` shows it, with the codebook's word where there is one."""
        told = self.label and normalise(self.label) != normalise(self.text)
        return f"{self.text} = {self.label}" if told else self.text

    @property
    def postcode(self) -> str:
        """The postcode that the answer to a question about the place begins with; blank where it is none."""
        return read_postcode(self.label or self.text) if self.kind == "municipality" else ""


def read_column(
    column: ExportColumn, question: Question, context: CodingContext, own: str = "", coded: bool = False
) -> tuple[TextRead, ...]:
    """Each distinct text of a column that is not blank, judged.

    `own` is the label of the answer that a column stands for, blank where it stands for its question; `coded` is
    true where the marks of that question are codes without words.
    """
    seen: dict[tuple[str, CellFormat | None], list[int]] = defaultdict(list)
    for row in context.keep:
        if text := column.values[row].strip():
            seen[text, column.formats.get(context.export.rows[row])].append(row)
    found = []
    for (text, form), rows in seen.items():
        label = code_label(text, column.labels)
        misleading = read_format(text, form, question) if form else None
        reading = misleading or _read(text, label, column, question, context, own, coded)
        if context.decisions.suggestions == USE and _is_spelling(text, reading, question):
            reading = decided(reading.near)
        read = TextRead(question.key, question.kind, column, text, label, reading, tuple(rows))
        decision = context.decisions.answers.get((question.key, read.read), "")
        if reading.how == OPEN and decision:
            said = decided("") if decision == EMPTY else _decide(decision, text, question, own)
            read = replace(read, reading=said)
        found.append(read)
    return tuple(found)


def _is_spelling(text: str, reading: CellReading, question: Question) -> bool:
    """Whether the answer that a text is taken for differs from it in spelling alone."""
    near = (answer.label for answer in question.answers if answer.key == reading.near)
    return reading.rule == NEARLY_ANSWER and any(nearly(text, label) for label in near)


def meanings(texts: Sequence[TextRead], keep: Sequence[int]) -> list[str]:
    """What each kept row says in a column; blank where it says nothing."""
    by_row = {row: read.reading.meaning for read in texts for row in read.rows}
    return [by_row.get(row, "") for row in keep]


def _read(
    text: str, label: str, column: ExportColumn, question: Question, context: CodingContext, own: str, coded: bool
) -> CellReading:
    decisions, mark = context.decisions, "" if label else mark_of(text)
    if mark in context.blank_marks and (said := decisions.blank_marks.get(mark, "")) != HAS_ANSWER:
        return decided("") if said == EMPTY else _undecided_mark(text)
    match question.kind:
        case "single":
            numbering = decisions.numbering.get(question.key, "")
            return read_single(text, label, question, numbering, coded=not column.labels)
        case "municipality":
            return place_municipality(label or text, context.postcodes)
        case "count" | "hours":
            return read_number(text, label, question, context.export.decimal, decisions.decimal)
        case "multiple":
            return read_mark(text, label, own, coded) if own else read_list(label or text, question)
    if normalise(label or text) in EVASIONS:
        what = f'"{shown(label or text)}" kan være et svar eller intet svar.'
        return undecided("tekst", what, f"Skriv {HAS_ANSWER} eller {EMPTY}.")
    return exact(label or text)


def _undecided_mark(text: str) -> CellReading:
    what = f'"{shown(text)}" kan være det, som et program skriver, hvor der ikke er svaret.'
    return undecided(BLANK_MARK, what, f"Skriv {EMPTY} ved tomme_tegn, hvis det er det, ellers {HAS_ANSWER}.")


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
    if decision == HAS_ANSWER:
        return decided(text)
    return undecided("tekst", f'"{shown(decision)}" er hverken {HAS_ANSWER} eller {EMPTY}.', "")
