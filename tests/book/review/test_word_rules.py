"""Sentences that say more than their condition: the word, what it claims, what the condition has, what to write."""

from collections.abc import Callable
from pathlib import Path

import pytest
import reviewed
from reviewed import Code, with_load

from helpers.book.review.remark import Remark, Weight
from helpers.book.review.word_rules import check_comparing_words
from helpers.facts.model import Facts

A, B, C, D = (f"har_hjemloese.ja.{key}" for key in ("selvejende", "driftsoverenskomst", "kommunal", "brugerdrevet"))
Say = Callable[[str, str], list[Remark]]


@pytest.fixture
def say(tmp_path: Path, facts_2024: Facts) -> Say:
    def review(sentence: str, condition: str) -> list[Remark]:
        cells = with_load(f"[{sentence}]{{#navn .claim}}", Code(f"bind(facts, navn={condition})"))
        return reviewed.review_chapters(tmp_path, facts_2024, {"kapitel": cells}, check_comparing_words)

    return review


@pytest.mark.parametrize(
    ("sentence", "weak", "strong"),
    [
        ("De selvejende er den største gruppe.", f'largest("{A}", "{B}", "{C}")', f'largest("{A}", "{A[:-10]}*")'),
        ("Flest er selvejende.", f'largest("{A}", "{B}")', f'largest("{A}", "{B}", "{C}", "{D}")'),
        ("Langt de fleste svarer ja.", f'above(60, "{A}")', f'above(75, "{A}")'),
        ("Kun få har det.", f'below(40, "{A}")', f'below(15, "{A}")'),
        ("Enkelte svar er med.", f'fewer_than(5, "{A}")', f'few(5, "{A}")'),
        (
            "Svarene tyder på, at de er flere end de andre.",
            f'largest("{A}", "{B}")',
            f'suggests_larger("{A}", "{A[:-10]}*")',
        ),
        ("Forskellen kan være et tilfælde.", f'largest("{A}", "{B}")', f'may_be_chance("{A}", "{B}")'),
        ("Næsten lige så mange svarer nej.", f'alike("{A}", "{B}", within=5)', f'nearly_as_many("{A}", "{B}")'),
        (
            "Andelen er mere end tre gange så stor.",
            f'more_than_times(2, "{A}", "{B}")',
            f'more_than_times(3, "{A}", "{B}")',
        ),
        ("Det gælder uanset form.", f'more_than_half("{A}", "{B}")', f'more_than_half("{A}", "{A[:-10]}*")'),
        ("Derefter følger de andre.", f'falling("{A}", "{B}")', f'ranked("{A}", "{B}", "{A[:-10]}*")'),
    ],
)
def test_a_word_is_borne_by_a_condition_that_says_as_much(say: Say, sentence: str, weak: str, strong: str) -> None:
    [remark, *_] = say(sentence, weak)
    assert remark.weight is Weight.BLOCKS
    assert remark.sentence == sentence
    assert " siger: " in remark.fault
    assert "navn" in remark.fault
    assert say(sentence, strong) == []


def test_whoever_speaks_of_part_of_a_group_says_so(say: Say) -> None:
    [remark] = say("Ingen af de kommunale har det.", f'nobody("{A}")')
    assert "»der har svaret«" in remark.remedy
    assert say("Ingen af de kommunale, der har svaret, har det.", f'nobody("{A}")') == []


def test_what_to_write_names_the_conditions_and_the_star(say: Say) -> None:
    [weak] = say("Kun få har det.", f'below(40, "{A}")')
    assert weak.remedy == "Skriv few(10, …) eller below(15, …) i betingelsen, eller et svagere ord i sætningen."
    [narrow] = say("Flest er selvejende.", f'largest("{A}", "{B}")')
    assert '"har_hjemloese.ja.*"' in narrow.remedy


def test_notes_alternatives_retold_sentences_and_findings_are_held_to_it_too(tmp_path: Path, facts_2024: Facts) -> None:
    weak = f'largest("{A}", "{B}")'
    for prose in (
        "[Navnet.]{#navn .claim}\n\n[^note]: [De er flest.]{#i_note .claim .if-navn}",
        "[Navnet.]{#navn .claim} [De er flest.]{#navn_ellers .otherwise .if-navn}",
        "- [De er flest.]{#kort .claim .if-navn} [Navnet.]{#navn .claim}",
    ):
        cells = with_load(prose, Code(f"bind(facts, navn={weak})"))
        [remark] = reviewed.review_chapters(tmp_path, facts_2024, {"kapitel": cells}, check_comparing_words)
        assert remark.sentence == "De er flest."
    shown = Code(f'show_dots(facts, "a", name="figur-a", title="A", finding="De er flest", when={weak})')
    [remark] = reviewed.review_chapters(tmp_path, facts_2024, {"kapitel": with_load(shown)}, check_comparing_words)
    assert remark.sentence == "De er flest"
