"""The star in a condition: all that an edition states, whatever that is."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.claims import judge
from helpers.facts.claims_csv import BROKEN, HOLDS, UNKNOWN
from helpers.facts.condition import Condition
from helpers.facts.conditions import (
    few,
    largest,
    may_be_chance,
    more_than_half,
    most_common,
    narrow_intervals,
    nearly_as_many,
    ranked,
    smallest,
    suggests_larger,
    surely_larger,
    together,
)
from helpers.facts.model import Fact, Facts
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire

EDITION = load_edition("2024")
YES = "har_hjemloese.ja"
GROUPS = ("selvejende", "driftsoverenskomst", "kommunal", "brugerdrevet")
FIRST, SECOND, THIRD, FOURTH = (f"{YES}.{group}" for group in GROUPS)
EVERY = f"{YES}.*"


def state(questionnaire: Questionnaire, condition: Condition, *counts: int, base: int = 50) -> str:
    """The state of a condition where the groups gave these counts; a group that is not given is not stated."""
    facts = {
        f"{YES}.{group}": Fact(f"{YES}.{group}", Fraction(100 * count, base), "percent", count, base, "survey")
        for group, count in zip(GROUPS, counts, strict=False)
    }
    return judge("navn", condition, Facts(EDITION, questionnaire, facts)).state


@pytest.mark.parametrize(
    ("condition", "holding", "breaking"),
    [
        (largest(FIRST, EVERY), (30, 20, 20), (30, 20, 20, 40)),
        (smallest(FIRST, EVERY), (30, 40, 40), (30, 40, 40, 20)),
        (smallest(FIRST, EVERY, but_for=SECOND), (30, 20, 40), (30, 20, 40, 30)),
        (more_than_half(FIRST, EVERY), (30, 40), (30, 40, 25)),
        (ranked(FIRST, SECOND, EVERY), (30, 20, 10, 10), (30, 20, 10, 20)),
        (ranked(FIRST, SECOND, EVERY), (30, 20), (20, 30)),
        (surely_larger(FIRST, EVERY), (40, 10, 10), (40, 10, 10, 39)),
        (suggests_larger(FIRST, EVERY), (25, 20, 20), (25, 20, 21)),
        (may_be_chance(FIRST, EVERY), (25, 24, 26), (25, 24, 26, 49)),
        (together(largest(FIRST, EVERY), few(50, FIRST)), (40, 10, 10), (40, 10, 10, 40)),
    ],
)
def test_a_star_holds_for_the_group_that_only_a_later_edition_shows(
    questionnaire: Questionnaire, condition: Condition, holding: tuple[int, ...], breaking: tuple[int, ...]
) -> None:
    assert state(questionnaire, condition, *holding) == HOLDS
    assert state(questionnaire, condition, *breaking) == BROKEN


def test_the_numbers_of_a_judged_star_are_those_of_the_edition(questionnaire: Questionnaire) -> None:
    facts = Facts(
        EDITION,
        questionnaire,
        {fact: Fact(fact, Fraction(k), "percent", k, 100, "survey") for fact, k in ((FIRST, 9), (SECOND, 8))},
    )
    assert [number.fact for number in judge("navn", largest(FIRST, EVERY), facts).numbers] == [FIRST, SECOND]


def test_a_withheld_group_leaves_it_open_and_an_empty_one_is_passed_over(questionnaire: Questionnaire) -> None:
    stated = {FIRST: Fact(FIRST, Fraction(60), "percent", 6, 10, "survey")}
    stated[SECOND] = Fact(SECOND, Fraction(10), "percent", 1, 10, "survey")
    withheld = Fact(THIRD, None, "percent", None, 2, "survey", suppressed=True)
    empty = Fact(FOURTH, None, "percent", 0, 0, "survey")
    facts = Facts(EDITION, questionnaire, stated)
    for condition in (largest(FIRST, EVERY), ranked(FIRST, SECOND, EVERY), more_than_half(FIRST, f"{YES}.selv*")):
        assert judge("navn", condition, facts.with_facts({FOURTH: empty})).state == HOLDS
    assert judge("navn", largest(FIRST, EVERY), facts.with_facts({THIRD: withheld})).state == UNKNOWN


@pytest.mark.parametrize("word", [largest, surely_larger, may_be_chance, suggests_larger])
def test_what_has_nothing_beside_it_cannot_be_judged(
    questionnaire: Questionnaire, word: Callable[..., Condition]
) -> None:
    assert state(questionnaire, word(FIRST, EVERY), 30) == UNKNOWN


def test_the_only_answer_that_is_stated_is_the_most_common_where_it_leaves_less(questionnaire: Questionnaire) -> None:
    assert state(questionnaire, most_common(FIRST, f"har_hjemloese.*.{GROUPS[0]}"), 26) == HOLDS
    assert state(questionnaire, most_common(FIRST, f"har_hjemloese.*.{GROUPS[0]}"), 25) == BROKEN


@pytest.mark.parametrize(
    "make", [lambda: largest(EVERY, FIRST), lambda: ranked(FIRST, EVERY), lambda: ranked(FIRST, SECOND)]
)
def test_a_star_that_stands_wrong_is_the_authors_mistake(make: Callable[[], Condition]) -> None:
    with pytest.raises(VaerestederError, match="stjerne"):
        make()


@pytest.mark.parametrize(
    ("condition", "holding", "breaking"),
    [
        (nearly_as_many(FIRST, SECOND), (18, 16), (7, 2)),
        (nearly_as_many(FIRST, SECOND), (6, 5), (16, 16)),
        (few(10, FIRST, SECOND), (9, 1), (9, 0)),
        (few(10, FIRST), (9,), (10,)),
        (may_be_chance(FIRST, SECOND), (26, 25), (25, 25)),
    ],
)
def test_careful_words_hold_and_break_at_their_limits(
    questionnaire: Questionnaire, condition: Condition, holding: tuple[int, ...], breaking: tuple[int, ...]
) -> None:
    assert state(questionnaire, condition, *holding) == HOLDS
    assert state(questionnaire, condition, *breaking) == BROKEN


@pytest.mark.parametrize(("answered", "expected"), [(103, HOLDS), (76, HOLDS), (75, BROKEN), (39, BROKEN)])
def test_intervals_are_narrow_where_few_are_missing(questionnaire: Questionnaire, answered: int, expected: str) -> None:
    facts = {
        key: Fact(key, Fraction(k), "count", k, None, "survey")
        for key, k in (("respondenter", answered), ("ramme", 145))
    }
    condition = narrow_intervals(15, "respondenter", "ramme")
    assert judge("navn", condition, Facts(EDITION, questionnaire, facts)).state == expected
