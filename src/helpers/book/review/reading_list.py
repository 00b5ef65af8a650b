"""What somebody reads before an edition is published, and the ticks that say what was read.

Chapters are handed down from edition to edition. What they say of the making, or of another year, no number can judge:
a person reads it once. A tick is kept by the checksum of the text, so that what is changed is read again.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from helpers.base.errors import VaerestederError
from helpers.base.yaml_io import read_yaml
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.reviewed_chapter import Paragraph, edition_spans
from helpers.book.review.told_sentence import with_numbers
from helpers.survey.doubts_file import read_doubts
from helpers.survey.edition import TICKS, Edition, earlier_edition

ALL = "alle"
_HEAD = """\
# Det, der er læst og fundet i orden i denne udgave: afsnit, som er skrevet til en tidligere udgave, og tvivl om svar.
# Skrives af vaeresteder review --laest. En linje, der slettes, skal læses igen.
"""
# Years of works, of laws and of links are not what a paragraph tells of.
_NOT_TOLD = re.compile(r"\[[^\]]*\]\([^)]*\)|\{[\w:]+\}`[^`]*`|\*[^*]+\*|\[\^[\w-]+\]|`[^`]*`")
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class ReadingMatter:
    """One thing to read: its code, where it stands (chapter or file, heading), its text, and why it is read."""

    code: str
    place: str
    heading: str
    text: str
    why: str

    @property
    def in_git(self) -> str:
        """What stands beside the tick: of what somebody answered only where it is, for the file is in git."""
        return f"{self.place}, {self.heading}: {self.text[:60]}" if self.heading else f"{self.place}, {self.why}"

    def __str__(self) -> str:
        heading = f", »{self.heading}«" if self.heading else ""
        return f"{self.code}  {self.place}{heading}: {self.text[:100]}{'…' if len(self.text) > 100 else ''}"


def list_reading(book: ReviewedBook) -> list[ReadingMatter]:
    """All that is to be read in an edition, read or not; no paragraphs where its chapters were written for it."""
    inherited = earlier_edition(book.edition.key)
    found = [*(_paragraphs(book) if inherited else ()), *_doubts(book.edition)]
    return list({each.code: each for each in found}.values())


def _paragraphs(book: ReviewedBook) -> Iterator[ReadingMatter]:
    for chapter in book.chapters:
        if chapter.name in book.rules.uden_tal:
            continue
        for paragraph in chapter.paragraphs():
            making = {chapter.name, f"{chapter.name}, {paragraph.heading}"} & set(book.rules.tilblivelse)
            text = _unmarked(paragraph)
            years = sorted(set(_YEAR.findall(_NOT_TOLD.sub(" ", text))) & _other_years(book.edition))
            if not re.search(r"\w", text) or not (making or years):
                continue
            why = f"nævner {' og '.join(years)}" if years else "fortæller, hvordan undersøgelsen blev til"
            told = with_numbers(text, book.facts)
            yield ReadingMatter(_code(paragraph.text), chapter.name, paragraph.heading, told, why)


def _unmarked(paragraph: Paragraph) -> str:
    """What a paragraph says in every edition; blank where it is for one kind of edition."""
    if paragraph.marks & {"reconstructed", "survey"}:
        return ""
    text = paragraph.text
    for mark, span in edition_spans(text):
        if mark in ("reconstructed", "survey"):
            text = text.replace(span, "")
    return re.sub(r"^\[\^[\w-]+\]:", "", text)


def _other_years(edition: Edition) -> set[str]:
    """The years that an edition may have inherited from the one before: from that one up to its own, and the next."""
    first, last = int(earlier_edition(edition.key)), int(edition.key)
    return {str(year) for year in range(first, last + 2)} - {edition.key}


def _doubts(edition: Edition) -> Iterator[ReadingMatter]:
    for doubt in read_doubts(edition):
        place = f"række {doubt.row}" if doubt.row else "eksporten"
        yield ReadingMatter(_code(f"{doubt.row} {doubt.message}"), place, "", doubt.message, "datakontrollen tvivler")


def _code(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:8]


def read_ticks(edition: Edition) -> Mapping[str, str]:
    """The codes that were ticked off in an edition, each with the words that it stands for.

    Raises VaerestederError where the file has another form.
    """
    path = edition.folder / TICKS
    if not path.is_file():
        return {}
    try:
        raw = read_yaml(path) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VaerestederError(f"data/{edition.key}/{TICKS} kan ikke læses: {error}") from error
    if not isinstance(raw, dict):
        raise VaerestederError(f'data/{edition.key}/{TICKS}: Hver linje er en kode og et sted: "3f2a9c1d": metode, …')
    return {str(code): str(text) for code, text in raw.items()}


def list_unread(book: ReviewedBook) -> list[ReadingMatter]:
    """What is still to be read in an edition."""
    ticked = read_ticks(book.edition)
    return [each for each in list_reading(book) if each.code not in ticked]


def tick(book: ReviewedBook, wanted: Iterable[str]) -> list[ReadingMatter]:
    """Tick off by code, by chapter, or all that there is; what was ticked now is returned.

    Raises VaerestederError where nothing to read has such a code or chapter.
    """
    every, ticked = list_reading(book), dict(read_ticks(book.edition))
    unread = [each for each in every if each.code not in ticked]
    wanted = list(wanted)
    unknown = [name for name in wanted if name != ALL and not any(name in (each.code, each.place) for each in every)]
    if unknown:
        raise VaerestederError(
            f"Der er ikke noget at læse, som hedder {', '.join(unknown)}. Skriv en kode fra vaeresteder review "
            f"{book.edition.key}, navnet på et kapitel eller {ALL}."
        )
    now = [each for each in unread if {ALL, each.code, each.place} & set(wanted)]
    if now:
        ticked |= {each.code: each.in_git for each in now}
        text = yaml.safe_dump(ticked, allow_unicode=True, sort_keys=False, width=200)
        (book.edition.folder / TICKS).write_text(_HEAD + text, encoding="utf-8")
    return now
