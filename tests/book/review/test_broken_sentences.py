from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import reviewed
from reviewed import Code, with_load

from helpers.book.review.broken_sentences import BrokenSentence, find_broken
from helpers.book.review.review_rules import ReviewRules
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.facts.model import Facts

A, B = "organisationsform.kommunal", "organisationsform.selvejende"
HOLDS, BROKEN = Code(f'bind(facts, a_b=largest("{A}", "{B}"))'), Code(f'bind(facts, a_b=largest("{B}", "{A}"))')
SENTENCE = f"[De selvejende er flest, {{fact}}`{B}`.]{{#a_b .claim}}"
Find = Callable[..., list[BrokenSentence]]


@pytest.fixture
def find(tmp_path: Path, facts_2024: Facts) -> Find:
    def broken(*cells: str | Code, facts: Facts = facts_2024) -> list[BrokenSentence]:
        chapter = reviewed.write_chapter(tmp_path, "kapitel", with_load(*cells))
        return list(find_broken(ReviewedBook(facts, (chapter,), ReviewRules())))

    return broken


def test_a_sentence_that_holds_does_not_wait(find: Find) -> None:
    assert find(SENTENCE, HOLDS) == []


def test_one_that_waits_is_told_in_words_with_its_numbers_and_with_text_to_paste(find: Find) -> None:
    [waiting] = find(f"## Grupper\n\n{SENTENCE}", BROKEN)
    assert (waiting.chapter, waiting.heading, waiting.cell) == ("kapitel", "Grupper", 4)
    assert waiting.sentence == "De selvejende er flest, 16\u00a0%."
    assert waiting.rule == "Det første tal er større end det andet."
    assert waiting.numbers == ("Selvejende: 16\u00a0% (16 af 103)", "Kommunalt drevet: 59\u00a0% (61 af 103)")
    assert waiting.paste.endswith(f"Selvejende {{fact}}`{B}`; Kommunalt drevet {{fact}}`{A}`.]{{#a_b_2024 .otherwise}}")
    assert "a_b" not in str(waiting)
    assert "(Betingelsen står i kapitel.ipynb, celle 5.)" in str(waiting)


def test_the_text_to_paste_is_an_alternative_that_the_book_then_says(find: Find) -> None:
    [waiting] = find(SENTENCE, BROKEN)
    [replaced] = find(f"{SENTENCE} {waiting.paste}", BROKEN)
    assert replaced.alternative.endswith("Selvejende 16\u00a0%; Kommunalt drevet 59\u00a0%.")
    assert replaced.paste == ""


def test_an_alternative_that_is_not_true_is_none(find: Find) -> None:
    two = "[De kommunale er få.]{#a_b_ellers .otherwise} [De kommunale er flest.]{#a_b_ellers_2 .otherwise}"
    more = ', a_b_ellers=nobody("{0}"), a_b_ellers_2={1}("{0}", "{2}"))'
    [replaced] = find(f"{SENTENCE} {two}", Code(BROKEN.source[:-1] + more.format(A, "largest", B)))
    assert replaced.alternative == "De kommunale er flest."
    [waiting] = find(f"{SENTENCE} {two}", Code(BROKEN.source[:-1] + more.format(A, "smallest", B)))
    assert waiting.alternative == ""


def test_a_sentence_told_again_waits_as_well(find: Find) -> None:
    again = "[Flest er selvejende.]{#kort_a_b .claim .if-a_b}"
    assert [each.anchor for each in find(again, SENTENCE, BROKEN)] == ["kort-a-b", "a-b"]


@pytest.mark.parametrize(
    "prose",
    [
        "{{.survey}}\n{0}",
        "{{.survey}}\n## Nyt\n\n{0}\n\n### Under\n\n{0}",
        "[Ny udgave: {0}]{{.survey}}",
        "Et ord.[^note]\n\n[^note]: [Noten: {0} ([her](#sted))]{{.survey}}",
        "{0} [{{fact}}`findes.ikke`]",
        "[De selvejende er flest, {{fact}}`findes.ikke`.]{{#a_b .claim}}",
    ],
)
def test_a_sentence_that_the_edition_does_not_print_does_not_wait(find: Find, prose: str) -> None:
    waits = "{fact}`findes.ikke`]" in prose.format("")
    assert bool(find(prose.format(SENTENCE), BROKEN)) is waits


def test_a_sentence_under_a_question_that_was_not_asked_does_not_wait(find: Find, facts_2024: Facts) -> None:
    questionnaire = facts_2024.questionnaire.as_asked({}, {"har_hjemloese"})
    facts = Facts(replace(facts_2024.edition), questionnaire, dict(facts_2024))
    assert find(f"{{.asked-har_hjemloese}}\n## Kontakt\n\n{SENTENCE}", BROKEN, facts=facts) == []
    assert find(f"{{.asked-organisationsform}}\n## Form\n\n{SENTENCE}", BROKEN, facts=facts)
