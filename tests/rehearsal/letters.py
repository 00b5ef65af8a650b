"""Which numbers a letter to the author names as moved."""

import re
from collections.abc import Iterator

from helpers.facts.model import Facts
from helpers.facts.provenance import trace

# The sections of the letter that tell of numbers which moved, surely or perhaps.
_MOVED = ("Det, der har flyttet sig mest", "Det, der måske har flyttet sig", "Gennemsnit, der ikke er testet")


def section(letter: str, heading: str) -> str:
    """The lines under a heading; blank where the letter has none."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", letter, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def moved(letter: str, facts: Facts) -> set[str]:
    """The ids of the facts that the letter names as moved, of those that `facts` has."""
    named = set(_named(letter))
    return {fact for fact in facts if _in_words(fact, facts) in named}


def _named(letter: str) -> Iterator[str]:
    """Question, answer and group of each change, in one text."""
    for heading in _MOVED:
        for line in re.findall(r"^- (.*)\.$", section(letter.replace("\\", ""), heading), re.MULTILINE):
            question, _, rest = line.partition("? ")
            for change in rest.split("; "):
                yield f"{question}? {change.partition(': fra ')[0]}"


def _in_words(fact: str, facts: Facts) -> str:
    told = trace(fact, facts)
    return f"{told.question} {', '.join(part for part in (told.answer, told.group) if part)}"
