"""The rule for sentences that stand in for one that does not hold: they are judged too, or claim nothing."""

import re
from collections.abc import Iterator

from helpers.book.lint import find_unbound_comparisons
from helpers.book.review.remark import Remark
from helpers.book.review.reviewed_book import ReviewedBook

_DENIAL = re.compile(r"\b(?:ikke|ingen|hverken)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?:]) ")


def check_alternatives(book: ReviewedBook) -> Iterator[Remark]:
    """Alternatives that compare or deny and have no condition: that one sentence is false makes no other one true."""
    every = {name for bindings in book.bindings.values() for name in bindings}
    for chapter in book.chapters:
        for each in book.spans[chapter.name].alternatives:
            if (each.borrows or each.name) in every or not _claims(each.text):
                continue
            fault = "Sætningen står i stedet for en, der ikke holder, og påstår noget, som intet prøver:"
            remedy = (
                f"Skriv betingelsen for den i en celle under: bind(facts, {each.name}=…), eller skriv kun tallene. "
                "Uden nogen sætning i stedet skriver bogen selv tallene."
            )
            yield Remark(chapter.name, each.heading, each.cell, fault, remedy, each.text)


def _claims(text: str) -> bool:
    """Whether a sentence compares, or denies without a number that says how many do not."""
    denies = any(_DENIAL.search(each) and "{fact}" not in each for each in _SENTENCE.split(text))
    return denies or any(find_unbound_comparisons(text))
