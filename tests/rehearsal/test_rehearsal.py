"""The rehearsed book: whole, labelled on every page, and silent about whom it was made from."""

import csv

import pytest

from helpers.book.contents import list_chapters
from rehearsal.looking import book_faults
from rehearsal.planned import COUNT, SHORT_NOTICE
from rehearsal.rehearse import Rehearsal
from rehearsal.searching import search, secrets_of

pytestmark = [pytest.mark.rehearsal, pytest.mark.xdist_group("rehearsal")]


def test_every_chapter_is_there_but_the_control_of_a_printed_report(rehearsal: Rehearsal) -> None:
    pages = {path.stem for path in (rehearsal.built / "html").glob("*.html")}
    assert {path.stem for path in list_chapters("2024")} - pages == {"kildekontrol"}


def test_the_book_is_whole_and_says_everywhere_that_the_answers_are_invented(rehearsal: Rehearsal) -> None:
    assert book_faults(rehearsal.built) == []


def test_every_fact_says_so_too(rehearsal: Rehearsal) -> None:
    with (rehearsal.built / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    counted = [fact for fact in facts if fact["source"] == "rehearsal"]
    assert len(counted) > 100
    assert {fact["note"] for fact in counted} == {SHORT_NOTICE}
    assert not {fact["source"] for fact in facts} & {"survey", "reconstructed"}
    assert next(fact for fact in facts if fact["id"] == "respondenter")["count"] == str(COUNT)


def test_the_check_doubts_the_one_answer_that_contradicts_another(rehearsal: Rehearsal) -> None:
    with (rehearsal.data / "doubts.csv").open(encoding="utf-8", newline="") as file:
        doubts = list(csv.DictReader(file))
    assert [doubt["rule"] for doubt in doubts] == ["hjemloese_blandt_maalgrupper"]


def test_no_name_address_or_unreleased_text_is_built_or_kept(rehearsal: Rehearsal) -> None:
    secrets = secrets_of(rehearsal.answers)
    assert len(secrets) > 500
    built = rehearsal.folder / "_build"
    notebooks = list(built.rglob("*.ipynb"))
    assert len(notebooks) >= len(list_chapters("2024")) - 1, "the executed chapters are searched as well"
    assert search(built, secrets) == []
    assert (rehearsal.data / "responses.csv").is_file()
    assert search(rehearsal.data, secrets) == []


def test_the_export_holds_what_was_searched_for(rehearsal: Rehearsal) -> None:
    secrets = secrets_of(rehearsal.answers)
    assert len(search(rehearsal.folder / "eksport", secrets)) >= 0.9 * len(secrets)
