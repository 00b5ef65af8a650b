"""`edition.yml`: its fields, Danish for whoever edits them, and what the program writes there beside its owner."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from helpers.base.edited_file import EditedFile, Field
from helpers.base.edited_words import with_names
from helpers.base.errors import VaerestederError
from helpers.base.paths import edition_data
from helpers.base.whole_files import replace_whole
from helpers.base.yaml_io import decode, name_of, plain, read_yaml

# The word in the file for each origin of responses. A rehearsal's are made up, to try next year's edition early.
SOURCES: Mapping[str, str] = MappingProxyType(
    {"spoergeskema": "survey", "rekonstrueret": "reconstructed", "proeve": "rehearsal"}
)
# What of the numbers is withheld; see docs/decisions/disclosure.md.
PROFILES = NONE, SMALL_GROUPS, STRICT = ("ingen", "små grupper", "streng")
FIELDS: Mapping[str, Field] = MappingProxyType({
    "titel": Field("title", True, "Væresteders rammer og vilkår"),
    "undertitel": Field("subtitle", True, "Landsforeningen af Væresteders undersøgelse"),
    "kilde": Field("source", True, "spoergeskema"),
    "mindste_grundlag": Field("minimum_base", True, "5"),
    "skjules": Field("disclosure"),
    "medlemmer": Field("members", True, "171"),
    "inviterede": Field("frame", True, "145"),
    "periode": Field("period", True, "marts til april"),
    "udgiver": Field("publisher", True, "Landsforeningen af Væresteder"),
    "kontakt": Field("contact"),
    "webadresse": Field("site_url"),
    "offentlige_svar": Field("responses_public"),
    "kontrolsum": Field("responses_sha256", True, '""'),
    "oplysning": Field("notice", True, "Tallene er beregnet af værestedernes egne svar."),
    "kort_oplysning": Field("short_notice", True, "Værestedernes egne svar"),
    "ikke_stillet": Field("not_asked"),
    "anden_ordlyd": Field("reworded"),
    "noegle_id": Field("key_id"),
    "medlemmer_i": Field("members_in"),
    "inviterede_i": Field("frame_in"),
    "tilblivelse": Field("making"),
})  # fmt: skip
_DANISH = {field.name: danish for danish, field in FIELDS.items()}
_FLAGS = ("responses_public",)


def edition_folder(year: str, data: Path, why: str) -> Path:
    """The folder of an edition that is made of an export.

    Raises VaerestederError where the year is none, or belongs to a reconstructed edition, of which `why` is said.
    """
    folder = edition_data(year, data)
    if read_fields(folder / "edition.yml").get("source") == "reconstructed":
        raise VaerestederError(f"Udgaven {year} er genskabt af trykte tal og {why}.")
    return folder


def read_fields(path: Path) -> dict[str, Any]:
    """The fields of an `edition.yml` by the program's names, unchecked; none where there is no such file.

    Raises SlipError where it is not YAML.
    """
    if not path.is_file():
        return {}
    raw = read_yaml(path)
    return _in_english(raw) if isinstance(raw, dict) else {}


def check_fields(path: Path) -> dict[str, Any]:
    """The fields of an `edition.yml` by the program's names, each in its type. Raises SlipError with every slip."""
    file = EditedFile(path)
    values = _read(file)
    file.close()
    return values


def old_fields(path: Path) -> dict[str, str]:
    """The English words that stand in an `edition.yml` of earlier shape, each with the one that it has now."""
    file = EditedFile(path)
    _read(file)
    return {word.was: word.now for word in file.renamed}


def _read(file: EditedFile) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, node in file.fields(file.root, FIELDS, "Udgaven").items():
        word = _DANISH[name]
        match name:
            case "source":
                values[name] = file.choice(node, SOURCES, word)
            case "disclosure":
                values[name] = file.choice(node, dict(zip(PROFILES, PROFILES, strict=True)), word)
            case "minimum_base" | "members" | "frame":
                values[name] = file.whole(node, word)
            case "responses_public":
                values[name] = file.flag(node, word)
            case "not_asked":
                values[name] = file.texts(node, word) if file.plain(node) else ()
            case "reworded" | "contact" | "making":
                values[name] = file.pairs(node, word, file.text)
            case "members_in" | "frame_in":
                values[name] = file.pairs(node, word, file.whole)
            case _:
                values[name] = file.text(node, word)
    return values


def write_fields(path: Path, generated: Mapping[str, Any], first: Mapping[str, Any], head: str) -> None:
    """Writes `generated` into the file, whatever it says of these fields, and leaves all else as it is.

    `first` are fields that are its owner's once they are there: they are written where they are
    absent. `head` is the comment above a new file. Names are the program's; in the file they are Danish,
    and a file of earlier shape gets them. Raises VaerestederError where the file has a form in which its
    fields cannot be replaced.
    """
    fields = read_fields(path)
    wanted = {**fields, **{key: value for key, value in first.items() if key not in fields}, **generated}
    if path.is_file():
        file = EditedFile(path)
        _read(file)
        text = with_names(decode(path), file.renamed)
        for key, value in wanted.items():
            if key not in fields or fields[key] != value:
                text = _with_field(text, key, value)
    else:
        text = head + "".join(_dump(key, value) for key, value in wanted.items())
    if _load(text) != _load("".join(_dump(key, value) for key, value in wanted.items())):
        raise VaerestederError(
            f"{name_of(path)} har en form, hvor felterne ikke kan skrives. Skriv hvert felt på sin "
            "egen linje, som i data/2024/edition.yml, eller flyt filen væk, og kør igen."
        )
    replace_whole(path, text)


def _in_english(raw: Mapping[str, Any]) -> dict[str, Any]:
    found = {FIELDS[name].name if name in FIELDS else name: value for name, value in raw.items()}
    if isinstance(found.get("source"), str):
        found["source"] = SOURCES.get(found["source"], found["source"])
    return found | {name: found[name] == "ja" for name in _FLAGS if found.get(name) in ("ja", "nej")}


def _load(text: str) -> object:
    """What the text says, by the program's names; None where it is no YAML."""
    try:
        raw = plain(yaml.compose(text, Loader=yaml.SafeLoader)) or {}
    except yaml.YAMLError:
        return None
    return _in_english(raw) if isinstance(raw, dict) else None


def _with_field(text: str, key: str, value: Any) -> str:
    """The text with a field replaced where it stands, the comment on its line kept; else added at the end."""
    block = re.compile(
        rf"^{re.escape(_DANISH.get(key, key))}:(?P<line>.*)\n?(?:(?:[ \t]*\n)*(?:[ \t]+[^ \t\n].*|- .*)(?:\n|\Z))*",
        re.MULTILINE,
    )
    found = block.search(text)
    if found is None:
        return text + ("" if text.endswith("\n") or not text else "\n") + _dump(key, value)
    dumped = _dump(key, value)
    # A "#" within quotation marks is no comment; then it goes with the old value.
    comment = re.search(r"""^[^"'#]*?([ \t]+#.*)$""", found["line"])
    if comment and dumped.count("\n") == 1:
        dumped = f"{dumped.rstrip()}{comment[1]}\n"
    return text[: found.start()] + dumped + text[found.end() :]


def _dump(key: str, value: Any) -> str:
    words = {name: word for word, name in SOURCES.items()}
    if key == "source":
        value = words.get(value, value)
    elif key in _FLAGS and isinstance(value, bool):
        value = "ja" if value else "nej"
    return yaml.safe_dump({_DANISH.get(key, key): value}, allow_unicode=True, sort_keys=False, width=110)
