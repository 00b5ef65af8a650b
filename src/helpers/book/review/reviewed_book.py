"""All that a review looks at: the chapters of an edition, what is allowed in them, and the edition's facts."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.book.contents import staged_chapters
from helpers.book.review.bindings import Binding, Spans, read_bindings, read_spans
from helpers.book.review.review_rules import ReviewRules, load_review_rules
from helpers.book.review.reviewed_chapter import ReviewedChapter, read_reviewed_chapter
from helpers.facts.model import Facts
from helpers.survey.edition import Edition


@dataclass(frozen=True)
class ReviewedBook:
    """An edition's chapters as they are written, in reading order, with its facts."""

    facts: Facts
    chapters: tuple[ReviewedChapter, ...]
    rules: ReviewRules

    @property
    def edition(self) -> Edition:
        """The edition that the chapters are for."""
        return self.facts.edition

    @cached_property
    def spans(self) -> dict[str, Spans]:
        """The marked sentences, by chapter."""
        return {chapter.name: read_spans(chapter) for chapter in self.chapters}

    @cached_property
    def bindings(self) -> dict[str, dict[str, Binding]]:
        """The conditions by chapter and name."""
        return {chapter.name: read_bindings(chapter) for chapter in self.chapters}


def read_reviewed_book(facts: Facts) -> ReviewedBook:
    """The chapters of the edition that the facts are of."""
    paths = staged_chapters(facts.edition)
    return ReviewedBook(facts, tuple(map(read_reviewed_chapter, paths)), load_review_rules(folder_of(paths)))


def folder_of(chapters: list[Path]) -> Path:
    """The folder in which an edition's chapters lie."""
    return chapters[0].parent
