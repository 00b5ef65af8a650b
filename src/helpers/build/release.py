"""Publication: an edition's numbers taken into its record, what moved accounted for, book and site built."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from helpers.base.clock import today
from helpers.base.errors import VaerestederError
from helpers.base.lock import one_writer
from helpers.base.paths import BUILD
from helpers.base.whole_files import replace_whole
from helpers.build.build_book import Book, build_book, lock_file
from helpers.build.progress import say_nothing
from helpers.build.site import Site, assemble_site
from helpers.editions.corrections import CORRECTIONS, Correction, find_moved, load_corrections, save_corrections
from helpers.facts.facts_csv import read_facts, write_facts
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.survey.edition import RECORD, Edition, load_edition


@dataclass(frozen=True)
class Publication:
    """What was published: the book, the site, whether for the first time, and what was corrected, if anything."""

    book: Book
    site: Site
    first: bool
    correction: Correction | None


def publish_edition(
    edition: str, reason: str = "", *, folder: Path = BUILD, say: Callable[[str], object] = say_nothing
) -> Publication:
    """Take the edition's numbers into its record, build the book, and put it on the site.

    Where published numbers moved, `reason` says why, and the edition's corrections tell it. Raises
    VaerestederError where numbers moved and no reason is given, where the edition is a rehearsal, and
    where the book cannot be built; record and corrections are then as they were.
    """
    described = load_edition(edition)
    if described.source == "rehearsal":
        raise VaerestederError(
            f"Udgaven {edition} er en prøve: Dens svar er opdigtede, og den kan ikke offentliggøres. "
            f"Står der rigtige svar i data/{edition}/, så skriv kilde: spoergeskema i edition.yml."
        )
    with one_writer(lock_file(folder, f"publish-{edition}"), f"Udgaven {edition} offentliggøres"):
        return _publish(described, reason, folder, say)


def _publish(edition: Edition, reason: str, folder: Path, say: Callable[[str], object]) -> Publication:
    kept = {path: _content(path) for path in (edition.folder / RECORD, edition.folder / CORRECTIONS)}
    first = not (edition.folder / RECORD).is_file()
    correction = record_publication(load_facts(edition.key), reason)
    try:
        book = build_book(edition.key, folder=folder, say=say)
        site = assemble_site(folder=folder)
    except BaseException:
        for path, content in kept.items():
            _restore(path, content)
        raise
    return Publication(book, site, first, correction)


def record_publication(facts: Facts, reason: str) -> Correction | None:
    """Write the facts into the edition's record, and what moved against it into its corrections.

    Raises VaerestederError with every number that moved where no reason is given.
    """
    edition, reason = facts.edition, " ".join(reason.split())
    record = edition.folder / RECORD
    moved = find_moved(read_facts(record, edition), facts) if record.is_file() else ()
    if moved and not reason:
        raise VaerestederError(
            "\n".join([
                f"{len(moved)} offentliggjorte tal i udgaven {edition.key} har flyttet sig:",
                *(f"- {figure}" for figure in moved),
                f'Sig hvorfor: vaeresteder publish {edition.key} --reason "…". Grunden står på siden Rettelser.',
            ])
        )  # fmt: skip
    correction = Correction(today(), reason, moved) if moved else None
    if correction:
        save_corrections(edition, [*load_corrections(edition), correction])
    write_facts(facts, record)
    return correction


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        replace_whole(path, content)
