"""What an edition was published with although it was open, and why: `trods.yml`, beside its corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from helpers.base.errors import VaerestederError
from helpers.base.yaml_io import read_yaml
from helpers.survey.edition import Edition

DESPITE = "trods.yml"
_HEAD = "# Det, der var åbent, da udgaven blev offentliggjort, ældste først. Skrives af `vaeresteder publish`.\n"


@dataclass(frozen=True)
class Despite:
    """A publication with something open: its day, the reason, and what was open, each in words for a reader."""

    date: date
    reason: str
    open: tuple[str, ...]

    def __str__(self) -> str:
        return f"Offentliggjort, selv om {'; '.join(self.open)}. Grunden var: {self.reason}"


def load_despite(edition: Edition) -> tuple[Despite, ...]:
    """The publications of an edition that had something open, oldest first.

    Raises VaerestederError where the file is not as `save_despite` writes it.
    """
    path = edition.folder / DESPITE
    if not path.is_file():
        return ()
    try:
        return tuple(_despite(entry) for entry in read_yaml(path) or ())
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise VaerestederError(
            f"data/{edition.key}/{DESPITE} kan ikke læses ({error}). Hvert punkt har dato, grund og åbent. Ret kun i "
            "teksterne."
        ) from error


def save_despite(edition: Edition, publications: Sequence[Despite]) -> None:
    """Write these publications in place of those that were there."""
    entries = [{"dato": each.date, "grund": each.reason, "åbent": list(each.open)} for each in publications]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)
    (edition.folder / DESPITE).write_text(_HEAD + text, encoding="utf-8", newline="\n")


def _despite(entry: dict[str, Any]) -> Despite:
    day = entry["dato"]
    if isinstance(day, str):
        day = date.fromisoformat(day)
    if not isinstance(day, date) or not isinstance(entry["åbent"], list):
        raise ValueError("datoen skrives år-måned-dag, og åbent er en liste")
    return Despite(day, str(entry["grund"]), tuple(map(str, entry["åbent"])))
