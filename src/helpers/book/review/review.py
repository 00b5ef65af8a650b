"""The review of an edition: every rule applied to its chapters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helpers.base.errors import VaerestederError
from helpers.book.review import binding_rules, code_rules, prose_rules, showing_rules
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.reviewed_book import ReviewedBook, read_reviewed_book
from helpers.facts.model import Facts

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
    binding_rules.check_retold,
    binding_rules.check_words,
    prose_rules.check_allowed_phrases,
)


@dataclass(frozen=True)
class Review:
    """What a review found: the book that it read, and its remarks in the order of the rules."""

    book: ReviewedBook
    remarks: tuple[Remark, ...]

    def weighing(self, *weights: Weight) -> list[Remark]:
        """The remarks of these weights."""
        return [remark for remark in self.remarks if remark.weight in weights]

    def stop(self) -> None:
        """Raise VaerestederError with every fault that leaves no book to be made; pass where there is none."""
        if stopping := self.weighing(Weight.STOPS):
            raise VaerestederError("\n".join(map(str, stopping)))


def review_edition(facts: Facts) -> Review:
    """The review of the edition that the facts are of.

    Raises VaerestederError where `gennemsyn.yml` has another form.
    """
    return review_book(read_reviewed_book(facts))


def review_book(book: ReviewedBook) -> Review:
    """The review of chapters that are read already."""
    return Review(book, tuple(remark for rule in RULES for remark in rule(book)))
