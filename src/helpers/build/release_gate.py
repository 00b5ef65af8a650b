"""The gate before publication: what is still open in an edition, and what of it may pass with a reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from helpers.base.danish import counted
from helpers.base.errors import VaerestederError
from helpers.base.yaml_io import read_yaml
from helpers.book.review.remark import Weight
from helpers.book.review.review import Review
from helpers.editions.corrections import Moved
from helpers.survey.doubts_file import FILE as DOUBTS
from helpers.survey.edition import DECISIONS, Edition, earlier_edition

# What is not decided yet stands first among the decisions.
UNDECIDED = "åbne"
# As many things of one kind as somebody reads on a screen.
_ROOM = 10


@dataclass(frozen=True)
class OpenMatter:
    """One kind of thing that is open: what it is, each of it, and what to do.

    `passed` is what the page of corrections says where it passes all the same, and is blank where it may not.
    """

    what: str
    each: tuple[str, ...]
    remedy: str
    passed: str = ""

    def __str__(self) -> str:
        rest = len(self.each) - _ROOM
        lines = [f"- {line}" for line in self.each[:_ROOM]] + ([f"- Og {rest} mere."] if rest > 0 else [])
        return "\n".join([f"{self.what} {self.remedy}", *lines])


def list_open(review: Review, moved: Sequence[Moved] = ()) -> list[OpenMatter]:
    """What is open in the edition that was reviewed; `moved` are published numbers that nobody gave a reason for."""
    edition = review.book.edition
    found = [*_may_not_pass(review, edition, moved), *_may_pass(review, edition)]
    return [matter for matter in found if matter.each]


def _may_not_pass(review: Review, edition: Edition, moved: Sequence[Moved]) -> Iterator[OpenMatter]:
    key = edition.key
    undecided, faults = _undecided(edition), review.weighing(Weight.STOPS, Weight.BLOCKS)
    yield OpenMatter(
        f"{len(undecided)} spørgsmål om svarene er ikke afgjort.",
        undecided,
        f"Svar i data/{key}/{DECISIONS}, og kør vaeresteder new {key} igen.",
    )
    yield OpenMatter(f"{len(faults)} ting skal rettes i kapitlerne.", tuple(map(str, faults)), "Ret dem.")
    yield moved_without_reason(edition, moved)


def moved_without_reason(edition: Edition, moved: Sequence[Moved]) -> OpenMatter:
    """Published numbers that are others now, and for which nobody said why."""
    return OpenMatter(
        f"{len(moved)} offentliggjorte tal i udgaven {edition.key} har flyttet sig.",
        tuple(map(str, moved)),
        f'Sig hvorfor: vaeresteder publish {edition.key} --reason "…". Grunden står på siden Rettelser.',
    )


def _may_pass(review: Review, edition: Edition) -> Iterator[OpenMatter]:
    key, chapters = edition.key, {chapter.name for chapter in review.book.chapters}
    paragraphs = [matter for matter in review.unread if matter.place in chapters]
    doubts = [matter for matter in review.unread if matter.place not in chapters]
    waiting, sentences = review.waiting, counted(len(review.waiting), "sætning", "sætninger")
    yield OpenMatter(
        f"{sentences} venter på at blive skrevet.",
        tuple(map(str, waiting)),
        f"Brevet har tekst at sætte ind: _build/{key}/brev.html.",
        f"{sentences} fra {earlier_edition(key) or key} holder ikke og er erstattet af tal",
    )
    unchecked = not edition.reconstructed and not (edition.folder / DOUBTS).is_file()
    yield OpenMatter(
        "Svarene er ikke kontrolleret.",
        (f"data/{key}/{DOUBTS} findes ikke.",) if unchecked else (),
        f"Skriv vaeresteder check {key}.",
        "svarene er ikke kontrolleret for fejl og tvivl",
    )
    yield OpenMatter(
        f"{len(doubts)} tvivl om svar er ikke afgjort.",
        tuple(map(str, doubts)),
        f"Se efter, og skriv vaeresteder review {key} --laest og koden.",
        f"{len(doubts)} tvivl om svar er ikke afgjort",
    )
    yield OpenMatter(
        f"{len(paragraphs)} afsnit fra en tidligere udgave er ikke læst.",
        tuple(map(str, paragraphs)),
        f"Læs dem, og skriv vaeresteder review {key} --laest og koden eller kapitlet.",
        f"{len(paragraphs)} afsnit fra en tidligere udgave er ikke læst igennem",
    )


def _undecided(edition: Edition) -> tuple[str, ...]:
    """What the reading of the export asked, and nobody answered; nothing where the decisions are not at hand."""
    path = edition.folder / DECISIONS
    if not path.is_file():
        return ()
    try:
        raw = read_yaml(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return (f"Filen kan ikke læses: {error}",)
    asked = raw.get(UNDECIDED) if isinstance(raw, dict) else None
    return tuple(map(str, asked or ()))


def pass_gate(review: Review, moved: Sequence[Moved] = (), despite: str = "") -> tuple[str, ...]:
    """What passes the gate although it is open, in words for the page of corrections; nothing where nothing is.

    Raises VaerestederError with all that is open where `despite` gives no reason, or where some of it may not pass.
    """
    found = list_open(review, moved)
    barred = [matter for matter in found if not matter.passed]
    if not found or (despite and not barred):
        return tuple(matter.passed for matter in found)
    key = review.book.edition.key
    if not barred:
        way = f'Skal den ud alligevel, så sig hvorfor: vaeresteder publish {key} --trods "…".'
        way += " Grunden står i brevet og på siden Rettelser."
    elif len(barred) < len(found):
        way = "Det første skal på plads. Resten kan udgives alligevel, med --trods og en grund."
    else:
        way = "Det skal på plads først."
    told = "\n".join(map(str, found))
    raise VaerestederError(f"Udgaven {key} er ikke klar til at blive offentliggjort.\n{told}\n{way}")
