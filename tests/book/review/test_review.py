from pathlib import Path

import pytest
import reviewed

from helpers.base.errors import VaerestederError
from helpers.book.review.review import review_book
from helpers.book.review.review_rules import FILE, ReviewRules, load_review_rules
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.facts.model import Facts


def test_only_what_leaves_no_book_stops_and_all_of_it_is_told_at_once(tmp_path: Path, facts_2024: Facts) -> None:
    cells = ["# Titel\n\nDet er 38 steder.", "[De er flest.]{#de_er_flest .claim}", "[De er få.]{#de_er_faa .claim}"]
    chapter = reviewed.write_chapter(tmp_path, "kapitel", cells)
    review = review_book(ReviewedBook(facts_2024, (chapter,), ReviewRules()))
    assert any("38" in remark.fault for remark in review.remarks)
    with pytest.raises(VaerestederError, match=r"(?s)de_er_flest.*de_er_faa") as stopped:
        review.stop()
    assert "38" not in str(stopped.value)


def test_a_remark_tells_the_sentence_in_words_and_a_condition_in_the_facts_beside_it(
    tmp_path: Path, facts_2024: Facts
) -> None:
    prose = (
        "# Titel\n\nHer er 9 steder. Den [største](#a) {term}`gruppe <Gruppe>` er {fact}`organisationsform.kommunal`."
    )
    chapter = reviewed.write_chapter(tmp_path, "kapitel", [prose])
    remarks = review_book(ReviewedBook(facts_2024, (chapter,), ReviewRules())).remarks
    told = {remark.sentence: remark.remedy for remark in remarks}
    assert "Her er 9 steder." in told
    remedy = told["Den største gruppe er 59\u00a0%."]
    assert 'largest("organisationsform.kommunal", "organisationsform.boligsocial", ' in remedy


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tals: {}", "tals"),
        ("tal: [to]", "tal"),
        ("analyse: metode", "analyse"),
        ("- tal", "Filen"),
        ("a: [", "Klammen er ikke lukket"),
    ],
)
def test_the_file_of_what_is_allowed_says_what_is_wrong_with_it(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(VaerestederError, match=told):
        load_review_rules(tmp_path)


def test_without_the_file_nothing_is_allowed(tmp_path: Path) -> None:
    assert load_review_rules(tmp_path) == ReviewRules()
