"""`gennemsyn.yml`: what the chapters of an edition say that a review would otherwise take for a fault.

It lies beside the chapters, and goes with them where they are frozen with an edition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.base.yaml_io import read_yaml

FILE = "gennemsyn.yml"


@dataclass(frozen=True)
class ReviewRules:
    """What is allowed and what is wanted, by the Danish names of the fields in the file.

    `tal` and `sammenligninger` are phrases by chapter; `analyse` chapters in which every comparison needs a condition;
    `tilblivelse` chapters, or sections (`metode, Samarbejde`), that tell of the making; `uden_tal` chapters whose
    numbers are not the survey's; `opslag` chapters in which a question is only looked up; `vises_ikke` questions that
    are shown nowhere.
    """

    tal: Mapping[str, list[str]] = field(default_factory=dict)
    sammenligninger: Mapping[str, list[str]] = field(default_factory=dict)
    analyse: tuple[str, ...] = ()
    tilblivelse: tuple[str, ...] = ()
    uden_tal: tuple[str, ...] = ()
    opslag: tuple[str, ...] = ()
    vises_ikke: tuple[str, ...] = ()


def load_review_rules(chapters: Path) -> ReviewRules:
    """What the file in a folder of chapters says; nothing where there is no file.

    Raises VaerestederError where it has another form.
    """
    path = chapters / FILE
    if not path.is_file():
        return ReviewRules()
    raw = read_yaml(path)
    problems = _problems(raw)
    if problems:
        raise VaerestederError("\n".join(f"{FILE}: {problem}" for problem in problems))
    given: dict[str, Any] = {
        key: (value or {}) if key in _BY_CHAPTER else tuple(value or ()) for key, value in raw.items()
    }
    return ReviewRules(**given)


_BY_CHAPTER = ("tal", "sammenligninger")


def _problems(raw: Any) -> list[str]:
    known = [each.name for each in fields(ReviewRules)]
    if not isinstance(raw, dict):
        return [f"Filen har ingen felter. Den skal have: {', '.join(known)}."]
    found = [f'Feltet "{key}" kendes ikke. Skriv et af: {", ".join(known)}.' for key in raw if key not in known]
    for key in set(raw) & set(known):
        value = raw[key] or ({} if key in _BY_CHAPTER else [])
        if key in _BY_CHAPTER and not (isinstance(value, dict) and all(map(_is_texts, value.values()))):
            found.append(f'"{key}" skal være kapitler med vendinger: "{key}:", "  metode:", "    - to hensyn".')
        elif key not in _BY_CHAPTER and not _is_texts(value):
            found.append(f'"{key}" skal være en liste: {key}: [metode, baggrund].')
    return found


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
