"""Chapters of a few cells, to plant mistakes in and have them reviewed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.book.review.remark import Remark
from helpers.book.review.review import Rule
from helpers.book.review.review_rules import ReviewRules
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.reviewed_chapter import ReviewedChapter, read_reviewed_chapter
from helpers.facts.model import Facts

PARAMETERS = 'edition = "2024"\nresponses = ""'
LOAD = (
    "from helpers.editions.parameters import check_parameters\nfrom helpers.facts import load_facts\n"
    "from helpers.facts.claims import bind\nfrom helpers.facts.conditions import largest\n\n"
    "check_parameters()\nfacts = load_facts(edition, responses)"
)


@dataclass(frozen=True)
class Code:
    """A cell of code, tagged as a call is unless it says otherwise."""

    source: str
    tags: tuple[str, ...] = ("hide-input",)


def write_chapter(folder: Path, name: str, cells: Sequence[str | Code]) -> ReviewedChapter:
    """A chapter of prose and code, read as a review reads it."""
    path = folder / f"{name}.ipynb"
    written = [
        {"cell_type": "code", "source": cell.source, "metadata": {"tags": list(cell.tags)}}
        if isinstance(cell, Code)
        else {"cell_type": "markdown", "source": cell.splitlines(keepends=True), "metadata": {}}
        for cell in cells
    ]
    path.write_text(json.dumps({"cells": written}), encoding="utf-8")
    return read_reviewed_chapter(path)


def with_load(*cells: str | Code, parameters: str = PARAMETERS) -> list[str | Code]:
    """The cells of a chapter after its title, its parameters and its load cell."""
    return ["# Prøve", Code(parameters, ("parameters", "remove-cell")), Code(LOAD, ("remove-cell",)), *cells]


def review_chapters(
    folder: Path,
    facts: Facts,
    chapters: Mapping[str, Sequence[str | Code]],
    rule: Rule,
    rules: ReviewRules | None = None,
) -> list[Remark]:
    """What one rule says of these chapters."""
    read = tuple(write_chapter(folder, name, cells) for name, cells in chapters.items())
    return list(rule(ReviewedBook(facts, read, rules or ReviewRules(analyse=("kapitel",)))))
