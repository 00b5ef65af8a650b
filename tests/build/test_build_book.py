"""A book is made again where anything that it is made from, or anything of itself, has changed, and only there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.base.errors import VaerestederError
from helpers.build import pipeline
from helpers.build.build_book import UNCHANGED, build_book
from helpers.build.fingerprint import hash_edition, hash_surroundings

CLAIMS = "name,state,page,sentence,condition,numbers,reason,note\n"


class Maker:
    """Stands in for the making of a book, and counts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, 0
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, edition: str, responses: str, folder: Path, say: Callable[[str], object]) -> tuple[str, ...]:
        self.made += 1
        self.meanwhile()
        (folder / ".work").mkdir(exist_ok=True)
        (folder / edition / "html").mkdir(parents=True, exist_ok=True)
        for name in ("html/index.html", "facts.csv", f"vaeresteder-{edition}.pdf"):
            (folder / edition / name).write_text("x", encoding="utf-8")
        (folder / edition / "claims.csv").write_text(CLAIMS, encoding="utf-8")
        return (f"Gang {self.made}.",)

    def build(self, responses: str = "") -> bool:
        """Whether the book was made."""
        before = self.made
        said: list[str] = []
        build_book("2024", responses, folder=self.folder, say=said.append)
        assert (self.made == before) == (UNCHANGED in said)
        return self.made > before


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    made = Maker(tmp_path)
    monkeypatch.setattr(pipeline, "make_book", made)
    return made


def test_what_has_not_changed_is_not_made_again(maker: Maker) -> None:
    assert maker.build()
    assert not maker.build()
    book = maker.folder / "2024" / "html" / "index.html"
    os.utime(book, (1, 1))
    assert not maker.build()


def test_what_the_review_came_to_is_told_again_of_a_book_that_is_not_made_again(maker: Maker) -> None:
    made = build_book("2024", folder=maker.folder)
    assert build_book("2024", folder=maker.folder).summary == made.summary == ("Gang 1.",)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: (book / "facts.csv").write_text("y"),
        lambda book: (book / "facts.csv").unlink(),
        lambda book: (book / "html" / "ny.html").write_text(""),
        lambda book: (book / "html").rename(book / "web"),
        lambda book: (book.parent / ".work" / "built-2024.json").write_text("{"),
        lambda book: (book.parent / ".work" / "built-2024.json").unlink(),
    ],
)
def test_a_book_that_was_touched_is_made_again(maker: Maker, spoil: Callable[[Path], object]) -> None:
    maker.build()
    spoil(maker.folder / "2024")
    assert maker.build()
    assert not maker.build()


def test_other_responses_the_day_and_the_letters_of_other_books_count(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    responses = maker.folder / "svar.csv"
    responses.write_text("1")
    maker.build()
    assert maker.build(str(responses))
    assert not maker.build(str(responses))
    responses.write_text("2")
    assert maker.build(str(responses))
    monkeypatch.setattr("helpers.build.fingerprint.source_commit", lambda: "commit 1")
    assert maker.build(str(responses))
    for stated in ("SOURCE_DATE_EPOCH", "LC_ALL", "PYTHONPATH"):
        monkeypatch.setenv(stated, "1")
        assert maker.build(str(responses))
    monkeypatch.setattr("helpers.build.build_book.earlier_edition", lambda key: "2023")
    (maker.folder / "2023").mkdir()
    (maker.folder / "2023" / "claims.csv").write_text(CLAIMS)
    assert maker.build(str(responses))
    assert not maker.build(str(responses))


def test_what_only_the_letter_tells_of_counts_for_the_letter_and_runs_no_chapter_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    (data / "2024").mkdir(parents=True)
    monkeypatch.setattr("helpers.build.fingerprint.DATA", data)
    monkeypatch.setattr("helpers.build.fingerprint.edition_data", lambda key: data / key)
    monkeypatch.setattr("helpers.build.fingerprint.chapters_folder", lambda key: tmp_path / "kapitler")
    parameters = {"edition": "2024", "responses": ""}
    before = hash_surroundings(), hash_edition(parameters, ())
    (data / "2024" / "laest.yml").write_text("a: b", encoding="utf-8")
    assert hash_surroundings() == before[0]
    assert hash_edition(parameters, ()) != before[1]
    (data / "2024" / "responses.csv").write_text("id", encoding="utf-8")
    assert hash_surroundings() != before[0]


def test_a_change_while_the_book_is_made_is_noticed_the_next_time(maker: Maker) -> None:
    responses = maker.folder / "svar.csv"
    responses.write_text("1")
    maker.meanwhile = lambda: responses.write_text("2")
    maker.build(str(responses))
    assert maker.build(str(responses))
    assert not maker.build(str(responses))


def test_a_build_that_fails_leaves_nothing_that_passes_for_the_new_book(maker: Maker) -> None:
    responses = maker.folder / "svar.csv"
    responses.write_text("1")
    maker.build(str(responses))
    responses.write_text("2")

    def fail() -> None:
        raise VaerestederError("i stykker")

    maker.meanwhile = fail
    with pytest.raises(VaerestederError, match="i stykker"):
        maker.build(str(responses))
    maker.meanwhile = lambda: None
    assert maker.build(str(responses))
