"""A YAML file that a person edits: Danish fields read into the program's own names, every slip kept with its line.

Fields of files that were written when they had English names are read as well, and remembered, so that they can
be named and written anew.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from helpers.base.danish import join_words
from helpers.base.edited_words import KEY, Renamed, ascii_key
from helpers.base.errors import Slip, SlipError
from helpers.base.plain_text import known_to_xml
from helpers.base.yaml_io import closest, doubled, line_of, merge_slips, parse_yaml, plain

Read = TypeVar("Read")
# What marks lines that were not indented under their field.
_MOVED = "moved"
_ANSWERS = {"ja": True, "nej": False, "true": True, "false": False}


@dataclass(frozen=True)
class Field:
    """A field of a file: the identifier behind it, whether it has to be there, and an example of its line."""

    name: str
    required: bool = False
    example: str = ""


class EditedFile:
    """One file while it is read. `close` raises whatever slips were found, all at once."""

    def __init__(self, path: Path) -> None:
        self._parsed = parse_yaml(path)
        self.slips: list[Slip] = list(self._parsed.slips)
        self.renamed: list[Renamed] = []
        self.root = self._parsed.root

    def close(self) -> None:
        """Raises SlipError where anything is wrong; one slip a line and message, though an anchor repeats it."""
        # What could not be read at all would be told as missing.
        told = self._parsed.slips if not self._parsed.complete else tuple(dict.fromkeys(self.slips))
        if told:
            raise SlipError(merge_slips(told, self._parsed.slips))

    def has_slip(self, node: yaml.Node) -> bool:
        """Whether anything but its form is told of the line on which a node begins."""
        return any(slip.row == line_of(node) for slip in self.slips if slip not in self._parsed.slips)

    def fail(self, node: yaml.Node | None, message: str, write: str = "") -> None:
        """Keep a slip; `write` is what to write in place of the line on which the node begins."""
        row = line_of(node) if node is not None else 0
        self.slips.append(Slip(self._parsed.file, row, "", message, self.source(node), write))

    def source(self, node: yaml.Node | None) -> str:
        """The line on which a node begins, as it stands in the file; of a whole file none."""
        return self._parsed.lines[line_of(node) - 1] if node is not None and self._parsed.lines else ""

    def _read_line(self, node: yaml.Node) -> str:
        """The line on which a node begins, as it was read."""
        return self._parsed.mended[line_of(node) - 1]

    def indent(self, node: yaml.Node) -> str:
        """The white space before the line on which a node begins."""
        source = self._read_line(node)
        return source[: len(source) - len(source.lstrip())]

    def child(self, node: yaml.Node | None, key: str) -> yaml.Node | None:
        """What stands under a key of a mapping; None where nothing does."""
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        return next((value for each, value in pairs if each.value == key), None)

    def rest(self, node: yaml.Node) -> str:
        """What stands on the line from where a node begins."""
        return self._read_line(node)[int(node.start_mark.column) :].rstrip()

    def span(self, node: yaml.Node) -> str:
        """A node as it stands in the file, on one line."""
        start, end = node.start_mark, node.end_mark
        if start.line == end.line:
            return self._read_line(node)[start.column : end.column]
        lines = list(self._parsed.mended[start.line : end.line + 1])
        if len(lines) > end.line - start.line:
            lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        return " ".join(line.strip() for line in lines if line.strip())

    def value_line(self, node: yaml.Node, written: str) -> str:
        """The line on which a node begins, with something else in the place of it and all that follows."""
        return self._read_line(node)[: int(node.start_mark.column)] + written

    def entries(self, node: yaml.Node | None, wanted: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Key, its node and its value; a slip where there are none (`wanted` says of what), or one stands twice."""
        if node is None:
            self.fail(None, f"Filen er tom. Her skal stå {wanted}.")
            return
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self.fail(node, f"Her skal stå {wanted}.")
            return
        first: dict[str, int] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in first:
                self.slips.append(doubled(self._parsed, key, first[name]))
            else:
                first[name] = line_of(key)
                yield name, key, value

    def fields(
        self, node: yaml.Node | None, known: Mapping[str, Field], what: str, owner: yaml.Node | None = None
    ) -> dict[str, yaml.Node]:
        """The values of the known fields by the program's names.

        `what` names the thing in a sentence ("Spørgsmålet cafe"), `owner` is its key. Slips: a field that is not
        known, one that is missing, one that stands under its old and its new name.
        """
        old = {field.name: danish for danish, field in known.items() if field.name not in known}
        found: dict[str, yaml.Node] = {}
        places: dict[str, yaml.Node] = {}
        wanted = f"felterne {join_words(list(known))}" if len(known) < 4 else f"felter, f.eks. {next(iter(known))}"
        last = ""
        for name, key, value in self.entries(node, wanted):
            danish = old.get(name, name)
            if danish not in known:
                if last and self._belongs_to(found, last, key, value):
                    continue
                self._unknown(name, key, value, known, what)
                continue
            if danish != name:
                self.rename(key, danish)
            last = identifier = known[danish].name
            if identifier in found:
                self.slips.append(doubled(self._parsed, key, line_of(places[identifier])))
                continue
            found[identifier], places[identifier] = value, key
        # Where a field's name is misspelt, it is not missing as well.
        guessed = (
            {closest(str(key.value), known) for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
        )
        for danish, field in known.items():
            if field.required and field.name not in found and danish not in guessed:
                indent = " " * (node.start_mark.column if isinstance(node, yaml.MappingNode) else 0)
                self.missing(f'{what} mangler feltet "{danish}". Føj en linje til.', owner or node, (
                    f"{indent}{danish}: {field.example}".rstrip()
                ))  # fmt: skip
        return found

    def missing(self, message: str, node: yaml.Node | None, line: str) -> None:
        """Keep a slip of a line that is not there; `node` is what it belongs under or after."""
        self.slips.append(Slip(self._parsed.file, line_of(node) if node else 0, "", message, "", line))

    def rename(self, node: yaml.Node, now: str) -> None:
        """Remember a word of an earlier shape of the file."""
        word = Renamed(int(node.start_mark.line), int(node.start_mark.column), str(node.value), now)
        if word not in self.renamed:
            self.renamed.append(word)

    def key(self, name: str, node: yaml.Node, what: str, instead: str = "") -> str:
        """A key of the person's own choice; a slip where it cannot be one, with the key to write."""
        if not KEY.fullmatch(name):
            self.fail(
                node,
                f'"{name}" kan ikke være nøgle for {what}. En nøgle har små bogstaver fra a til z, tal og _.',
                self.replaced(node, instead or ascii_key(name)),
            )
        return name

    def replaced(self, node: yaml.Node, written: str) -> str:
        """The line on which a scalar stands, with something else written in its place."""
        source, start, end = self._read_line(node), int(node.start_mark.column), int(node.end_mark.column)
        if node.end_mark.line != node.start_mark.line:
            end = len(source)
        return source[:start] + written + source[end:]

    def text(self, node: yaml.Node, what: str) -> str:
        """A text, without white space around it; a slip where something else stands there."""
        if isinstance(node, yaml.ScalarNode):
            return "" if node.tag.endswith(":null") else known_to_xml(str(node.value).strip())
        self.fail(node, f"{what}: Her skal stå en tekst. Sæt den i anførselstegn.", self._as_text(node))
        return ""

    def _as_text(self, node: yaml.Node) -> str:
        source = self._read_line(node)
        key, colon, value = source.partition(": ")
        inner = value.strip().strip("{}[]")
        return f'{key}: "{inner}"' if colon and inner and '"' not in inner else ""

    def whole(self, node: yaml.Node, what: str) -> int:
        """A whole number, 0 with a slip where none stands there."""
        if isinstance(node, yaml.ScalarNode) and re.fullmatch(r"-?\d+", str(node.value)):
            return int(node.value)
        self.fail(node, f"{what}: Her skal stå et helt tal, f.eks. 12.")
        return 0

    def flag(self, node: yaml.Node, what: str) -> bool:
        """Whether "ja" stands there; a slip where neither "ja" nor "nej" does."""
        written = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if written.lower() not in _ANSWERS:
            self.fail(node, f"{what}: Skriv ja eller nej.", self.replaced(node, "ja") if written else "")
            return False
        if written in ("true", "false"):
            self.rename(node, "ja" if written == "true" else "nej")
        return _ANSWERS[written.lower()]

    def choice(
        self, node: yaml.Node, words: Mapping[str, str], what: str, guesses: Mapping[str, str] = MappingProxyType({})
    ) -> str:
        """What one of the Danish words stands for; blank with a slip where another word stands there.

        `guesses` are other words for some of them, for the line to write.
        """
        old = {name: word for word, name in words.items() if name not in words}
        written = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
        if written in old:
            self.rename(node, old[written])
            return written
        if written in words:
            return words[written]
        word = written.lower().replace(" ", "_")
        near = guesses.get(word) or closest(word, words)
        told = f'"{written}" kendes ikke' if written else "Her mangler et ord"
        self.fail(
            node,
            f"{what}: {told}. Skriv en af: {', '.join(words)}.",
            self.replaced(node, near) if near and written else "",
        )
        return ""

    def texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        """A list of texts, or one."""
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.text(each, what) for each in node.value)
        return (self.text(node, what),)

    def items(self, node: yaml.Node | None, wanted: str) -> Iterator[yaml.Node]:
        """The entries of a list; a slip where there is none (`wanted` says of what)."""
        if isinstance(node, yaml.SequenceNode) and node.value:
            yield from node.value
        else:
            self.fail(node, f"Her skal stå en liste af {wanted}, hver med en bindestreg foran.")

    def day(self, node: yaml.Node, what: str) -> date:
        """A date; a slip where none stands there."""
        try:
            return date.fromisoformat(self.text(node, what))
        except ValueError:
            told = f'{what}: "{node.value}" er ikke en dato. Skriv år, måned og dag, f.eks. 2026-11-03.'
            self.fail(node, told)
            return date.min

    def pairs(self, node: yaml.Node, what: str, read: Callable[[yaml.Node, str], Read]) -> dict[str, Read]:
        """A mapping of keys that are no fields, its values read one by one; none where it is empty."""
        if isinstance(node, yaml.MappingNode) and not node.value:
            return {}
        if isinstance(node, yaml.ScalarNode) and not node.value:
            return {}
        return {
            name: read(value, f"{what}, {name}") for name, _, value in self.entries(node, f"{what}: nøgle og værdi")
        }

    def plain(self, node: yaml.Node) -> Any:
        """A node as lists, dictionaries and scalars."""
        return plain(node)

    def _belongs_to(self, found: dict[str, yaml.Node], last: str, key: yaml.Node, value: yaml.Node) -> bool:
        """Whether a line belongs under the empty field above it; it is put there, with a slip."""
        above = found.get(last)
        inner = [(key, value)]
        if isinstance(above, yaml.MappingNode) and above.tag == _MOVED:
            inner = [*above.value, *inner]
        elif not isinstance(above, yaml.ScalarNode) or above.value:
            return False
        found[last] = yaml.MappingNode(_MOVED, inner, key.start_mark, value.end_mark)
        line = f"  {self._read_line(key)}"
        self.fail(key, f'"{key.value}" hører til under linjen ovenfor. Ryk linjen to mellemrum ind.', line)
        return True

    def _unknown(self, name: str, key: yaml.Node, value: yaml.Node, known: Mapping[str, Field], what: str) -> None:
        near = closest(name, known) or next((word for word in known if word.startswith(name[:3].lower() or "?")), "")
        told = f'{what} har feltet "{name}", som ikke kendes. Felterne er {join_words(list(known))}.'
        write = self.replaced(key, near) if near else ""
        if not near and isinstance(value, yaml.MappingNode):
            told = f'{what} kan ikke have "{name}" under sig. Er linjen (og dem under den) rykket for langt ind?'
        self.fail(key, told, write)
