from collections.abc import Callable
from pathlib import Path

import pytest
import reviewed

from helpers.book.review import prose_rules
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.review import Rule
from helpers.book.review.review_rules import ReviewRules
from helpers.facts.model import Facts

Say = Callable[..., list[Remark]]


@pytest.fixture
def say(tmp_path: Path, facts_2024: Facts) -> Say:
    def review(rule: Rule, *cells: str | reviewed.Code, rules: ReviewRules | None = None) -> list[Remark]:
        return reviewed.review_chapters(tmp_path, facts_2024, {"kapitel": cells}, rule, rules)

    return review


def test_a_typed_number_is_told_with_its_place_and_the_names_of_the_numbers_that_read_the_same(say: Say) -> None:
    prose = "# Titel\n\nIndledning.\n\n## Timer\n\nDe kommunale har åbent i 36,5 timer."
    [remark] = say(prose_rules.check_typed_numbers, prose)
    assert remark.where == "kapitel.ipynb, »Timer«, celle 1"
    assert "Tallet 36,5 er skrevet med hånden" in remark.fault
    assert "36,5 timer" in remark.sentence
    assert "{fact}`aabningstimer.kommunal`" in remark.remedy
    assert remark.weight is Weight.BLOCKS


def test_a_typed_number_that_is_none_of_the_survey_is_allowed_by_phrase(say: Say) -> None:
    prose = "# Titel\n\nTo hensyn har styret."
    assert say(prose_rules.check_typed_numbers, prose)
    assert not say(prose_rules.check_typed_numbers, prose, rules=ReviewRules(tal={"kapitel": ["To hensyn"]}))
    assert not say(prose_rules.check_typed_numbers, prose, rules=ReviewRules(uden_tal=("kapitel",)))


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        (
            "De selvejende har den korteste åbningstid, {fact}`aabningstimer.selvejende` timer.",
            'smallest("aabningstimer.selvejende", "aabningstimer.driftsoverenskomst", "aabningstimer.kommunal")',
        ),
        ("Langt de fleste er åbne tilbud, {fact}`tilbudstype.aaben`.", 'more_than_half("tilbudstype.aaben")'),
        ("De kommunale er den største gruppe.", 'largest("første tal", "andet tal")'),
    ],
)
def test_a_comparison_without_a_condition_is_told_with_one(say: Say, sentence: str, condition: str) -> None:
    [remark] = say(prose_rules.check_comparisons, f"# Titel\n\n{sentence}")
    assert f"bind(facts, et_navn={condition})" in remark.remedy
    assert "{#et_navn .claim}" in remark.remedy


def test_a_sentence_without_marks_that_quotes_facts_is_fine_where_it_compares_nothing(say: Say) -> None:
    prose = "# Titel\n\nDe kommunale har åbent i {fact}`aabningstimer.kommunal` timer om ugen."
    assert say(prose_rules.check_comparisons, prose) == say(prose_rules.check_typed_numbers, prose) == []


def test_outside_the_analysis_a_comparison_is_told_only_of_survey_numbers(say: Say) -> None:
    prose = "# Titel\n\nDe er flest. De er flest, nemlig {fact}`organisationsform.kommunal`."
    assert len(say(prose_rules.check_comparisons, prose)) == 2
    [remark] = say(prose_rules.check_comparisons, prose, rules=ReviewRules())
    assert "nemlig" in remark.sentence
    assert not say(
        prose_rules.check_comparisons, prose, rules=ReviewRules(sammenligninger={"kapitel": ["De er flest"]})
    )


@pytest.mark.parametrize("prose", ["Ingen titel.", "# En\n\n# To"])
def test_a_chapter_has_one_title(say: Say, prose: str) -> None:
    assert len(say(prose_rules.check_titles, prose)) == 1
    assert not say(prose_rules.check_titles, "# En\n\n## To")


def test_an_allowed_phrase_that_nobody_says_or_needs_is_told(say: Say) -> None:
    rules = ReviewRules(tal={"kapitel": ["to hensyn", "tre hensyn", "Titel"], "andet": ["to"]})
    remarks = say(prose_rules.check_allowed_phrases, "# Titel\n\nDe to hensyn.", rules=rules)
    assert [remark.sentence for remark in remarks] == ["tre hensyn", "Titel", "to"]
    assert {remark.weight for remark in remarks} == {Weight.NOTE}
