"""Intervals and tests, held against scipy, statsmodels and the tables in Newcombe's two papers of 1998."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binomtest, hypergeom
from statsmodels.stats.proportion import proportion_confint

from helpers.base.danish import format_number
from helpers.base.errors import VaerestederError
from helpers.base.rounding import Rounding, counts_behind
from helpers.facts.model import Fact, Facts
from helpers.facts.population_interval import population_limits
from helpers.facts.uncertainty import (
    Interval,
    Paired,
    effective_base,
    mcnemar_p,
    paired_interval,
    share_interval,
    wilson_interval,
)
from helpers.survey.edition import load_edition
from helpers.survey.printed_figures import load_figures
from helpers.survey.questionnaire import load_questionnaire

FRAME = 145


def share(fact_id: str, count: int, base: int) -> Fact:
    return Fact(fact_id, Fraction(100 * count, base) if base else None, "percent", count, base, "survey")


def survey(*facts: Fact) -> Facts:
    """An edition with 103 responses from a frame of 145, and these facts."""
    answered = Fact("respondenter", Fraction(103), "count", 103, None, "survey")
    return Facts(load_edition("2024"), load_questionnaire("2024"), {fact.id: fact for fact in (answered, *facts)})


def interval(fact: Fact, *others: Fact) -> Interval:
    found = share_interval(fact, survey(fact, *others))
    assert found is not None
    return found


def percent(limits: tuple[int, int], places: int) -> Interval:
    return Interval(*(float(Fraction(100 * limit, places)) for limit in limits))


def printed_shares() -> Iterator[Fact]:
    """Every share of places that the report prints with a known base, as each count it can come from."""
    for figure in load_figures(load_edition("2024")):
        asked = figure.fact and not figure.fact.startswith(("svarprocent", "kommuner"))
        if asked and figure.unit == "percent" and figure.value is not None and figure.base_n:
            for count in counts_behind(figure.value, 0, figure.base_n, Rounding.HALF_UP):
                yield share(figure.fact, count, figure.base_n)


# The finite frame


@pytest.mark.parametrize(("places", "drawn", "marked"), [(145, 103, 40), (145, 92, 7), (23, 16, 11), (7, 5, 1)])
def test_the_effective_base_gives_the_variance_of_a_draw_without_replacement(
    places: int, drawn: int, marked: int
) -> None:
    p = marked / places
    effective = effective_base(drawn, places)
    assert effective is not None
    assert p * (1 - p) / float(effective) == pytest.approx(hypergeom(places, marked, drawn).var() / drawn**2)


def test_the_effective_base_of_all_responses_is_that_of_the_report() -> None:
    assert effective_base(103, 145) == Fraction(103 * 144, 42)


# A second implementation


def test_wilsons_interval_is_that_of_statsmodels() -> None:
    for fact in printed_shares():
        count, base = fact.count or 0, fact.base_n or 0
        low, high = proportion_confint(count, base, method="wilson")
        ours = wilson_interval(Fraction(count, base), Fraction(base))
        assert (ours.low, ours.high) == pytest.approx((100 * low, 100 * high), abs=1e-9), fact


def test_every_printed_share_has_the_interval_of_its_places() -> None:
    facts = {fact.id: fact for fact in printed_shares()}
    groups = {group.key for grouping in load_questionnaire("2024").groupings.values() for group in grouping}
    assert len(facts) > 100
    for fact in facts.values():
        count, base = fact.count or 0, fact.base_n or 0
        in_group = fact.id.count(".") == 2 and fact.id.split(".")[-1] in groups
        places = ceil(base * FRAME / 103) if in_group else FRAME
        low, high = (100 * number / places for number in population_limits(count, base, places))
        ours = interval(fact)
        assert (ours.low, ours.high) == pytest.approx((low, high)), fact
        printed = [format_number(Fraction(limit)) for limit in (low, high)]
        assert ours.text == f"{printed[0]}-{printed[1]}\u00a0%", fact


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_agrees_with_the_printed_table(count: int, base: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    found = wilson_interval(Fraction(count, base), Fraction(base))
    assert (round(found.low / 100, 4), round(found.high / 100, 4)) == (low, high)


# Properties

counts_and_bases = st.integers(1, 103).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(counts_and_bases)
def test_an_interval_holds_the_share_and_stays_between_0_and_100(count_and_base: tuple[int, int]) -> None:
    count, base = count_and_base
    found = interval(share("tilbudstype.aaben", count, base))
    assert 0 <= found.low <= 100 * count / base <= found.high <= 100
    assert (found.low == 0) == (count == 0)
    assert (found.high == 100) == (count == base)


@given(counts_and_bases)
def test_the_interval_of_the_other_answer_is_its_mirror(count_and_base: tuple[int, int]) -> None:
    count, base = count_and_base
    one = interval(share("inddraget.ja.med_hjemloese", count, base))
    other = interval(share("inddraget.nej.med_hjemloese", base - count, base))
    assert (one.low, one.high) == pytest.approx((100 - other.high, 100 - other.low))


@given(st.integers(0, 8), st.integers(1, 5), st.integers(1, 5))
def test_an_interval_narrows_with_each_response(eighths: int, fewer: int, more: int) -> None:
    found = [interval(share("tilbudstype.aaben", eighths * times, 8 * times)) for times in (fewer, fewer + more)]
    assert found[1].high - found[1].low < found[0].high - found[0].low


@given(counts_and_bases)
def test_the_frame_narrows_an_interval_that_an_endless_one_would_have(count_and_base: tuple[int, int]) -> None:
    count, base = count_and_base
    finite = interval(share("tilbudstype.aaben", count, base))
    endless = percent(population_limits(count, base, 100 * FRAME), 100 * FRAME)
    # Limits are whole places: one may be lost in counting them.
    assert finite.high - finite.low <= endless.high - endless.low + 100 / FRAME


# Which places a share speaks of


def test_a_share_of_all_speaks_of_the_whole_frame_also_where_some_left_the_question_blank() -> None:
    assert interval(share("kun_ordinaert_ansatte", 32, 92)) == percent(population_limits(32, 92, 145), 145)


def test_a_group_is_taken_to_have_answered_at_the_same_rate_as_all() -> None:
    members = share("organisationsform.selvejende", 16, 103)
    # 16 · 145/103 = 22.5 places, and so 23, of which 16 answered.
    assert interval(share("har_hjemloese.ja.selvejende", 11, 16), members) == percent(population_limits(11, 16, 23), 23)


def test_who_left_the_question_blank_still_belongs_to_the_group() -> None:
    members = share("organisationsform.selvejende", 16, 103)
    answered = interval(share("frivillige.ingen.selvejende", 5, 15), members)
    alone = interval(share("frivillige.ingen.selvejende", 5, 15))
    assert answered == percent(population_limits(5, 15, 23), 23)
    assert alone == percent(population_limits(5, 15, 22), 22)


def test_a_census_is_a_point() -> None:
    assert interval(share("tilbudstype.aaben", 29, 145)) == Interval(20, 20)
    assert interval(share("tilbudstype.aaben", 29, 145)).text == "20\u00a0%"


@pytest.mark.parametrize(
    "fact", [share("svarprocent", 103, 145), share("kommuner", 47, 98), share("kommuner.0400", 1, 1)]
)
def test_a_share_of_a_known_whole_is_exact(fact: Fact) -> None:
    found = interval(fact)
    assert found.low == found.high == pytest.approx(float(fact.value or 0))


def test_what_is_no_share_or_empty_or_withheld_has_no_interval() -> None:
    withheld = replace(share("tilbudstype.aaben", 1, 3), value=None, count=None, suppressed=True)
    mean = Fact("faglighed.paedagogisk.kommunal", Fraction(2), "mean", None, 54, "survey")
    for fact in (withheld, mean, share("tilbudstype.aaben", 0, 0), survey()["respondenter"]):
        assert share_interval(fact, survey(fact)) is None


def test_more_answers_than_places_asked_is_a_fault_of_the_edition() -> None:
    fact = share("tilbudstype.aaben", 100, 146)
    with pytest.raises(VaerestederError, match=r"146 svar.*145 væresteder.*data/2024/edition.yml"):
        share_interval(fact, survey(fact))


# Who is compared with whom


# Words


# The same respondents twice


@pytest.mark.parametrize(
    ("table", "limits"),
    [
        ((36, 12, 2, 0), (0.0569, 0.3404)),
        ((20, 12, 2, 16), (0.0562, 0.3292)),
        ((18, 12, 2, 18), (0.0562, 0.3290)),
        ((36, 14, 0, 0), (0.1528, 0.4167)),
        ((35, 14, 0, 1), (0.1461, 0.4175)),
        ((18, 14, 0, 18), (0.1441, 0.3963)),
        ((2, 97, 1, 0), (0.8721, 0.9854)),
    ],
)
def test_the_paired_interval_is_that_of_newcombes_table_3(
    table: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    both, gained, lost, _ = table
    found = paired_interval(Paired(both + lost, both + gained, both, sum(table)))
    assert (found.low / 100, found.high / 100) == pytest.approx(limits, abs=0.00005)


def paired_by_search(both: int, first_only: int, second_only: int, neither: int) -> tuple[float, float]:
    """Method 10 another way: score limits as roots, the correlation from the answers one by one."""
    n = both + first_only + second_only + neither
    first = np.repeat([1, 1, 0, 0], [both, first_only, second_only, neither])
    second = np.repeat([1, 0, 1, 0], [both, first_only, second_only, neither])

    def reaches(answers: "np.ndarray") -> tuple[float, float]:
        p = answers.mean()

        def score(limit: float) -> float:
            return float((p - limit) ** 2 - 1.959963984540054**2 * limit * (1 - limit) / n)

        low = 0.0 if p == 0 else brentq(score, 0, p - 1e-12, xtol=1e-14)
        high = 1.0 if p == 1 else brentq(score, p + 1e-12, 1, xtol=1e-14)
        return p - low, high - p

    spread = first.std() * second.std()
    covariance = np.cov(first, second, bias=True)[0, 1]
    if covariance > 0:
        covariance = max(covariance - 1 / (2 * n), 0)
    phi = covariance / spread if spread else 0.0
    (below_first, above_first), (below_second, above_second) = reaches(first), reaches(second)

    def length(one: float, other: float) -> float:
        return float(np.sqrt(np.array([one, other]) @ np.array([[1, -phi], [-phi, 1]]) @ np.array([one, other])))

    difference = second.mean() - first.mean()
    return difference - length(below_second, above_first), difference + length(above_second, below_first)


@given(st.tuples(*[st.integers(0, 30)] * 4).filter(any))
def test_the_paired_interval_is_found_another_way_too(table: tuple[int, int, int, int]) -> None:
    both, first_only, second_only, _ = table
    found = paired_interval(Paired(both + first_only, both + second_only, both, sum(table)))
    assert (found.low / 100, found.high / 100) == pytest.approx(paired_by_search(*table), abs=1e-6)
    assert found.low <= 100 * (second_only - first_only) / sum(table) <= found.high


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 20))
def test_mcnemars_test_is_the_binomial_test_of_those_who_turned(away: int, towards: int, both: int) -> None:
    pairs = Paired(both + away, both + towards, both, both + away + towards + 5)
    expected = binomtest(away, away + towards).pvalue if away + towards else 1.0
    assert float(mcnemar_p(pairs)) == pytest.approx(expected)
