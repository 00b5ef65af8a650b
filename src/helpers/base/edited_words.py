"""Words in a file that a person edits: keys in ASCII, and words of an earlier shape with those that they have now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

KEY = re.compile(r"[a-z][a-z0-9_]*")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "è": "e", "ü": "u", "ö": "oe", "ä": "ae", "ß": "ss"}
)


@dataclass(frozen=True)
class Renamed:
    """A word of an earlier shape of the file: its line and column (from 0), and the Danish one that it has now."""

    line: int
    column: int
    was: str
    now: str


def ascii_key(text: str) -> str:
    """A key made of a text: its letters in ASCII, with _ between its words."""
    key = "_".join(re.findall(r"[a-z0-9]+", text.lower().translate(_LETTERS)))
    return key if KEY.fullmatch(key) else f"svar_{key}".rstrip("_")


def with_names(text: str, renamed: Iterable[Renamed]) -> str:
    """A text with its words of an earlier shape replaced, and nothing else of it changed."""
    lines = text.splitlines(keepends=True)
    for word in sorted(renamed, key=lambda each: (each.line, each.column), reverse=True):
        # A word may stand in quotation marks.
        line, start = lines[word.line], lines[word.line].find(word.was, word.column)
        lines[word.line] = line[:start] + word.now + line[start + len(word.was) :]
    return "".join(lines)
