"""Every bound sentence and alternative against an adversary, and the adversary against weakened conditions."""

import ast
import os
from collections.abc import Iterator

import pytest
from adversary import find_answers, weakened

from helpers.book.review.bindings import read_findings
from helpers.book.review.reviewed_book import ReviewedBook, read_reviewed_book
from helpers.book.review.word_rules import too_strong
from helpers.facts.lexicon import load_lexicon
from helpers.facts.model import Facts

# A larger number looks longer.
TRIALS = int(os.environ.get("VAERESTEDER_TRIALS", "20"))


@pytest.fixture(scope="module")
def book(facts_2024: Facts) -> ReviewedBook:
    return read_reviewed_book(facts_2024)


def bound_sentences(book: ReviewedBook) -> Iterator[tuple[str, str, ast.expr]]:
    """Each sentence of the book with its name and condition, also those that stand in or are told again."""
    every = {name: binding for bindings in book.bindings.values() for name, binding in bindings.items()}
    for chapter in book.chapters:
        for each in (*book.spans[chapter.name].claims, *book.spans[chapter.name].alternatives):
            if binding := every.get(each.borrows or each.name):
                yield each.name, each.text, binding.expression
        for finding in read_findings(chapter):
            yield finding.name, finding.text, finding.expression


def test_no_answers_make_a_sentence_false_while_its_condition_holds(book: ReviewedBook) -> None:
    lexicon = load_lexicon(book.edition.key)
    sentences = list(bound_sentences(book))
    assert len(sentences) > 120
    found = {
        name: find_answers(condition, text, lexicon, book.facts, TRIALS, condition)
        for name, text, condition in sentences
    }
    assert {name: answers for name, answers in found.items() if answers} == {}


@pytest.mark.parametrize(
    ("name", "weak"),
    [
        ("kommunale_har_laengst_aabent", 'largest("aabningstimer.kommunal", "aabningstimer.selvejende")'),
        ("selvejende_har_kortest_aabent", 'smallest("aabningstimer.selvejende", "aabningstimer.kommunal")'),
        ("brugerdrevne_er_faa", 'fewer_than(10, "organisationsform.brugerdrevet")'),
        ("gadeplan_mere_udbredt_med_kontakt",
         'largest("indsatser.gadeplan.med_hjemloese", "indsatser.gadeplan.uden_hjemloese")'),
        ("naesten_lige_saa_mange_ikke_inddraget",
         'largest("inddraget.ja.med_hjemloese", "inddraget.nej.med_hjemloese")'),
    ],
)  # fmt: skip
def test_a_condition_that_asks_for_less_is_found_by_answers(book: ReviewedBook, name: str, weak: str) -> None:
    text, meant = next((text, condition) for each, text, condition in bound_sentences(book) if each == name)
    expression = ast.parse(weak, mode="eval").body
    assert find_answers(expression, text, load_lexicon(book.edition.key), book.facts, 300, meant)


def test_most_conditions_that_ask_for_less_are_refused_for_their_words_alone(book: ReviewedBook) -> None:
    lexicon = load_lexicon(book.edition.key)
    tried = refused = 0
    for name, text, condition in bound_sentences(book):
        for source in dict.fromkeys(weakened(ast.unparse(condition))):
            tried += 1
            expression = ast.parse(source, mode="eval").body
            refused += any(too_strong(text, name, expression, lexicon, book.facts))
    assert tried > 200
    assert 2 * refused > tried
