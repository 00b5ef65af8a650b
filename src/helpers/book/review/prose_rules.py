"""Rules for the prose: no number of the survey typed by hand, and no comparison that nothing judges."""

import re
from collections.abc import Iterator
from itertools import islice

from helpers.book.lint import TypedNumber, find_typed_numbers, find_unbound_comparisons
from helpers.book.review.bindings import calls_of, constant_arguments
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.review_rules import FILE
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.reviewed_chapter import ReviewedCell, ReviewedChapter
from helpers.book.review.suggested_binding import suggest_binding
from helpers.book.review.told_sentence import with_numbers
from helpers.facts.model import Facts
from helpers.facts.text import fact_text

_TITLE = re.compile(r"^# ", re.MULTILINE)


def check_titles(book: ReviewedBook) -> Iterator[Remark]:
    """Chapters with no title, or with several."""
    for chapter in book.chapters:
        count = len(_TITLE.findall(chapter.prose))
        if count != 1:
            fault = f"Kapitlet har {count} titler." if count else "Kapitlet har ingen titel."
            remedy = "Begynd første celle med »# Titel«, og brug »## « til afsnittene under den."
            yield Remark(chapter.name, "", 1, fault, remedy, weight=Weight.BLOCKS if count else Weight.STOPS)


def check_typed_numbers(book: ReviewedBook) -> Iterator[Remark]:
    """Numbers in the prose that no role brings."""
    for chapter in book.chapters:
        if chapter.name in book.rules.uden_tal:
            continue
        for cell in chapter.markdown:
            for found in find_typed_numbers(cell.source, book.rules.tal.get(chapter.name, ())):
                yield Remark(
                    chapter.name,
                    cell.heading_at(found.line),
                    cell.number,
                    f"Tallet {found.number} er skrevet med hånden og følger ikke svarene:",
                    f"{_roles_for(found.number, book.facts)} Er det ikke et tal fra undersøgelsen, så føj vendingen "
                    f"til tal under {chapter.name} i {FILE}.",
                    _sentence_of(cell.source, found),
                )


def _roles_for(number: str, facts: Facts) -> str:
    """What to write for a typed number: the facts that read the same, a few of them."""
    alike = list(islice((i for i, fact in facts.items() if fact_text(fact).split("\u00a0")[0] == number), 3))
    if alike:
        return f"Skriv tallets navn i stedet, for eksempel {' eller '.join(f'{{fact}}`{each}`' for each in alike)}."
    return f"Skriv tallets navn i stedet: {{fact}}`navn`. Navnene står i _build/{facts.edition.key}/facts.csv."


def check_comparisons(book: ReviewedBook) -> Iterator[Remark]:
    """Sentences that compare what was counted and have no condition."""
    for chapter in book.chapters:
        allowed = book.rules.sammenligninger.get(chapter.name, ())
        analysis = chapter.name in book.rules.analyse
        for cell, text in _read_by_people(chapter):
            found = {each.sentence: each for each in find_unbound_comparisons(text, allowed, analysis=analysis)}
            for each in found.values():
                bound = suggest_binding("et_navn", each.word, each.sentence, book.facts)
                remedy = (
                    f"Skriv den som [Sætningen.]{{#et_navn .claim}} med sin betingelse i en celle under: {bound}. "
                    "Sammenligner den ikke noget, der er talt, så føj vendingen til sammenligninger under "
                    f"{chapter.name} i {FILE}."
                )
                word = with_numbers(each.word, book.facts)
                fault = f"Sætningen sammenligner (»{word}«) uden en betingelse:"
                heading = cell.heading_at(each.line)
                yield Remark(chapter.name, heading, cell.number, fault, remedy, each.sentence)


def _read_by_people(chapter: ReviewedChapter) -> Iterator[tuple[ReviewedCell, str]]:
    """The prose of a chapter and the titles of its tables and figures, each with its cell."""
    for cell in chapter.cells:
        if cell.kind == "markdown":
            yield cell, cell.source
        for call in calls_of(cell) if cell.kind == "code" else ():
            yield cell, constant_arguments(call).get("title", "")


def _sentence_of(source: str, found: TypedNumber) -> str:
    """The sentence that a number stands in, as it is written."""
    line = source.splitlines()[found.line - 1]
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ\[{])", line)
    return next((each for each in sentences if found.number in each), line)


def check_allowed_phrases(book: ReviewedBook) -> Iterator[Remark]:
    """Phrases that are allowed and that no chapter says any more, or that need no permission."""
    prose = {chapter.name: chapter.prose for chapter in book.chapters}
    for kind, allowed, finds in (
        ("tal", book.rules.tal, find_typed_numbers),
        ("sammenligninger", book.rules.sammenligninger, find_unbound_comparisons),
    ):
        for chapter, phrases in allowed.items():
            for phrase in phrases:
                if chapter in prose and phrase in prose[chapter] and any(finds(phrase)):
                    continue
                if chapter not in prose:
                    fault = f"Under {kind} står kapitlet {chapter}, som udgaven ikke har:"
                elif phrase not in prose[chapter]:
                    fault = f"Under {kind} og {chapter} står en vending, som kapitlet ikke har mere:"
                else:
                    fault = f"Under {kind} og {chapter} står en vending, der ikke behøver at være undtaget:"
                yield Remark(FILE, "", 0, fault, "Slet linjen.", phrase, Weight.NOTE)
