from collections.abc import Iterator
from pathlib import Path

import pytest
import reviewed
from editions import Data

from helpers.base.errors import VaerestederError
from helpers.book.review.reading_list import TICKS, list_reading, list_unread, read_ticks, tick
from helpers.book.review.review_rules import ReviewRules
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.facts.model import Facts
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import load_questionnaire

PROSE = """# Titel

Skemaet blev sendt ud på e-mail. [Rapporten siger mere.]{.reconstructed}

{.reconstructed}
Kun i den genskabte udgave.

[Også kun der ([her](#sted)).]{.reconstructed}

## Projektet

I 2032 skal det prøves ([Et værk, 2032](#litt-a)).
"""
RULES = ReviewRules(tilblivelse=("metode, Titel",))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    data = Data(tmp_path / "data", monkeypatch)
    data.add("2032")
    data.add("2034")
    yield data
    load_edition.cache_clear()


def book(tmp_path: Path, edition: str = "2034", prose: str = PROSE) -> ReviewedBook:
    facts = Facts(load_edition(edition), load_questionnaire("2024"), {})
    chapters = {
        "metode": prose,
        "andet": "# Andet\n\nSe *Bogen 2032* ([A, 2032](#litt-a)).\n\nI 2032 var det nyt.",
    }
    read = tuple(reviewed.write_chapter(tmp_path, name, [text]) for name, text in chapters.items())
    return ReviewedBook(facts, read, RULES)


def test_what_tells_of_the_making_and_what_tells_of_another_year_is_to_be_read(tmp_path: Path, data: Data) -> None:
    found = list_reading(book(tmp_path))
    assert [(each.place, each.heading, each.text) for each in found] == [
        ("metode", "Titel", "Skemaet blev sendt ud på e-mail."),
        ("metode", "Projektet", "I 2032 skal det prøves (Et værk, 2032)."),
        ("andet", "Andet", "I 2032 var det nyt."),
    ]
    assert [each.why for each in found] == ["fortæller, hvordan undersøgelsen blev til", "nævner 2032", "nævner 2032"]


def test_nothing_is_inherited_by_the_first_edition(tmp_path: Path, data: Data) -> None:
    assert list_reading(book(tmp_path, "2032")) == []


def test_doubts_of_the_check_are_to_be_read_too(tmp_path: Path, data: Data) -> None:
    text = "rule,row,question,message\nusual,7,aabningstimer,400 timer?\n"
    (data.folder / "2034" / "doubts.csv").write_text(text, encoding="utf-8")
    assert [(each.place, each.text) for each in list_unread(book(tmp_path))][-1] == ("række 7", "400 timer?")
    tick(book(tmp_path), ["alle"])
    ticked = (data.folder / "2034" / TICKS).read_text(encoding="utf-8")
    assert "række 7, datakontrollen tvivler" in ticked
    assert "400" not in ticked, "the file is in git, and what was answered is not"


def test_a_tick_stays_until_the_paragraph_is_changed(tmp_path: Path, data: Data) -> None:
    first, *others = list_unread(book(tmp_path))
    assert tick(book(tmp_path), [first.code]) == [first]
    assert list_unread(book(tmp_path)) == others
    assert "metode, Titel: Skemaet blev" in (data.folder / "2034" / TICKS).read_text(encoding="utf-8")
    moved = PROSE.replace("blev sendt ud\npå", "blev sendt ud på")
    assert list_unread(book(tmp_path, prose=moved)) == others
    changed = list_unread(book(tmp_path, prose=PROSE.replace("e-mail", "papir")))
    assert next(each.text for each in changed) == "Skemaet blev sendt ud på papir."


@pytest.mark.parametrize(("wanted", "left"), [(["metode"], 1), (["alle"], 0), (["andet", "metode"], 0)])
def test_a_chapter_or_everything_is_ticked_at_once(tmp_path: Path, data: Data, wanted: list[str], left: int) -> None:
    tick(book(tmp_path), wanted)
    assert len(list_unread(book(tmp_path))) == left
    assert tick(book(tmp_path), wanted) == []


def test_what_is_not_to_be_read_cannot_be_ticked(tmp_path: Path, data: Data) -> None:
    with pytest.raises(VaerestederError, match="metodik"):
        tick(book(tmp_path), ["metode", "metodik"])
    assert read_ticks(load_edition("2034")) == {}


@pytest.mark.parametrize("text", ["- 3f2a9c1d", "a: ["])
def test_a_file_of_another_form_is_told(data: Data, text: str) -> None:
    (data.folder / "2034" / TICKS).write_text(text, encoding="utf-8")
    with pytest.raises(VaerestederError, match=TICKS):
        read_ticks(load_edition("2034"))
