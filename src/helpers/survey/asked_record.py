"""`asked.yml` of an edition: what it asked, written when it is published, so that it cannot be changed afterwards.

A wording that is changed where it stands, an answer that is added without its year, a question that is deleted: each
would change an edition that readers have. All of them are slips in `data/questionnaire.yml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpers.base.clock import today
from helpers.base.edited_file import EditedFile
from helpers.base.yaml_repair import quoted
from helpers.survey import questionnaire_words as words
from helpers.survey.questionnaire_references import Places, Raw
from helpers.survey.questionnaire_wordings import YEAR, answers_of, held, name_is_lost

ASKED = "asked.yml"
_KEEP = "Behold den gamle, og skriv den nye med sit år."
_HEAD = (
    "# Hvad der blev spurgt om i {year}. Skrives, når udgaven offentliggøres. Ret den ikke: Nye spørgsmål og ny\n"
    "# ordlyd skrives i data/questionnaire.yml med deres år.\n"
)


def asked_text(raw: Raw, year: str) -> str:
    """The content of the record of a year: each question that was asked, in the words that were used."""
    entries = {}
    for key, entry in raw["questions"].items():
        if held(entry["text"], year):
            entries[key] = _written(entry, year)
    return _HEAD.format(year=year) + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)


def _written(entry: Raw, year: str) -> dict[str, Any]:
    told = {"tema": entry["theme"], "slags": words.word_of(entry["kind"], words.QUESTION_WORDS)}
    told["ordlyd"] = held(entry["text"], year)
    for name in ("answers", "items"):
        if name in entry:
            labels = {key: held(label, year) for key, label in entry[name].items()}
            told[words.field_of(name, words.QUESTION)] = {key: label for key, label in labels.items() if label}
    if held(entry.get("asked_of", ""), year):
        told["stillet_til"] = held(entry["asked_of"], year)
    if entry.get("private"):
        told["privat"] = "ja"
    return told


def check_record(file: EditedFile, raw: Raw, places: Places, year: str, recorded: Raw) -> None:
    """Keep a slip for whatever the file says otherwise of this year than its record."""
    _Record(file, raw, places, year, recorded).check()


@dataclass(frozen=True)
class _Record:
    file: EditedFile
    raw: Raw
    places: Places
    year: str
    recorded: Raw

    def check(self) -> None:
        for key, was in self.recorded.items():
            if key in self.raw["questions"]:
                self._question(key, self.raw["questions"][key], was)
            else:
                where = _after(key, self.recorded, self.raw["questions"])
                message = (
                    f'Spørgsmålet "{key}" blev stillet i {self.year} og er slettet. Sæt det ind igen{where}; at det '
                    "ikke stilles mere, siger en tom ordlyd."
                )
                self.file.missing(message, None, self._block(key, was))
        for key, entry in self.raw["questions"].items():
            text = held(entry.get("text", ""), self.year)
            if text and key not in self.recorded:
                message = f'Spørgsmålet "{key}" blev ikke stillet i {self.year}. Skriv det år, hvor det er nyt.'
                self._at(key, "text", message, f"{{{self._new()}: {quoted(text)}}}")
        kept = [key for key in self.raw["questions"] if key in self.recorded]
        if kept != [key for key in self.recorded if key in kept]:
            message = (
                f"Spørgsmålene fra {self.year} står i en anden rækkefølge. Sæt dem som i data/{self.year}/{ASKED}."
            )
            self.file.fail(None, message)

    def _question(self, key: str, entry: Raw, was: Raw) -> None:
        if entry.get("kind") and entry["kind"] != was["kind"]:
            word = words.word_of(was["kind"], words.QUESTION_WORDS)
            message = (
                f'Spørgsmålet "{key}" var af slagsen {word} i {self.year}. Et spørgsmål af en anden slags skal have '
                "sin egen nøgle."
            )
            self._at(key, "kind", message, word)
        if bool(entry.get("private")) != bool(was.get("private")):
            word = "privat" if was.get("private") else "ikke privat"
            told = f'Spørgsmålet "{key}" var {word} i {self.year}. Lad det være det.'
            self.file.fail(self.places["questions", key], told)
        for name in ("text", "asked_of"):
            now, then = held(entry.get(name, ""), self.year), was.get(name, "")
            if now != then and (name in entry or then):
                what = "Ordlyden" if name == "text" else "stillet_til"
                message = f'{what} af "{key}" er ændret, og {self.year} er offentliggjort. {_KEEP}'
                self._at(key, name, message, self._history(entry.get(name, ""), then))
        self._answers(key, entry, was)

    def _answers(self, key: str, entry: Raw, was: Raw) -> None:
        now, then = answers_of(entry), answers_of(was)
        node = self.places.get(("questions", key, "answers"), self.places.get(("questions", key, "items")))
        for answer, label in then.items():
            if answer not in now:
                line = f"{self._inner(key)}{answer}: {self._history('', label)}"
                message = (
                    f'Svaret "{answer}" var med i {self.year} og er slettet. Sæt det ind igen'
                    f"{_after(answer, then, now)}; at det er udgået, siger en tom ordlyd."
                )
                self.file.missing(message, self.file.child(node, _before(answer, then, now)) or node, line)
            elif held(now[answer], self.year) != label and not name_is_lost(label):
                message = f'Ordlyden af svaret "{answer}" er ændret, og {self.year} er offentliggjort. {_KEEP}'
                self._at_answer(node, answer, message, self._history(now[answer], label))
        for answer, told in now.items():
            label = held(told, self.year)
            if label and answer not in then:
                message = f'Svaret "{answer}" var ikke med i {self.year}. Skriv det år, hvor det er nyt.'
                self._at_answer(node, answer, message, f"{{{self._new()}: {quoted(label)}}}")
        kept = [answer for answer in now if answer in then]
        if kept != [answer for answer in then if answer in kept]:
            self.file.fail(node, f'Svarene på "{key}" står i en anden rækkefølge end i {self.year}: {", ".join(then)}.')

    def _at(self, key: str, name: str, message: str, value: str) -> None:
        node = self.places.get(("questions", key, name))
        if node is None:
            owner = self.places["questions", key]
            field = words.field_of(name, words.QUESTION)
            self.file.fail(owner, message, f"{self.file.indent(owner)}  {field}: {value}")
        elif not self.file.has_slip(node):
            self.file.fail(node, message, self.file.value_line(node, value))

    def _at_answer(self, node: yaml.Node | None, answer: str, message: str, value: str) -> None:
        found = self.file.child(node, answer)
        if found is None or not self.file.has_slip(found):
            self.file.fail(found or node, message, self.file.value_line(found, value) if found else "")

    def _history(self, now: object, then: str) -> str:
        """A wording with the one of this year as it was, and what stands there now from its first later year on."""
        told = {self.year: then} if then else {}
        if isinstance(now, Mapping):
            told |= {str(year): str(text) for year, text in now.items() if str(year) > self.year}
        else:
            told[self._new()] = str(now)
        return "{" + ", ".join(f"{year}: {quoted(text) if text else ''}" for year, text in sorted(told.items())) + "}"

    def _block(self, key: str, was: Raw) -> str:
        """The lines of a question that was deleted, as no longer asked."""
        entry = _written({**was, "text": "?"}, self.year)
        lines = yaml.safe_dump({key: entry}, allow_unicode=True, sort_keys=False, width=110).splitlines()
        lines = [line.replace("ordlyd: '?'", f"ordlyd: {self._history('', was['text'])}") for line in lines]
        return "\n".join(f"  {line}" for line in lines)

    def _inner(self, key: str) -> str:
        return f"{self.file.indent(self.places['questions', key])}    "

    def _new(self) -> str:
        """The year that a change is for: one that the file names already, or else the one at hand."""
        later = sorted(year for year in years_of(self.raw) if year > self.year)
        return later[0] if later else str(max(today().year, int(self.year) + 1))


def _before(key: str, then: Raw, now: Raw) -> str:
    """The nearest key before this one that is still there; blank where it was the first."""
    keys = list(then)
    return next((each for each in reversed(keys[: keys.index(key)]) if each in now), "")


def _after(key: str, then: Raw, now: Raw) -> str:
    before = _before(key, then, now)
    return f' efter "{before}"' if before else " først"


def years_of(told: object) -> Iterator[str]:
    """The years that anything in a questionnaire is told of, as often as it is."""
    if isinstance(told, Mapping):
        for key, value in told.items():
            if YEAR.fullmatch(str(key)):
                yield str(key)
            yield from years_of(value)


def asked_records(questionnaire: Path) -> Iterator[Path]:
    """The records of the editions beside a questionnaire, oldest first."""
    return iter(sorted(questionnaire.parent.glob(f"*/{ASKED}")))
