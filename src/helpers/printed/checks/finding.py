"""A finding: a place in the report that a reader should know of, with the arithmetic that shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# The four classes, in the order in which they are told.
ERROR = "fejl"
NAMING = "navn"
AMBIGUITY = "tvetydighed"
LOST = "tabt"
CATEGORIES = {
    ERROR: "Fejl i tal og i påstande om tal",
    NAMING: "Fejl i navne, overskrifter og henvisninger",
    AMBIGUITY: "Tvetydighed",
    LOST: "Tabt i tekstudtrækket",
}

# How sure we are. Certain is only what arithmetic forces.
CERTAIN = "sikker"
PROBABLE = "sandsynlig"
POSSIBLE = "mulig"
CERTAINTIES = (CERTAIN, PROBABLE, POSSIBLE)


@dataclass(frozen=True)
class Finding:
    """One finding.

    `id` stays the same as long as the figures keep their ids; `category` is a key of CATEGORIES;
    `text` says in a sentence what is found, `arithmetic` how to see it with a pocket calculator,
    `action` what this book does about it (empty until the search has filled it in).
    """

    id: str
    category: str
    locator: int
    where: str
    figures: tuple[str, ...]
    text: str
    arithmetic: str
    certainty: str
    action: str = ""


def finding_id(check: str, *parts: str) -> str:
    """A stable id in small letters, with hyphens where a line may break."""
    name = "-".join((check, *parts)).lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings by class, and in the order of the report within each."""
    return tuple(sorted(findings, key=lambda f: (list(CATEGORIES).index(f.category), f.locator, f.id)))


_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
