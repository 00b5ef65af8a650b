"""`soegeord.yml`: what people search for, what the chapters call it, and which chapters are looked up and not read.

It lies beside the chapters, and goes with them where they are frozen with an edition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.base.yaml_io import read_yaml

FILE = "soegeord.yml"
_REGISTERS, _WORDS = "opslag", "ord"


@dataclass(frozen=True)
class SearchWords:
    """The chapters that are found last, by the names of their files; the book's words by what is searched for."""

    registers: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_search_words(chapters: Path) -> SearchWords:
    """What the file in a folder of chapters says, in lower case; nothing where there is no file.

    Raises VaerestederError where it has another form.
    """
    path = chapters / FILE
    raw = (read_yaml(path) or {}) if path.is_file() else {}
    problems = list(_problems(raw))
    if problems:
        raise VaerestederError("\n".join(f"{FILE}: {problem}" for problem in problems))
    words = raw.get(_WORDS) or {}
    return SearchWords(
        tuple(raw.get(_REGISTERS) or ()),
        {" ".join(sought.lower().split()): tuple(_listed(said)) for sought, said in words.items()},
    )


def _problems(raw: Any) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield f"Filen har ingen felter. Den skal have: {_REGISTERS}, {_WORDS}."
        return
    yield from (f'Feltet "{key}" kendes ikke. Skriv {_REGISTERS} eller {_WORDS}.' for key in raw if key not in _FIELDS)
    registers, words = raw.get(_REGISTERS) or [], raw.get(_WORDS) or {}
    if not isinstance(registers, list) or not all(isinstance(each, str) for each in registers):
        yield f"{_REGISTERS} skal være en liste af kapitler: {_REGISTERS}: [kodebog, talregister]."
    if not isinstance(words, dict):
        yield f'{_WORDS} skal have en linje for hvert ord: "{_WORDS}:", "  ansatte: personale, medarbejdere".'
        return
    for sought, said in words.items():
        if not isinstance(sought, str) or not isinstance(said, str) or not all(_listed(said)):
            yield (
                f'Efter "{sought}" står "{"" if said is None else said}". Skriv bogens ord med komma imellem: '
                f"{sought}: personale, medarbejdere."
            )


_FIELDS = (_REGISTERS, _WORDS)


def _listed(said: str) -> list[str]:
    return [word.strip() for word in said.split(",")]
