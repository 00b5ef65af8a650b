"""The questionnaire that an edited workbook says, in the shape in which the program reads `data/questionnaire.yml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.base.edited_words import KEY as KEY_FORM
from helpers.base.edited_words import ascii_key
from helpers.base.yaml_io import closest
from helpers.intake.form.form_rows import ANSWERS, ENDED, KEY, LIMITS, OF, ONCE, QUESTIONS, TEXT, THEMES, YEAR, YEARLY
from helpers.intake.form.form_sheets import FormRow, FormSheets, as_key, as_whole, plainly
from helpers.survey import questionnaire_words as words
from helpers.survey.questionnaire_wordings import YEAR as YEAR_FORM
from helpers.survey.questionnaire_wordings import answers_of

_NUMBERS = ("count", "hours")


@dataclass
class FormReader:
    """Reads the rows; what is wrong is kept in `sheets`, and where each thing stands in `places`.

    `before` is the questionnaire as it is: what a spreadsheet alone changed stays as it was. `first` is the year of
    the first edition, from which on something without a year was asked.
    """

    sheets: FormSheets
    before: Mapping[str, Any]
    first: str
    places: dict[tuple[str, ...], FormRow] = field(default_factory=dict)

    def read(self) -> dict[str, Any]:
        """Themes and questions."""
        themes = self._themes()
        questions = {key: self._question(key, rows, themes) for key, rows in self._grouped(QUESTIONS, KEY).items()}
        for key, rows in self._grouped(ANSWERS, OF).items():
            if key in questions:
                self._answers(key, questions[key], rows)
            elif key:
                near = closest(key, questions)
                told = f"Skriv {near}." if near else "Skriv nøglen på et spørgsmål, der står på det ark."
                self.sheets.fail_at(rows[0], OF, f'Spørgsmålet står ikke på arket "{QUESTIONS}". {told}')
        return {"themes": themes, "questions": questions}

    def _themes(self) -> dict[str, str]:
        themes: dict[str, str] = {}
        for row in self.sheets.rows[THEMES]:
            key = self._key(row, KEY, "et tema")
            if key in themes:
                self.sheets.fail_at(row, KEY, "Temaet står der to gange. Slet den ene række.")
            if not row["navn"]:
                self.sheets.fail_at(row, "navn", "Skriv temaets navn.")
            self.places.setdefault((THEMES, key), row)
            themes[key] = _kept(self.before["themes"].get(key), row["navn"])
        return themes

    def _grouped(self, sheet: str, column: str) -> dict[str, list[FormRow]]:
        grouped: dict[str, list[FormRow]] = {}
        for row in self.sheets.rows[sheet]:
            key = self._key(row, column, "et spørgsmål") if sheet == QUESTIONS else as_key(row[column])
            if not key and sheet == ANSWERS:
                self.sheets.fail_at(row, OF, "Skriv nøglen på det spørgsmål, som svaret hører til.")
            self.places.setdefault((sheet, key), row)
            grouped.setdefault(key, []).append(row)
        return grouped

    def _key(self, row: FormRow, column: str, what: str) -> str:
        key = as_key(row[column])
        if not KEY_FORM.fullmatch(key):
            told = f"En nøgle for {what} har små bogstaver fra a til z, tal og _."
            self.sheets.fail_at(row, column, f"{told} Skriv {ascii_key(key or row[TEXT] or row['navn'])}.")
        return key

    def _question(self, key: str, rows: list[FormRow], themes: Mapping[str, str]) -> dict[str, Any]:
        first, entry = rows[0], self.before["questions"].get(key, {})
        told: dict[str, Any] = {
            "theme": self._theme(first, themes),
            "kind": self._kind(first),
        }
        by_year = self._by_year(rows)
        if not any(row[TEXT] for row in rows):
            self.sheets.fail_at(first, TEXT, "Skriv, hvad der spørges om.")
        for name, column in YEARLY.items():
            said = {year: row[column] for year, row in by_year.items() if row[column]}
            told[name] = self._history(said, entry.get(name), first, column)
            self.places[QUESTIONS, key, name] = next((row for row in reversed(rows) if row[column]), first)
        for name in ("short", "unit"):
            told[name] = _kept(entry.get(name), first[ONCE[name]])
        told["private"] = self._flag(first, ONCE["private"])
        for name in LIMITS:
            told[name] = self._limits(first, name)
        for row in rows[1:]:
            for column in (*ONCE.values(), *LIMITS["possible"], *LIMITS["usual"]):
                if row[column] and row[column] != first[column]:
                    place = f"række {first.number}"
                    self.sheets.fail_at(row, column, f"Det gælder spørgsmålet hvert år. Slet det her, og ret {place}.")
        return {name: value for name, value in told.items() if value not in ("", None, False, {})}

    def _by_year(self, rows: Iterable[FormRow]) -> dict[str, FormRow]:
        """Year → the row that says what holds from it on."""
        found: dict[str, FormRow] = {}
        for row in rows:
            year = row[YEAR]
            if year and not YEAR_FORM.fullmatch(year):
                self.sheets.fail_at(row, YEAR, "Skriv et årstal med fire cifre, eller lad cellen stå tom.")
            elif year in found:
                also = f"Det står også på række {found[year].number}."
                write = "Skriv det år, hvor rækken er ny, eller slet den ene."
                self.sheets.fail_at(row, YEAR, f"Der er allerede en række med samme nøgle og år. {also} {write}")
            found.setdefault(year, row)
        return found

    def _history(self, said: dict[str, str], before: Any, row: FormRow, column: str) -> Any:
        """A text, or the texts by their years; as it was where nothing but a spreadsheet changed it."""
        told = {year: "" if plainly(text).casefold() == ENDED else text for year, text in said.items()}
        if set(told) == {""}:
            return _kept(before, told[""])
        if "" in told and not self.first:
            self.sheets.fail_at(row, YEAR, "Her er flere ordlyde. Skriv ved den første, hvilket år den gælder fra.")
        dated = {year or self.first: text for year, text in told.items()}
        if len(dated) < len(told):
            self.sheets.fail_at(row, YEAR, f"{column} fra begyndelsen og fra {self.first} er den samme. Slet den ene.")
        was = before if isinstance(before, Mapping) else {self.first: before}
        return {year: _kept(was.get(year), text) for year, text in sorted(dated.items())}

    def _theme(self, row: FormRow, themes: Mapping[str, str]) -> str:
        given = row[ONCE["theme"]]
        by_word = {key: key for key in themes} | {name.casefold(): key for key, name in themes.items()}
        if key := by_word.get(given.casefold()):
            return key
        self.sheets.fail_at(row, ONCE["theme"], f'Skriv et tema fra arket "{THEMES}": {", ".join(themes)}.')
        return ""

    def _kind(self, row: FormRow) -> str:
        given = row[ONCE["kind"]].casefold().replace(" ", "_")
        if given in words.QUESTION_WORDS:
            return words.QUESTION_WORDS[given]
        near = words.QUESTION_GUESSES.get(given) or closest(given, words.QUESTION_WORDS)
        told = f" Skriv {near}." if near else ""
        self.sheets.fail_at(row, ONCE["kind"], f"Slagsen er en af: {', '.join(words.QUESTION_WORDS)}.{told}")
        return ""

    def _flag(self, row: FormRow, column: str) -> bool:
        if row[column].casefold() not in ("", "ja", "nej"):
            self.sheets.fail_at(row, column, "Skriv ja, eller lad cellen stå tom.")
        return row[column].casefold() == "ja"

    def _limits(self, row: FormRow, name: str) -> list[int] | None:
        columns = LIMITS[name]
        if not any(row[column] for column in columns):
            return None
        numbers = [as_whole(row[column]) for column in columns]
        for column, number in zip(columns, numbers, strict=True):
            if number is None:
                self.sheets.fail_at(row, column, "Skriv et helt tal, f.eks. 12.")
        low, high = numbers
        if low is not None and high is not None and low > high:
            self.sheets.fail_at(row, columns[1], f"Det er mindre end {columns[0]}, {low}. Skriv det højeste tal her.")
        return [low or 0, high or 0]

    def _answers(self, question: str, entry: dict[str, Any], rows: list[FormRow]) -> None:
        """Puts the answers into the question's entry, and the usual numbers of each of its items."""
        before = self.before["questions"].get(question, {})
        was, usual = answers_of(before), {}
        grouped: dict[str, list[FormRow]] = {}
        for row in rows:
            grouped.setdefault(self._key(row, KEY, "et svar"), []).append(row)
        answers = {}
        for key, told in grouped.items():
            self.places[ANSWERS, question, key] = told[0]
            said = {year: row[TEXT] for year, row in self._by_year(told).items()}
            for row in told:
                if not row[TEXT]:
                    self.sheets.fail_at(row, TEXT, f"Skriv svarets ordlyd, eller {ENDED}, hvis det ikke er med mere.")
            answers[key] = self._history(said, was.get(key), told[0], TEXT)
            if limits := self._limits(told[0], "usual"):
                usual[key] = limits
        name = "items" if entry.get("kind") in _NUMBERS else "answers"
        entry[next((each for each in ("answers", "items") if each in before), name)] = answers
        if usual:
            entry["usual"] = usual


def _kept(before: Any, now: str) -> str:
    """What stands in a cell, or what stood there where nothing but a spreadsheet changed it."""
    return before if isinstance(before, str) and plainly(before) == plainly(now) else now
