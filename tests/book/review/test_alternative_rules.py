"""Sentences that stand in for one that does not hold, and what they may say without a condition."""

from pathlib import Path

import pytest
import reviewed
from reviewed import Code, with_load

from helpers.book.review.alternative_rules import check_alternatives
from helpers.book.review.remark import Remark
from helpers.facts.model import Facts

A, B = "organisationsform.kommunal", "organisationsform.selvejende"
SENTENCE = "[De selvejende er flest.]{{#a_b .claim}} [{}]{{#a_b_ellers .otherwise}}"


def review(folder: Path, facts: Facts, *cells: str | Code) -> list[Remark]:
    return reviewed.review_chapters(folder, facts, {"kapitel": with_load(*cells)}, check_alternatives)


@pytest.mark.parametrize(
    "claims",
    [
        "De kommunale er flest.",
        "Svarene viser ikke, at de selvejende er store.",
        f"Det er {{fact}}`{A}`. Det er ikke sådan.",
        "Ingen er store.",
    ],
)
def test_what_compares_or_denies_needs_a_condition_of_its_own(tmp_path: Path, facts_2024: Facts, claims: str) -> None:
    own = Code(f'bind(facts, a_b=largest("{B}", "{A}"))')
    [remark] = review(tmp_path, facts_2024, SENTENCE.format(claims), own)
    assert remark.sentence == claims
    assert "bind(facts, a_b_ellers=…)" in remark.remedy
    both = Code(f'bind(facts, a_b=largest("{B}", "{A}"), a_b_ellers=largest("{A}", "{B}"))')
    assert review(tmp_path, facts_2024, SENTENCE.format(claims), both) == []


@pytest.mark.parametrize("plain", [f"De selvejende er {{fact}}`{B}`.", f"Det gør {{fact}}`{B}` ikke."])
def test_numbers_alone_need_none(tmp_path: Path, facts_2024: Facts, plain: str) -> None:
    assert review(tmp_path, facts_2024, SENTENCE.format(plain)) == []
