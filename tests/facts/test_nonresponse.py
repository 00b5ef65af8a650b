"""The least and the most that a share can be, held against every answer that those who are silent could give."""

from dataclasses import replace
from fractions import Fraction

import pytest

from helpers.facts.model import Fact, Facts
from helpers.facts.nonresponse import nonresponse_limits
from helpers.facts.uncertainty import share_interval
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import load_questionnaire

MEMBERS = "organisationsform.kommunal"


def share(fact_id: str, count: int, base: int) -> Fact:
    return Fact(fact_id, Fraction(100 * count, base) if base else None, "percent", count, base, "survey")


def survey(*facts: Fact, frame: int = 12, frame_in: dict[str, int] | None = None) -> Facts:
    edition = replace(load_edition("2024"), frame=frame, frame_in=frame_in or {})
    return Facts(edition, load_questionnaire("2024"), {fact.id: fact for fact in facts})


def limits(fact: Fact, facts: Facts) -> tuple[float, float]:
    found = nonresponse_limits(fact, facts)
    assert found is not None
    return found.low, found.high


def test_of_all_the_silent_answered_all_no_or_all_yes() -> None:
    fact = share("tilbudstype.aaben", 7, 10)
    assert limits(fact, survey(fact)) == pytest.approx((700 / 12, 900 / 12))


def test_of_a_group_it_is_what_a_search_through_all_silent_places_finds() -> None:
    fact, members = share("har_hjemloese.ja.kommunal", 3, 4), share(MEMBERS, 5, 9)
    # One member left the question blank; of twelve asked three said nothing of their group, and may be of it or not.
    found = [Fraction(100 * (3 + yes), 5 + joined) for joined in range(4) for yes in range(1 + joined + 1)]
    assert limits(fact, survey(fact, members)) == pytest.approx((float(min(found)), float(max(found))))


def test_where_the_list_of_those_asked_tells_the_size_no_guess_is_made() -> None:
    fact, members = share("har_hjemloese.ja.kommunal", 3, 4), share(MEMBERS, 5, 9)
    facts = survey(fact, members, frame_in={MEMBERS: 6})
    assert limits(fact, facts) == pytest.approx((300 / 6, 500 / 6))
    interval = share_interval(fact, facts)
    assert interval is not None
    assert (6 * interval.low / 100, 6 * interval.high / 100) == pytest.approx((3, 5))


def test_where_all_answered_nothing_is_left_open() -> None:
    fact = share("tilbudstype.aaben", 3, 12)
    assert limits(fact, survey(fact)) == (25, 25)


@pytest.mark.parametrize("count", [0, 20, 61])
def test_the_interval_lies_within(count: int) -> None:
    fact, members = share("har_hjemloese.ja.kommunal", count, 61), share(MEMBERS, 61, 103)
    facts = survey(fact, members, share("respondenter", 103, 145), frame=145)
    interval = share_interval(fact, facts)
    assert interval is not None
    low, high = limits(fact, facts)
    assert low <= interval.low <= interval.high <= high


def test_what_is_no_share_or_withheld_has_no_limits() -> None:
    withheld = replace(share("tilbudstype.aaben", 1, 3), value=None, count=None, suppressed=True)
    assert nonresponse_limits(withheld, survey(withheld)) is None
    empty = share("tilbudstype.aaben", 0, 0)
    assert nonresponse_limits(empty, survey(empty)) is None
