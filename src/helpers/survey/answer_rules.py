"""What answers may say, and what they may say together: the limits and the `checks:` of `data/questionnaire.yml`."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.base.paths import QUESTIONNAIRE
from helpers.base.yaml_io import read_yaml
from helpers.survey.questionnaire import Questionnaire, are_limits

BOTH_OR_NEITHER, PER_PERSON, SUM_AT_MOST = "both_or_neither", "per_person", "sum_at_most"
AMONG, REQUIRES, SAME_PLACE, PLACES = "among", "requires", "same_place", "places"
_NUMBERS, _CHOICES = ("count", "hours"), ("single", "multiple")
# Each kind with the kinds of the questions that it is about, in order.
CHECK_KINDS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType({
    BOTH_OR_NEITHER: (_NUMBERS, _NUMBERS), PER_PERSON: (_NUMBERS, _NUMBERS), SUM_AT_MOST: (_NUMBERS, _NUMBERS),
    AMONG: (("single",), ("multiple",)), REQUIRES: (_CHOICES, _CHOICES), SAME_PLACE: (("text",), ("municipality",)),
    PLACES: (("municipality",),),
})  # fmt: skip
_LIMITED = (PER_PERSON, PLACES)
_SLOTS = frozenset({"item", "first", "second", "limit", "rows", "place"})


@dataclass(frozen=True)
class CrossRule:
    """One thing that answers say together. `text` is the sentence of the doubt, with slots for what was read."""

    key: str
    kind: str
    of: tuple[str, ...]
    text: str
    at_most: int = 0


@dataclass(frozen=True)
class Rules:
    """The rules of one questionnaire: column → usual lowest and highest number, and the cross rules in order."""

    usual: Mapping[str, tuple[int, int]]
    cross: tuple[CrossRule, ...]


def load_rules(questionnaire: Questionnaire, path: Path = QUESTIONNAIRE) -> Rules:
    """The rules in `path` about what this questionnaire asked.

    Raises VaerestederError where the file names a kind, question or answer that is not there, or a
    limit that is none.
    """
    raw = read_yaml(path)
    checks: Mapping[str, Any] = raw.get("checks") or {}
    problems = [*_limit_problems(raw["questions"]), *_check_problems(raw["questions"], checks)]
    if problems:
        raise VaerestederError("\n".join(f"{path.name}: {problem}" for problem in problems))
    cross = tuple(
        CrossRule(key, entry["kind"], tuple(entry["of"]), entry["text"], entry.get("at_most", 0))
        for key, entry in checks.items()
        if all(_asked(of, questionnaire) for of in entry["of"])
    )
    return Rules(MappingProxyType(dict(_usual(raw["questions"], questionnaire))), cross)


def _usual(questions: Mapping[str, Any], questionnaire: Questionnaire) -> Iterator[tuple[str, tuple[int, int]]]:
    for question in questionnaire.questions.values():
        usual = questions[question.key].get("usual", {})
        for column in question.columns:
            limits = usual.get(column.removeprefix(f"{question.key}.")) if isinstance(usual, dict) else usual
            if limits:
                yield column, (limits[0], limits[1])


def _asked(of: str, questionnaire: Questionnaire) -> bool:
    question, _, answer = of.partition(".")
    if question not in questionnaire.questions:
        return False
    return not answer or answer in {each.key for each in questionnaire.answers(question)}


def _limit_problems(questions: Mapping[str, Any]) -> Iterator[str]:
    for key, entry in questions.items():
        usual = entry.get("usual")
        if usual is None:
            continue
        if entry["kind"] not in ("count", "hours"):
            yield f'spørgsmålet "{key}" har grænser (usual), men intet tal'
        items = usual if isinstance(usual, dict) else {"": usual}
        for item, limits in items.items():
            if item and item not in entry.get("items", {}):
                yield f'spørgsmålet "{key}": usual nævner "{item}", som ikke er defineret'
            if not are_limits(limits):
                yield f'spørgsmålet "{key}": usual er ikke to hele tal, det laveste først'


def _check_problems(questions: Mapping[str, Any], checks: Mapping[str, Any]) -> Iterator[str]:
    known = {*questions} | {
        f"{key}.{answer}" for key, entry in questions.items() for answer in entry.get("answers", entry.get("items", {}))
    }
    for key, entry in checks.items():
        kind = entry.get("kind")
        if kind not in CHECK_KINDS:
            yield f'kontrollen "{key}" har den ukendte slags "{kind}"; skriv en af: {", ".join(CHECK_KINDS)}'
            continue
        of = entry.get("of", [])
        if len(of) != len(CHECK_KINDS[kind]):
            yield f'kontrollen "{key}": "of" nævner {len(of)}, men {kind} handler om {len(CHECK_KINDS[kind])}'
        for each, fitting in zip(of, CHECK_KINDS[kind], strict=False):
            question, _, answer = each.partition(".")
            if each not in known:
                yield f'kontrollen "{key}" bygger på "{each}", som ikke er defineret'
            elif questions[question]["kind"] not in fitting or bool(answer) != (kind == REQUIRES):
                yield f'kontrollen "{key}": {kind} kan ikke bruges om "{each}"'
        at_most = entry.get("at_most")
        if kind in _LIMITED and (type(at_most) is not int or at_most <= 0):
            yield f'kontrollen "{key}": at_most er ikke et helt tal over nul'
        yield from (f'kontrollen "{key}": {problem}' for problem in _text_problems(entry.get("text", "")))


def _text_problems(text: str) -> Iterator[str]:
    if not text.strip():
        yield "text mangler"
    try:
        slots = [slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None]
    except ValueError:
        yield "text har en tuborgklamme, der ikke er lukket"
        return
    for slot in slots:
        if slot not in _SLOTS:
            yield f"text nævner {{{slot}}}; skriv en af: {', '.join(sorted(_SLOTS))}"
