"""The invented year: plausible, the same for the same seed, like 2024 but for what is planted, in every format."""

import csv
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.base.paths import DATA
from helpers.facts.compute import compute_facts
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.intake.new_edition import new_edition
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.responses import read_responses
from rehearsal.answers import Answers, make_answers
from rehearsal.exports import FIRST_ROW, WRITE
from rehearsal.numbers import settle
from rehearsal.people import HOSTILE
from rehearsal.person import decide
from rehearsal.planned import (
    COUNT,
    FOLLOWING,
    INVITED,
    NEAR_WORDINGS,
    NOT_IN_EXPORT,
    PARTIAL,
    PLANTED,
    WANTED,
    YEAR,
    change_questionnaire,
)
from rehearsal.rehearse import RUNS


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    path = tmp_path_factory.mktemp("skema") / "questionnaire.yml"
    shutil.copy(DATA / "questionnaire.yml", path)
    change_questionnaire(path)
    return load_questionnaire(YEAR, path)


@pytest.fixture(scope="module")
def answers(changed: Questionnaire) -> Answers:
    asked = changed.as_asked(NEAR_WORDINGS, NOT_IN_EXPORT)
    return make_answers(asked, COUNT, 2026, like=load_facts("2024"), wanted=WANTED, partial=PARTIAL, invited=INVITED)


def facts_of(answers: Answers, folder: Path) -> Facts:
    path = folder / "responses.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", *answers.questionnaire.columns], extrasaction="ignore")
        writer.writeheader()
        writer.writerows({"id": f"r{number}", **row} for number, row in enumerate(answers.rows))
    edition = replace(load_edition("2024"), key=YEAR, source="rehearsal", frame=INVITED)
    return compute_facts(read_responses(path, answers.questionnaire), edition)


def test_the_questionnaire_has_a_new_question_and_answer_and_one_question_less(
    questionnaire: Questionnaire, changed: Questionnaire
) -> None:
    assert set(changed.questions) - set(questionnaire.questions) == {"afvist"}
    assert set(questionnaire.questions) - set(changed.questions) == {"mere_viden"}
    assert {answer.key for answer in changed.answers("samarbejdspartnere")} > {
        answer.key for answer in questionnaire.answers("samarbejdspartnere")
    }
    assert changed.text("gennemsnitsalder") != questionnaire.text("gennemsnitsalder")


def test_the_questionnaire_of_2024_is_what_it_was(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = tmp_path / "questionnaire.yml"
    shutil.copy(DATA / "questionnaire.yml", path)
    change_questionnaire(path)
    assert load_questionnaire("2024", path) == questionnaire


def test_the_same_seed_gives_the_same_answers(changed: Questionnaire, facts_2024: Facts) -> None:
    one, same, other = (make_answers(changed, 30, seed, like=facts_2024) for seed in (1, 1, 2))
    assert one == same
    assert one.rows != other.rows


def test_what_is_planted_has_moved_and_nothing_else_by_more_than_rounding(
    answers: Answers, tmp_path: Path, facts_2024: Facts
) -> None:
    now = facts_of(answers, tmp_path)
    for name, way in PLANTED.items():
        before, after = facts_2024[name].value, now[name].value
        assert before is not None
        assert after is not None
        assert (after > before) == (way == "op"), name
        assert abs(after - before) > 5
    for name, fact in facts_2024.items():
        if name not in now or name in PLANTED or name.startswith(FOLLOWING) or ".visiteret" in name:
            continue
        after = now[name]
        if fact.value is None or after.value is None or not after.base_n:
            continue
        # A quota is met to the next whole response; numbers of staff lose an answer or two more.
        allowed = 200 / after.base_n if fact.unit == "percent" else 1
        assert abs(after.value - fact.value) <= allowed, name


def test_the_answers_of_a_place_agree_with_each_other(answers: Answers) -> None:
    for row in answers.rows:
        assert row[f"maalgrupper.{row['kernemaalgruppe']}"] == "1"
        assert row["kernemaalgruppe"] != "hjemloeshed" or row["har_hjemloese"] == "ja"
        assert row["har_hjemloese"] != "ja" or row["maalgrupper.hjemloeshed"] == "1"
        if row["personale_antal.fuldtid"]:
            for kind in ("fuldtid", "deltid", "saerlige_vilkaar", "frivillige", "aktivering", "studerende"):
                assert (float(row[f"personale_timer.{kind}"]) > 0) == (row[f"personale_antal.{kind}"] != "0")


def test_one_group_is_empty_and_one_has_two(answers: Answers) -> None:
    forms = [row["organisationsform"] for row in answers.rows]
    assert forms.count("brugerdrevet") == 0
    assert [row["tilbudstype"] for row in answers.rows].count("visiteret") == 2


def test_contacts_are_all_different_and_in_the_free_texts(answers: Answers) -> None:
    assert len({contact.email for contact in answers.contacts}) == INVITED
    assert answers.unanswered == INVITED - COUNT - PARTIAL
    texts = [row[q] for row in answers.rows for q in ("udfordringer", "brugerinddragelse")]
    assert sum("@" in text for text in texts) > 10
    for hostile in HOSTILE:
        assert any(hostile in text for text in texts), hostile


@settings(max_examples=15)
@given(st.integers(1, 40), st.integers(0, 5))
def test_any_number_of_answers_can_be_made_and_read(
    tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire, facts_2024: Facts, count: int, seed: int
) -> None:
    made = make_answers(questionnaire, count, seed, like=facts_2024)
    assert facts_of(made, tmp_path_factory.mktemp("svar"))["respondenter"].count == count


def test_numbers_settle_within_their_bounds_on_the_sum_that_is_wanted() -> None:
    assert settle([1, 1, 1], Fraction(9), [(0, 2), (0, 9), (0, 9)]) == [2, 4, 3]
    assert settle([5, 5], Fraction(0), [(1, 9), (2, 9)]) == [1, 2]


@pytest.mark.parametrize("name", WRITE)
def test_every_format_gives_the_same_responses(
    name: str, tmp_path: Path, answers: Answers, changed: Questionnaire
) -> None:
    export = WRITE[name](tmp_path, answers)
    edition = new_edition(YEAR, export, tmp_path / "data", changed)
    for _ in range(RUNS - 1):
        decide(edition.mapping, first_row=FIRST_ROW.get(name, 2))
        edition = new_edition(YEAR, export, tmp_path / "data", changed)
    assert edition.open == ()
    assert edition.responses is not None
    with edition.responses.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == COUNT
    texts = {q.key for q in changed.questions.values() if q.kind == "text"}
    for made, read in zip(answers.rows, rows, strict=True):
        for column in set(answers.questionnaire.columns) - texts:
            assert read[column] == made[column], column
