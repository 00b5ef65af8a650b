"""What the parts of `data/questionnaire.yml` say of each other: what one names, another has to define."""

import string
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import yaml

from helpers.base.edited_file import EditedFile
from helpers.base.yaml_io import closest
from helpers.survey import questionnaire_words as words
from helpers.survey.check_kinds import CHECK_KINDS, LIMITED, REQUIRES
from helpers.survey.questionnaire_wordings import answers_of
from helpers.survey.questions import TOTAL

Places = dict[tuple[str, ...], yaml.Node]
Raw = Mapping[str, Any]
# Columns of responses.csv, or parts of their names, that are no questions.
_TAKEN = ("id", "sted", "tema")


def check_references(file: EditedFile, raw: Raw, places: Places, gone: Raw) -> None:
    """Keep a slip for whatever is named and not defined, or defined in a way that two things cannot be told apart.

    `gone` are questions that were deleted and have to be put back, which is told elsewhere.
    """
    _check_questions(file, raw, places)
    questions = {**raw["questions"], **gone}
    known = _columns(questions)
    for key, measure in raw["measures"].items():
        node = places.get(("measures", key, "of"))
        if node is None:
            continue
        for of in [measure["of"]] if isinstance(measure["of"], str) else measure["of"]:
            _named(file, node, of, known, f'Målet "{key}", af')
    for key, grouping in raw["groups"].items():
        _check_grouping(file, questions, key, grouping, places)
    countable = {*questions, *raw["measures"]}
    for key, grouping in raw["breakdowns"].items():
        node = places["breakdowns", key]
        _named(file, node, key, countable, "Opdelingen")
        _named(file, node, grouping, raw["groups"], f'Opdelingen af "{key}"')
    for key, check in raw["checks"].items():
        _Check(file, questions, known, key, check, places).examine()


def _columns(questions: Raw) -> set[str]:
    return {*questions} | {f"{key}.{answer}" for key, entry in questions.items() for answer in answers_of(entry)}


def _named(file: EditedFile, node: yaml.Node, name: str, known: Collection[str], what: str) -> None:
    """A slip where a name is none of the known; the line is written with the one that is near, if one is."""
    if name in known or not name:
        return
    near = closest(name, sorted(known))
    told = f'Mener du "{near}"?' if near else f"Skriv en af: {', '.join(sorted(known)[:12])}." if known else ""
    source = file.source(node)
    write = source.replace(name, near, 1) if near and name in source else ""
    file.fail(node, f'{what} nævner "{name}", som ikke er defineret. {told}'.rstrip(), write)


def _check_questions(file: EditedFile, raw: Raw, places: Places) -> None:
    wordings: dict[str, str] = {}
    for key, entry in raw["questions"].items():
        owner = places["questions", key]
        if "theme" in entry:
            _named(file, places["questions", key, "theme"], entry["theme"], raw["themes"], f'Spørgsmålet "{key}", tema')
        if key in raw["measures"] or key in _TAKEN:
            file.fail(owner, f'"{key}" er allerede navnet på noget andet. Kald spørgsmålet noget andet.')
        if key.endswith(TOTAL):
            file.fail(owner, f'"{key}" ender på "{TOTAL}", som er brugt til summer. Kald spørgsmålet noget andet.')
        last = _last(entry.get("text", ""))
        if last and last in wordings:
            file.fail(
                owner, f'Spørgsmålet "{key}" har samme ordlyd som "{wordings[last]}": De kan ikke skelnes i et svar.'
            )
        wordings.setdefault(last, key)
        labels: dict[str, str] = {}
        for answer, told in answers_of(entry).items():
            label = _last(told)
            if label and label in labels:
                same = f'svarene "{labels[label]}" og "{answer}" har samme ordlyd og kan ikke skelnes.'
                file.fail(owner, f'Spørgsmålet "{key}": {same.capitalize()}')
            labels.setdefault(label, answer)
        usual = entry.get("usual")
        for item in usual if isinstance(usual, dict) else ():
            _named(
                file, places["questions", key, "usual"], item, answers_of(entry), f'Spørgsmålet "{key}", saedvanligt'
            )


def _last(told: object) -> str:
    """The wording that holds in the newest year; blank where none does any more."""
    if isinstance(told, dict):
        return str(told[max(told)]) if told and "label" not in told else ""
    return str(told)


def _check_grouping(file: EditedFile, questions: Raw, key: str, grouping: Raw, places: Places) -> None:
    of = places.get(("groups", key, "of"))
    if of is None:
        return
    _named(file, of, grouping["of"], questions, f'Grupperingen "{key}", af')
    if grouping["of"] not in questions or ("groups", key, "members") not in places:
        return
    answers = answers_of(questions[grouping["of"]])
    for name, member in grouping["members"].items():
        answer = name if isinstance(member, str) else member["answer"]
        _named(file, places["groups", key, "members"], answer, answers, f'Grupperingen "{key}", "{name}"')


class _Check:
    """One entry under `kontroller`, held against the questions that it is about."""

    def __init__(
        self, file: EditedFile, questions: Raw, known: Collection[str], key: str, check: Raw, places: Places
    ) -> None:
        self._file, self._places, self._known = file, places, known
        self._questions, self._check = questions, check
        self._key, self._what = key, f'Kontrollen "{key}"'

    def _fail(self, name: str, message: str) -> None:
        node = self._places.get(("checks", self._key, name), self._places["checks", self._key])
        self._file.fail(node, f"{self._what}: {message}")

    def examine(self) -> None:
        kind, of = self._check.get("kind", ""), self._check.get("of", [])
        if kind not in CHECK_KINDS or not of:
            return
        word, fitting = words.word_of(kind, words.CHECK_WORDS), CHECK_KINDS[kind]
        if len(of) != len(fitting):
            self._fail("of", f"af nævner {len(of)}, men {word} handler om {len(fitting)}.")
        for each, kinds in zip(of, fitting, strict=False):
            question, _, answer = each.partition(".")
            if each not in self._known:
                _named(self._file, self._places["checks", self._key, "of"], each, self._known, f"{self._what}, af")
            elif self._questions[question].get("kind") not in kinds or bool(answer) != (kind == REQUIRES):
                self._fail("of", f'{word} kan ikke bruges om "{each}".')
        if kind in LIMITED and self._check.get("at_most", 0) <= 0:
            self._fail("at_most", "hoejst skal være et helt tal over nul.")
        for problem in _text_problems(self._check.get("text", "")):
            self._fail("text", problem)


def _text_problems(text: str) -> Iterator[str]:
    if not text.strip():
        yield "saetning er tom. Skriv, hvad der lyder forkert."
    try:
        slots: Sequence[str] = [slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None]
    except ValueError:
        yield "saetning har en tuborgklamme, der ikke er lukket."
        return
    for slot in slots:
        if slot not in words.SLOTS.values():
            yield f"saetning nævner {{{slot}}}. Skriv en af: {', '.join(words.SLOTS)}."
