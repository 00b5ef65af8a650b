"""What programs write where nothing was answered (NA, nan, -99): found in an export, and asked about once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.intake.coding.choices import code_label
from helpers.intake.export import Export
from helpers.intake.matching import ColumnMatch
from helpers.intake.wordings import normalise
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

# R, pandas, Stata, SAS, SPSS and databases; "-" and "ved ikke" are what people write.
_WORDS = frozenset({"na", "n/a", "<na>", "nan", "null", "none", "nil", "missing", "."})
_NUMBERS = frozenset({"-1", "-7", "-8", "-9", "-66", "-77", "-88", "-97", "-98", "-99", "-999", "-9999"})
# A person may write such a word once; where it stands more often, a program wrote it.
_ONCE = 1


@dataclass(frozen=True)
class BlankMark:
    """One such mark as it is written, how many cells hold it, and the first of them."""

    mark: str
    count: int
    place: str


def mark_of(text: str) -> str:
    """The mark that a text is, in one way of writing; blank where it is none."""
    mark = normalise(text).removesuffix(".0").removesuffix(",0")
    return mark if mark in _WORDS or mark in _NUMBERS else ""


def find_blank_marks(
    export: Export, matches: Sequence[ColumnMatch], keep: Sequence[int], questionnaire: Questionnaire
) -> Mapping[str, BlankMark]:
    """Mark → where it stands, of those in columns of numbers or given answers, and those often in free text."""
    cells: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    surely = set()
    for match in (match for match in matches if match.target):
        question, column = questionnaire.questions[match.target.partition(".")[0]], match.column
        for row in keep:
            text = column.values[row].strip()
            mark = mark_of(text) if text and not code_label(text, column.labels) else ""
            if not mark or _is_answer(mark, question):
                continue
            first.setdefault(mark, text)
            cells.setdefault(mark, []).append(f"{export.file}, {column.place(export.rows[row])}")
            if question.kind != "text":
                surely.add(mark)
    return {
        mark: BlankMark(first[mark], len(places), places[0])
        for mark, places in cells.items()
        if mark in surely or (len(places) > _ONCE and mark in _WORDS)
    }


def _is_answer(mark: str, question: Question) -> bool:
    """Whether a question has an answer that is written so."""
    return any(mark in (normalise(answer.label), answer.key.casefold()) for answer in question.answers)
