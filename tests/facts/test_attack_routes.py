"""Every way by which published numbers could tell a withheld one, each shut, and open where the audit is off."""

from collections.abc import Callable
from pathlib import Path

import pytest
from generated_surveys import QUESTIONNAIRE, Attacked
from two_editions import GROUPS, Row, rows

from helpers.facts.attack import Attack
from helpers.facts.disclosure import group_sizes
from helpers.facts.profiles import Profile, profiles
from helpers.facts.published_tables import REST, WHOLE, Place

_, SMALL, STRICT = profiles()
Made = Callable[[list[Row], Profile], Attacked]


@pytest.fixture
def make(tmp_path: Path) -> Made:
    return lambda of, profile: Attacked(of, tmp_path, profile)


def tell(attacked: Attacked, hidden: set[str], place: Place) -> tuple[int, int]:
    """Between which ends a number lies for whoever has all but the hidden ones."""
    table = next(each for each in attacked.tables if place[0] in each.base)
    totals = {key: count.total for key, count in attacked.counts.items()}
    attack = Attack(table, group_sizes(table, totals, hidden), len(attacked.read))
    attack.publish_all_but(hidden)
    return attack.tell(*place).given


def assert_shut(attacked: Attacked, place: Place) -> None:
    """Without the audit the number is told; with it nothing is."""
    assert place in [*attacked.breaches(attacked.withheld(audit=False))]
    assert [*attacked.breaches(attacked.withheld())] == []


def in_groups(count: int = 80) -> list[Row]:
    """Places of four forms, of which each answered everything."""
    return [row | {"organisationsform": GROUPS[number % 4]} for number, row in enumerate(rows(count))]


def test_the_rest_of_the_groups_is_the_whole_without_them(make: Made) -> None:
    of = in_groups()
    of += [row | {"organisationsform": "boligsocial"} for row in rows(82, seed=9)[80:]]
    attacked = make(of, SMALL)
    assert tell(attacked, set(), ("har_hjemloese.ja", REST))[0] == tell(attacked, set(), ("har_hjemloese.ja", REST))[1]
    assert_shut(attacked, ("har_hjemloese.ja", REST))


def test_whoever_has_a_theme_has_answered(make: Made) -> None:
    def answered(number: int) -> dict[str, str]:
        themed = {"styrker.tema.rum": str(number % 2), "styrker.tema.kommunal": "0"}
        return {"styrker": "x", **themed, "styrker.tema.uden": str(1 - number % 2)}

    silent = {"styrker": "", "styrker.tema.rum": "", "styrker.tema.kommunal": "", "styrker.tema.uden": ""}
    # Two of the kommunale, and half of the others, wrote nothing.
    of = [
        row | (silent if number in (2, 6) or (number % 4 != 2 and number % 8 < 4) else answered(number // 4))
        for number, row in enumerate(in_groups(160))
    ]
    attacked = make(of, STRICT)
    hidden = {"styrker.besvaret.kommunal", "styrker.besvaret.selvejende"}
    assert tell(attacked, hidden, ("styrker.besvaret", "kommunal")) == (38, 38)
    assert_shut(attacked, ("styrker.besvaret", "kommunal"))


def test_a_mean_lies_between_what_its_intervals_allow(make: Made) -> None:
    of = [row | {"personale_antal.frivillige": "22" if number < 6 else "0"} for number, row in enumerate(in_groups())]
    attacked = make(of, STRICT)
    hidden = {f"frivillige.{each.key}" for each in QUESTIONNAIRE.answers("frivillige")}
    hidden |= {f"{name}.{group}" for name in hidden for group in GROUPS}
    # 132 in all: not more than six can have more than 20, and no more than all have some.
    assert tell(attacked, hidden, ("frivillige.over_20", WHOLE)) == (0, 6)
    assert [*attacked.breaches(attacked.withheld())] == []


def test_a_sum_tells_the_one_of_its_parts_that_is_withheld(make: Made) -> None:
    kinds = ("fuldtid", "deltid", "saerlige_vilkaar")
    of = [row | {f"personale_timer.{kind}": "10" for kind in kinds} for row in in_groups()]
    # One place has nearly all hours of the kind.
    of = [row | {"personale_timer.saerlige_vilkaar": "200" if not number else "0"} for number, row in enumerate(of)]
    attacked = make(of, STRICT)
    place = ("personale_timer.saerlige_vilkaar", WHOLE)
    assert tell(attacked, {place[0]}, place) == (400, 400)
    assert_shut(attacked, place)


def test_whoever_has_only_employees_has_no_volunteers(make: Made) -> None:
    nobody = {f"personale_antal.{kind}": "0" for kind in ("saerlige_vilkaar", "frivillige", "aktivering", "studerende")}
    # All kommunale have employees alone; most of them left out the volunteers, and are not counted among the intervals.
    of = [
        row | (nobody | {"personale_antal.fuldtid": "3"} if number % 4 == 2 else {"personale_antal.frivillige": "7"})
        for number, row in enumerate(in_groups())
    ]
    attacked = make(of, SMALL)
    hidden = {f"frivillige.{each.key}.kommunal" for each in QUESTIONNAIRE.answers("frivillige")}
    hidden |= {f"frivillige.{each.key}" for each in QUESTIONNAIRE.answers("frivillige")} | {
        "personale_antal.frivillige"
    }
    assert tell(attacked, hidden, ("frivillige.ingen", "kommunal")) == (20, 20)


def test_the_number_of_marks_tells_the_one_answer_that_is_withheld(make: Made) -> None:
    of = [row | {"tilbudstype": "aaben", "maalgrupper.prostitution": "0"} for row in in_groups()]
    of[0] |= {"maalgrupper.prostitution": "1"}
    attacked = make(of, STRICT)
    hidden = {"maalgrupper.prostitution", "maalgrupper.prostitution.aaben"}
    assert tell(attacked, hidden, ("maalgrupper.prostitution", WHOLE)) == (1, 1)
    assert_shut(attacked, ("maalgrupper.prostitution", WHOLE))


def test_a_group_whose_size_is_withheld_is_as_large_as_the_others_leave_it(make: Made) -> None:
    of = [
        row | {"organisationsform": "brugerdrevet" if number < 3 else "kommunal"} for number, row in enumerate(rows())
    ]
    attacked = make(of, STRICT)
    hidden = attacked.withheld()
    assert {"organisationsform.brugerdrevet", "styrker.besvaret.brugerdrevet"} <= hidden
    assert [*attacked.breaches(hidden)] == []


@pytest.mark.parametrize("profile", [SMALL, STRICT], ids=lambda profile: profile.key)
def test_whatever_is_one_table_is_attacked_as_one(make: Made, profile: Profile) -> None:
    attacked = make(in_groups(), profile)
    together = [set(table.columns) for table in attacked.tables]
    for names in (
        {"personale_antal.frivillige", "frivillige.ingen", "kun_ordinaert_ansatte", "kun_deltidsansatte"},
        {"personale_timer.deltid", "personaletimer"},
        {"maalgrupper.misbrug", "maalgrupper_antal"},
        {"styrker.besvaret", "styrker.tema.rum", "styrker.tema.uden"},
    ):
        assert sum(names <= columns for columns in together) == 1, names
