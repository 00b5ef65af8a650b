"""The themes that free text is grouped by, and the words that make an answer belong to one.

A word of `themes.yml` is one word or several in a row. A star at its end or beginning stands for any
letters or none: `rumme*` is found in "rummelighed", `*mangel` in "personalemangel". Case, the way
that letters are composed, hyphens and punctuation make no difference; several words are found
within one sentence only.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from helpers.base.errors import DataError, Fault

# What an answer in which no theme was found is counted as, and what a reader sees of it.
WITHOUT, WITHOUT_LABEL = "uden", "Uden tema"
# Between a question and a theme in the names of columns and facts.
THEME = "tema"
# So few letters beside a star would be found in nearly every answer.
SHORTEST_STEM = 3
_FIELDS = ("navn", "ord")
_SENTENCE_END = re.compile(r"[.!?:;…]+(?=\s|$)|\n")
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"\*?[^\W_]+\*?")


@dataclass(frozen=True)
class Theme:
    """One theme: its key, its name for a reader, and its words as they are compared."""

    key: str
    label: str
    words: tuple[str, ...]


def theme_columns(question: str, themes: Sequence[Theme]) -> tuple[str, ...]:
    """The columns of `responses.csv` (and ids of facts) of a question's themes, the one of no theme last."""
    return tuple(f"{question}.{THEME}.{key}" for key in theme_labels(themes))


def theme_labels(themes: Sequence[Theme]) -> dict[str, str]:
    """The name of each theme by its key, and last that of having none."""
    return {theme.key: theme.label for theme in themes} | {WITHOUT: WITHOUT_LABEL}


def find_themes(text: str, themes: Sequence[Theme]) -> tuple[str, ...]:
    """The keys of the themes that a text belongs to, in the order of `themes`; none where no word is in it.

    A word counts wherever it stands: "ikke mangel på personale" is about "mangel på personale" too.
    """
    beginnings = _beginnings(tuple(themes))
    found = set()
    for sentence in _sentences(text):
        for start, word in enumerate(sentence, start=1):
            for key, rest in beginnings[word]:
                after = sentence[start : start + len(rest)]
                if len(after) == len(rest) and all(map(_fits, rest, after)):
                    found.add(key)
    return tuple(theme.key for theme in themes if theme.key in found)


class _Beginnings(dict[str, tuple[tuple[str, tuple[str, ...]], ...]]):
    """What may begin with a word, looked for once a word: the theme, and the words that must follow."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        super().__init__()
        self._sought = [(theme.key, *word.split()) for theme in themes for word in theme.words]

    def __missing__(self, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        self[word] = found = tuple((key, tuple(rest)) for key, first, *rest in self._sought if _fits(first, word))
        return found


# The questions of one edition that are grouped are a handful.
_beginnings = lru_cache(maxsize=16)(_Beginnings)


def _fits(part: str, word: str) -> bool:
    stem = part.strip("*")
    if part.startswith("*"):
        return stem in word if part.endswith("*") else word.endswith(stem)
    return word.startswith(stem) if part.endswith("*") else word == stem


def _sentences(text: str) -> Iterator[list[str]]:
    for sentence in _SENTENCE_END.split(_plain(text)):
        if words := _WORD.findall(sentence):
            yield words


def _plain(text: str) -> str:
    """The text in lower case, each letter composed in one way, without soft hyphens and their like."""
    shown = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold())


def load_themes(path: Path, questions: Collection[str]) -> dict[str, tuple[Theme, ...]]:
    """The themes of each question in `path`, in order; none where there is no such file.

    `questions` are the questions that are answered in free text. Raises DataError with every fault.
    """
    if not path.is_file():
        return {}
    try:
        # Nodes know their lines, and tell a key that stands twice, which a dictionary would lose.
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise DataError([Fault(path.name, 0, "", "Filen er ikke gemt som UTF-8.")]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = (
            "Filen kan ikke læses her. Er linjen rykket lige så langt ind som de andre af slagsen, og er der kolon "
            "efter nøglen?"
        )
        raise DataError([Fault(path.name, mark.line + 1 if mark else 0, "", message)]) from error
    reader = _Reader(path.name)
    found = {key: reader.themes(entry) for key, entry in reader.entries(root, questions)}
    if reader.faults:
        raise DataError(reader.faults)
    return found


class _Reader:
    """Reads the nodes of one file, and keeps every fault with its line."""

    def __init__(self, file: str) -> None:
        self.faults: list[Fault] = []
        self._file = file

    def entries(self, root: yaml.Node | None, questions: Collection[str]) -> Iterator[tuple[str, yaml.Node]]:
        """The questions with what stands below them."""
        if root is None:
            self._fault(0, "Filen er tom. Skriv mindst ét spørgsmål med temaer, eller slet filen.")
            return
        for key, node, entry in self._mapping(root, "spørgsmålene og deres temaer"):
            if key in questions:
                yield key, entry
            else:
                self._fault(
                    _line(node), f'"{key}" er ikke et spørgsmål med fritekst. Skriv et af: {", ".join(questions)}.'
                )

    def themes(self, entry: yaml.Node) -> tuple[Theme, ...]:
        """The themes of one question."""
        themes: list[Theme] = []
        places: dict[str, str] = {}
        for key, node, fields in self._mapping(entry, "et tema eller flere"):
            if not re.fullmatch(r"[a-z][a-z0-9_]*", key) or key == WITHOUT:
                self._fault(_line(node), (
                    f'"{key}" kan ikke være nøgle for et tema. Skriv små bogstaver fra a til z, tal og _, og noget '
                    f'andet end "{WITHOUT}", f.eks. oejenhoejde.'
                ))  # fmt: skip
            read = {name: value for name, at, value in self._mapping(fields, "navn og ord") if self._known(name, at)}
            name = self._name(key, node, read.get("navn"))
            if name and name in (theme.label for theme in themes):
                self._fault(_line(node), f'Temaet "{key}" har samme navn som et andet tema: "{name}".')
            themes.append(Theme(key, name, self._words(key, node, read.get("ord"), places)))
        return tuple(themes)

    def _mapping(self, node: yaml.Node, wanted: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Key, its node and its value; a fault where there are none, and for each key that stands twice."""
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self._fault(_line(node), f"Her skal stå {wanted}.")
            return
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                self._fault(_line(key), f'"{name}" står der to gange. Saml det ét sted.')
            else:
                seen.add(name)
                yield name, key, value

    def _known(self, name: str, node: yaml.Node) -> bool:
        if name not in _FIELDS:
            self._fault(_line(node), f'"{name}" kendes ikke. Under et tema står {" og ".join(_FIELDS)}.')
        return name in _FIELDS

    def _name(self, key: str, node: yaml.Node, value: yaml.Node | None) -> str:
        if isinstance(value, yaml.ScalarNode) and value.value.strip():
            return str(value.value).strip()
        self._fault(_line(value or node), f'Temaet "{key}" mangler sit navn. Skriv navn: og det, som læseren skal se.')
        return ""

    def _words(self, key: str, node: yaml.Node, value: yaml.Node | None, places: dict[str, str]) -> tuple[str, ...]:
        """The words of one theme; `places` holds the theme of each word of the question so far."""
        words = []
        if isinstance(value, yaml.ScalarNode) and value.style != "|" and value.value.strip():
            self._fault(_line(value), f'Temaet "{key}": skriv ord: | og derunder ét ord eller udtryk på hver linje.')
            return ()
        lines = value.value.split("\n") if isinstance(value, yaml.ScalarNode) else []
        for row, line in enumerate(lines, start=_line(value or node) + 1):
            written = line.partition("#")[0].strip()
            if not written:
                continue
            word, wrong = _word(written)
            if not wrong and word in places:
                wrong = f'står allerede i temaet "{places[word]}". Lad det stå ét sted'
            if wrong:
                self._fault(row, f'Temaet "{key}": "{written}" {wrong}.')
            else:
                places[word] = key
                words.append(word)
        if not any(line.partition("#")[0].strip() for line in lines):
            self._fault(
                _line(value or node), f'Temaet "{key}" har ingen ord. Skriv ord: | og derunder ét ord på hver linje.'
            )
        return tuple(words)

    def _fault(self, row: int, message: str) -> None:
        self.faults.append(Fault(self._file, row, "", message))


def _word(written: str) -> tuple[str, str]:
    """A word of the file as it is compared, and what is wrong with it (blank where nothing is)."""
    plain = _plain(written)
    parts = _PART.findall(plain)
    if not parts:
        return "", "har ingen bogstaver"
    if "".join(parts).count("*") != plain.count("*") or re.search(r"\w\*\w", plain):
        return "", "har en stjerne midt i et ord eller alene. Sæt den først eller sidst i et ord"
    if any("*" in part and len(part.strip("*")) < SHORTEST_STEM for part in parts):
        return "", f"har for få bogstaver ved stjernen. Skriv mindst {SHORTEST_STEM}"
    if len([sentence for sentence in _SENTENCE_END.split(plain) if _WORD.search(sentence)]) > 1:
        return "", "går over et punktum eller andet, der slutter en sætning. Skriv det på to linjer"
    return " ".join(parts), ""


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
