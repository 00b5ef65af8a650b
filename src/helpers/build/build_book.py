"""The book of an edition: made where anything that it is made from has changed, and else as it is."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.base.lock import one_writer
from helpers.base.paths import BUILD, check_key
from helpers.base.whole_files import replace_whole
from helpers.build.fingerprint import hash_edition, hash_files
from helpers.build.progress import say_nothing
from helpers.facts.claims_csv import Conclusion, read_conclusions
from helpers.survey.edition import earlier_edition, load_edition

UNCHANGED = "Intet er ændret, siden bogen blev bygget."


@dataclass(frozen=True)
class Book:
    """One built edition: its front page, PDF, file of facts, conclusions in reading order, what its review came to."""

    front_page: Path
    pdf: Path
    facts: Path
    conclusions: tuple[Conclusion, ...]
    summary: tuple[str, ...]


def build_book(
    edition: str, responses: str = "", *, folder: Path = BUILD, say: Callable[[str], object] = say_nothing
) -> Book:
    """Build an edition into a folder of its own, from its own responses or from a file of them.

    A book that is there already, made from the very same and untouched since, is not made again. Nothing of
    it is touched before a new one is complete. `say` is told of each step as it begins, with the seconds that
    are left. Raises VaerestederError where data, a chapter or the book has a fault, and BusyError where another process
    is at work on the same book.
    """
    load_edition(edition)
    check_key(edition, folder)
    with one_writer(lock_file(folder, edition), f"Udgaven {edition} bygges"):
        return _build(edition, responses, folder, say)


@contextmanager
def alone_with(edition: str, what: str, folder: Path = BUILD) -> Iterator[None]:
    """A while in which no other process works on an edition: neither its data nor its book nor its publication.

    `what` is what is being done, as `one_writer` has it, which raises BusyError.
    """
    with one_writer(lock_file(folder, f"publish-{edition}"), what), one_writer(lock_file(folder, edition), what):
        yield


def lock_file(folder: Path, name: str) -> Path:
    """The lock of an edition's book, or of something else that is built in the folder."""
    return folder / ".work" / f"{name}.lock"


def _build(edition: str, responses: str, folder: Path, say: Callable[[str], object]) -> Book:
    parameters = {"edition": edition, "responses": responses}
    # The letter to the author tells of the conclusions that the edition before came to.
    beside = [folder / earlier_edition(edition) / "claims.csv"]
    key, record = hash_edition(parameters, beside), folder / ".work" / f"built-{edition}.json"
    target = folder / edition
    recorded = _recorded(record)
    if recorded.get("key") == key and recorded.get("files") == hash_files(target):
        say(UNCHANGED)
        summary = recorded["summary"]
    else:
        # Here, because a book that is made already needs none of the large libraries.
        from helpers.build.pipeline import make_book

        summary = make_book(edition, responses, folder, say)
        # What was changed meanwhile may be in the book, in a part of it or not at all.
        if hash_edition(parameters, beside) == key:
            replace_whole(record, json.dumps({"key": key, "files": hash_files(target), "summary": summary}))
    return Book(
        front_page=target / "html" / "index.html",
        pdf=target / f"vaeresteder-{edition}.pdf",
        facts=target / "facts.csv",
        conclusions=read_conclusions(target / "claims.csv"),
        summary=tuple(summary),
    )


def _recorded(record: Path) -> dict[str, Any]:
    """What was recorded of the book that was made last; nothing where that cannot be read."""
    try:
        recorded = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return recorded if isinstance(recorded, dict) and "summary" in recorded else {}
