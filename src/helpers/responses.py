"""An edition's responses: read as text, checked against the questionnaire, then coded."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from helpers.edition import Edition
from helpers.errors import DataError, Fault
from helpers.municipalities import load_municipalities
from helpers.paths import THEMES
from helpers.questionnaire import Question, Questionnaire, load_questionnaire
from helpers.themes import THEME, load_themes, theme_columns

ID = "id"
_NOT_ASKED = "Kolonnen findes ikke i spørgeskemaet."
_GROUP_ANEW = f"Kør vaeresteder new igen, så svar og {THEMES.name} passer sammen."
# Pseudonyms of the places, where the edition can follow them from year to year.
PLACE = "sted"


@dataclass(frozen=True)
class Responses:
    """Checked responses, one row each, indexed by their id.

    Columns of `frame`: answers of single questions as text; multiple answers as 0/1; counts as
    integers; hours as integers in half hours; municipalities as codes; free text as text, and where it was
    grouped by themes, each theme (and that there was none) as 0/1; `sted`, where the edition has it, as
    the pseudonym of the place. Missing is `pd.NA` throughout, never zero.
    """

    frame: pd.DataFrame
    questionnaire: Questionnaire


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
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    if edition.responses_sha256 and digest != edition.responses_sha256:
        raise DataError([
            Fault(own.name, 0, "", (
                f"Filen er ændret: dens kontrolsum er {digest}, men edition.yml siger "
                f"{edition.responses_sha256}. Gendan filen, eller ret kontrolsummen."
            ))
        ])  # fmt: skip
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
    texts = _read_texts(path, questionnaire)
    known = _known_answers(questionnaire)
    faults: list[Fault] = []
    columns = {}
    for question in questionnaire.questions.values():
        for column in question.columns:
            column_faults, columns[column] = _code(texts[column], question, known)
            faults += [Fault(path.name, row, column, text) for row, text in column_faults]
        if question.kind == "multiple":
            faults += [Fault(path.name, *fault) for fault in _half_answered(texts, question)]
    for key, themes in questionnaire.text_themes.items():
        grouped = list(theme_columns(key, themes))
        if grouped[0] in texts:
            faults += [Fault(path.name, *fault) for fault in _wrong_themes(texts[key], texts[grouped])]
            columns |= {column: _ones(texts[column]) for column in grouped}
    for row in texts.index[texts[ID].duplicated() | (texts[ID] == "")]:
        faults.append(Fault(path.name, row, ID, f'"{texts.at[row, ID]}" er tomt eller står to gange.'))
    if faults:
        raise DataError(faults)
    if PLACE in texts:
        columns[PLACE] = texts[PLACE].astype("string").replace("", pd.NA).reset_index(drop=True)
    frame = pd.DataFrame(columns)
    frame.index = pd.Index(texts[ID], name=ID)
    return Responses(frame, questionnaire)


def _read_texts(path: Path, questionnaire: Questionnaire) -> pd.DataFrame:
    """The file's cells as text under its row numbers. Raises DataError where its shape is wrong."""
    if not path.is_file():
        raise DataError([Fault(str(path), 0, "", "Filen findes ikke.")])
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except UnicodeDecodeError as error:
        raise DataError([Fault(path.name, 0, "", "Filen er ikke gemt som UTF-8.")]) from error
    except csv.Error as error:
        raise DataError([Fault(path.name, 0, "", f"Filen kan ikke læses som CSV: {error}.")]) from error
    expected = [ID, *questionnaire.columns]
    header = rows[0] if rows else []
    faults = [Fault(path.name, 1, c, "Kolonnen mangler.") for c in expected if c not in header]
    known = {*expected, PLACE}
    for key, themes in questionnaire.text_themes.items():
        grouped = theme_columns(key, themes)
        known |= set(grouped)
        if not set(grouped).isdisjoint(header):
            faults += [Fault(path.name, 1, c, f"Kolonnen mangler. {_GROUP_ANEW}") for c in grouped if c not in header]
    faults += [
        Fault(path.name, 1, c, f"Temaet kendes ikke. {_GROUP_ANEW}" if f".{THEME}." in c else _NOT_ASKED)
        for c in header
        if c not in known
    ]
    faults += [Fault(path.name, 1, c, "Kolonnen står der flere gange.") for c in expected if header.count(c) > 1]
    faults += [
        Fault(path.name, number, "", f"Rækken har {len(row)} felter; der skal være {len(header)}.")
        for number, row in enumerate(rows[1:], start=2)
        if len(row) != len(header)
    ]
    if faults:
        raise DataError(faults)
    return pd.DataFrame(rows[1:], columns=header, index=range(2, len(rows) + 1), dtype=str)


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
    texts: pd.Series, question: Question, known: dict[str, tuple[str, ...]]
) -> tuple[list[tuple[int, str]], pd.Series]:
    """Faults (row and message) and the coded column; each distinct text is judged once."""
    codes: dict[str, object] = {"": pd.NA}
    wrong: dict[str, str] = {}
    for text in texts.unique():
        if text == "":
            continue
        try:
            codes[text] = _value(text, question, known)
        except ValueError as error:
            wrong[text] = str(error)
    faults = [(row, wrong[text]) for row, text in texts.items() if text in wrong]
    dtype = "string" if question.kind in ("single", "municipality", "text") else "Int64"
    coded = pd.Series([codes.get(text, pd.NA) for text in texts], dtype=dtype)
    return faults, coded


def _value(text: str, question: Question, known: dict[str, tuple[str, ...]]) -> object:
    """One non-empty cell as its value. Raises ValueError with the sentence for the reader."""
    if question.kind == "text":
        return text
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
        number = Fraction(text) if "/" not in text else None
    except ValueError:
        number = None
    if number is None or number < 0:
        raise ValueError(f'"{text}" er ikke et tal på nul eller derover. Skriv f.eks. {_example(question)}.')
    steps = number * 2 if question.kind == "hours" else number
    if steps.denominator != 1:
        rule = "hele eller halve timer" if question.kind == "hours" else "et helt tal"
        raise ValueError(f'"{text}" er ikke {rule}. Skriv f.eks. {_example(question)}.')
    return int(steps)


def _example(question: Question) -> str:
    return "37.5" if question.kind == "hours" else "4"


def _half_answered(texts: pd.DataFrame, question: Question) -> Iterator[tuple[int, str, str]]:
    """Rows in which a multiple-answer question has both answers and blanks: (row, column, message)."""
    cells = texts[list(question.columns)]
    blank = cells == ""
    for row in cells.index[blank.any(axis=1) & ~blank.all(axis=1)]:
        column = str(blank.columns[blank.loc[row]][0])
        yield row, column, "Tomt, selv om andre svar på spørgsmålet er givet. Skriv 0 eller 1."


def _wrong_themes(answers: "pd.Series[str]", cells: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Rows whose themes cannot be: (row, column, message). The last column says that there was none."""
    for row, marks in zip(cells.index, cells.itertuples(index=False, name=None), strict=True):
        wrong = [number for number, mark in enumerate(marks) if mark not in ("0", "1", "")]
        if wrong:
            yield row, str(cells.columns[wrong[0]]), f'"{marks[wrong[0]]}" er hverken 0 eller 1.'
        elif any(marks) and not answers[row]:
            yield row, str(cells.columns[0]), "Et tema, selv om spørgsmålet ikke er besvaret. Lad cellen være tom."
        elif any(marks) and not all(marks):
            yield row, str(cells.columns[marks.index("")]), "Tomt, selv om andre temaer er afgjort. Skriv 0 eller 1."
        elif any(marks) and (marks[-1] == "1") == ("1" in marks[:-1]):
            yield row, str(cells.columns[-1]), "Skal være 1, når svaret ikke har noget tema, og ellers 0."


def _ones(texts: "pd.Series[str]") -> "pd.Series[int]":
    """1, 0 or NA for "1", "0" and whatever is neither."""
    return texts.map({"0": 0, "1": 1}).astype("Int64").reset_index(drop=True)
