"""`data/questionnaire.yml` read and checked: all its slips at once, each with its line and the line to write.

What comes back has the program's own names, whatever the file was written with. Nothing here knows an edition:
wordings that changed are still mappings from years.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from helpers.base.clock import today
from helpers.base.edited_file import EditedFile, Field
from helpers.base.edited_words import Renamed
from helpers.base.yaml_io import decode
from helpers.survey import questionnaire_words as words
from helpers.survey.asked_record import asked_records, check_record, years_of
from helpers.survey.questionnaire_references import Places, check_references
from helpers.survey.questionnaire_wordings import read_answers, read_wording

_NUMBERS, _CHOICES = ("count", "hours"), ("single", "multiple")


def read_questionnaire(path: Path) -> Mapping[str, Any]:
    """What the file says. Raises SlipError with every slip, what it says otherwise of a published year among them."""
    return _read(path, decode(path), _records(path))[0]


def old_words(path: Path) -> tuple[Renamed, ...]:
    """The English words that stand in a file of earlier shape, each with its place and the Danish one."""
    return _read(path, decode(path), _records(path))[1]


def read_whatever_was_published(path: Path) -> Mapping[str, Any]:
    """What the file says, where it may differ from what was published. Raises SlipError with every other slip."""
    return _read(path, decode(path), ())[0]


def named_years(path: Path) -> list[str]:
    """The years that the file names, in order: those in which something began or ended."""
    return sorted(set(years_of(read_questionnaire(path))))


def published_questions(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """Year → the questions that its edition has published, of the editions beside a questionnaire."""
    return {record.parent.name: _read_record(record) for record in asked_records(path)}


def _records(path: Path) -> tuple[tuple[Path, str], ...]:
    return tuple((record, decode(record)) for record in asked_records(path))


@lru_cache(maxsize=8)
def _read(
    path: Path, _text: str, records: tuple[tuple[Path, str], ...]
) -> tuple[Mapping[str, Any], tuple[Renamed, ...]]:
    """What the file says, kept for as long as its text and the records are the same."""
    file = EditedFile(path)
    reader = _QuestionnaireReader(file)
    raw = reader.questionnaire()
    recorded = {record.parent.name: _read_record(record) for record, _ in records}
    gone = {key: entry for asked in recorded.values() for key, entry in asked.items() if key not in raw["questions"]}
    check_references(file, raw, reader.places, gone)
    for year, asked in recorded.items():
        check_record(file, raw, reader.places, year, asked)
    file.close()
    return raw, tuple(file.renamed)


def _read_record(path: Path) -> Mapping[str, Any]:
    """The questions in the record of an edition."""
    file = EditedFile(path)
    reader = _QuestionnaireReader(file)
    questions = reader.questions(file.root)
    file.close()
    return questions


class _QuestionnaireReader:
    """Reads the nodes of one questionnaire; `places` keeps where each thing stands."""

    def __init__(self, file: EditedFile) -> None:
        self.places: Places = {}
        self._file = file
        new = Field("text", True, f'{{{today().year}: "Har værestedet en café?"}}')
        self._known = {**words.QUESTION, "ordlyd": new}

    def questionnaire(self) -> dict[str, Any]:
        sections: dict[str, tuple[str, Callable[[str, yaml.Node], Any]]] = {
            "themes": ("et tema", lambda key, node: self._file.text(node, f'Temaet "{key}"')),
            "questions": ("et spørgsmål", self._question),
            "measures": ("et mål", self._measure),
            "groups": ("en gruppering", self._grouping),
            "breakdowns": ("en opdeling", lambda key, node: self._file.text(node, f'Opdelingen "{key}"')),
            "checks": ("en kontrol", self._check),
        }
        raw: dict[str, Any] = {section: {} for section in sections}
        for section, node in self._file.fields(self._file.root, words.TOP, "Skemaet").items():
            if section not in ("themes", "questions") and isinstance(node, yaml.ScalarNode) and not node.value:
                continue
            what, read = sections[section]
            for key, key_node, value in self._file.entries(node, f"{what} eller flere, hvert med sin nøgle"):
                self.places[section, key] = key_node
                self._file.key(key, key_node, what)
                raw[section][key] = read(key, value)
        return raw

    def questions(self, node: yaml.Node | None) -> dict[str, Any]:
        """Questions that stand alone."""
        read = {}
        for key, key_node, value in self._file.entries(node, "spørgsmål"):
            self.places["questions", key] = key_node
            read[key] = self._question(key, value)
        return read

    def _fields(
        self, section: str, key: str, node: yaml.Node, known: Mapping[str, Field], what: str
    ) -> dict[str, yaml.Node]:
        found = self._file.fields(node, known, what, self.places[section, key])
        self.places |= {(section, key, name): value for name, value in found.items()}
        return found

    def _question(self, key: str, node: yaml.Node) -> dict[str, Any]:
        file, what, owner = self._file, f'Spørgsmålet "{key}"', self.places["questions", key]
        found = self._fields("questions", key, node, self._known, what)
        entry: dict[str, Any] = {}
        for name, value in found.items():
            word = words.field_of(name, words.QUESTION)
            match name:
                case "kind":
                    entry[name] = file.choice(value, words.QUESTION_WORDS, f"{what}, slags", words.QUESTION_GUESSES)
                case "theme" | "unit" | "short":
                    entry[name] = file.text(value, f"{what}, {word}")
                case "private":
                    entry[name] = file.flag(value, f"{what}, privat")
                case "possible":
                    entry[name] = self._limits(value, f"{what}, muligt")
                case "usual":
                    entry[name] = self._usual(value, f"{what}, saedvanligt")
                case "answers" | "items":
                    entry[name] = read_answers(file, value, owner, what, word)
                case _:
                    entry[name] = read_wording(file, value, f"{what}, {word}")
        self._fits(entry.get("kind", ""), found, owner, what)
        return entry

    def _fits(self, kind: str, found: Mapping[str, yaml.Node], owner: yaml.Node, what: str) -> None:
        """Slips where a question has no answers to choose, or has what only other kinds have."""
        file, indent = self._file, f"{self._file.indent(owner)}  "
        if kind in _CHOICES and not {"answers", "items"} & set(found):
            write = f"{indent}svar:\n{indent}  ja: Ja\n{indent}  nej: Nej"
            file.fail(owner, f"{what} har ingen svar. Føj dem til, f.eks. disse linjer.", write)
        if kind in ("municipality", "text") and {"answers", "items"} & set(found):
            word = words.word_of(kind, words.QUESTION_WORDS)
            file.fail(owner, f"{what} er af slagsen {word} og har ingen svar at vælge. Slet dem, eller ret slagsen.")
        for name in ("possible", "usual"):
            if name in found and kind and kind not in _NUMBERS:
                file.fail(found[name], f"{what} har grænser, men er ikke et tal. Slet linjen, eller ret slagsen.")

    def _limits(self, node: yaml.Node, what: str) -> list[int]:
        limits = self._file.plain(node)
        whole = isinstance(limits, list) and all(type(limit) is int for limit in limits)
        if whole and len(limits) == 2 and limits[0] <= limits[1]:
            return list(limits)
        write = self._file.value_line(node, "[0, 100]")
        self._file.fail(node, f"{what}: Skriv to hele tal i kantede klammer, det laveste først.", write)
        return [0, 0]

    def _usual(self, node: yaml.Node, what: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._limits(node, what)
        return self._file.pairs(node, what, self._limits)

    def _measure(self, key: str, node: yaml.Node) -> dict[str, Any]:
        file, what = self._file, f'Målet "{key}"'
        entry: dict[str, Any] = {}
        for name, value in self._fields("measures", key, node, words.MEASURE, what).items():
            match name:
                case "kind":
                    entry[name] = file.choice(value, words.MEASURE_WORDS, f"{what}, slags")
                case "of" if isinstance(value, yaml.ScalarNode):
                    entry[name] = file.text(value, what)
                case "of" | "items" | "among":
                    entry[name] = list(file.texts(value, what))
                case "answers":
                    entry[name] = file.pairs(value, f"{what}, svar", self._interval)
                case _:
                    entry[name] = file.text(value, what)
        return entry

    def _interval(self, node: yaml.Node, what: str) -> Any:
        file = self._file
        if not isinstance(node, yaml.MappingNode) or all(str(key.value).isdecimal() for key, _ in node.value):
            return read_wording(file, node, what)
        return {
            name: file.text(value, what) if name == "label" else file.whole(value, what)
            for name, value in file.fields(node, words.INTERVAL, what).items()
        }

    def _grouping(self, key: str, node: yaml.Node) -> dict[str, Any]:
        file, what = self._file, f'Grupperingen "{key}"'
        found = self._fields("groups", key, node, words.GROUPING, what)
        return {
            "of": file.text(found["of"], what) if "of" in found else "",
            "members": file.pairs(found["members"], f"{what}, medlemmer", self._member) if "members" in found else {},
        }

    def _member(self, node: yaml.Node, what: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._file.text(node, what)
        found = self._file.fields(node, words.MEMBER, what)
        return {"answer": "", "label": ""} | {name: self._file.text(value, what) for name, value in found.items()}

    def _check(self, key: str, node: yaml.Node) -> dict[str, Any]:
        file, what = self._file, f'Kontrollen "{key}"'
        entry: dict[str, Any] = {}
        for name, value in self._fields("checks", key, node, words.CHECK, what).items():
            match name:
                case "kind":
                    entry[name] = file.choice(value, words.CHECK_WORDS, f"{what}, slags")
                case "of":
                    entry[name] = list(file.texts(value, what))
                case "at_most":
                    entry[name] = file.whole(value, f"{what}, hoejst")
                case _:
                    entry[name] = _with_slots(file.text(value, what))
        return entry


def _with_slots(text: str) -> str:
    """A sentence with the program's names in its braces."""
    for word, name in words.SLOTS.items():
        text = text.replace(f"{{{word}}}", f"{{{name}}}")
    return text
