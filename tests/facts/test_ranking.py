"""How sure an order is: held against draws of the silent places, one by one."""

import random
from fractions import Fraction

import pytest
from scipy.stats import betabinom

from helpers.facts.claims import judge
from helpers.facts.claims_csv import BROKEN, HOLDS
from helpers.facts.model import Fact, Facts
from helpers.facts.ranking import _urn, leading_probability
from helpers.facts.sure_conditions import perhaps_not_first, surely_first
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import load_questionnaire

A, B, C = (f"organisationsform.{key}" for key in ("selvejende", "driftsoverenskomst", "kommunal"))
IN_A, IN_C = "har_hjemloese.ja.selvejende", "har_hjemloese.ja.kommunal"


def share(fact_id: str, count: int, base: int) -> Fact:
    return Fact(fact_id, Fraction(100 * count, base), "percent", count, base, "survey")


def survey(*facts: Fact) -> Facts:
    answered = Fact("respondenter", Fraction(103), "count", 103, None, "survey")
    return Facts(load_edition("2024"), load_questionnaire("2024"), {fact.id: fact for fact in (answered, *facts)})


def test_the_urn_is_the_beta_binomial_of_scipy() -> None:
    assert _urn(42, (5, 9)) == pytest.approx(betabinom(42, 5, 9).pmf(range(43)))


def test_of_the_same_places_it_is_what_drawing_the_silent_gives() -> None:
    """33 and 31 of 103 places that gave one answer each, and 42 that gave none."""
    one, other = share(A, 33, 103), share(B, 31, 103)
    chance, ahead = random.Random(3), 0
    for _ in range(4000):
        urn = [34, 32, 40]
        for _ in range(42):
            urn[chance.choices(range(3), urn)[0]] += 1
        ahead += urn[0] - 1 > urn[1] - 1
    assert leading_probability((one, other), survey(one, other)) == pytest.approx(ahead / 4000, abs=0.03)


def test_of_two_groups_it_is_what_drawing_the_silent_of_each_gives() -> None:
    one, other = share(IN_A, 11, 16), share(IN_C, 19, 61)
    members = share(A, 16, 103), share(C, 61, 103)
    chance, ahead = random.Random(4), 0
    for _ in range(4000):
        found = []
        for count, base, places in ((11, 16, 23), (19, 61, 86)):
            yes, no = count + 1, base - count + 1
            for _ in range(places - base):
                if chance.random() < yes / (yes + no):
                    yes += 1
                else:
                    no += 1
            found.append((yes - 1) / places)
        ahead += found[0] > found[1]
    probability = leading_probability((one, other), survey(one, other, *members))
    assert probability == pytest.approx(ahead / 4000, abs=0.03)


def test_what_may_go_wrong_with_each_is_added_up() -> None:
    first, second, third = share(A, 40, 103), share(B, 33, 103), share(C, 20, 103)
    facts = survey(first, second, third)
    alone = [leading_probability((first, other), facts) or 0 for other in (second, third)]
    assert leading_probability((first, second, third), facts) == pytest.approx(sum(alone) - 1)


def test_where_all_answered_the_order_is_known() -> None:
    first, second = share(A, 73, 145), share(B, 72, 145)
    assert leading_probability((first, second), survey(first, second)) == 1
    assert leading_probability((second, first), survey(first, second)) == 0


@pytest.mark.parametrize(("counts", "sure"), [((61, 17, 16), True), ((33, 31, 20), False), ((31, 33, 20), False)])
def test_the_words_say_whether_an_order_is_sure(counts: tuple[int, int, int], sure: bool) -> None:
    facts = survey(*(share(key, count, 103) for key, count in zip((A, B, C), counts, strict=True)))
    assert judge("navn", surely_first(A, B, C), facts).state == (HOLDS if sure else BROKEN)
    assert judge("navn", perhaps_not_first(A, B, C), facts).state == (BROKEN if sure else HOLDS)
