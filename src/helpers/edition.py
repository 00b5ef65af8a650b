"""One edition of the survey as its `edition.yml` describes it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from helpers.errors import VaerestederError
from helpers.paths import DATA, edition_data

SOURCES = ("survey", "reconstructed")


@dataclass(frozen=True)
class Edition:
    """What is said of an edition as a whole.

    `members` and `frame` are numbers of places; a share of fewer than `minimum_base` responses is
    withheld; `responses_sha256` is empty where the data file is
    not kept in the repository. `notice` and `short_notice` stand on every page and every table.
    """

    key: str
    title: str
    subtitle: str
    source: str
    minimum_base: int
    members: int
    frame: int
    responses_sha256: str
    notice: str
    short_notice: str

    @property
    def reconstructed(self) -> bool:
        """Whether the responses were reconstructed from published figures."""
        return self.source == "reconstructed"

    @property
    def folder(self) -> Path:
        """The folder with the edition's data."""
        return edition_data(self.key)


@cache
def load_edition(key: str) -> Edition:
    """The edition with this key, `2024` for example.

    Raises VaerestederError where there is no such edition, naming those there are.
    """
    path = edition_data(key) / "edition.yml"
    if not path.is_file():
        known = sorted(p.parent.name for p in DATA.glob("*/edition.yml"))
        raise VaerestederError(
            f'Der er ingen udgave "{key}": data/{key}/edition.yml findes ikke. Udgaver, der findes: {", ".join(known)}.'
        )
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if raw["source"] not in SOURCES:
        raise VaerestederError(
            f'data/{key}/edition.yml: source er "{raw["source"]}". Skriv en af: {", ".join(SOURCES)}.'
        )
    return Edition(key=key, **raw)


def record_checksum(edition: Edition, sha256: str) -> None:
    """Write the checksum of the responses into `edition.yml`, and leave all else in it as it is."""
    path = edition.folder / "edition.yml"
    text = path.read_text(encoding="utf-8")
    line = re.compile(r"^responses_sha256:.*$", re.MULTILINE)
    path.write_text(line.sub(f"responses_sha256: {sha256}", text), encoding="utf-8")
