"""What the comparing words of the book claim, as people write it in `data/comparison_words.yml`.

Each word says of which groups, of whom and how much, and which conditions bear it. A condition bears a word if it is
one of those, with a limit at least as strict.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from helpers.base.edited_file import EditedFile, Field
from helpers.base.paths import COMPARISON_WORDS, edition_data
from helpers.facts import conditions
from helpers.facts.condition import Condition

FIELDS: Mapping[str, Field] = MappingProxyType({
    "ord": Field("words", True, "[flest, størst]"),
    "siger": Field("claims", True, "er større end hvert af de andre"),
    "om": Field("about", example="viste"),
    "af": Field("among", example="alle"),
    "kraever": Field("needs", example="[largest, most_common]"),
})  # fmt: skip
# Whether a smaller or a larger limit than the word's own says more; where neither does, it has to be the same.
_AT_LEAST = ("above", "at_least_times", "more_than_times", "surely_more_than_times")
_AT_MOST = ("below", "fewer_than", "few", "alike", "nearly", "narrow_intervals")
_NEED = re.compile(r"([a-z_]+)(?: (\d+))?")
_GAP = r"(?:\s+[\w-]+){0,5}?\s+"


@dataclass(frozen=True)
class Need:
    """One condition that bears a word: its name, and its limit where it has one."""

    word: str
    limit: int | None = None

    def is_met(self, word: str, limit: int | None) -> bool:
        """Whether a condition of this name and limit says at least as much."""
        if word != self.word:
            return False
        if self.limit is None or limit is None:
            return self.limit is None
        if word in _AT_LEAST:
            return limit >= self.limit
        return limit <= self.limit if word in _AT_MOST else limit == self.limit

    def __str__(self) -> str:
        return f"{self.word}(…)" if self.limit is None else f"{self.word}({self.limit}, …)"


@dataclass(frozen=True)
class ComparingWord:
    """A word in its forms and what it claims.

    `of_all_shown` says that it compares with all that the table beside it shows, `of_everybody` that it speaks of
    all in a group, whether they answered or not. No needs are no claim.
    """

    key: str
    pattern: re.Pattern[str]
    claims: str
    of_all_shown: bool
    of_everybody: bool
    needs: tuple[Need, ...]


def load_lexicon(edition: str) -> tuple[ComparingWord, ...]:
    """The words that an edition is held against: its own where it is frozen, or those at work.

    Raises SlipError with every slip in the file.
    """
    own = edition_data(edition) / COMPARISON_WORDS.name
    return read_lexicon(own if own.is_file() else COMPARISON_WORDS)


def read_lexicon(path: Path) -> tuple[ComparingWord, ...]:
    """The words in a file. Raises SlipError with every slip in it."""
    file = EditedFile(path)
    words = tuple(
        _read_word(file, file.key(key, node, "et ord"), value)
        for key, node, value in file.entries(file.root, "ord, hvert med felterne ord og siger")
    )
    file.close()
    return words


def _read_word(file: EditedFile, key: str, node: yaml.Node) -> ComparingWord:
    what = f"Ordet {key}"
    given = file.fields(node, FIELDS, what)
    forms = file.texts(given["words"], f"{what}, ord") if "words" in given else ()
    return ComparingWord(
        key,
        _pattern(forms),
        file.text(given["claims"], f"{what}, siger") if "claims" in given else "",
        "about" in given and bool(file.choice(given["about"], {"viste": "shown"}, f"{what}, om")),
        "among" in given and bool(file.choice(given["among"], {"alle": "everybody"}, f"{what}, af")),
        tuple(_read_needs(file, given["needs"], what)) if "needs" in given else (),
    )


def _read_needs(file: EditedFile, node: yaml.Node, what: str) -> Iterator[Need]:
    for text in file.texts(node, f"{what}, kraever"):
        match = _NEED.fullmatch(text)
        if match and match[1] in condition_words():
            yield Need(match[1], int(match[2]) if match[2] else None)
        else:
            known = f"Skriv en af {', '.join(condition_words())}, om nødvendigt med et tal efter."
            file.fail(node, f'{what}: "{text}" er ingen betingelse. {known}')


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    spelt = (re.escape(form).replace(r"\ …\ ", _GAP).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)


def find_words(text: str, lexicon: Iterable[ComparingWord]) -> list[tuple[str, ComparingWord]]:
    """The comparing words in a sentence, as they stand there; of several in one place the longest."""
    found = [(match, word) for word in lexicon for match in word.pattern.finditer(text)]
    kept: list[tuple[re.Match[str], ComparingWord]] = []
    for match, word in sorted(found, key=lambda each: (each[0].start() - each[0].end(), each[0].start())):
        if all(match.end() <= other.start() or other.end() <= match.start() for other, _ in kept):
            kept.append((match, word))
    return [(match.group(), word) for match, word in sorted(kept, key=lambda each: each[0].start())]


@cache
def condition_words() -> Mapping[str, Callable[..., Condition]]:
    """The words of `helpers.facts.conditions`, by name."""
    return {
        name: member
        for name, member in inspect.getmembers(conditions, inspect.isfunction)
        if not name.startswith("_") and inspect.signature(member).return_annotation is Condition
    }
