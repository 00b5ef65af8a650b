"""Which answers in free text may be shown: those that a person has read, known by their words and not by their row."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.base.danish import join_words
from helpers.intake.coding.choices import code_label
from helpers.intake.decisions import Decisions
from helpers.intake.export import Export, ExportColumn
from helpers.intake.matching import ColumnMatch
from helpers.survey.questionnaire import Questionnaire

ALL = "alle"
_ENTRY = re.compile(r"(\d+)(?:=([0-9a-f]{12}))?\Z")


@dataclass(frozen=True)
class Releases:
    """Question → the indexes of the rows that are released, and the entries as `mapping.yml` keeps them.

    `dropped` are Danish sentences on releases that no longer hold.
    """

    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


def find_releases(
    export: Export,
    matches: Sequence[ColumnMatch],
    kept: Sequence[int],
    questionnaire: Questionnaire,
    decisions: Decisions,
    same_file: bool,
) -> Releases:
    """What may be shown of an export.

    A row number, and "alle", hold only for the file that they were written for (`same_file`): there they become the
    checksums of the texts that stand there. A checksum holds for its text wherever it stands.
    """
    columns = {match.target: match.column for match in matches if match.target}
    rows, entries, dropped = {}, {}, []
    for question in questionnaire.questions.values():
        if question.kind != "text" or question.private:
            continue
        said = decisions.released.get(question.key, ())
        texts = dict(_texts(columns[question.key], kept)) if question.key in columns else {}
        marks = {row: text_mark(text) for row, text in texts.items()}
        numbers = {str(export.rows[row]): row for row in marks}
        free, lost = _free(said, marks, numbers, same_file)
        rows[question.key] = frozenset(free)
        entries[question.key] = tuple(f"{export.rows[row]}={marks[row]}" for row in sorted(free))
        if lost:
            dropped.append(
                f"frigiv, {question.key}: {join_words(lost)} holder ikke længere og er strøget. En frigivelse gælder "
                "den tekst, der blev læst, og den står ikke i eksporten, eller nummeret er skrevet til en anden fil. "
                "Læs svarene, og skriv rækkenumrene igen."
            )
    return Releases(rows, entries, tuple(dropped))


def text_mark(text: str) -> str:
    """A short checksum of a text."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def _texts(column: ExportColumn, kept: Sequence[int]) -> Iterator[tuple[int, str]]:
    for row in kept:
        if text := column.values[row].strip():
            yield row, code_label(text, column.labels) or text


def _free(
    said: Sequence[str], marks: Mapping[int, str], numbers: Mapping[str, int], same_file: bool
) -> tuple[set[int], list[str]]:
    """The rows whose texts are released, and what was written and holds no more; `numbers` are the rows by number."""
    free: set[int] = set()
    lost = []
    for entry in (text.strip() for text in said):
        found = _ENTRY.match(entry)
        number, mark = (found[1], found[2]) if found else ("", None)
        # Of several places that wrote the same, the one that was released.
        alike = [row for row, known in marks.items() if known == mark and row not in free]
        if entry == ALL and same_file:
            free |= set(marks)
        elif mark and alike:
            free.add(numbers[number] if numbers.get(number) in alike else alike[0])
        elif number and not mark and same_file and number in numbers:
            free.add(numbers[number])
        elif entry:
            lost.append(f"række {number}" if number else f'"{entry}"')
    return free, lost
