"""What a review tells the author in the letter: each place with a link to it, and with text to paste."""

from collections.abc import Iterator, Sequence

from docutils.nodes import make_id

from helpers.book.review.broken_sentences import BrokenSentence
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.review import Review
from helpers.book.review.showing_rules import QUESTIONS
from helpers.editions.letter_format import LetterLine, LetterSection


def letter_sections(review: Review) -> Sequence[LetterSection]:
    """The sections of the letter that come from the chapters; none where nothing is to be done."""
    return [LetterSection(heading, tuple(lines)) for heading, lines in _sections(review) if lines]


def _sections(review: Review) -> Iterator[tuple[str, list[LetterLine]]]:
    blocking = review.weighing(Weight.STOPS, Weight.BLOCKS)
    yield "Sætninger, der venter på at blive skrevet", [_waiting(each) for each in review.waiting]
    yield "Sætninger, der er skiftet ud", [_replaced(each) for each in review.replaced]
    yield "Spørgsmål og svar, der mangler i bogen", [_told(each) for each in blocking if each.place == QUESTIONS]
    yield "Det, der skal rettes i kapitlerne", [_told(each) for each in blocking if each.place != QUESTIONS]
    yield (
        f"Det, der skal læses (sæt flueben med vaeresteder review {review.book.edition.key} --laest og koden)",
        [LetterLine(f"{each}. Det {each.why}.", _page(each.place, each.heading, review)) for each in review.unread],
    )
    yield "Godt at vide om kapitlerne", [_told(each) for each in review.weighing(Weight.NOTE)]


def _waiting(each: BrokenSentence) -> LetterLine:
    told = f"{each} Skriv sætningen om uden mærker, eller sæt dette ind efter den, og ret det til:"
    return LetterLine(told, f"html/{each.chapter}.html#{each.anchor}", each.paste)


def _replaced(each: BrokenSentence) -> LetterLine:
    told = f"{each.chapter}, »{each.heading}«: »{each.sentence}« holder ikke. Der står nu: »{each.alternative}«"
    return LetterLine(told, f"html/{each.chapter}.html#{each.anchor}")


def _told(remark: Remark) -> LetterLine:
    page = f"html/{remark.place}.html#{make_id(remark.heading)}" if remark.cell else ""
    return LetterLine(str(remark), page)


def _page(chapter: str, heading: str, review: Review) -> str:
    """The way to a heading; none from what stands in no chapter."""
    known = {each.name for each in review.book.chapters}
    return f"html/{chapter}.html#{make_id(heading)}" if chapter in known else ""
