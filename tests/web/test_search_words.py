"""What people search for, and the book's words for it: a file that people edit, and every slip in it is told."""

from pathlib import Path

import pytest

from helpers.base.errors import VaerestederError
from helpers.survey.frozen import frozen_chapters
from helpers.web.search_words import FILE, SearchWords, load_search_words


def load(folder: Path, text: str) -> SearchWords:
    (folder / FILE).write_text(text, encoding="utf-8")
    return load_search_words(folder)


def test_words_are_read_in_lower_case_with_those_of_the_book_after_them(tmp_path: Path) -> None:
    words = load(
        tmp_path, "opslag: [kodebog]\nord:\n  Ansatte: personale, medarbejder\n  hvem  står bag: landsforeningen\n"
    )
    assert words.registers == ("kodebog",)
    assert words.synonyms == {"ansatte": ("personale", "medarbejder"), "hvem står bag": ("landsforeningen",)}


@pytest.mark.parametrize("text", ["", "ord:\n", "opslag: []\n"])
def test_nothing_need_be_said(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == SearchWords()
    (tmp_path / FILE).unlink()
    assert load_search_words(tmp_path) == SearchWords()


@pytest.mark.parametrize(("text", "told"), [
    ("- ansatte", "Filen har ingen felter"),
    ("ordd:\n  a: b", 'Feltet "ordd" kendes ikke. Skriv opslag eller ord.'),
    ("opslag: kodebog", "opslag skal være en liste"),
    ("ord: [a, b]", "ord skal have en linje for hvert ord"),
    ("ord:\n  ansatte:", 'Efter "ansatte" står "". Skriv bogens ord med komma imellem'),
    ("ord:\n  ansatte: [personale]", "Skriv bogens ord med komma imellem: ansatte: personale, medarbejdere."),
    ("ord:\n  ansatte: personale,", "Skriv bogens ord med komma imellem"),
    ("ord:\n  85: service", "Skriv bogens ord med komma imellem"),
])  # fmt: skip
def test_a_slip_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(VaerestederError) as raised:
        load(tmp_path, text)
    assert told in str(raised.value)
    assert FILE in str(raised.value)


def test_the_books_own_words_can_be_read_and_its_registers_are_chapters() -> None:
    words = load_search_words(frozen_chapters("2024"))
    assert len(words.synonyms) > 40
    assert [name for name in words.registers if not (frozen_chapters("2024") / f"{name}.ipynb").is_file()] == []
