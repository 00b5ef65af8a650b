"""`afgoerelser.yml` read: decisions that git may have, in which marks stand for whatever the export says.

A mark is made with the content of the export itself: whoever has the export finds each cell by its mark, and nobody
else can tell a word from it, not by trying all the words there are. See `docs/decisions/edited-files.md`.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.intake.coding.choices import code_label
from helpers.intake.decisions import Decisions, decisions_of, read_as_text
from helpers.intake.export import Export, ExportColumn
from helpers.intake.releases import text_mark
from helpers.intake.response_rows import content_mark, row_mark

SHARED = "afgoerelser.yml"
_LENGTH = 16


@dataclass(frozen=True)
class Marks:
    """The marks of what one export says; `content` is the mark of all of it, which no shared file holds."""

    content: str

    @property
    def sign(self) -> str:
        """What the export is known by."""
        return self._of("eksport")

    def column(self, key: str, wording: str) -> str:
        """The mark of a column, by its key in the file and its wording."""
        return self._of("kolonne", key, wording)

    def answer(self, question: str, read: str) -> str:
        """The mark of a text in a question."""
        return self._of("svar", question, read)

    def row(self, mark: str) -> str:
        """The mark of a row, by the one that it has in `mapping.yml`."""
        return self._of("række", mark)

    def release(self, question: str, mark: str) -> str:
        """The mark of a text that is released, by the one that it has in `mapping.yml`."""
        return self._of("frigiv", question, mark)

    def _of(self, *words: str) -> str:
        return hmac.new(self.content.encode(), "\x1f".join(words).encode(), hashlib.sha256).hexdigest()[:_LENGTH]


class MarkedAnswers(Mapping[tuple[str, str], str]):
    """(Question, what was read) → what it means, looked up by the mark of the two; its keys cannot be listed."""

    def __init__(self, marks: Marks, meanings: Mapping[str, str]) -> None:
        self._marks, self._meanings = marks, meanings

    def __getitem__(self, key: tuple[str, str]) -> str:
        return self._meanings[self._marks.answer(*key)]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def __len__(self) -> int:
        return len(self._meanings)


def load_shared(path: Path, export: Export) -> Decisions:
    """The decisions in `afgoerelser.yml` about an export; none where there is no such file.

    Of another export than the one it was written for, only what is decided of whole questions and of the file.
    Raises VaerestederError where the file is not YAML or has lost its form.
    """
    if not path.is_file():
        return Decisions()
    raw = read_as_text(path)
    try:
        return _found(raw, export)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise VaerestederError(
            f"{path.name} kan ikke læses ({error}). Hent filen igen: git checkout -- {path}. Den skrives af programmet "
            "og skal ikke rettes i hånden: Afgørelser rettes i mapping.yml."
        ) from error


def _found(raw: dict[str, Any], export: Export) -> Decisions:
    """The decisions with what this export says in the place of its marks."""
    marks = Marks(content_mark(export))
    same = raw["eksport"]["kendetegn"] == marks.sign
    told = {each["mærke"]: each["til"] for each in raw["kolonner"]}
    columns = [
        (column, target) for column in export.columns if (target := told.get(marks.column(column.key, column.wording)))
    ]
    shown = {
        **raw,
        "eksport": {"indhold": marks.content if same else ""},
        "kolonner": [{"kolonne": each.key, "ordlyd": each.wording, "til": target} for each, target in columns],
        "svar": [],
        "postnumre": {},
        "rækker": list(_rows(raw["rækker"], export, marks)),
        "frigiv": {
            question: [
                entry
                for column, target in columns
                if target == question
                for entry in _releases(column, question, said, marks)
            ]
            for question, said in raw["frigiv"].items()
        },
    }
    meanings = {each["mærke"]: each["betyder"] for each in raw["svar"]}
    return replace(decisions_of(shown), answers=MarkedAnswers(marks, meanings), note=_note(export, same))


def _rows(told: list[dict[str, str]], export: Export, marks: Marks) -> Iterator[dict[str, str]]:
    said = {each["mærke"]: each["til"] for each in told}
    for index, number in enumerate(export.rows):
        mark = row_mark(export, index)
        if word := said.get(marks.row(mark)):
            yield {"række": str(number), "mærke": mark, "til": word}


def _releases(column: ExportColumn, question: str, entries: list[str], marks: Marks) -> Iterator[str]:
    """The releases of texts that stand in a column, as `mapping.yml` has them."""
    texts = {text_mark(code_label(text, column.labels) or text) for cell in column.values if (text := cell.strip())}
    by_mark = {marks.release(question, mark): mark for mark in texts}
    for entry in entries:
        number, _, mark = entry.partition("=")
        if mark in by_mark:
            yield f"{number}={by_mark[mark]}"


def _note(export: Export, same: bool) -> str:
    """What a person should know of decisions that came with git."""
    if not same:
        return (
            f"Afgørelserne er hentet fra {SHARED}, som blev skrevet til en anden eksport end {export.file}: Det, der "
            "er afgjort om hele spørgsmål, gælder; om enkelte kolonner, celler og rækker spørges der igen. Har en "
            "kollega mapping.yml, så læg den i udgavens mappe, og kør kommandoen igen."
        )
    return (
        f"Afgørelserne er hentet fra {SHARED}. Enkelte tal, kommuner og postnumre, der er afgjort, står kun i "
        "mapping.yml, fordi de siger noget om ét sted: Dem spørges der om igen. Har en kollega "
        "mapping.yml (vaeresteder gem), så læg den i udgavens mappe, og kør kommandoen igen."
    )
