"""One edition of the survey as its `edition.yml` describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA, edition_data, is_key
from helpers.survey.edition_file import check_fields, write_fields

# The facts that an edition has published, kept in its folder.
RECORD = "facts.csv"
# What somebody has read of an edition before it is published, and who is asked what in the reading of its export.
TICKS, DECISIONS = "laest.yml", "mapping.yml"


@dataclass(frozen=True)
class Edition:
    """What is said of an edition as a whole.

    `members` and `frame` are numbers of places; a share of fewer than `minimum_base` responses is
    withheld; `responses_sha256` is empty where the data file is not kept in the repository. `notice`
    and `short_notice` stand on every page and every table. `period` is when it was possible to answer.
    `not_asked` names questions of the questionnaire that were left out, `reworded` those that were
    asked in other words (question → wording). `key_id` tells the key by which places were made
    pseudonyms, `responses_public` whether the responses themselves may be handed on.
    `members_in` says how many members lie in a municipality (code → number), as far as it was counted, and `frame_in`
    how many places of a group were asked (the answer that makes the group → number), as far as their list tells.
    `contact` tells how the publisher is reached (way → address, `e-mail` and `telefon` for example), and
    `site_url` where the book is published; both may be unknown. `making` tells how the survey was made, each
    thing under a Danish key of its teller's choice (how it was tested, sent, by whom); what is not told is not known.
    `disclosure` is the profile by which numbers are withheld (`helpers.facts.profiles`); blank where none was chosen.
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
    publisher: str
    period: str
    not_asked: tuple[str, ...] = ()
    reworded: Mapping[str, str] = field(default_factory=dict, hash=False)
    key_id: str = ""
    responses_public: bool = False
    members_in: Mapping[str, int] = field(default_factory=dict, hash=False)
    frame_in: Mapping[str, int] = field(default_factory=dict, hash=False)
    contact: Mapping[str, str] = field(default_factory=dict, hash=False)
    site_url: str = ""
    making: Mapping[str, str] = field(default_factory=dict, hash=False)
    disclosure: str = ""

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

    Raises VaerestederError where there is no such edition, naming those there are, and SlipError where
    `edition.yml` has a slip.
    """
    path = edition_data(key) / "edition.yml"
    if not path.is_file() and (path.parent / DECISIONS).is_file():
        raise VaerestederError(
            f"Udgaven {key} er ikke læst helt ind: Der er spørgsmål i data/{key}/{DECISIONS}, som ikke er besvaret. "
            f"Svar på dem, der står under åbne, og skriv vaeresteder new {key} igen. Så bliver svarene skrevet."
        )
    if not path.is_file():
        raise VaerestederError(
            f'Der er ingen udgave "{key}": data/{key}/edition.yml findes ikke. '
            f"Udgaver, der findes: {', '.join(list_editions())}. "
            f"En ny laves med: vaeresteder new {key} --data eksport.xlsx"
        )
    return Edition(key=key, **check_fields(path))


def list_editions() -> list[str]:
    """The keys of all editions there are, oldest first."""
    return sorted(path.parent.name for path in DATA.glob("*/edition.yml") if is_key(path.parent.name))


def newest_edition() -> str:
    """The key of the newest edition; blank where there is none."""
    return max(list_editions(), default="")


def earlier_edition(key: str) -> str:
    """The key of the edition before this one; blank where it is the first."""
    return max((other for other in list_editions() if other < key), default="")


def record_checksum(edition: Edition, sha256: str) -> None:
    """Write the checksum of the responses into `edition.yml`, and leave all else in it as it is."""
    write_fields(edition.folder / "edition.yml", {"responses_sha256": sha256}, {}, "")
