"""The text of `data/questionnaire.yml` with what was changed in a workbook, and every other sign as it stood."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import yaml

from helpers.base.edited_file import Field
from helpers.base.yaml_repair import quoted
from helpers.survey import questionnaire_words as words
from helpers.survey.questionnaire_wordings import answers_of

_PLAIN = re.compile(r"[A-Za-zÆØÅæøåÉé§][\wÆØÅæøåÉé ?/.()%§-]*")
_FIELDS = ("theme", "kind", "text", "short", "unit", "note", "private", "asked_of", "possible", "usual")
# What stands at a place is replaced before anything is put in there.
_FIRST = 10**9
_BLOCK = ("answers", "items", "usual")


def edited_text(text: str, root: yaml.MappingNode, before: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    """The text, in which the themes and questions are those that are wanted."""
    edits = _Edits(text)
    themes, questions = (_child(root, field, words.TOP) for field in ("themes", "questions"))
    assert isinstance(themes, yaml.MappingNode)
    assert isinstance(questions, yaml.MappingNode)
    edits.mapping(themes, before["themes"], wanted["themes"], _scalar_lines)
    edits.questions(questions, before["questions"], wanted["questions"])
    return edits.apply()


def written(value: Any) -> str:
    """A value as it stands after its key."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{year}: {quoted(text) if text else ''}" for year, text in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    if value is True:
        return "ja"
    plain = _PLAIN.fullmatch(value) and isinstance(yaml.safe_load(f"a: {value}")["a"], str)
    return value if plain and value == value.strip() else quoted(value)


def _scalar_lines(key: str, value: Any, indent: str) -> list[str]:
    return [f"{indent}{key}: {written(value)}".rstrip()]


def _block_lines(key: str, value: Mapping[str, Any], indent: str) -> list[str]:
    inner = [line for each, told in value.items() for line in _scalar_lines(each, told, f"{indent}  ")]
    return [f"{indent}{key}:", *inner]


def _field_lines(name: str, value: Any, indent: str) -> list[str]:
    word = words.field_of(name, words.QUESTION)
    if name in _BLOCK and isinstance(value, Mapping):
        return _block_lines(word, value, indent)
    return _scalar_lines(word, words.word_of(value, words.QUESTION_WORDS) if name == "kind" else value, indent)


def _question_lines(key: str, entry: Mapping[str, Any], indent: str) -> list[str]:
    names = [name for name in (*_FIELDS, "answers", "items") if entry.get(name)]
    return [f"{indent}{key}:", *(line for name in names for line in _field_lines(name, entry[name], f"{indent}  "))]


def _child(node: yaml.Node, name: str, fields: Mapping[str, Field]) -> yaml.Node | None:
    """What stands under a field, in Danish or in the word of an earlier shape."""
    return next((value for key, value in _pairs(node) if key.value in (name, words.field_of(name, fields))), None)


def _pairs(node: yaml.Node | None) -> Sequence[tuple[yaml.ScalarNode, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else ()


class _Edits:
    """Replacements in a text, made all at once."""

    def __init__(self, text: str) -> None:
        self._text, self._end = text, "\r\n" if "\r\n" in text else "\n"
        self._lines = text.splitlines(keepends=True)
        self._starts = [0, *accumulate(map(len, self._lines))]
        self._made: list[tuple[int, int, int, str]] = []

    def apply(self) -> str:
        text = self._text
        for start, _, end, new in sorted(self._made, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def mapping(self, node: yaml.MappingNode, was: Mapping[str, Any], now: Mapping[str, Any], lines_of: Any) -> None:
        """Values that changed, entries that are new and entries that are gone, of a mapping with a key a line."""
        if was == now:
            return
        indent = " " * _pairs(node)[0][0].start_mark.column
        places = {str(key.value): (key, value) for key, value in _pairs(node)}
        before = ""
        for key, value in now.items():
            if key not in places:
                self._insert(places[before] if before else None, places, lines_of(key, value, indent))
                continue
            if value != was.get(key):
                self._replace(places[key][1], written(value))
            before = key
        for key in (key for key in places if key not in now):
            self._remove(*places[key])

    def questions(self, node: yaml.MappingNode, was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """What changed in each question, then the questions that are new, and those that are gone."""
        places = {str(key.value): (key, value) for key, value in _pairs(node)}
        indent = " " * _pairs(node)[0][0].start_mark.column
        for key in (key for key in places if key in now):
            for name in _FIELDS:
                if (now[key].get(name) or None) != (was[key].get(name) or None):
                    self._field(places[key][1], name, was[key].get(name), now[key].get(name))
        self._answers(places, was, now)
        before = ""
        for key, entry in now.items():
            if key in places:
                before = key
            else:
                self._insert(places[before] if before else None, places, _question_lines(key, entry, indent))
        for key in (key for key in places if key not in now):
            self._remove(*places[key])

    def _field(self, owner: yaml.Node, name: str, was: Any, now: Any) -> None:
        pair = next((p for p in _pairs(owner) if p[0].value in (name, words.field_of(name, words.QUESTION))), None)
        if pair and now and (name != "usual" or (isinstance(was, list) and isinstance(now, list))):
            self._replace(pair[1], _field_lines(name, now, "")[0].partition(": ")[2])
            return
        if pair:
            self._remove(*pair)
        if now:
            after = next(p for p in _pairs(owner) if p[0].value in ("text", "ordlyd"))
            self._insert(after, {}, _field_lines(name, now, " " * after[0].start_mark.column))

    def _answers(self, places: Mapping[str, Any], was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """The answers of every question; those that several share by an anchor stay shared where they stay the same."""
        holders: dict[int, str] = {}
        for key, (_, owner) in places.items():
            if key not in now:
                continue
            pair = next((p for p in _pairs(owner) if p[0].value in ("answers", "items", "svar", "punkter")), None)
            answers = answers_of(now[key])
            if pair is None:
                if answers:
                    name = "answers" if "answers" in now[key] else "items"
                    last = _pairs(owner)[-1]
                    self._insert(last, {}, _field_lines(name, answers, " " * last[0].start_mark.column))
                continue
            holder = holders.setdefault(id(pair[1]), key)
            if not answers:
                self._remove(*pair)
            elif holder == key and isinstance(pair[1], yaml.MappingNode):
                self.mapping(pair[1], answers_of(was[key]), answers, _scalar_lines)
            elif answers != answers_of(now.get(holder, {})):
                self._instead_of_alias(pair[0], answers)

    def _instead_of_alias(self, key: yaml.ScalarNode, answers: Mapping[str, Any]) -> None:
        start = self._offset(key.end_mark)
        found = re.compile(r":[ ]*(\*[^\s,\]}]+)").match(self._text, start)
        if found:
            lines = _block_lines(str(key.value), answers, " " * key.start_mark.column)
            self._made.append((start, _FIRST, found.end(), self._end.join(lines)[len(lines[0]) - 1 :]))

    def _replace(self, node: yaml.Node, new: str) -> None:
        start, end = self._offset(node.start_mark), self._stop(node)
        self._made.append(
            (start, _FIRST, end, new if start < end or self._text[start - 1 : start] == " " else f" {new}")
        )

    def _insert(self, after: tuple[yaml.Node, yaml.Node] | None, places: Mapping[str, Any], lines: list[str]) -> None:
        """Lines after an entry, or before all others."""
        if after:
            at = self._starts[self._line(max(self._stop(after[1]), self._offset(after[0].end_mark))) + 1]
        else:
            at = self._starts[min(key.start_mark.line for key, _ in places.values())]
        # Of several at one place, those that are put in later come later.
        new = "".join(f"{line}{self._end}" for line in lines)
        lead = self._end if after and not self._text[:at].endswith("\n") else ""
        self._made.append((at, len(self._made), at, lead + new))

    def _remove(self, key: yaml.Node, value: yaml.Node) -> None:
        # What an alias stands for is somewhere else.
        end = self._stop(value) if value.start_mark.line >= key.start_mark.line else self._offset(key.end_mark)
        last = self._line(max(end, self._offset(key.end_mark)))
        self._made.append((self._starts[key.start_mark.line], _FIRST, self._starts[last + 1], ""))

    def _stop(self, node: yaml.Node) -> int:
        """Where a node ends, without the white space and comments that come before what is next."""
        leaf = node
        while isinstance(leaf, yaml.MappingNode | yaml.SequenceNode) and leaf.value and not leaf.flow_style:
            last = leaf.value[-1]
            key, value = last if isinstance(last, tuple) else (None, last)
            if key is not None and value.start_mark.line < key.start_mark.line:
                line = int(key.start_mark.line)
                return self._starts[line] + len(self._lines[line].rstrip())
            leaf = value
        start, end = self._offset(leaf.start_mark), self._offset(leaf.end_mark)
        return max(start, start + len(self._text[start:end].rstrip()))

    def _line(self, offset: int) -> int:
        return min(bisect_right(self._starts, offset) - 1, len(self._lines) - 1)

    def _offset(self, mark: yaml.Mark) -> int:
        line, column = int(mark.line), int(mark.column)
        return self._starts[min(line, len(self._lines))] + column
