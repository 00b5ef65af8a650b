"""The sentences that stand in for one that does not hold: what they may be called, and which is tried first."""

import re
from collections.abc import Iterable

OTHERWISE = "_ellers"


def alternatives_to(name: str, known: Iterable[str], edition: str) -> list[str]:
    """The alternatives to a sentence among these names, in the order in which they are tried.

    Those for this edition come before those for any, and each kind as it is numbered: `navn_2026`, `navn_ellers`,
    `navn_ellers_2`.
    """
    pattern = re.compile(rf"{re.escape(name)}(?:(_{edition})|{OTHERWISE})(?:_(\d+))?")
    found = [match for each in known if (match := pattern.fullmatch(each))]
    return [match[0] for match in sorted(found, key=lambda match: (not match[1], int(match[2] or 1)))]


def sentence_of(alternative: str) -> str:
    """The name of the sentence that an alternative stands in for, as its own name says."""
    return re.sub(rf"(?:{OTHERWISE}|_\d{{4}})(?:_\d+)?$", "", alternative)
