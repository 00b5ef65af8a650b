import json
from collections.abc import Callable
from pathlib import Path

import pytest
import reviewed
from reviewed import Code, with_load

from helpers.book.review import code_rules
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.review import Rule
from helpers.book.review.review_rules import ReviewRules
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.reviewed_chapter import read_reviewed_chapter
from helpers.facts.lexicon import condition_words
from helpers.facts.model import Facts

Say = Callable[..., list[Remark]]


@pytest.fixture
def say(tmp_path: Path, facts_2024: Facts) -> Say:
    def review(rule: Rule, cells: list[str | Code]) -> list[Remark]:
        return reviewed.review_chapters(tmp_path, facts_2024, {"kapitel": cells}, rule)

    return review


@pytest.mark.parametrize(
    "source",
    [
        "import pandas",
        "from helpers.build.build_book import build_book",
        "x = 1 + 1",
        "x = 38",
        "for x in y: show(x)",
        "def f(): pass",
        "show(facts, 100 * 2)",
        "facts['x'].value",
        "show([x for x in y])",
        "bind(facts)",
        "bind(others, navn=largest('a', 'b'))",
        "bind(facts, navn=True)",
        "bind(facts, navn=larger_than('a', 'b'))",
        "bind(facts, navn=above(10 + 5, 'a'))",
        "bind(facts, navn=together(largest('a', 'b'), facts['a'].value > 3))",
        "bind(facts, navn=largest(*names))",
        "bind(facts, navn=above('a'))",
        "bind(facts, **conditions)",
        "show(facts, 'a', finding='De er flest', when=facts['a'].value > 3)",
        "show(facts, 'a', finding='De er flest', when=True)",
        "show(facts, 'a', finding='De er flest')",
        "show(facts, 'a', when=largest('a', 'b'))",
    ],
)
def test_code_that_does_not_belong_in_a_chapter_is_found(say: Say, source: str) -> None:
    remarks = say(code_rules.check_code, with_load("## Afsnit", Code(source)))
    assert remarks
    assert {remark.where for remark in remarks} == {"kapitel.ipynb, »Afsnit«, celle 5"}


@pytest.mark.parametrize(
    "source",
    [
        "bind(facts, navn=together(alike('a', 'b', within=3), nobody('c')), andet=above(10, 'a'))",
        "show(facts, 'a', name='figur-a', finding='De er flest', when=largest('a', 'b'))",
        "show(facts, 'a', by_size=True)",
    ],
)
def test_calls_and_conditions_in_our_words_belong_in_a_chapter(say: Say, source: str) -> None:
    assert len(condition_words()) > 15
    assert say(code_rules.check_code, with_load(Code(source))) == []


def test_what_is_no_code_stops_the_book_and_is_told_with_its_line(say: Say) -> None:
    [remark] = say(code_rules.check_code, with_load(Code('show(\n    facts,\n    "a"\n    name="b",\n)')))
    assert "linje 3" in remark.fault
    assert "komma" in remark.remedy
    assert remark.weight is Weight.STOPS


@pytest.mark.parametrize("tags", [(), ("remove-cell",), ("hide-input", "andet")])
def test_a_call_without_its_tag_is_told(say: Say, tags: tuple[str, ...]) -> None:
    [remark] = say(code_rules.check_tags, with_load(Code("show(facts)", tags)))
    assert "hide-input" in remark.remedy


def test_a_chapter_checks_its_parameters_and_loads_as_the_others_do(say: Say) -> None:
    assert say(code_rules.check_load_cells, with_load()) == []
    assert say(code_rules.check_load_cells, ["# Kun prosa"]) == []
    cells = with_load()
    assert say(code_rules.check_load_cells, [*cells[:2], Code("facts = load_facts(edition)")])
    assert say(code_rules.check_load_cells, ["# Titel", Code("show(facts)")])


def test_names_are_imported_once_and_used_and_used_ones_are_imported(say: Say) -> None:
    used = Code("bind(facts, a_b=largest('a', 'b'))")
    assert say(code_rules.check_imports, with_load(used)) == []
    assert [remark.fault for remark in say(code_rules.check_imports, with_load())] == [
        "bind hentes og bruges ikke.",
        "largest hentes og bruges ikke.",
    ]
    [missing] = say(code_rules.check_imports, with_load(used, Code("show_shares(facts, 'a')")))
    assert "show_shares bruges uden at være hentet" in missing.fault
    assert missing.weight is Weight.STOPS


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        ('edition = "2031"\nresponses = ""', "2031"),
        ('edition = "2024"\nresponses = "/hjem/svar.csv"', "/hjem/svar.csv"),
        ('edtion = "2024"\nresponses = ""', "edtion"),
    ],
)
def test_a_parameter_left_from_trying_is_told(say: Say, parameters: str, fault: str) -> None:
    assert say(code_rules.check_parameters_left, with_load()) == []
    [remark] = say(code_rules.check_parameters_left, with_load(parameters=parameters))
    assert fault in remark.fault


@pytest.mark.parametrize(
    "call",
    [
        "show(facts, name='figur-a', title='Svarene i 2024')",
        "show(facts, name='figur-a', title='A', finding='De fleste, 38 %, er åbne', when=above(3, 'a'))",
    ],
)
def test_a_number_or_a_year_in_a_title_is_told(say: Say, call: str) -> None:
    assert say(code_rules.check_titles_of_figures, with_load(Code(call)))
    assert not say(code_rules.check_titles_of_figures, with_load(Code("show(facts, name='figur-a', title='Svar')")))


def test_a_cell_of_a_published_edition_that_was_never_run_is_told(say: Say, tmp_path: Path, facts_2024: Facts) -> None:
    [told] = say(code_rules.check_stored, with_load("## Afsnit", Code("show(facts, 'a')")))
    assert told.weight is Weight.NOTE
    assert str(told) == (
        "kapitel.ipynb, »Afsnit«, celle 5: Cellen er ikke kørt, så der er intet at sammenligne tallene med. "
        "Kør vaeresteder notebooks."
    )
    path = tmp_path / "kapitel.ipynb"
    chapter = json.loads(path.read_text(encoding="utf-8"))
    chapter["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1"}]
    path.write_text(json.dumps(chapter), encoding="utf-8")
    book = ReviewedBook(facts_2024, (read_reviewed_chapter(path),), ReviewRules())
    assert list(code_rules.check_stored(book)) == []
