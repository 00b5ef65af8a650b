"""Bounds in words: what is said must follow from the least and the most."""

import pytest

from helpers.base.danish import NO_BREAK_SPACE
from helpers.printed.bounds.bound_text import (
    FEW_OF_THEM,
    MOST_OF_THEM,
    NOTHING,
    OPEN,
    answer_text,
    share_limits,
    tell_bound,
    verdict,
)
from helpers.printed.bounds.bounds_file import CrossBound
from helpers.survey.questionnaire import Questionnaire


def bound(least: int, most: int, group_least: int, group_most: int) -> CrossBound:
    return CrossBound("har_hjemloese.ja", "aktiviteter.faellesskab", least, most, group_least, group_most)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((0, 20, 20, 20), NOTHING),
        ((0, 19, 20, 20), OPEN),
        ((10, 20, 20, 20), OPEN),
        ((11, 20, 20, 20), MOST_OF_THEM),
        ((0, 9, 20, 20), FEW_OF_THEM),
        ((0, 10, 20, 20), OPEN),
        # With 18 members, nine are half of them: a word must hold for every size.
        ((0, 9, 18, 20), OPEN),
        ((10, 18, 18, 20), OPEN),
    ],
)
def test_a_word_holds_for_every_number_between_the_bounds(numbers: tuple[int, int, int, int], words: str) -> None:
    assert verdict(bound(*numbers)) == words


def test_a_share_is_told_where_the_group_has_one_size() -> None:
    assert share_limits(bound(33, 41, 41, 41)) == (80, 100)
    assert share_limits(bound(5, 5, 10, 10)) == (50, 50)
    assert share_limits(bound(0, 5, 27, 30)) is None


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("har_hjemloese.ja", "Har brugere med hjemløseproblematikker"),
        ("kommunegruppe.land", "Landkommuner"),
        ("aktiviteter.faellesskab", "Fællesskabende aktiviteter"),
        ("mere_viden.ja", "Efterspørger værestedet mere viden om den kommunale hjemløseindsats: Ja"),
        ("kun_ordinaert_ansatte", "Har udelukkende ordinært ansatte"),
    ],
)
def test_an_answer_is_called_what_its_group_is_called(questionnaire: Questionnaire, column: str, text: str) -> None:
    assert answer_text(column, questionnaire) == text


def test_a_bound_is_told_in_a_line(questionnaire: Questionnaire) -> None:
    told = tell_bound(bound(33, 41, 41, 41), questionnaire).replace(NO_BREAK_SPACE, " ")
    assert told == (
        "Har brugere med hjemløseproblematikker / Fællesskabende aktiviteter: 33-41 af 41 (80-100 %). "
        "Det gælder mere end halvdelen."
    )
