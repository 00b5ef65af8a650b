"""The gate before publication: everything open is told at once, and what may pass needs a reason."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import reviewed
from editions import Data
from reviewed import Code, with_load

from helpers.base.errors import VaerestederError
from helpers.book.review.reading_list import tick
from helpers.book.review.review import Review, review_book
from helpers.book.review.review_rules import ReviewRules
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.build.release_gate import list_open, pass_gate
from helpers.editions.corrections import Moved
from helpers.facts.model import Facts
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import load_questionnaire

BROKEN = "[De selvejende er flest.]{#a_b .claim}"
BOUND = Code('bind(facts, a_b=largest("organisationsform.selvejende", "organisationsform.kommunal"))')
PARAMETERS = 'edition = "2034"\nresponses = ""'
MOVED = (Moved("a", "Væresteder, der svarede", "80", "79", "−1"),)
Publish = Callable[..., Review]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    data = Data(tmp_path / "data", monkeypatch)
    data.add("2032")
    folder = data.add("2034")
    (folder / "doubts.csv").write_text("rule,row,question,message\n", encoding="utf-8")
    yield data
    load_edition.cache_clear()


@pytest.fixture
def review(tmp_path: Path, data: Data, facts_2024: Facts) -> Publish:
    """The review of an edition whose one chapter has these cells."""
    shown = tuple(load_questionnaire("2024").questions)

    def reviewed_now(*cells: str | Code, read: bool = True) -> Review:
        facts = Facts(load_edition("2034"), facts_2024.questionnaire.as_asked({}, {"maalgrupper"}), dict(facts_2024))
        chapter = reviewed.write_chapter(tmp_path, "metode", with_load(*cells, BOUND, parameters=PARAMETERS))
        book = ReviewedBook(facts, (chapter,), ReviewRules(tilblivelse=("metode",), vises_ikke=shown))
        if read:
            tick(book, ["alle"])
        return review_book(book)

    return reviewed_now


def test_an_edition_with_nothing_open_passes(review: Publish) -> None:
    assert list_open(review("Der er svar.")) == []
    assert pass_gate(review("Der er svar.")) == ()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([BROKEN], "1 sætning venter på at blive skrevet. Brevet har tekst at sætte ind"),
        (["Et nyt afsnit."], "afsnit fra en tidligere udgave er ikke læst"),
    ],
)
def test_what_may_pass_is_refused_without_a_reason_and_told_to_readers_with_one(
    review: Publish, cells: list[str], told: str
) -> None:
    found = review(*cells, read=told.startswith("1 sætning"))
    with pytest.raises(VaerestederError, match="--trods") as refused:
        pass_gate(found)
    assert told in str(refused.value)
    passed = pass_gate(found, despite="Bestyrelsen venter på tallene.")
    assert len(passed) == 1
    assert "De selvejende" not in passed[0], "readers are told how many, and not what"


def test_doubts_of_the_check_are_open_until_somebody_has_looked(review: Publish, data: Data) -> None:
    path = data.folder / "2034" / "doubts.csv"
    path.write_text("rule,row,question,message\nusual,7,a,Række 7 siger 400 timer.\n", encoding="utf-8")
    [doubt] = list_open(review("Der er svar.", read=False))[:1]
    assert (doubt.what, doubt.passed) == ("1 tvivl om svar er ikke afgjort.", "1 tvivl om svar er ikke afgjort")
    assert "400 timer" in str(doubt)
    assert list_open(review("Der er svar.")) == []
    path.unlink()
    assert [matter.what for matter in list_open(review("Der er svar."))] == ["Svarene er ikke kontrolleret."]


@pytest.mark.parametrize("kind", ["typed", "moved", "undecided"])
def test_what_may_not_pass_is_refused_whatever_the_reason(review: Publish, data: Data, kind: str) -> None:
    if kind == "undecided":
        (data.folder / "2034" / "mapping.yml").write_text("åbne:\n- Hvad betyder 9?\n", encoding="utf-8")
    found = review("Det gælder 38 steder." if kind == "typed" else "Der er svar.")
    told = {"typed": "Tallet 38", "moved": "80 → 79", "undecided": "Hvad betyder 9?"}[kind]
    with pytest.raises(VaerestederError, match="på plads") as refused:
        pass_gate(found, MOVED if kind == "moved" else (), "Det haster.")
    assert told in str(refused.value)


def test_everything_open_is_told_at_once_in_groups_of_what_fits_a_screen(review: Publish) -> None:
    many = [f"Det gælder {number} steder." for number in range(30, 45)]
    with pytest.raises(VaerestederError) as refused:
        pass_gate(review(*many, BROKEN), MOVED)
    told = str(refused.value)
    assert "15 ting skal rettes" in told
    assert "- Og 5 mere." in told
    assert told.index("Tallet 30") < told.index("80 → 79") < told.index("De selvejende er flest")
