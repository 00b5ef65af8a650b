"""The sentences of an edition that its numbers break: which have an alternative, and which wait for a new one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.base.errors import VaerestederError
from helpers.book.review.bindings import Binding, MarkedSentence, condition_of, is_condition
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.reviewed_chapter import ReviewedChapter, edition_spans
from helpers.book.review.told_sentence import quoted_facts, with_numbers
from helpers.facts.claims import Claim, judge
from helpers.facts.claims_csv import BROKEN, HOLDS
from helpers.facts.model import Facts
from helpers.facts.plain_numbers import tell_plainly
from helpers.facts.provenance import trace


@dataclass(frozen=True)
class BrokenSentence:
    """A sentence whose condition does not hold: its place, the sentence with this edition's numbers, and the rule.

    `numbers` are those that it would need, in words; `alternative` is what the book says instead, blank where it says
    nothing, and `paste` then a sentence of plain numbers to put after it. `anchor` is its place on the page, `bound`
    that of its condition in the chapters.
    """

    chapter: str
    heading: str
    cell: int
    anchor: str
    bound: str
    sentence: str
    rule: str
    numbers: tuple[str, ...]
    alternative: str
    paste: str

    def __str__(self) -> str:
        place = f"{self.chapter}.ipynb, »{self.heading}«, celle {self.cell}"
        numbers = "; ".join(self.numbers)
        return f"{place}: »{self.sentence}« holder ikke. {self.rule} ({self.bound}) Tallene er: {numbers}."


def find_broken(book: ReviewedBook) -> Iterator[BrokenSentence]:
    """Each marked sentence that the edition would print and whose condition does not hold, in reading order."""
    every = {name: (home, binding) for home, bindings in book.bindings.items() for name, binding in bindings.items()}
    for chapter in book.chapters:
        spans = book.spans[chapter.name]
        elsewhere = set(_left_out(chapter, book.facts))
        for each in spans.claims:
            home, binding = every.get(each.borrows or each.name, ("", None))
            if binding is None or each.name in elsewhere:
                continue
            claim = _judged(binding, book.facts)
            if claim and claim.state == BROKEN and _is_quotable(each.text, book.facts):
                bound = f"Betingelsen står i {home}.ipynb, celle {binding.cell}."
                said = spans.alternatives_to(each.name, book.edition.key)
                true = (other for other in said if _is_true(every.get(other.borrows or other.name), book.facts))
                yield _broken(chapter.name, each, claim, next(true, None), book.facts, bound)


def _judged(binding: Binding, facts: Facts) -> Claim | None:
    """A condition as it is judged; None where it cannot be read as one."""
    if not is_condition(binding.expression):
        return None
    try:
        return judge(binding.name, condition_of(binding.expression), facts)
    except (TypeError, ValueError, VaerestederError):
        return None


def _is_true(bound: tuple[str, Binding] | None, facts: Facts) -> bool:
    """Whether an alternative may be said: its condition holds, or it has none."""
    claim = _judged(bound[1], facts) if bound else None
    return bound is None or (claim is not None and claim.state == HOLDS)


def _left_out(chapter: ReviewedChapter, facts: Facts) -> Iterator[str]:
    """The names of sentences in paragraphs that the edition does not print."""
    other = "survey" if facts.edition.reconstructed else "reconstructed"
    for paragraph in chapter.paragraphs():
        unasked = [mark for mark in paragraph.marks if mark.startswith("asked-") and not _is_asked(mark, facts)]
        text = paragraph.text
        if not (other in paragraph.marks or unasked):
            text = " ".join(span for mark, span in edition_spans(text) if mark == other)
        yield from re.findall(r"\{#(\w+) \.claim", text)


def _is_asked(mark: str, facts: Facts) -> bool:
    return mark.removeprefix("asked-") in facts.questionnaire.questions


def _is_quotable(text: str, facts: Facts) -> bool:
    """Whether the edition has every number of a sentence; without them the sentence goes by itself."""
    quoted = [facts.get(fact_id) for fact_id in quoted_facts(text)]
    return all(fact is not None and fact.value is not None and not fact.suppressed for fact in quoted)


def _broken(
    chapter: str, each: MarkedSentence, claim: Claim, alternative: MarkedSentence | None, facts: Facts, bound: str
) -> BrokenSentence:
    return BrokenSentence(
        chapter=chapter,
        heading=each.heading,
        cell=each.cell,
        anchor=each.name.replace("_", "-"),
        bound=bound,
        sentence=with_numbers(each.text, facts),
        rule=claim.rule,
        numbers=tuple(f"{_in_words(number.fact, facts)}: {number.text}" for number in claim.numbers),
        alternative=with_numbers(alternative.text, facts) if alternative else "",
        paste="" if alternative else _plain_numbers(each.name, claim, facts),
    )


def _in_words(fact_id: str, facts: Facts) -> str:
    """The number in words: answer and group, or the question where it has neither."""
    told = trace(fact_id, facts)
    return ", ".join(part for part in (told.answer, told.group) if part) or told.question


def _plain_numbers(name: str, claim: Claim, facts: Facts) -> str:
    """A sentence that says the numbers and compares nothing, as it is written in a chapter."""
    told = tell_plainly((number.fact for number in claim.numbers), facts, lambda fact_id: f"{{fact}}`{fact_id}`")
    return f"[{told}]{{#{name}_{facts.edition.key} .otherwise}}"
