"""What is withheld stays so: planted groups and answers, and an attack on generated surveys.

`make rehearsal` attacks a thousand of them (`tests/rehearsal/test_disclosure.py`).
"""

import csv
import itertools
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from generated_surveys import QUESTIONNAIRE, Attacked, survey
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python.cp_model import CpModel, CpSolver
from two_editions import edition, facts, rows

from helpers.facts.attack import Attack
from helpers.facts.counting import Count, count_responses
from helpers.facts.disclosure import withheld_ids
from helpers.facts.facts_csv import write_facts
from helpers.facts.profiles import Profile, profile_of, profiles
from helpers.facts.protection import sensitive
from helpers.facts.published_tables import tables
from helpers.survey.edition import load_edition
from helpers.survey.responses import load_responses

NONE, SMALL, STRICT = profiles()
GROUPS = [group.key for group in QUESTIONNAIRE.groups("har_hjemloese")]
ANSWERS = [answer.key for answer in QUESTIONNAIRE.answers("har_hjemloese")]


def table(*groups: tuple[int, int, int], rest: tuple[int, int, int] = (0, 0, 0)) -> list[Count]:
    """The counts of yes, no and "ved ikke" in each group and in none, with the sizes of the groups."""
    every = [*groups, *[(0, 0, 0)] * (len(GROUPS) - len(groups))]
    counts = []
    sizes = [sum(group) for group in every]
    for group, size in zip(QUESTIONNAIRE.groups("har_hjemloese"), sizes, strict=True):
        counts.append(Count(f"{group.question}.{group.answer}", "percent", size, sum(sizes) + sum(rest)))
    for number, answer in enumerate(ANSWERS):
        whole = sum(group[number] for group in (*every, rest))
        counts.append(Count(f"har_hjemloese.{answer}", "percent", whole, sum(sizes) + sum(rest)))
        counts += [
            Count(f"har_hjemloese.{answer}.{key}", "percent", group[number], sum(group))
            for key, group in zip(GROUPS, every, strict=True)
        ]
    return counts


def hidden(counts: list[Count], profile: Profile = SMALL, *, audit: bool = True) -> set[str]:
    respondents = next(count.base for count in counts)
    return {*withheld_ids(counts, QUESTIONNAIRE, profile, respondents, audit=audit)}


def test_a_small_group_is_withheld_and_one_of_five_is_not() -> None:
    found = hidden(table((2, 2, 0), (3, 1, 1), (40, 30, 5), rest=(10, 10, 10)), audit=False)
    assert found == {f"har_hjemloese.{answer}.{GROUPS[0]}" for answer in ANSWERS}


def test_a_group_that_the_others_would_give_away_takes_one_of_them_along() -> None:
    small = {f"har_hjemloese.{answer}.{GROUPS[0]}" for answer in ANSWERS}
    alone = hidden(table((2, 2, 0), (6, 3, 3), (40, 30, 5)))
    assert small < alone
    # Thirty who are in no group protect it.
    assert hidden(table((2, 2, 0), (6, 3, 3), (40, 30, 5), rest=(10, 10, 10))) == small


def test_an_answer_that_nobody_gave_or_all_gave_does_not_give_a_small_group_away() -> None:
    nobody = hidden(table((2, 2, 0), (6, 6, 0), (40, 30, 0), rest=(10, 10, 0)))
    assert f"har_hjemloese.{ANSWERS[2]}" in nobody, "none of all is none of the group"


def test_the_strict_profile_withholds_few_and_nearly_all() -> None:
    counts = table((20, 20, 20), (30, 28, 4), (40, 0, 60), rest=(10, 10, 10))
    found = {name for name in hidden(counts, STRICT, audit=False) if name.startswith("har_hjemloese")}
    assert found == {f"har_hjemloese.{ANSWERS[2]}.{GROUPS[1]}", f"har_hjemloese.{ANSWERS[1]}.{GROUPS[2]}"}
    assert hidden(counts, audit=False) == set()


def test_a_sum_that_one_place_nearly_is_withheld_by_the_strict_profile_alone() -> None:
    dominated = Count("aabningstimer", "hours", 110, 20, (100, 5))
    [place] = [*sensitive(tables([dominated], QUESTIONNAIRE)[0], STRICT)]
    assert place == ("aabningstimer", None)
    assert [*sensitive(tables([dominated], QUESTIONNAIRE)[0], SMALL)] == []
    assert [*sensitive(tables([dominated._replace(largest=(30, 20))], QUESTIONNAIRE)[0], STRICT)] == []


def test_the_most_open_profile_withholds_nothing() -> None:
    assert hidden(table((1, 0, 0), (1, 1, 0)), NONE) == set()


def test_the_attack_finds_what_can_be_subtracted() -> None:
    counts = table((2, 1, 0), (6, 3, 3), (40, 30, 5))
    [found] = [each for each in tables(counts, QUESTIONNAIRE) if "har_hjemloese.ja" in each.columns]
    small = {f"har_hjemloese.{answer}.{GROUPS[0]}" for answer in ANSWERS}
    attack = Attack(found, dict(zip(GROUPS, (3, 12, 75, 0), strict=True)), 90)
    attack.publish_all_but(small)
    assert attack.tell("har_hjemloese.ja", GROUPS[0]).given == (2, 2)
    assert attack.tell("har_hjemloese.ja", GROUPS[0]).others == (1, 1)


def extremes(counts: list[Count], gone: set[str], answer: str, group: str) -> tuple[int, int]:
    """The least and the greatest count that whole numbers allow, by a solver that shares nothing with the attack."""
    size = {count.id: count for count in counts}
    cells = [*GROUPS, ""]
    found = []
    for sense in (1, -1):
        model = CpModel()
        total = size[f"har_hjemloese.{ANSWERS[0]}"].base
        number = {(a, c): model.new_int_var(0, total, f"{a}/{c}") for a in ANSWERS for c in cells}
        for a in ANSWERS:
            if f"har_hjemloese.{a}" not in gone:
                model.add(sum(number[a, c] for c in cells) == size[f"har_hjemloese.{a}"].total)
            for c in GROUPS:
                if f"har_hjemloese.{a}.{c}" not in gone:
                    model.add(number[a, c] == size[f"har_hjemloese.{a}.{c}"].total)
        if any(f"har_hjemloese.{a}" not in gone for a in ANSWERS):
            model.add(sum(number.values()) == total)
        for each in QUESTIONNAIRE.groups("har_hjemloese"):
            if any(f"har_hjemloese.{a}.{each.key}" not in gone for a in ANSWERS):
                model.add(
                    sum(number[a, each.key] for a in ANSWERS) == size[f"har_hjemloese.{ANSWERS[0]}.{each.key}"].base
                )
            model.add(sum(number[a, each.key] for a in ANSWERS) <= size[f"{each.question}.{each.answer}"].total)
        model.add(
            sum(number[a, ""] for a in ANSWERS)
            <= total - sum(size[f"{g.question}.{g.answer}"].total for g in QUESTIONNAIRE.groups("har_hjemloese"))
        )
        model.minimize(sense * number[answer, group])
        solver = CpSolver()
        solver.parameters.num_workers = 1
        solver.solve(model)
        found.append(sense * round(solver.objective_value))
    return found[0], found[1]


@settings(max_examples=12)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=4, max_size=4), st.tuples(*[st.integers(0, 9)] * 3))
def test_another_solver_finds_no_withheld_number_either(groups: list[Any], rest: Any) -> None:
    counts = table(*groups, rest=rest)
    gone = hidden(counts)
    for answer in ANSWERS:
        for key, group in zip(GROUPS, groups, strict=True):
            if f"har_hjemloese.{answer}.{key}" in gone and sum(group):
                least, most = extremes(counts, gone, answer, key)
                assert most - least >= min(SMALL.width, sum(group))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("profile", [SMALL, STRICT], ids=lambda profile: profile.key)
def test_no_withheld_number_of_a_generated_survey_is_had_back(seed: int, profile: Profile, tmp_path: Path) -> None:
    attacked = Attacked(survey(seed), tmp_path, profile)
    assert [*attacked.breaches(attacked.withheld())] == []
    assert len([*attacked.breaches(attacked.withheld(audit=False))]) > 5


def test_what_is_withheld_is_the_same_whatever_the_order_of_hashes(tmp_path: Path) -> None:
    first, second = (Attacked(survey(3), tmp_path, SMALL).withheld() for _ in range(2))
    assert first == second


def test_an_edition_has_the_profile_that_it_chose() -> None:
    assert [profile_of(edition("2026", disclosure=each.key)).key for each in profiles()] == [p.key for p in profiles()]
    assert profile_of(edition("2026", minimum_base=0)) == NONE
    assert profile_of(edition("2026", minimum_base=7)).smallest == 7
    assert profile_of(edition("2026", disclosure="streng", minimum_base=0)).smallest == 5


def test_each_profile_tells_its_rule_source_and_example() -> None:
    for profile in profiles(7):
        assert all(text and "{" not in text for text in (profile.rule, profile.source, profile.example))
    assert all("7" in profile.rule for profile in profiles(7)[1:])
    assert profiles(7)[2].dominance == Fraction(15, 100)


def test_nothing_withheld_reaches_the_file_of_facts(tmp_path: Path) -> None:
    of = [
        row | {"organisationsform": "brugerdrevet" if number < 3 else "kommunal"} for number, row in enumerate(rows(60))
    ]
    counted = facts(of, tmp_path, edition("2026", disclosure="små grupper"))
    gone = {key for key, fact in counted.items() if fact.suppressed}
    assert any("brugerdrevet" in key for key in gone)
    write_facts(counted, tmp_path / "facts.csv")
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        told = {row["id"]: [row["value"], row["count"], row["base_n"]] for row in csv.DictReader(file)}
    assert {*itertools.chain(*(told[key] for key in gone))} == {""}


def test_of_few_in_no_group_the_number_of_all_is_withheld_and_the_groups_can_be_compared() -> None:
    """The responses of 2024 taken as a survey: two places are in no form of organisation, three in neither group."""
    described = load_edition("2024")
    responses = load_responses(described)
    counts = list(count_responses(responses))
    gone = withheld_ids(counts, responses.questionnaire, SMALL, len(responses))
    both = {f"tilbud_hjemloese.{answer}" for answer in ("ja", "nej", "ved_ikke")} | {"aktiviteter.gruppeforloeb"}
    assert both <= gone
    groups = ("med_hjemloese", "uden_hjemloese", "selvejende", "driftsoverenskomst", "kommunal")
    assert not {f"{column}.{group}" for column in both for group in groups} & gone
    # Who defines groups is shown, or all of the group would be gone.
    assert not gone & {name for table in tables(counts, responses.questionnaire) for name in table.sizes.values()}
    of_groups = [count.id for count in counts if count.id.count(".") == 2]
    assert len(gone.intersection(of_groups)) < len(of_groups) / 10
