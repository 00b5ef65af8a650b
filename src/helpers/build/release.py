"""Publication: an edition's numbers taken into its record, what moved accounted for, book and site built."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from helpers.base.clock import today
from helpers.base.errors import VaerestederError
from helpers.base.lock import one_writer
from helpers.base.paths import BUILD, key_file
from helpers.base.whole_files import replace_whole
from helpers.book.review.review import review_edition
from helpers.build.build_book import Book, build_book, lock_file
from helpers.build.progress import say_nothing
from helpers.build.release_gate import moved_without_reason, pass_gate
from helpers.build.site import SITE, Site, assemble_site
from helpers.editions.corrections import CORRECTIONS, Correction, Moved, find_moved, load_corrections, save_corrections
from helpers.editions.published_despite import DESPITE, Despite, load_despite, save_despite
from helpers.facts.facts_csv import read_facts, write_facts
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.facts.publications import count_publications, drop_publication, keep_publication
from helpers.survey.asked_record import ASKED, asked_text
from helpers.survey.edition import RECORD, Edition, load_edition
from helpers.survey.frozen import questionnaire_file
from helpers.survey.questionnaire_file import read_questionnaire


@dataclass(frozen=True)
class Publication:
    """What was published: the book, the site, whether for the first time, what was corrected, and what passed open."""

    book: Book
    site: Site
    first: bool
    correction: Correction | None
    passed: tuple[str, ...] = ()


def publish_edition(
    edition: str,
    reason: str = "",
    *,
    despite: str = "",
    folder: Path = BUILD,
    say: Callable[[str], object] = say_nothing,
) -> Publication:
    """Take the edition's numbers into its record, build the book, and put it on the site.

    Where published numbers moved, `reason` says why, and where something is open that may pass, `despite`; the
    edition's corrections tell both. Raises VaerestederError with all that is open and does not pass, where the
    edition is a rehearsal, and where the book cannot be built; record and corrections are then as they were.
    """
    described = load_edition(edition)
    if described.source == "rehearsal":
        raise VaerestederError(
            f"Udgaven {edition} er en prøve: Dens svar er opdigtede, og den kan ikke offentliggøres. "
            f"Står der rigtige svar i data/{edition}/, så skriv kilde: spoergeskema i edition.yml."
        )
    with one_writer(lock_file(folder, f"publish-{edition}"), f"Udgaven {edition} offentliggøres"):
        return _publish(described, reason, despite, folder, say)


def _publish(edition: Edition, reason: str, despite: str, folder: Path, say: Callable[[str], object]) -> Publication:
    facts, despite = load_facts(edition.key), " ".join(despite.split())
    if facts.waiting:
        raise VaerestederError(facts.waiting)
    moved = () if reason.strip() else find_moved_since(facts)
    passed = pass_gate(review_edition(facts), moved, despite)
    kept = {edition.folder / name: _content(edition.folder / name) for name in (RECORD, CORRECTIONS, DESPITE, ASKED)}
    first, laid_aside = not (edition.folder / RECORD).is_file(), count_publications(edition)
    correction = record_publication(facts, reason)
    if passed:
        save_despite(edition, [*load_despite(edition), Despite(today(), despite, passed)])
    try:
        book = build_book(edition.key, folder=folder, say=say)
        site = assemble_site(folder=folder)
    except BaseException:
        for path, content in kept.items():
            _restore(path, content)
        drop_publication(edition, laid_aside)
        raise
    return Publication(book, site, first, correction, passed)


def find_moved_since(facts: Facts) -> tuple[Moved, ...]:
    """The numbers that are others than the edition has published."""
    record = facts.edition.folder / RECORD
    return find_moved(read_facts(record, facts.edition), facts) if record.is_file() else ()


def record_publication(facts: Facts, reason: str) -> Correction | None:
    """Write the facts and what was asked into the edition's records, and what moved into its corrections.

    Raises VaerestederError with the numbers that moved where no reason is given.
    """
    edition, reason, moved = facts.edition, " ".join(reason.split()), find_moved_since(facts)
    if moved and not reason:
        raise VaerestederError(str(moved_without_reason(edition, moved)))
    correction = Correction(today(), reason, moved) if moved else None
    if correction:
        keep_publication(edition)
        save_corrections(edition, [*load_corrections(edition), correction])
    write_facts(facts, edition.folder / RECORD)
    asked = asked_text(read_questionnaire(questionnaire_file(edition.key)), edition.key)
    replace_whole(edition.folder / ASKED, asked)
    return correction


def tell_afterwards(edition: str, folder: Path = BUILD) -> tuple[str, ...]:
    """What to do when an edition is published: what to put where, what git should have, what to keep."""
    return (
        f"Læg ud: Læg mappen {folder / SITE} på hjemmesiden, som den er. PDF-filen ligger i den under {edition}.",
        # One after the other: what joins commands is another sign in each shell.
        f'Læg i git, én kommando ad gangen: git add notebooks data, git commit -m "Udgaven {edition}", git push. '
        "Svarene kommer ikke med.",
        f"Gem et sikkert sted det, git ikke har: nøglen ({key_file()}), og svarene og dine afgørelser (responses.csv "
        f"og mapping.yml), som vaeresteder gem {edition} pakker.",
    )


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        replace_whole(path, content)
