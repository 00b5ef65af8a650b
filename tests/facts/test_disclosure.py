from hypothesis import given
from hypothesis import strategies as st

from helpers.facts.disclosure import withheld_ids
from helpers.survey.questionnaire import load_questionnaire

QUESTIONNAIRE = load_questionnaire("2024")
GROUPS = [group.key for group in QUESTIONNAIRE.groups("har_hjemloese")]
WHOLE = "har_hjemloese.ja"


def bases(whole: int, *parts: int) -> dict[str, int]:
    return {WHOLE: whole, **{f"{WHOLE}.{group}": part for group, part in zip(GROUPS, parts, strict=False)}}


def groups_withheld(whole: int, *parts: int, minimum: int = 5) -> set[str]:
    return {key.removeprefix(f"{WHOLE}.") for key in withheld_ids(bases(whole, *parts), QUESTIONNAIRE, minimum)}


def test_a_small_base_is_withheld_and_one_at_the_minimum_is_not() -> None:
    assert withheld_ids({"inddraget.ja": 4, "mere_viden.ja": 5, "kommuner.0851": 1}, QUESTIONNAIRE, 5) == {
        "inddraget.ja"
    }


def test_a_group_that_the_others_would_give_away_takes_the_smallest_of_them_along() -> None:
    selvejende, drift, kommunal, brugerdrevet = GROUPS
    assert groups_withheld(53, 10, 12, 29, 2) == {brugerdrevet, selvejende}
    # Six who are in none of the groups cannot be told from the two.
    assert groups_withheld(59, 10, 12, 29, 2) == {brugerdrevet}
    # Two withheld groups that together are enough.
    assert groups_withheld(46, 3, 12, 29, 2) == {brugerdrevet, selvejende}
    assert groups_withheld(44, 1, 12, 29, 2) == {brugerdrevet, selvejende, drift}
    assert groups_withheld(51, 10, 12, 29, 0) == set()
    assert kommunal not in groups_withheld(44, 1, 12, 29, 2)


def test_where_nothing_is_too_small_nothing_is_withheld() -> None:
    assert groups_withheld(53, 10, 12, 29, 2, minimum=0) == set()


def test_sums_are_withheld_like_the_mean_that_they_belong_to() -> None:
    groups = {"": 30, ".selvejende": 8, ".driftsoverenskomst": 9, ".kommunal": 11, ".brugerdrevet": 2}
    keys = ("personaletimer", "personaletimer_i_alt")
    numbers = {f"{key}{group}": base for key in keys for group, base in groups.items()}
    hidden = withheld_ids(numbers, QUESTIONNAIRE, 5)
    assert {key.partition(".")[2] for key in hidden} == {"selvejende", "brugerdrevet"}
    assert len(hidden) == 4


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(0, 8), st.integers(1, 9))
def test_what_is_left_when_the_shown_groups_are_taken_from_the_whole_is_never_too_small(
    parts: list[int], ungrouped: int, minimum: int
) -> None:
    whole = sum(parts) + ungrouped
    hidden = groups_withheld(whole, *parts, minimum=minimum)
    shown = [part for group, part in zip(GROUPS, parts, strict=True) if group not in hidden and part]
    assert all(part >= minimum for part in shown)
    # `WHOLE` itself is in the set where it is too small.
    if hidden & set(GROUPS) and WHOLE not in hidden and whole >= minimum:
        assert whole - sum(shown) >= minimum
