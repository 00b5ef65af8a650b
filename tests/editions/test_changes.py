"""Changes between two editions made in memory, and against what the report of 2024 printed."""

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from scipy.stats import false_discovery_control
from statsmodels.stats.proportion import confint_proportions_2indep
from two_editions import change, edition, facts, responses, rows

from helpers.base.errors import VaerestederError
from helpers.editions.changes import Change, Comparison, surely_changed
from helpers.editions.comparable_facts import Stated
from helpers.facts.fact_id import group_of
from helpers.facts.linked_places import count_linked
from helpers.facts.model import Fact, Facts
from helpers.facts.uncertainty import Strength
from helpers.survey.printed_figures import load_figures
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts(rows(), tmp_path_factory.mktemp("foer"), edition("2026"))


@pytest.fixture(scope="module")
def against_2024(tmp_path_factory: pytest.TempPathFactory, facts_2024: Facts) -> Comparison:
    return Comparison(facts(rows(), tmp_path_factory.mktemp("nu"), edition("2026")).after(facts_2024))


def test_the_same_answers_twice_are_no_change(earlier: Facts, tmp_path: Path) -> None:
    comparison = Comparison(facts(rows(), tmp_path, edition("2028")).after(earlier))
    assert len(comparison.changes) > 200
    assert {change.difference for change in comparison.changes.values()} == {0}
    assert not surely_changed(comparison.later)


def test_a_planted_change_is_found_with_its_direction_and_nothing_else(earlier: Facts, tmp_path: Path) -> None:
    later = facts(change(rows(), inddraget="ja"), tmp_path, edition("2028")).after(earlier)
    arrows = surely_changed(later)
    assert arrows["inddraget.ja"] == "↑"
    assert arrows["inddraget.nej"] == "↓"
    assert {fact_id.partition(".")[0] for fact_id in arrows} == {"inddraget"}


def test_two_draws_of_the_same_places_hardly_ever_give_a_sure_change(tmp_path: Path) -> None:
    """Some 200 shares of 200 places that answer alike: a test of each by itself would name several every time."""
    named = []
    for seed in range(2, 8):
        every, chance = rows(200, seed=seed), random.Random(seed)
        before, after = (
            facts(sorted(chance.sample(every, 120), key=lambda row: row["id"]), tmp_path, edition(key))
            for key in ("2026", "2028")
        )
        named.append(len(surely_changed(after.after(before))))
    assert sum(map(bool, named)) <= 1, named


def test_strengths_are_those_of_benjamini_and_hochberg(earlier: Facts, tmp_path: Path) -> None:
    moved = [row | {"inddraget": "ja"} if n % 3 else row for n, row in enumerate(rows(seed=9))]
    comparison = Comparison(facts(moved, tmp_path, edition("2028")).after(earlier))
    tested = [c for c in comparison.changes.values() if c.p_value is not None]
    for of_all in (True, False):
        family = [c for c in tested if (group_of(c.fact, comparison.later.questionnaire) is None) == of_all]
        adjusted = false_discovery_control([float(c.p_value or 0) for c in family])
        assert [c.sure for c in family] == [bool(p <= 0.05) for p in adjusted]
    assert any(c.sure for c in tested)
    for c in tested:
        assert (c.strength is Strength.UNDECIDED) == (not c.sure and c.p_value >= Fraction(1, 20))  # type: ignore[operator]


def test_intervals_are_those_of_statsmodels_at_the_effective_number_of_responses(against_2024: Comparison) -> None:
    tested = [c for c in against_2024.changes.values() if c.interval]
    assert len(tested) > 100
    for c in tested:
        if group_of(c.fact, against_2024.later.questionnaire):
            continue
        before, after = against_2024.earlier[c.fact], against_2024.later[c.fact]
        n, m = (b * (N - 1) / (N - b) for b, N in ((after.base_n or 0, 200), (before.base_n or 0, 145)))
        shares = [float(fact.value or 0) / 100 for fact in (after, before)]
        limits = confint_proportions_2indep(shares[0] * n, n, shares[1] * m, m, method="newcomb", compare="diff")
        assert (c.interval.low, c.interval.high) == pytest.approx([100 * limit for limit in limits])  # type: ignore[union-attr]


def test_against_2024_only_what_the_report_printed_is_compared(against_2024: Comparison) -> None:
    figures = load_figures(against_2024.earlier.edition)
    printed = {figure.fact for figure in figures if figure.value is not None and figure.unit != "base"}
    assert set(against_2024.changes) <= printed
    assert against_2024.against_fact("har_hjemloese.ja") == ""
    assert against_2024.against_fact("aktiviteter.samtaler") == "Rapporten fra 2024 har ikke trykt tallet."
    assert against_2024.against_fact("frivillige.ingen") == "Rapporten fra 2024 har ikke trykt tallet."


def test_against_2024_nothing_is_compared_that_the_responses_deviate_from(against_2024: Comparison) -> None:
    # Printed as 56 %, where the book has 57: one place, which may have left the question blank.
    assert "et andet end det, som bogen regner med" in against_2024.against_fact("har_hjemloese.nej")
    assert "har_hjemloese.nej" not in against_2024.changes


def test_against_2024_a_share_needs_its_printed_base_and_a_lost_name_keeps_its_answer_out(
    against_2024: Comparison,
) -> None:
    reason = against_2024.against_fact("kun_ordinaert_ansatte.selvejende")
    assert reason == "Rapporten fra 2024 har ikke trykt, hvor mange der svarede."
    assert against_2024.against_fact("maalgrupper.tabt_2.aaben") == "Svarets navn er gået tabt."
    assert against_2024.against_fact("maalgrupper.misbrug.aaben") == ""
    lost = next(iter(against_2024.earlier.lost))
    assert "gået tabt" in against_2024.against_fact(lost)


def test_against_2024_a_mean_is_the_printed_one_and_untested(against_2024: Comparison) -> None:
    # Table 2 of the report: 26,3 hours.
    hours = against_2024.changes["aabningstimer.selvejende"]
    assert hours.earlier == Fraction(263, 10)
    assert (hours.interval, hours.strength) == (None, Strength.UNTESTED)
    assert hours.base[0] == 0, "the report did not print how many answered"
    assert "ikke testet" in hours.text


def test_what_is_no_answer_is_no_trend(against_2024: Comparison) -> None:
    for fact_id in ("svarprocent", "respondenter", "kommuner.land", "personaletimer_i_alt.kommunal"):
        assert against_2024.against_fact(fact_id)
        assert fact_id not in against_2024.changes


def test_withheld_and_small_numbers_are_not_compared(earlier: Facts, tmp_path: Path) -> None:
    few = [row | {"organisationsform": "selvejende" if n < 3 else "kommunal"} for n, row in enumerate(rows())]
    withheld = Comparison(facts(few, tmp_path, edition("2028")).after(earlier))
    reason = withheld.against_fact("har_hjemloese.ja.selvejende")
    assert reason == "Tallet er skjult i 2028, fordi få svar ellers kunne kendes."
    shown = Comparison(facts(few, tmp_path, edition("2028", minimum_base=0)).after(earlier))
    assert shown.against_fact("har_hjemloese.ja.selvejende") == "Kun tre svarede i 2028."
    assert shown.against_fact("har_hjemloese.ja.brugerdrevet") == "Ingen svarede i 2028."
    assert not {key for key in shown.changes if key.endswith(("selvejende", "brugerdrevet")) and key.count(".") == 2}


def test_a_reworded_question_is_not_compared_and_neither_is_what_it_groups(earlier: Facts, tmp_path: Path) -> None:
    def asked(questionnaire: Questionnaire) -> Questionnaire:
        return questionnaire.as_asked({"har_hjemloese": "Kommer der hjemløse på værestedet?"}, ("mere_viden",))

    later = facts(change(rows(), har_hjemloese="ja", inddraget="ja"), tmp_path, edition("2028"), asked).after(earlier)
    comparison = Comparison(later)
    compared = set(comparison.changes)
    assert not {key for key in compared if key.startswith(("har_hjemloese", "mere_viden"))}
    assert not {key for key in compared if key.endswith("_hjemloese")}
    assert comparison.against_fact("mere_viden.ja") == "Ikke stillet i 2028."
    assert "inddraget.ja" in compared


def test_a_first_edition_cannot_be_compared(facts_2024: Facts) -> None:
    assert facts_2024.earlier is None
    assert surely_changed(facts_2024) == {}
    with pytest.raises(VaerestederError, match="Før udgaven 2024"):
        Comparison(facts_2024)


@pytest.mark.parametrize(
    ("earlier_value", "later_value", "text"),
    [(40, 52, "+12"), (52, 40, "−12"), (40, 40, "0"), (Fraction(402, 10), 40, "0")],
)
def test_a_difference_carries_its_sign_unless_it_rounds_to_nothing(
    earlier_value: Fraction, later_value: int, text: str
) -> None:
    assert Change("x", "percent", Fraction(earlier_value), Fraction(later_value), (10, 10)).size == text


def test_a_survey_states_all_that_it_does_not_withhold(earlier: Facts) -> None:
    stated = Stated(earlier)
    assert stated.against("inddraget.ja") == ""
    assert stated.base("inddraget.ja") == 120
    assert "respondenter" not in list(stated)
    gone = Stated(earlier.with_facts({"inddraget.ja": replace(earlier["inddraget.ja"], value=None, base_n=0)}))
    assert gone.against("inddraget.ja") == "Ingen svarede i 2026."


# The same places twice


def linked(before: Facts, tmp_path: Path, moved: int) -> Comparison:
    """Facts of an edition in which the first `moved` places answer yes, with linked shares put in by hand."""
    later = facts(rows(), tmp_path, edition("2028")).after(before)
    shares = {"foer": 40, "nu": 40 + moved, "begge": 38}
    more = {"samme_steder": Fact("samme_steder", Fraction(100), "count", 100, None, "survey")}
    for end, count in shares.items():
        fact_id = f"samme_steder.inddraget.ja.{end}"
        more[fact_id] = Fact(fact_id, Fraction(count), "percent", count, 100, "survey")
    return Comparison(later.with_facts(more))


@pytest.mark.parametrize(("moved", "sure"), [(0, False), (2, False), (20, True)])
def test_the_same_places_are_judged_by_those_that_turned(
    earlier: Facts, tmp_path: Path, moved: int, sure: bool
) -> None:
    (change_of_places,) = linked(earlier, tmp_path, moved).linked
    assert change_of_places.difference == moved
    assert change_of_places.sure is sure
    assert change_of_places.interval is not None
    assert change_of_places.interval.low < moved < change_of_places.interval.high


def test_linked_counts_are_of_the_places_that_answered_once_each_time(tmp_path: Path) -> None:
    first, second = rows(10), change(rows(12), inddraget="ja")
    second[0] = second[0] | {"inddraget": ""}
    second[1] = second[1] | {"sted": second[2]["sted"]}
    before = responses(change(first[:8], inddraget="nej") + change(first[8:], inddraget="ja"), tmp_path)
    after = responses(second, tmp_path)
    (yes,) = [c for c in count_linked(before, after, ("2026", "2028")) if c.fact == "inddraget.ja"]
    # Ten places the first time: one left the question blank the second, two pseudonyms stand for three places.
    assert (yes.base, yes.earlier, yes.later, yes.both) == (7, 2, 7, 2)
