"""`edition.yml`: what the program writes of an edition, beside what its owner writes there."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from helpers.base.errors import VaerestederError
from helpers.base.paths import edition_data
from helpers.base.whole_files import replace_whole
from helpers.base.yaml_io import read_yaml


def edition_folder(year: str, data: Path, why: str) -> Path:
    """The folder of an edition that is made of an export.

    Raises VaerestederError where the year is none, or belongs to a reconstructed edition, of which `why` is said.
    """
    folder = edition_data(year, data)
    if read_fields(folder / "edition.yml").get("source") == "reconstructed":
        raise VaerestederError(f"Udgaven {year} er genskabt af trykte tal og {why}.")
    return folder


def read_fields(path: Path) -> dict[str, Any]:
    """The fields of an `edition.yml`; none where there is no such file.

    Raises VaerestederError where it is not YAML.
    """
    if not path.is_file():
        return {}
    try:
        raw = read_yaml(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VaerestederError(
            f"data/{path.parent.name}/{path.name} kan ikke læses ({error}). Ret filen, eller slet den, og kør igen."
        ) from error
    return raw if isinstance(raw, dict) else {}


def write_fields(path: Path, generated: Mapping[str, Any], first: Mapping[str, Any], head: str) -> None:
    """Writes `generated` into the file, whatever it says of these fields, and leaves all else as it is.

    `first` are fields that are its owner's once they are there: they are written where they are
    absent. `head` is the comment above a new file. Raises VaerestederError where the file has a form
    in which its fields cannot be replaced.
    """
    fields = read_fields(path)
    wanted = {**fields, **{key: value for key, value in first.items() if key not in fields}, **generated}
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        for key, value in wanted.items():
            if key not in fields or fields[key] != value:
                text = _with_field(text, key, value)
    else:
        text = head + "".join(_dump(key, value) for key, value in wanted.items())
    if _load(text) != wanted:
        raise VaerestederError(
            f"data/{path.parent.name}/{path.name} har en form, hvor felterne ikke kan skrives. Skriv hvert felt på sin "
            "egen linje, som i data/2024/edition.yml, eller slet filen, og kør igen."
        )
    replace_whole(path, text)


def _load(text: str) -> object:
    """What the text says; None where it is no YAML."""
    try:
        return yaml.safe_load(text) or {}
    except yaml.YAMLError:
        return None


def _with_field(text: str, key: str, value: Any) -> str:
    """The text with a field replaced where it stands, the comment on its line kept; else added at the end."""
    block = re.compile(
        rf"^{re.escape(key)}:(?P<line>.*)\n?(?:(?:[ \t]*\n)*(?:[ \t]+[^ \t\n].*|- .*)(?:\n|\Z))*", re.MULTILINE
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
    return yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=110)
