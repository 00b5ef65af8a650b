"""An edition's responses: read as text, checked against the questionnaire, then coded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from helpers.base.errors import DataError, Fault
from helpers.base.paths import THEMES
from helpers.survey.checksum import checksum_fault
from helpers.survey.coded_column import CodedColumn
from helpers.survey.edition import Edition
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.questions import Question
from helpers.survey.response_csv import FIRST_ROW, Cells, find_blank, read_cells
from helpers.survey.text_themes import THEME, load_themes, theme_columns

if TYPE_CHECKING:
    import pandas as pd

ID = "id"
_NOT_ASKED = "Kolonnen findes ikke i spørgeskemaet."
_GROUP_ANEW = f"Kør vaeresteder new igen, så svar og {THEMES.name} passer sammen."
# Pseudonyms of the places, where the edition can follow them from year to year.
PLACE = "sted"
# No count and no hours of a place come near it, and sums of so many fit 64 bits.
LARGEST = 10**9


@dataclass(frozen=True)
class Responses:
    """Checked responses, one row each, coded column by column.

    `columns`: answers of single questions as text; multiple answers as 0/1; counts as integers; hours as
    integers in half hours; municipalities as codes; and where free text was grouped by themes, each theme
    (and that there was none) as 0/1. Missing is None throughout, never zero. `texts`: the ids, free text,
    and `sted`, where the edition has it, as the pseudonym of the place; missing is "".
    """

    columns: Mapping[str, CodedColumn[Any]]
    texts: Mapping[str, pa.ChunkedArray]
    questionnaire: Questionnaire

    def __len__(self) -> int:
        return len(self.texts[ID])

    @property
    def frame(self) -> "pd.DataFrame":
        """The responses as a table for pandas, indexed by their id; missing is `pd.NA` throughout."""
        import pandas as pd

        table: dict[str, object] = {}
        for question in self.questionnaire.questions.values():
            kind = "string" if question.kind in ("single", "municipality") else "Int64"
            grouped = theme_columns(question.key, self.questionnaire.text_themes.get(question.key, ()))
            for column in (*question.columns, *grouped):
                if column in self.columns:
                    coded = self.columns[column]
                    table[column] = pd.array(coded.values, dtype=kind).take(coded.codes)
                elif column in self.texts:
                    table[column] = _texts_for_pandas(self.texts[column])
        if PLACE in self.texts:
            table[PLACE] = _texts_for_pandas(self.texts[PLACE])
        return pd.DataFrame(table, index=pd.Index(self.texts[ID].to_pylist(), name=ID))


def _texts_for_pandas(texts: pa.ChunkedArray) -> object:
    import pandas as pd

    return pd.array([text or pd.NA for text in texts.to_pylist()], dtype="string")


def load_responses(edition: Edition, path: Path | None = None) -> Responses:
    """The responses of an edition, from its own file or from `path`.

    Raises DataError with every fault in the file, or where the edition's own file is not the one
    whose checksum `edition.yml` records.
    """
    questionnaire = questionnaire_of(edition)
    if path is not None:
        return read_responses(path, questionnaire)
    own = edition.folder / "responses.csv"
    responses = read_responses(own, questionnaire)
    if fault := checksum_fault(own, edition.responses_sha256):
        raise DataError([Fault(own.name, 0, "", fault)])
    return responses


def questionnaire_of(edition: Edition) -> Questionnaire:
    """The questionnaire as the edition's places met it, with the themes that it keeps a copy of."""
    asked = load_questionnaire(edition.key).as_asked(edition.reworded, edition.not_asked)
    return with_themes(asked, edition.folder / THEMES.name)


def with_themes(questionnaire: Questionnaire, path: Path) -> Questionnaire:
    """The questionnaire with the themes in a file, as far as their questions were asked.

    Raises DataError where the file has faults.
    """
    every = load_questionnaire("").questions.values()
    themes = load_themes(path, [q.key for q in every if q.kind == "text" and not q.private])
    asked = {key: found for key, found in themes.items() if key in questionnaire.questions}
    return replace(questionnaire, text_themes=MappingProxyType(asked))


def read_responses(path: Path, questionnaire: Questionnaire) -> Responses:
    """The responses in a CSV file with `id`, the questionnaire's columns, and perhaps themes and `sted`.

    Raises DataError with every fault: file, row (1 is the header), column, what was given and what
    to write instead.
    """
    questions = questionnaire.questions.values()
    free = {column for question in questions if question.kind == "text" for column in question.columns}
    cells = read_cells(path, ID, {PLACE, *free}, partial(_header_faults, path.name, questionnaire))
    known = _known_answers(questionnaire)
    faults: list[Fault] = []
    columns: dict[str, CodedColumn[Any]] = {}
    for question in questions:
        for column in question.columns:
            if question.kind != "text":
                column_faults, columns[column] = _code(cells.coded[column], question, known)
                faults += [Fault(path.name, row, column, text) for row, text in column_faults]
        if question.kind == "multiple":
            faults += [Fault(path.name, *fault) for fault in _half_answered(cells, question)]
    for key, themes in questionnaire.text_themes.items():
        grouped = theme_columns(key, themes)
        if grouped[0] in cells.coded:
            faults += [Fault(path.name, *fault) for fault in _wrong_themes(cells, key, grouped)]
            columns |= {column: cells.coded[column].map({"0": 0, "1": 1}.get) for column in grouped}
    faults += [Fault(path.name, row, ID, text) for row, text in _wrong_ids(cells.texts[ID])]
    if faults:
        raise DataError(faults)
    return Responses(columns, cells.texts, questionnaire)


def _header_faults(file: str, questionnaire: Questionnaire, header: list[str]) -> list[Fault]:
    """What is wrong with the first row of a file."""
    expected = [ID, *questionnaire.columns]
    faults = [Fault(file, 1, c, "Kolonnen mangler.") for c in expected if c not in header]
    known = {*expected, PLACE}
    for key, themes in questionnaire.text_themes.items():
        grouped = theme_columns(key, themes)
        known |= set(grouped)
        if not set(grouped).isdisjoint(header):
            faults += [Fault(file, 1, c, f"Kolonnen mangler. {_GROUP_ANEW}") for c in grouped if c not in header]
    faults += [
        Fault(file, 1, c, f"Temaet kendes ikke. {_GROUP_ANEW}" if f".{THEME}." in c else _NOT_ASKED)
        for c in header
        if c not in known
    ]
    twice = [c for c in dict.fromkeys(header) if c in known and header.count(c) > 1]
    return faults + [Fault(file, 1, c, "Kolonnen står der flere gange.") for c in twice]


def _known_answers(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """The answers that a column of each closed question may hold."""
    known = {
        question.key: tuple(answer.key for answer in question.answers)
        for question in questionnaire.questions.values()
        if question.kind == "single"
    }
    places = tuple(load_municipalities())
    return known | {q.key: places for q in questionnaire.questions.values() if q.kind == "municipality"}


def _code(
    cells: CodedColumn[str], question: Question, known: dict[str, tuple[str, ...]]
) -> tuple[list[tuple[int, str]], CodedColumn[str | int | None]]:
    """Faults (row and message) and the coded column; each distinct text is judged once."""
    values: dict[str, str | int | None] = {"": None}
    wrong: dict[str, str] = {}
    for text in cells.values:
        if text == "":
            continue
        try:
            values[text] = _value(text, question, known)
        except ValueError as error:
            wrong[text] = str(error)
    faults = []
    if wrong:
        rows = np.flatnonzero(cells.rows_where(wrong.__contains__))
        faults = [(int(row) + FIRST_ROW, wrong[cells.values[cells.codes[row]]]) for row in rows]
    return faults, cells.map(values.get)


def _value(text: str, question: Question, known: dict[str, tuple[str, ...]]) -> str | int:
    """One non-empty cell as its value. Raises ValueError with the sentence for the reader."""
    if question.kind == "municipality":
        if text not in known[question.key]:
            raise ValueError(f'"{text}" er ikke en kommunekode. Skriv fire cifre, f.eks. 0101.')
        return text
    if question.kind == "single":
        if text not in known[question.key]:
            raise ValueError(f'"{text}" er ikke et svar. Skriv en af: {", ".join(known[question.key])}.')
        return text
    if question.kind == "multiple":
        if text not in ("0", "1"):
            raise ValueError(f'"{text}" er hverken 0 eller 1.')
        return int(text)
    try:
        # Neither a fraction nor powers of ten, which may be larger than the memory.
        number = None if set(text) & set("/eE") else Fraction(text)
    except ValueError:
        number = None
    if number is None or number < 0:
        raise ValueError(f'"{text}" er ikke et tal på nul eller derover. Skriv f.eks. {_example(question)}.')
    steps = number * 2 if question.kind == "hours" else number
    if steps.denominator != 1:
        rule = "hele eller halve timer" if question.kind == "hours" else "et helt tal"
        raise ValueError(f'"{text}" er ikke {rule}. Skriv f.eks. {_example(question)}.')
    if steps > LARGEST:
        raise ValueError(f'"{text}" er for stort et tal. Skriv f.eks. {_example(question)}.')
    return int(steps)


def _example(question: Question) -> str:
    return "37.5" if question.kind == "hours" else "4"


def _half_answered(cells: Cells, question: Question) -> Iterator[tuple[int, str, str]]:
    """Rows in which a multiple-answer question has both answers and blanks: (row, column, message)."""
    blanks = [cells.coded[column].rows_where(_is_blank) for column in question.columns]
    for row in np.flatnonzero(_any(blanks) & ~_all(blanks)):
        column = next(column for column, blank in zip(question.columns, blanks, strict=True) if blank[row])
        yield int(row) + FIRST_ROW, column, "Tomt, selv om andre svar på spørgsmålet er givet. Skriv 0 eller 1."


def _wrong_themes(cells: Cells, key: str, grouped: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Rows whose themes cannot be: (row, column, message). The last column says that there was none."""
    themes = [cells.coded[column] for column in grouped]
    silent = find_blank(cells.texts[key])
    ones = [theme.rows_where("1".__eq__) for theme in themes]
    blanks = [theme.rows_where(_is_blank) for theme in themes]
    strange = [theme.rows_where(lambda mark: mark not in ("0", "1", "")) for theme in themes]
    judged = ~_all(blanks) & (silent | _any(blanks) | (ones[-1] == _any(ones[:-1])))
    for row in np.flatnonzero(_any(strange) | judged):
        marks = [theme.values[theme.codes[row]] for theme in themes]
        column, message = _wrong_marks(grouped, marks, bool(silent[row]))
        yield int(row) + FIRST_ROW, column, message


def _wrong_marks(grouped: tuple[str, ...], marks: list[str], silent: bool) -> tuple[str, str]:
    """Column and message of what is wrong with the themes of one response."""
    for column, mark in zip(grouped, marks, strict=True):
        if mark not in ("0", "1", ""):
            return column, f'"{mark}" er hverken 0 eller 1.'
    if silent:
        return grouped[0], "Et tema, selv om spørgsmålet ikke er besvaret. Lad cellen være tom."
    if "" in marks:
        return grouped[marks.index("")], "Tomt, selv om andre temaer er afgjort. Skriv 0 eller 1."
    return grouped[-1], "Skal være 1, når svaret ikke har noget tema, og ellers 0."


def _wrong_ids(ids: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """Rows whose id is blank or stood before: (row, message)."""
    distinct = pa.chunked_array([ids.unique()])
    if len(distinct) == len(ids) and not find_blank(distinct).any():
        return
    seen = {""}
    for row, text in enumerate(ids.to_pylist(), start=FIRST_ROW):
        if text in seen:
            yield row, f'"{text}" er tomt eller står to gange.'
        seen.add(text)


def _is_blank(text: str) -> bool:
    return text == ""


def _any(masks: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    return np.asarray(np.any(masks, axis=0))


def _all(masks: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    return np.asarray(np.all(masks, axis=0))
