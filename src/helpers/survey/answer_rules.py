"""What answers may say, and what they may say together: the limits and the `checks:` of `data/questionnaire.yml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from helpers.base.paths import QUESTIONNAIRE
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questionnaire_file import read_questionnaire


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

    Raises SlipError with every slip in the file.
    """
    raw = read_questionnaire(path)
    cross = tuple(
        CrossRule(key, entry["kind"], tuple(entry["of"]), entry["text"], entry.get("at_most", 0))
        for key, entry in raw["checks"].items()
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
