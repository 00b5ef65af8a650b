"""YAML files as plain objects or as nodes that know their lines; the one way in which the program reads any.

Strict: a key that stands twice is refused, where YAML takes the last of them without a word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from helpers.base.errors import Slip, SlipError
from helpers.base.paths import DATA
from helpers.base.plain_text import known_to_xml
from helpers.base.yaml_repair import LOADER, repair

_SAVE_AS_UTF8 = "Gem den igen som UTF-8 (i Notesblok: Gem som, og vælg UTF-8 under Kodning)."


@dataclass(frozen=True)
class Parsed:
    """A file as nodes: its lines as they stand and as they were read, its root (None where there is none), its slips.

    What is no YAML was mended in memory as each slip says, as far as that could be told, so that all that
    comes after it was read too. `complete` says whether the whole of the file was.
    """

    file: str
    lines: tuple[str, ...]
    mended: tuple[str, ...]
    root: yaml.Node | None
    slips: tuple[Slip, ...] = ()
    complete: bool = True


def read_yaml(path: Path) -> Any:
    """What stands in a YAML file, as lists, dictionaries and scalars; None where nothing does.

    Raises SlipError where the file is no YAML, or a key stands twice.
    """
    parsed = parse_yaml(path)
    slips = [*parsed.slips, *doubled_keys(parsed)]
    if slips:
        raise SlipError(slips)
    return plain(parsed.root)


def parse_yaml(path: Path) -> Parsed:
    """A YAML file as nodes, with every slip of its form. Raises SlipError where it is no text in UTF-8."""
    return _parse(name_of(path), decode(path))


def name_of(path: Path) -> str:
    """The file as a person knows it: by its place in the project where it has one."""
    if path.is_relative_to(DATA.parent):
        return path.relative_to(DATA.parent).as_posix()
    return f"data/{path.parent.name}/{path.name}" if path.parent.name.isdecimal() else path.name


def decode(path: Path) -> str:
    """The text of a file, without a byte order mark. Raises SlipError where it was saved in another way than UTF-8."""
    content = path.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SlipError([Slip(name_of(path), 0, "", f"Filen er gemt som UTF-16. {_SAVE_AS_UTF8}")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        # Nothing but the bytes of Western Windows is written by mistake nowadays.
        stands = content.splitlines()[line - 1].decode("cp1252", errors="replace")
        message = f"Filen er ikke gemt som UTF-8, så æ, ø, å og é kan ikke læses. {_SAVE_AS_UTF8}"
        raise SlipError([Slip(name_of(path), line, "", message, stands)]) from error


def plain(node: yaml.Node | None) -> Any:
    """A node as lists, dictionaries and scalars; None where there is none."""
    return None if node is None else _PlainText().construct_document(node)


class _PlainText(yaml.constructor.SafeConstructor):
    """What makes values of nodes, with texts that can be written anywhere: by its code, YAML lets any sign in."""

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        value = super().construct_scalar(node)
        return known_to_xml(value) if isinstance(value, str) else value


def line_of(node: yaml.Node) -> int:
    """The line on which a node begins, the first being 1."""
    return int(node.start_mark.line) + 1


def doubled_keys(parsed: Parsed) -> Iterator[Slip]:
    """A slip for each key that stands a second time in its mapping."""
    for mapping in _mappings(parsed.root, set()):
        first: dict[str, int] = {}
        for key, _ in mapping.value:
            if key.value in first:
                yield doubled(parsed, key, first[key.value])
            first.setdefault(str(key.value), line_of(key))


def doubled(parsed: Parsed, key: yaml.Node, first: int) -> Slip:
    """The slip of a key that stands a second time, `first` being the line of the first."""
    message = f'"{key.value}" står der to gange, også på linje {first}. Slet den ene, eller saml det ét sted.'
    return Slip(parsed.file, line_of(key), "", message, parsed.lines[line_of(key) - 1])


def _mappings(node: yaml.Node | None, seen: set[int]) -> Iterator[yaml.MappingNode]:
    # What an anchor names stands in several places, and is looked at once.
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value, seen)


@lru_cache(maxsize=16)
def _parse(name: str, text: str) -> Parsed:
    lines = tuple(text.splitlines())
    try:
        return Parsed(name, lines, lines, yaml.compose(text, Loader=LOADER))
    except yaml.YAMLError:
        mended = repair(name, text)
    return Parsed(name, lines, mended.lines, mended.root, mended.slips, mended.complete)


def closest(written: str, known: Iterable[str]) -> str:
    """The one of the known words that was most likely meant; blank where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(written.lower(), list(known), 1, 0.7)), "")


def merge_slips(slips: Sequence[Slip], of_form: Sequence[Slip]) -> list[Slip]:
    """The slips, where one of a line's form and one of its meaning are told as one, with one line to write."""
    forms = {slip.row: slip for slip in of_form}
    meanings = {slip.row: slip for slip in reversed(slips) if slip.row in forms and slip not in of_form and slip.write}
    told = [
        replace(slip, message=f"{forms[slip.row].message} {slip.message}") if meanings.get(slip.row) is slip else slip
        for slip in slips
    ]
    return [slip for slip in told if slip not in of_form or slip.row not in meanings]
