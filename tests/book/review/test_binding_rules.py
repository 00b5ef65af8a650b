import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import reviewed
from reviewed import Code, with_load

from helpers.book.review import binding_rules, code_rules
from helpers.book.review.bindings import read_spans
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.review import Rule
from helpers.facts.model import Facts

SENTENCE = "[De kommunale er den største gruppe.]{#kommunale_stoerst .claim}"
BOUND = Code('bind(facts, kommunale_stoerst=largest("organisationsform.kommunal", "organisationsform.selvejende"))')

Say = Callable[..., list[Remark]]


@pytest.fixture
def say(tmp_path: Path, facts_2024: Facts) -> Say:
    def review(rule: Rule, *cells: str | Code) -> list[Remark]:
        return reviewed.review_chapters(tmp_path, facts_2024, {"kapitel": with_load(*cells)}, rule)

    return review


def test_a_sentence_with_its_condition_passes(say: Say) -> None:
    for rule in (binding_rules.check_bindings, binding_rules.check_names, binding_rules.check_retold):
        assert say(rule, SENTENCE, BOUND) == []


def test_a_sentence_without_a_condition_stops_the_book_and_says_both_ways_out(say: Say) -> None:
    [remark] = say(binding_rules.check_bindings, f"## Grupper\n\n{SENTENCE}")
    assert remark.weight is Weight.STOPS
    assert remark.where == "kapitel.ipynb, »Grupper«, celle 4"
    assert remark.sentence == "De kommunale er den største gruppe."
    assert 'bind(facts, kommunale_stoerst=largest("første tal", "andet tal"))' in remark.remedy
    assert "slet mærkerne" in remark.remedy


def test_a_misspelt_name_is_told_with_the_one_that_was_meant(say: Say) -> None:
    remarks = say(binding_rules.check_bindings, SENTENCE.replace("kommunale_", "komunale_"), BOUND)
    assert "Mente du kommunale_stoerst?" in remarks[0].remedy


def test_a_sentence_written_anew_without_marks_leaves_a_note_and_stops_nothing(say: Say) -> None:
    [remark] = say(binding_rules.check_bindings, "Der er {fact}`organisationsform.kommunal antal` kommunale.", BOUND)
    assert remark.weight is Weight.NOTE
    assert "slet kommunale_stoerst=… og kommaet efter den" in remark.remedy


def test_what_is_to_be_deleted_of_a_condition_is_told_by_its_lines_and_leaves_code(say: Say) -> None:
    condition = 'largest(\n        "organisationsform.kommunal", "organisationsform.selvejende"\n    )'
    bound = "".join(f"    {name}={condition},\n" for name in ("foerst", "kommunale_stoerst", "sidst"))
    source = f"bind(\n    facts,\n{bound})"
    told = [remark.remedy for remark in say(binding_rules.check_bindings, Code(source))]
    assert [re.findall(r"slet linje (\d+) til (\d+) ", each) for each in told] == [
        [("3", "5")],
        [("6", "8")],
        [("9", "11")],
    ]
    lines = source.splitlines()
    for first, last in ((3, 5), (6, 8), (9, 11)):
        ast.parse("\n".join(lines[: first - 1] + lines[last:]))


def test_a_cell_that_is_no_code_is_told_once_and_not_by_each_sentence_whose_condition_it_holds(say: Say) -> None:
    broken = Code(BOUND.source + ")")
    borrowed = "[De er flest.]{#kort_flest .claim .if-kommunale_stoerst} [Der er få.]{#kort_flest_ellers .otherwise}"
    assert say(binding_rules.check_bindings, SENTENCE, borrowed, broken) == []
    assert len(say(code_rules.check_code, SENTENCE, borrowed, broken)) == 1


def test_a_condition_is_suggested_of_what_the_sentence_quotes(say: Say) -> None:
    sentence = "[De kommunale har kortest åbent: {fact}`aabningstimer.kommunal`.]{#kortest .claim}"
    [remark] = say(binding_rules.check_bindings, sentence)
    assert 'bind(facts, kortest=smallest("aabningstimer.kommunal", "aabningstimer.selvejende"' in remark.remedy


@pytest.mark.parametrize(
    "marks", ["{#navn.claim}", "{.claim}", "{#navn .claim", "{#navn .claim .hvis-andet}", "{#to navne .claim}"]
)
def test_marks_that_cannot_be_read_stop_the_book(say: Say, marks: str) -> None:
    [remark] = say(binding_rules.check_bindings, f"[De er flest.]{marks}")
    assert remark.weight is Weight.STOPS
    assert "[Sætningen.]{#et_navn .claim}" in remark.remedy


def test_a_chapter_may_tell_of_marks_in_backticks(say: Say) -> None:
    assert say(binding_rules.check_bindings, "Skriv `[Sætning.]{#navn .claim}`, og byg.\n\n```\n{.claim}\n```") == []


def test_a_borrowed_condition_is_one_of_the_book(say: Say) -> None:
    borrowed = "[De er flest.]{#kort_flest .claim .if-kommunale_stoerst} [Der er få.]{#kort_flest_ellers .otherwise}"
    assert say(binding_rules.check_bindings, SENTENCE, borrowed, BOUND) == []
    [remark] = say(binding_rules.check_bindings, borrowed)
    assert "Der er ingen betingelse kommunale_stoerst" in remark.fault


def test_a_condition_that_is_borrowed_is_not_to_be_deleted_where_its_own_sentence_is_gone(say: Say) -> None:
    borrowed = "[De er flest.]{#kort_flest .claim .if-kommunale_stoerst} [Der er få.]{#kort_flest_ellers .otherwise}"
    assert say(binding_rules.check_bindings, borrowed, BOUND) == []


def test_a_sentence_told_again_says_something_otherwise(say: Say) -> None:
    borrowed = "[De er flest.]{#kort_flest .claim .if-kommunale_stoerst}"
    [remark] = say(binding_rules.check_retold, SENTENCE, borrowed, BOUND)
    assert "{#kort_flest_ellers .otherwise}" in remark.remedy
    assert say(binding_rules.check_retold, f"{borrowed} [Kun tal.]{{#kort_flest_2024 .otherwise}}") == []


def test_an_alternative_belongs_to_a_sentence(say: Say) -> None:
    for name in ("kommunale_stoerst_ellers", "kommunale_stoerst_2031", "kommunale_stoerst_ellers_2"):
        assert say(binding_rules.check_bindings, f"{SENTENCE} [Ikke.]{{#{name} .otherwise}}", BOUND) == []
    for name in ("andre_ellers", "kommunale_stoerst_senere"):
        [remark] = say(binding_rules.check_bindings, f"{SENTENCE} [Ikke.]{{#{name} .otherwise}}", BOUND)
        assert name in remark.fault


def test_what_was_written_for_an_edition_comes_before_what_holds_for_any(tmp_path: Path) -> None:
    prose = (
        f"# A\n\n{SENTENCE} [Ikke.]{{#kommunale_stoerst_ellers .otherwise}} [Nu.]{{#kommunale_stoerst_2031 .otherwise}}"
    )
    spans = read_spans(reviewed.write_chapter(tmp_path, "kapitel", [prose]))
    told = [[each.text for each in spans.alternatives_to("kommunale_stoerst", year)] for year in ("2031", "2033")]
    assert told == [["Nu.", "Ikke."], ["Ikke."]]
    assert spans.alternatives_to("andet", "2031") == []


def test_no_name_stands_twice_in_the_book(tmp_path: Path, facts_2024: Facts) -> None:
    chapters = {"et": with_load(SENTENCE), "andet": with_load(SENTENCE)}
    remarks = reviewed.review_chapters(tmp_path, facts_2024, chapters, binding_rules.check_names)
    assert [remark.place for remark in remarks] == ["et", "andet"]


def test_words_that_say_more_than_chance_allows_are_told(say: Say) -> None:
    compared = '"maalgrupper.hjemloeshed.aaben", "maalgrupper.hjemloeshed.visiteret"'
    bound = Code(f"bind(facts, aabne_oftere=largest({compared}))")
    [remark] = say(binding_rules.check_words, "[De åbne når oftere hjemløse.]{#aabne_oftere .claim}", bound)
    assert "kan være et tilfælde" in remark.fault
    careful = "[Svarene tyder på, at de åbne oftere når hjemløse.]{#aabne_oftere .claim}"
    assert say(binding_rules.check_words, careful, bound) == []
    chart = f"show(facts, name='figur-a', finding='De åbne når oftere hjemløse', when=largest({compared}))"
    assert say(binding_rules.check_words, Code(chart))


def test_an_order_of_the_same_places_that_may_be_another_is_told(say: Say) -> None:
    """33 against 31 of 103, and 61 against 17."""
    unsure = Code('bind(facts, land_flest=largest("kommunegruppe.land", "kommunegruppe.provinsby"))')
    [remark] = say(binding_rules.check_words, "[Landkommunerne har flest.]{#land_flest .claim}", unsure)
    assert "surely_first" in remark.remedy
    assert say(binding_rules.check_words, "[I svarene har landkommunerne flest.]{#land_flest .claim}", unsure) == []
    sure = Code('bind(facts, flest=most_common("organisationsform.kommunal", "organisationsform.selvejende"))')
    assert say(binding_rules.check_words, "[De kommunale er flest.]{#flest .claim}", sure) == []
