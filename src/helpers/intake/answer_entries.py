"""The texts of an export that are no plain answers, each once a question, as `mapping.yml` lists them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.intake.coding.blank_marks import mark_of
from helpers.intake.coding.cell_reading import CellReading
from helpers.intake.coding.column_texts import TextRead
from helpers.intake.decisions import HAS_ANSWER
from helpers.intake.examination import ExaminedExport
from helpers.intake.matching import EXACT


@dataclass(frozen=True)
class AnswerEntry:
    """One text in one question: what it was taken for, how often it stands there, where first, and what was decided."""

    question: str
    read: str
    reading: CellReading
    count: int
    place: str
    decision: str


def answer_entries(examined: ExaminedExport) -> Sequence[AnswerEntry]:
    """Each text that is not word for word an answer, and each answer to a question with one answer.

    A postcode is not among them, nor a mark that a program writes: each is asked about once, in a table of its own.
    """
    entries: dict[tuple[str, str], AnswerEntry] = {}
    for text in examined.coded.texts:
        if text.postcode or _is_blank_mark(text, examined) or (text.reading.how == EXACT and text.kind != "single"):
            continue
        key = (text.question, text.read)
        if known := entries.get(key):
            entries[key] = replace(known, count=known.count + len(text.rows))
            continue
        place = f"{examined.export.file}, {text.column.place(examined.export.rows[text.rows[0]])}"
        decision = examined.decisions.answers.get(key, "")
        entries[key] = AnswerEntry(text.question, text.read, text.reading, len(text.rows), place, decision)
    return tuple(entries.values())


def _is_blank_mark(text: TextRead, examined: ExaminedExport) -> bool:
    """Whether a text is what a program writes where nothing was answered, as far as nobody has called it an answer."""
    mark = "" if text.label else mark_of(text.text)
    return mark in examined.coded.blank_marks and examined.decisions.blank_marks.get(mark) != HAS_ANSWER
