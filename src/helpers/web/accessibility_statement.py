"""What the accessibility statement says of an edition: who answers for it, when it was built, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from helpers.base.clock import today
from helpers.base.danish import capitalise, format_date
from helpers.base.paths import THEME
from helpers.base.yaml_io import read_yaml
from helpers.survey.edition import Edition

PAGE = "tilgaengelighed"
NOT_STATED = "ikke oplyst"
# The rules that the pages are held against; a test holds this against the rules' own version.
RULES = "axe-core 4.12"
# The two ways that a reader is always told of; an edition may name others.
_WAYS = ("e-mail", "telefon")


@dataclass(frozen=True)
class KnownFault:
    """A rule that a page of the site breaks, and what that means to a reader, in Danish."""

    rule: str
    page: str
    told: str


@dataclass(frozen=True)
class Statement:
    """The parts of the statement that differ from edition to edition, as a reader sees them.

    `contact` maps ways to addresses; what the edition does not state is NOT_STATED.
    """

    publisher: str
    site_url: str
    contact: Mapping[str, str]
    built: str
    faults: tuple[KnownFault, ...]
    rules: str = RULES


def make_statement(edition: Edition) -> Statement:
    """The statement of an edition that is built today."""
    ways = {**dict.fromkeys(_WAYS, ""), **edition.contact}
    return Statement(
        # A reconstruction names the publisher of the report, who has not published the book.
        publisher=(not edition.reconstructed and edition.publisher) or NOT_STATED,
        site_url=edition.site_url or NOT_STATED,
        contact={capitalise(way): address or NOT_STATED for way, address in ways.items()},
        built=format_date(today()),
        faults=load_known_faults(),
    )


@cache
def load_known_faults() -> tuple[KnownFault, ...]:
    """The faults that the checks have found and that are still there."""
    entries = read_yaml(THEME / "known_faults.yml")
    return tuple(KnownFault(**entry) for entry in entries)
