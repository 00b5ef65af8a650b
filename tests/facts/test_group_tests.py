"""Tests between separate groups, held against scipy, statsmodels, and the tables of Newcombe and Fisher."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep

from helpers.base.rounding import round_half_up
from helpers.facts import load_facts
from helpers.facts.group_tests import (
    Difference,
    Untested,
    _fisher_float,
    compare_shares,
    difference_interval,
    fisher_p,
    separate_groups,
    stated_pairs,
    sure_limit,
)
from helpers.facts.model import Fact, Facts
from helpers.facts.uncertainty import Interval, Strength
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire, load_questionnaire

counts_and_bases = st.integers(1, 103).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


def share(fact_id: str, count: int, base: int) -> Fact:
    return Fact(fact_id, Fraction(100 * count, base) if base else None, "percent", count, base, "survey")


def survey(*facts: Fact) -> Facts:
    """An edition with these facts."""
    return Facts(load_edition("2024"), load_questionnaire("2024"), {fact.id: fact for fact in facts})


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_agrees_with_the_printed_table_and_with_statsmodels(
    table: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10."""
    found = difference_interval(*table)
    assert (round(found.low / 100, 4), round(found.high / 100, 4)) == (low, high)
    theirs = confint_proportions_2indep(*table, method="newcomb", compare="diff")
    assert (found.low / 100, found.high / 100) == pytest.approx(theirs)


def test_fisher_agrees_with_scipy_on_every_small_table() -> None:
    for base_a, base_b in product(range(1, 8), repeat=2):
        for a, b in product(range(base_a + 1), range(base_b + 1)):
            expected = fisher_exact([[a, base_a - a], [b, base_b - b]]).pvalue
            assert float(fisher_p(a, base_a, b, base_b)) == pytest.approx(expected, abs=1e-12), (a, base_a, b, base_b)


@given(st.integers(1, 90), st.integers(1, 90), st.data())
def test_fisher_agrees_with_scipy_to_the_digits_that_are_printed(base_a: int, base_b: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, base_a)), data.draw(st.integers(0, base_b))
    theirs = float(fisher_exact([[a, base_a - a], [b, base_b - b]]).pvalue)
    ours = fisher_p(a, base_a, b, base_b)
    assert float(ours) == pytest.approx(theirs, abs=1e-9)
    # Theirs is a float; where it stands on a half, ours is the exact side of it.
    if abs((theirs * 1000) % 1 - 0.5) > 1e-6:
        assert round_half_up(ours, 3) == round_half_up(Fraction(theirs), 3)


def test_fisher_agrees_with_fishers_own_examples() -> None:
    # The lady tasting tea, 3 of 4 and 1 of 4 (The Design of Experiments, 1935): 34 of 70 tables.
    assert fisher_p(3, 4, 1, 4) == Fraction(34, 70)
    # Convictions of twins, 10 of 13 and 2 of 17: 0.0005367 in the manual of R's fisher.test.
    assert round(float(fisher_p(10, 13, 2, 17)), 7) == 0.0005367


@given(counts_and_bases, counts_and_bases)
def test_a_comparison_turned_round_says_the_same(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert fisher_p(*one, *other) == fisher_p(*other, *one)
    forward, back = difference_interval(*one, *other), difference_interval(*other, *one)
    assert (forward.low, forward.high) == pytest.approx((-back.high, -back.low))
    assert -100 <= forward.low <= forward.high <= 100 + 1e-9


@pytest.mark.parametrize(
    ("first", "second", "separate"),
    [
        ("har_hjemloese.ja.selvejende", "har_hjemloese.ja.kommunal", True),
        ("har_hjemloese.ja.selvejende", "har_hjemloese.nej.kommunal", True),
        ("kun_ordinaert_ansatte.selvejende", "kun_ordinaert_ansatte.kommunal", True),
        ("samarbejdspartner.besvaret.med_hjemloese", "samarbejdspartner.besvaret.uden_hjemloese", True),
        # The same respondents
        ("har_hjemloese.ja.selvejende", "har_hjemloese.nej.selvejende", False),
        ("organisationsform.selvejende", "organisationsform.kommunal", False),
        ("maalgrupper.ensomhed.aaben", "aktiviteter.samtaler.selvejende", False),
        # Some of the same respondents
        ("har_hjemloese.ja", "har_hjemloese.ja.kommunal", False),
        # Another question
        ("har_hjemloese.ja.selvejende", "aktiviteter.samtaler.kommunal", False),
        ("svarprocent", "kommuner", False),
    ],
)
def test_separate_groups_are_known_by_the_ids(
    questionnaire: Questionnaire, first: str, second: str, separate: bool
) -> None:
    one, other = share(first, 5, 10), share(second, 5, 10)
    assert separate_groups(one, other, questionnaire) is separate
    assert separate_groups(other, one, questionnaire) is separate


def test_groups_that_one_respondent_can_belong_to_are_not_separate(questionnaire: Questionnaire) -> None:
    several = replace(questionnaire.questions["organisationsform"], kind="multiple")
    changed = replace(questionnaire, questions={**questionnaire.questions, "organisationsform": several})
    one, other = share("har_hjemloese.ja.selvejende", 11, 16), share("har_hjemloese.ja.kommunal", 19, 61)
    assert separate_groups(one, other, questionnaire)
    assert not separate_groups(one, other, changed)


def test_a_clear_difference_is_and_an_unclear_one_is_suggested(questionnaire: Questionnaire) -> None:
    few = share("har_hjemloese.ja.kommunal", 19, 61)
    clear = compare_shares(share("har_hjemloese.ja.selvejende", 11, 16), few, survey())
    unclear = compare_shares(share("har_hjemloese.ja.driftsoverenskomst", 9, 17), few, survey())
    assert isinstance(clear, Difference)
    assert isinstance(unclear, Difference)
    assert clear.strength == "er"
    assert clear.text == ("Fishers eksakte test: p = 0,009. Forskel: 10 til 58 procentpoint (95\u00a0%-interval).")
    assert unclear.strength == "tyder på"
    assert "p = 0,152" in unclear.text
    assert "Forskel: −3 til 45" in unclear.text


@pytest.mark.parametrize(
    ("p_value", "strength"), [(Fraction(50, 1000), Strength.SURE), (Fraction(51, 1000), Strength.LIKELY)]
)
def test_the_line_between_the_words_is_exact(p_value: Fraction, strength: Strength) -> None:
    assert Difference(p_value, Interval(0, 1)).strength is strength


def test_a_tiny_p_value_is_not_printed_as_nothing() -> None:
    assert "p < 0,001." in Difference(Fraction(1, 10**6), Interval(10, 20)).text


def test_too_few_answers_decide_nothing(questionnaire: Questionnaire) -> None:
    many = share("har_hjemloese.ja.kommunal", 0, 61)
    for base, strength in ((4, Strength.UNDECIDED), (5, Strength.SURE), (0, Strength.UNDECIDED)):
        found = compare_shares(share("har_hjemloese.ja.brugerdrevet", base, base), many, survey())
        assert found.strength is strength
    assert "færre end fem svar" in found.text


def test_a_withheld_share_is_not_compared(questionnaire: Questionnaire) -> None:
    withheld = replace(share("har_hjemloese.ja.selvejende", 3, 16), value=None, count=None, suppressed=True)
    found = compare_shares(withheld, share("har_hjemloese.ja.kommunal", 19, 61), survey())
    assert found == Untested(Strength.UNDECIDED, "En af andelene er skjult.")


def test_answers_of_the_same_respondents_are_not_tested_and_it_is_said(questionnaire: Questionnaire) -> None:
    found = compare_shares(
        share("aktiviteter.samtaler.kommunal", 50, 60), share("aktiviteter.faellesskab.kommunal", 10, 60), survey()
    )
    assert isinstance(found, Untested)
    assert found.strength is Strength.UNTESTED
    assert "følger ordene tallene" in found.text


def test_means_are_not_tested_and_it_is_said(questionnaire: Questionnaire) -> None:
    means = [Fact(f"aabningstimer.{g}", Fraction(30), "hours", None, 16, "survey") for g in ("selvejende", "kommunal")]
    found = compare_shares(*means, survey())
    assert found.strength is Strength.UNTESTED
    assert "andele" in found.text


@pytest.mark.parametrize("table", [(30, 103, 2000, 5000), (2400, 5000, 2600, 5000), (0, 5000, 3, 103)])
def test_fishers_test_copes_with_thousands_of_responses(table: tuple[int, int, int, int]) -> None:
    a, n, b, m = table
    assert float(fisher_p(*table)) == pytest.approx(fisher_exact([[a, n - a], [b, m - b]]).pvalue)


# One difference among all that the edition shows


def test_the_limit_is_that_of_scipys_procedure_over_every_pair_that_the_report_states() -> None:
    facts = load_facts("2024")
    p_values = [float(fisher_p(*pair)) for pair in stated_pairs(facts)]
    kept = false_discovery_control(p_values, method="bh") <= 0.05
    assert len(p_values) > 100
    assert [p <= float(sure_limit(facts)) for p in p_values] == kept.tolist()
    assert 0 < kept.sum() < sum(p < 0.05 for p in p_values)


def test_a_difference_that_is_sure_alone_is_not_among_many() -> None:
    first, second = share("har_hjemloese.ja.selvejende", 11, 16), share("har_hjemloese.ja.kommunal", 19, 61)
    keys = [answer.key for answer in load_questionnaire("2024").questions["aktiviteter"].answers]
    alike = [share(f"aktiviteter.{k}.{g}", 30, 60) for k in keys for g in ("selvejende", "kommunal")]
    assert compare_shares(first, second, survey(first, second)).strength is Strength.SURE
    assert compare_shares(first, second, survey(first, second, *alike)).strength is Strength.LIKELY


def test_a_pair_is_counted_once_and_only_where_it_can_be_tested() -> None:
    forms = ("selvejende", "kommunal", "driftsoverenskomst")
    many = [share(f"har_hjemloese.ja.{form}", 5, 10) for form in forms]
    small, whole = share("har_hjemloese.ja.brugerdrevet", 2, 4), share("har_hjemloese.ja", 20, 40)
    other = share("har_hjemloese.nej.selvejende", 5, 10)
    assert list(stated_pairs(survey(*many, small, whole, other))) == [(5, 10, 5, 10)] * 3


@given(counts_and_bases, counts_and_bases)
def test_fishers_test_in_floating_point_is_the_exact_one(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert _fisher_float(*one, *other) == pytest.approx(float(fisher_p(*one, *other)), rel=1e-9, abs=1e-12)
