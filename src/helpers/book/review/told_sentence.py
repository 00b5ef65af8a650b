"""A sentence of a chapter as a reader would see it, with the numbers of an edition, and the facts that it quotes."""

import re

from helpers.book.review.reviewed_chapter import plain_text
from helpers.facts.fact_id import FactId
from helpers.facts.model import Facts
from helpers.facts.text import fact_text
from helpers.survey.edition import Edition

_FACT = re.compile(r"\{fact\}`([^`]+)`")
_EDITION = re.compile(r"\{edition\}`([^`]+)`")


def with_numbers(text: str, facts: Facts) -> str:
    """A sentence in words, each role in it the number that it brings."""
    told = _FACT.sub(lambda match: _number(match[1], facts), text)
    return plain_text(_EDITION.sub(lambda match: _of_edition(match[1], facts.edition), told))


def quoted_facts(text: str) -> list[str]:
    """The ids of the facts that a sentence quotes, each once."""
    return list(dict.fromkeys(quoted.split(" ")[0] for quoted in _FACT.findall(text)))


def facts_beside(fact_id: str, facts: Facts) -> list[str]:
    """The facts that one is compared with most likely: the same of the other groups, or the other answers."""
    of, questionnaire = FactId.parse(fact_id, facts.questionnaire), facts.questionnaire
    stem = fact_id.rpartition(".")[0]
    if of.group:
        keys = [group.key for group in questionnaire.groups(of.measure)]
    elif of.item and (of.measure in questionnaire.questions or of.measure in questionnaire.measures):
        keys = [answer.key for answer in questionnaire.answers(of.measure)]
    else:
        keys = []
    return [other for key in keys if (other := f"{stem}.{key}") in facts and other != fact_id]


def _of_edition(key: str, edition: Edition) -> str:
    """What the edition says under a key; three dots where it says nothing."""
    told = edition.making.get(key.rpartition(".")[2]) if "." in key else getattr(edition, key, "")
    return str(told or "…")


def _number(quoted: str, facts: Facts) -> str:
    name, _, face = quoted.partition(" ")
    return fact_text(facts[name], face) if name in facts else f"»{name}«"
