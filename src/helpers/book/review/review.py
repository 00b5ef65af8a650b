"""The review of an edition: every rule applied to its chapters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from helpers.base.danish import capitalise, counted, join_words
from helpers.base.errors import VaerestederError
from helpers.book.review import (
    alternative_rules,
    binding_rules,
    code_rules,
    making_rules,
    prose_rules,
    showing_rules,
    word_rules,
)
from helpers.book.review.broken_sentences import BrokenSentence, find_broken
from helpers.book.review.reading_list import ReadingMatter, list_unread
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.reviewed_book import ReviewedBook, read_reviewed_book
from helpers.book.review.told_sentence import with_numbers
from helpers.facts.model import Facts
from helpers.survey.edition import earlier_edition

Rule = Callable[[ReviewedBook], Iterator[Remark]]
RULES: tuple[Rule, ...] = (
    prose_rules.check_titles,
    code_rules.check_code,
    code_rules.check_load_cells,
    code_rules.check_imports,
    code_rules.check_parameters_left,
    binding_rules.check_bindings,
    binding_rules.check_names,
    prose_rules.check_typed_numbers,
    prose_rules.check_comparisons,
    code_rules.check_tags,
    code_rules.check_titles_of_figures,
    showing_rules.check_questions,
    showing_rules.check_answers,
    showing_rules.check_references,
    showing_rules.check_asked,
    making_rules.check_making,
    code_rules.check_stored,
    binding_rules.check_retold,
    binding_rules.check_words,
    alternative_rules.check_alternatives,
    word_rules.check_comparing_words,
    prose_rules.check_allowed_phrases,
)


@dataclass(frozen=True)
class Review:
    """What a review found: the book that it read, and its remarks in the order of the rules."""

    book: ReviewedBook
    remarks: tuple[Remark, ...]

    @cached_property
    def broken(self) -> tuple[BrokenSentence, ...]:
        """The sentences that the numbers of the edition break."""
        return tuple(find_broken(self.book))

    @property
    def replaced(self) -> list[BrokenSentence]:
        """Those of them in whose place the book says something else."""
        return [each for each in self.broken if each.alternative]

    @property
    def waiting(self) -> list[BrokenSentence]:
        """Those of them that somebody has to write anew."""
        return [each for each in self.broken if not each.alternative]

    @cached_property
    def unread(self) -> list[ReadingMatter]:
        """What somebody has to read before the edition is published."""
        return list_unread(self.book)

    @property
    def summary(self) -> tuple[str, str]:
        """What came of it in two sentences: how many sentences changed, and how many things wait."""
        before = earlier_edition(self.book.edition.key) or self.book.edition.key
        changed = f"{capitalise(_count(len(self.replaced), 'sætning', 'sætninger'))} er skiftet ud"
        changed += f", for dem fra {before} holder ikke." if self.replaced else "."
        waiting = [
            f"{_count(len(self.waiting), 'sætning', 'sætninger')} venter på at blive skrevet",
            f"{_count(len(self.weighing(Weight.STOPS, Weight.BLOCKS)), 'ting', 'ting')} skal rettes",
            f"{_count(len(self.unread), 'ting', 'ting')} skal læses",
        ]
        return changed, f"{capitalise(join_words(waiting))}."

    def weighing(self, *weights: Weight) -> list[Remark]:
        """The remarks of these weights."""
        return [remark for remark in self.remarks if remark.weight in weights]

    def stop(self) -> None:
        """Raise VaerestederError with every fault that leaves no book to be made; pass where there is none."""
        if stopping := self.weighing(Weight.STOPS):
            raise VaerestederError("\n".join(map(str, stopping)))


def _count(number: int, one: str, several: str) -> str:
    """How many, in words a reader of the screen takes in at once."""
    return counted(number, one, several) if number else f"ingen {one}"


def review_edition(facts: Facts) -> Review:
    """The review of the edition that the facts are of.

    Raises VaerestederError where `gennemsyn.yml` has another form.
    """
    return review_book(read_reviewed_book(facts))


def review_book(book: ReviewedBook) -> Review:
    """The review of chapters that are read already; its remarks tell sentences as a reader would see them."""
    found = (remark for rule in RULES for remark in rule(book))
    return Review(book, tuple(replace(each, sentence=with_numbers(each.sentence, book.facts)) for each in found))
