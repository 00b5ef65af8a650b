"""The words of conditions: when each holds, when it does not, and when it cannot be judged."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.claims import MEDIA_TYPE, bind, judge
from helpers.facts.claims_csv import BROKEN, HOLDS, UNKNOWN
from helpers.facts.conditions import (
    Condition,
    above,
    alike,
    at_least_times,
    below,
    everybody,
    falling,
    fewer_than,
    halfway,
    largest,
    majority_of,
    may_be_chance,
    more_than_half,
    more_than_times,
    most_common,
    nearly,
    nearly_times,
    nobody,
    smallest,
    surely_larger,
    together,
    together_more_than_half,
)
from helpers.facts.model import Fact, Facts
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire

EDITION = load_edition("2024")
# Two answers of one question, and one answer in groups that share nobody.
A, B, C = (f"organisationsform.{key}" for key in ("selvejende", "driftsoverenskomst", "kommunal"))
IN_A, IN_B, IN_C = (f"har_hjemloese.ja.{key}" for key in ("selvejende", "driftsoverenskomst", "kommunal"))


def share(fact_id: str, count: int, base: int) -> Fact:
    value = Fraction(100 * count, base) if base else None
    return Fact(fact_id, value, "percent", count, base, "survey")


def make_facts(questionnaire: Questionnaire, counts: Mapping[str, tuple[int, int]]) -> Facts:
    return Facts(EDITION, questionnaire, {key: share(key, *count) for key, count in counts.items()})


def state(questionnaire: Questionnaire, condition: Condition, *counts: tuple[int, int]) -> str:
    """The state of a condition on A, B and C (or the same answer in three groups) with these counts."""
    ids = (A, B, C) if condition.facts[0] in (A, B, C) else (IN_A, IN_B, IN_C)
    return judge("navn", condition, make_facts(questionnaire, dict(zip(ids, counts, strict=False)))).state


HALF, THIRD, MORE = (50, 100), (33, 100), (51, 100)


@pytest.mark.parametrize(
    ("condition", "holding", "breaking"),
    [
        (largest(A, B, C), [MORE, HALF, THIRD], [HALF, HALF, THIRD]),
        (largest(A, B, C), [MORE, HALF, THIRD], [HALF, THIRD, MORE]),
        (smallest(A, B, C), [THIRD, HALF, MORE], [HALF, HALF, MORE]),
        (falling(A, B, C), [MORE, HALF, THIRD], [MORE, HALF, HALF]),
        (most_common(A, B, C), [(4, 10), (3, 10), (2, 10)], [(4, 10), (4, 10), (2, 10)]),
        # What is not named is 40 % and may be one answer.
        (most_common(A, B), [(4, 10), (3, 10)], [(4, 10), (2, 10)]),
        (more_than_half(A, B), [MORE, (20, 30)], [MORE, HALF]),
        (above(20, A, B), [(21, 100), MORE], [(20, 100), MORE]),
        (below(20, A), [(19, 100)], [(20, 100)]),
        (nobody(A, B), [(0, 9), (0, 8)], [(0, 9), (1, 1000)]),
        (everybody(A), [(8, 8)], [(999, 1000)]),
        (halfway(A), [(1, 8)], [(1, 9)]),
        (nearly(100, A, within=5), [(95, 100)], [(94, 100)]),
        (nearly(100, A, within=5), [(99, 100)], [(100, 100)]),
        (alike(A, B, C, within=3), [(30, 100), (33, 100), (31, 100)], [(30, 100), (34, 100), (31, 100)]),
        (at_least_times(2, A, B), [(2, 10), (1, 10)], [(19, 100), (1, 10)]),
        (at_least_times(2, A, B), [(2, 10), (0, 10)], [(0, 10), (0, 10)]),
        (more_than_times(2, A, B), [(3, 10), (1, 10)], [(3, 10), (0, 10)]),
        (more_than_times(2, A, B), [(21, 100), (1, 10)], [(2, 10), (1, 10)]),
        (nearly_times(2, A, B), [(18, 100), (1, 10)], [(2, 10), (1, 10)]),
        (nearly_times(2, A, B), [(19, 100), (1, 10)], [(17, 100), (1, 10)]),
        (together_more_than_half(A, B), [(26, 100), (25, 100)], [(25, 100), (25, 100)]),
        (together(largest(A, B), more_than_half(A)), [MORE, THIRD], [HALF, THIRD]),
        (together(largest(A, B), below(40, C)), [MORE, THIRD, THIRD], [MORE, THIRD, HALF]),
        (surely_larger(IN_A, IN_B, IN_C), [(40, 50), (10, 50), (9, 50)], [(40, 50), (10, 50), (38, 50)]),
        (surely_larger(IN_A, IN_B), [(40, 50), (10, 50)], [(10, 50), (40, 50)]),
        (may_be_chance(IN_A, IN_B), [(26, 50), (25, 50)], [(40, 50), (10, 50)]),
        (may_be_chance(IN_A, IN_B, IN_C), [(26, 50), (25, 50), (27, 50)], [(26, 50), (25, 50), (4, 50)]),
    ],
)
def test_a_word_holds_and_breaks_at_its_limit(
    questionnaire: Questionnaire,
    condition: Condition,
    holding: list[tuple[int, int]],
    breaking: list[tuple[int, int]],
) -> None:
    assert state(questionnaire, condition, *holding) == HOLDS
    assert state(questionnaire, condition, *breaking) == BROKEN


@pytest.mark.parametrize(
    ("condition", "counts", "expected"),
    [
        # 37 of 73 and 19 of 37 both print 51 %; 19 of 37 is the larger by a hair.
        (largest(A, B), [(19, 37), (37, 73)], HOLDS),
        (largest(A, B), [(37, 73), (19, 37)], BROKEN),
        (alike(A, B, within=0), [(19, 37), (37, 73)], BROKEN),
        # 50.4 % prints 50 % and is more than half; 199 of 399 prints 50 % and is less.
        (more_than_half(A), [(64, 127)], HOLDS),
        (more_than_half(A), [(199, 399)], BROKEN),
        # 37 % and 19 % are just below twice as much, 36 % and 18 % just above, as printed and as counted.
        (nearly_times(2, A, B), [(15, 41), (11, 59)], HOLDS),
        (more_than_times(2, A, B), [(36, 99), (18, 100)], HOLDS),
        # A third three times over is exactly one.
        (at_least_times(3, A, B), [(9, 9), (3, 9)], HOLDS),
        (more_than_times(3, A, B), [(9, 9), (3, 9)], BROKEN),
        # 99.6 % prints 100 % and is not everybody, 0.4 % prints 0 % and is not nobody.
        (everybody(A), [(249, 250)], BROKEN),
        (nobody(A), [(1, 250)], BROKEN),
    ],
)
def test_words_compare_counts_and_not_printed_percentages(
    questionnaire: Questionnaire, condition: Condition, counts: list[tuple[int, int]], expected: str
) -> None:
    assert state(questionnaire, condition, *counts) == expected


def test_the_majority_is_of_the_whole_and_not_of_the_bases(questionnaire: Questionnaire) -> None:
    whole = {"respondenter": Fact("respondenter", Fraction(103), "count", 103, None, "survey")}
    for count, expected in ((26, HOLDS), (25, BROKEN)):
        facts = make_facts(questionnaire, {A: (26, 40), B: (count, 30)}).with_facts(whole)
        assert judge("navn", majority_of("respondenter", A, B), facts).state == expected


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (None, f"Udgaven har intet tal »{B}«."),
        (replace(share(B, 2, 9), value=None, count=None, suppressed=True), "vises ikke"),
        (share(B, 0, 0), "Ingen har svaret"),
        (replace(share(B, 2, 9), value=None, count=None), "Ingen har svaret"),
    ],
    ids=["missing", "withheld", "empty base", "base alone"],
)
@pytest.mark.parametrize(
    "condition", [more_than_half(A, B), falling(A, B), together(more_than_half(A), nobody(B)), fewer_than(9, A, B)]
)
def test_what_rests_on_no_number_cannot_be_judged(
    questionnaire: Questionnaire, condition: Condition, second: Fact | None, reason: str
) -> None:
    facts = make_facts(questionnaire, {A: (6, 9)}).with_facts({B: second} if second else {})
    claim = judge("navn", condition, facts)
    assert claim.state == UNKNOWN
    assert reason in claim.reason
    assert "0 af 0" not in str(claim.numbers)


def test_small_groups_that_are_published_are_judged_but_not_tested(questionnaire: Questionnaire) -> None:
    facts = make_facts(questionnaire, {IN_A: (4, 4), IN_B: (0, 90)})
    assert judge("navn", largest(IN_A, IN_B), facts).state == HOLDS
    for condition in (surely_larger(IN_A, IN_B), may_be_chance(IN_A, IN_B), together(surely_larger(IN_A, IN_B))):
        claim = judge("navn", condition, facts)
        assert (claim.state, claim.reason) == (UNKNOWN, "En af grupperne har færre end fem svar.")


@pytest.mark.parametrize("condition", [surely_larger(A, B), may_be_chance(A, B), surely_larger(A, IN_B)])
def test_a_test_between_answers_of_the_same_respondents_is_the_authors_mistake(
    questionnaire: Questionnaire, condition: Condition
) -> None:
    facts = make_facts(questionnaire, {A: (40, 90), B: (5, 90), IN_B: (5, 90)})
    with pytest.raises(VaerestederError, match="kan ikke testes mod hinanden"):
        judge("navn", condition, facts)


def test_together_says_of_which_numbers_each_rule_speaks() -> None:
    condition = together(largest(A, B), below(40, C), alike(A, B, C, within=3))
    assert condition.facts == (A, B, C, A, B, C)
    assert condition.rule == (
        "Om tal 1-2: det første tal er større end det andet; om tal 3: tallet er under 40; "
        "om tal 4-6: forskellen mellem det største og det mindste tal er højst 3 procentpoint."
    )


def test_together_on_the_same_facts_names_them_once() -> None:
    condition = together(largest(A, B), at_least_times(2, A, B))
    assert condition.facts == (A, B)
    assert condition.rule == "Det første tal er større end det andet og det første tal er mindst 2 gange det andet."


def test_a_claim_shows_its_numbers_with_count_and_base(questionnaire: Questionnaire) -> None:
    facts = make_facts(questionnaire, {A: (6, 16), B: (5, 17)})
    claim = judge("navn", largest(A, B, "findes.ikke"), facts)
    assert [(number.fact, number.text) for number in claim.numbers] == [
        (A, "38\u00a0% (6 af 16)"),
        (B, "29\u00a0% (5 af 17)"),
        ("findes.ikke", "intet tal"),
    ]


def test_bound_conditions_are_shown_as_text_and_as_data(questionnaire: Questionnaire) -> None:
    facts = make_facts(questionnaire, {A: (6, 16), B: (5, 17)})
    bundle = bind(facts, a_er_stoerst=largest(A, B), b_er_stoerst=largest(B, A))._repr_mimebundle_()
    assert bundle["text/plain"].splitlines() == [
        "a_er_stoerst: holder. Det første tal er større end det andet.",
        "b_er_stoerst: holder ikke. Det første tal er større end det andet.",
    ]
    first, second = bundle[MEDIA_TYPE]["claims"]
    assert (first["name"], first["state"], second["state"]) == ("a_er_stoerst", HOLDS, BROKEN)
    assert first["numbers"][0] == {"fact": A, "text": "38\u00a0% (6 af 16)"}


def test_fewer_than_is_about_the_count_and_not_the_share(questionnaire: Questionnaire) -> None:
    facts = make_facts(questionnaire, {A: (2, 20), B: (10, 200)})
    assert judge("navn", fewer_than(10, A), facts).state == HOLDS
    assert judge("navn", fewer_than(10, B), facts).state == BROKEN
    assert judge("navn", fewer_than(10, A, B), facts).state == BROKEN


def test_a_group_that_nobody_is_in_does_not_stand_in_the_way_of_the_largest(questionnaire: Questionnaire) -> None:
    facts = make_facts(questionnaire, {IN_A: (6, 9), IN_B: (3, 9), IN_C: (0, 0)})
    assert judge("navn", largest(IN_A, IN_B, IN_C), facts).state == HOLDS
    assert judge("navn", smallest(IN_A, IN_B, IN_C), facts).state == BROKEN
    assert judge("navn", together(largest(IN_A, IN_C, IN_B)), facts).state == HOLDS
    assert judge("navn", largest(IN_C, IN_A, IN_B), facts).state == UNKNOWN
    assert judge("navn", together(largest(IN_A, IN_C), largest(IN_C, IN_A)), facts).state == UNKNOWN
    alone = judge("navn", largest(IN_A, IN_C), facts)
    assert (alone.state, alone.reason) == (UNKNOWN, "Der er ingen andre svar at sammenligne med.")


def test_a_group_that_is_withheld_stands_in_the_way_of_the_largest(questionnaire: Questionnaire) -> None:
    hidden = Fact(IN_C, None, "percent", None, 2, "survey", suppressed=True)
    facts = make_facts(questionnaire, {IN_A: (6, 9), IN_B: (3, 9)}).with_facts({IN_C: hidden})
    assert judge("navn", largest(IN_A, IN_B, IN_C), facts).state == UNKNOWN
