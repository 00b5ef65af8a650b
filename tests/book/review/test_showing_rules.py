from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
import reviewed
import two_editions
from reviewed import Code, with_load

from helpers.book.review import showing_rules
from helpers.book.review.remark import Remark
from helpers.book.review.review import Rule
from helpers.book.review.review_rules import ReviewRules
from helpers.facts.model import Facts
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Answer, Question

CAFE = Question("cafe", "rammer", "single", "Har værestedet en café?", (Answer("ja", "Ja"), Answer("nej", "Nej")))


def asked(questionnaire: Questionnaire) -> Questionnaire:
    """A questionnaire of one question."""
    questions = MappingProxyType({"cafe": CAFE})
    return replace(questionnaire, questions=questions, measures=MappingProxyType({}), breakdowns=MappingProxyType({}))


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return two_editions.facts([{"id": "r1", "cafe": "ja"}], tmp_path, two_editions.edition("2031"), asked)


Say = Callable[..., list[Remark]]


@pytest.fixture
def say(tmp_path: Path, facts: Facts) -> Say:
    def review(rule: Rule, *cells: str | Code, rules: ReviewRules | None = None) -> list[Remark]:
        return reviewed.review_chapters(tmp_path, facts, {"kapitel": with_load(*cells)}, rule, rules)

    return review


def test_a_question_shown_nowhere_is_told_with_what_to_write(say: Say) -> None:
    [remark] = say(showing_rules.check_questions)
    assert remark.sentence == "Har værestedet en café?"
    assert 'show_shares(facts, "cafe", name="tabel-cafe", title="Har værestedet en café")' in remark.remedy
    assert "hide-input" in remark.remedy


@pytest.mark.parametrize(
    "cell",
    [Code("show_shares(facts, 'cafe', name='tabel-cafe', title='Café')"), "Det har {fact}`cafe.ja` af værestederne."],
)
def test_a_question_that_is_shown_or_quoted_is_not_told(say: Say, cell: str | Code) -> None:
    assert say(showing_rules.check_questions, cell) == []
    assert say(showing_rules.check_questions, cell, rules=ReviewRules(opslag=("kapitel",)))


def test_a_question_may_be_left_out_on_purpose(say: Say) -> None:
    assert say(showing_rules.check_questions, rules=ReviewRules(vises_ikke=("cafe",))) == []


@pytest.mark.parametrize("label", ["Målgruppe, hvis navn er gået tabt", " "])
def test_an_answer_without_a_name_is_told(tmp_path: Path, facts: Facts, label: str) -> None:
    nameless = replace(CAFE, answers=(CAFE.answers[0], Answer("tabt", label)))
    questions = MappingProxyType({"cafe": nameless})

    def named(questionnaire: Questionnaire) -> Questionnaire:
        return replace(asked(questionnaire), questions=questions)

    told = two_editions.facts([{"id": "r1", "cafe": "ja"}], tmp_path, facts.edition, named)
    [remark] = reviewed.review_chapters(tmp_path, told, {"kapitel": with_load()}, showing_rules.check_answers)
    assert f'tabt: {{2024: "{label}", 2031: "…"}}' in remark.remedy, "what was printed before stays as it was"
    assert not reviewed.review_chapters(tmp_path, facts, {"kapitel": with_load()}, showing_rules.check_answers)


def test_a_table_is_told_of_before_it_stands_and_has_a_name_of_its_own(say: Say) -> None:
    call = Code("show_shares(facts, 'cafe', name='tabel-cafe', title='Café')")
    assert say(showing_rules.check_references, "{numref}`tabel-cafe` viser svarene.", call) == []
    [untold] = say(showing_rules.check_references, call, "{numref}`tabel-cafe` viste svarene.")
    assert "{numref}`tabel-cafe` viser" in untold.remedy
    [twice] = say(showing_rules.check_references, "{numref}`tabel-cafe` viser svarene.", call, call)
    assert "allerede" in twice.fault


def test_the_mark_of_a_question_names_one(say: Say) -> None:
    assert say(showing_rules.check_asked, "[Alle blev spurgt.]{.asked-organisationsform}") == []
    assert say(showing_rules.check_asked, "[Alle blev spurgt.]{.asked-organisationsfrm}")
