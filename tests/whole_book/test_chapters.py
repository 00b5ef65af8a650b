"""The chapters as they are stored: thin, cited, complete, and with no number typed by hand."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import nbformat
import papermill
import pytest
import yaml
from nbformat import NotebookNode

from helpers.base.errors import VaerestederError
from helpers.base.paths import NOTEBOOKS, ROOT
from helpers.book.contents import chapter_title, edition_toc, execute_chapter, list_chapters, staged_chapters
from helpers.book.lint import find_typed_numbers, find_unbound_comparisons
from helpers.editions.parameters import PARAMETERS
from helpers.facts import conditions as conditions_module
from helpers.facts.claims import MEDIA_TYPE as CLAIMS
from helpers.facts.conditions import Condition
from helpers.facts.model import Facts
from helpers.facts.uncertainty import Strength, compare_shares
from helpers.figures.descriptions import MEDIA_TYPE
from helpers.survey.edition import load_edition
from helpers.survey.printed_figures import load_figures, load_quoted
from helpers.survey.questionnaire import load_questionnaire

CHAPTERS = list_chapters()
SUPPORT = ROOT / "tests" / "support"
ALLOWED = yaml.safe_load((SUPPORT / "plain_language.yml").read_text(encoding="utf-8"))
COMPARING = yaml.safe_load((SUPPORT / "unbound_comparisons.yml").read_text(encoding="utf-8"))
CONCLUDING = [path for path in CHAPTERS if path.stem.startswith("analysedel") or path.stem == "opsamling"]
WORDS = {
    name
    for name, member in inspect.getmembers(conditions_module, inspect.isfunction)
    if not name.startswith("_") and inspect.signature(member).return_annotation is Condition
}
each_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
each_concluding_chapter = pytest.mark.parametrize("path", CONCLUDING, ids=lambda path: path.stem)


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def prose(path: Path) -> str:
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


def shown(cell: NotebookNode) -> list[dict[str, object]]:
    """The descriptions in a cell's stored outputs."""
    return [out.data[MEDIA_TYPE] for out in cell.outputs if MEDIA_TYPE in out.get("data", {})]


def judged(cell: NotebookNode) -> list[dict[str, object]]:
    """The judged conditions in a cell's stored outputs."""
    return [claim for out in cell.outputs if CLAIMS in out.get("data", {}) for claim in out.data[CLAIMS]["claims"]]


def binds(cell: NotebookNode) -> bool:
    return bool(cell.source.startswith("bind("))


def bound_conditions(path: Path) -> dict[str, ast.expr]:
    """The conditions of a chapter as they are written, by name."""
    calls = [ast.parse(cell.source, mode="eval").body for cell in code_cells(path) if binds(cell)]
    return {str(k.arg): k.value for call in calls if isinstance(call, ast.Call) for k in call.keywords}


def spans(path: Path, kind: str) -> dict[str, str]:
    """The bound sentences of a chapter, or the alternatives to them, by name."""
    found = re.findall(rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{{#(\w+) \.{kind}\}}", prose(path))
    assert len(found) == prose(path).count(f" .{kind}}}"), "a span that this pattern does not read"
    assert len({name for _, name in found}) == len(found), f"a name twice in {path.name}"
    return {name: sentence for sentence, name in found}


def test_the_table_of_contents_and_the_folder_hold_the_same_chapters() -> None:
    assert sorted(CHAPTERS) == sorted(NOTEBOOKS.glob("*.ipynb"))
    assert len(CHAPTERS) == 18


def test_chapters_mirror_the_report_in_its_order() -> None:
    order = [path.stem for path in CHAPTERS]
    report = "forord baggrund metode analysedel-1 analysedel-2 analysedel-3 opsamling egne-standpunkter".split()
    assert order[: 1 + len(report)] == ["index", *report]


def test_staged_chapters_lie_in_one_folder() -> None:
    toc = edition_toc(load_edition("2024"))
    assert "notebooks/" not in yaml.safe_dump(toc)
    assert staged_chapters(toc) == CHAPTERS


def test_the_source_control_is_a_chapter_only_where_something_was_printed() -> None:
    survey = replace(load_edition("2024"), key="1999", source="survey")
    names = [path.stem for path in staged_chapters(edition_toc(survey))]
    assert names == [path.stem for path in CHAPTERS if path.stem != "kildekontrol"]


@each_chapter
def test_a_chapter_has_one_title(path: Path) -> None:
    assert len(re.findall(r"^# ", prose(path), re.MULTILINE)) == 1
    assert chapter_title(path)


# Thin chapters


def problems_of_code(source: str, first: bool) -> list[str]:
    """What a code cell holds besides parameters (in the first), imports of ours, the load, and calls."""
    problems = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ImportFrom):
            package, _, place = (statement.module or "").partition(".")
            if package != "helpers" or place.split(".")[0] not in ("facts", "printed", "editions", "figures"):
                problems.append(f"imports {statement.module}")
        elif isinstance(statement, ast.Assign):
            loads = isinstance(statement.value, ast.Call) and ast.unparse(statement.value.func) == "load_facts"
            literal = first and isinstance(statement.value, ast.Constant)
            if not (loads or literal):
                problems.append(f"assigns {ast.unparse(statement)}")
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            if ast.unparse(call.func) == "bind":
                problems += problems_of_binding(call)
                continue
            problems += problems_of_finding(call)
            arguments = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg != "when")]
            if not all(isinstance(argument, ast.Name | ast.Constant) for argument in arguments):
                problems.append(f"computes in {ast.unparse(call)}")
        else:
            problems.append(f"holds {ast.unparse(statement)}")
    return problems


def problems_of_finding(call: ast.Call) -> list[str]:
    """What is wrong with the finding of a figure, which comes with a condition in the words of `conditions`."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if "when" in given and not is_condition(given["when"]):
        return [f"{ast.unparse(given['when'])} is no condition"]
    return ["finding and when go together"] if ("finding" in given) != ("when" in given) else []


def problems_of_binding(call: ast.Call) -> list[str]:
    """What `bind` is handed besides the facts and named conditions in the words of `conditions`."""
    problems = [] if list(map(ast.unparse, call.args)) == ["facts"] and call.keywords else ["binds no facts"]
    return problems + [
        f"{keyword.arg} is no condition"
        for keyword in call.keywords
        if not keyword.arg or not is_condition(keyword.value)
    ]


def is_condition(node: ast.expr) -> bool:
    """Whether this is a word of `conditions` applied to constants, or to conditions in turn."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in WORDS:
        return False
    constants = [*node.args, *(keyword.value for keyword in node.keywords)]
    return all(isinstance(part, ast.Constant) or is_condition(part) for part in constants)


@each_chapter
def test_code_is_parameters_a_load_and_calls(path: Path) -> None:
    for number, cell in enumerate(code_cells(path)):
        assert problems_of_code(cell.source, first=number == 0) == []


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
        "bind(facts, **conditions)",
        "show(facts, 'a', finding='De er flest', when=facts['a'].value > 3)",
        "show(facts, 'a', finding='De er flest', when=True)",
        "show(facts, 'a', finding='De er flest')",
        "show(facts, 'a', when=largest('a', 'b'))",
    ],
)
def test_code_that_does_not_belong_in_a_chapter_is_found(source: str) -> None:
    assert problems_of_code(source, first=False)


def test_a_binding_in_the_words_of_conditions_belongs_in_a_chapter() -> None:
    assert len(WORDS) > 15
    source = "bind(facts, navn=together(alike('a', 'b', within=3), nobody('c')), andet=above(10, 'a'))"
    assert problems_of_code(source, first=False) == []
    source = "show(facts, 'a', name='figur-a', finding='De er flest', when=largest('a', 'b'))"
    assert problems_of_code(source, first=False) == []


@each_chapter
def test_a_chapter_checks_its_parameters_before_it_loads(path: Path) -> None:
    cells = code_cells(path)
    if cells:
        assert cells[1].source.endswith("\n\ncheck_parameters()\nfacts = load_facts(edition, responses)")


def test_the_parameters_of_the_chapters_are_those_that_are_checked() -> None:
    declared = {tuple(papermill.inspect_notebook(str(path))) for path in CHAPTERS}
    assert declared == {(), tuple(PARAMETERS)}


@each_chapter
def test_what_a_chapter_imports_it_uses(path: Path) -> None:
    trees = [ast.parse(cell.source) for cell in code_cells(path)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = [alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names]
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    assert len(imported) == len(set(imported))
    assert set(imported) <= used


@each_chapter
def test_cells_are_tagged_so_that_readers_see_results_first(path: Path) -> None:
    tags = [tuple(cell.metadata.get("tags", [])) for cell in code_cells(path)]
    if tags:
        assert tags[:2] == [("parameters", "remove-cell"), ("remove-cell",)]
        assert set(tags[2:]) <= {("hide-input",)}


# Stored outputs


@each_chapter
def test_every_call_has_its_result_stored(path: Path) -> None:
    for cell in code_cells(path)[2:]:
        assert cell.outputs, f"{path.name}: run `make notebooks`; no output is stored for {cell.source!r}"
        assert judged(cell) if binds(cell) else shown(cell)


@each_chapter
def test_stored_chapters_hold_no_time_and_no_path(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for trace in ("papermill", "start_time", "iopub", str(ROOT), "/home/", "/Users/", "/tmp/", "0x7f"):
        assert trace not in text
    assert all(cell.id for cell in read(path).cells)


@each_chapter
def test_everything_shown_says_what_it_rests_on(path: Path) -> None:
    notice = load_edition("2024").short_notice
    for cell in code_cells(path):
        for description in shown(cell):
            if description["kind"] == "note":  # it stands where there is nothing to show, and may say nothing
                continue
            assert description["title"]
            if path.stem != "kodebog":
                assert notice in str(description["source"])


# Prose


def test_every_table_and_figure_is_numbered_once_and_cited_before_it_stands() -> None:
    names = []
    for path in CHAPTERS:
        before = ""
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                before += cell.source
            for description in shown(cell) if cell.cell_type == "code" else []:
                if description["kind"] != "note":
                    names.append(description["name"])
                assert f"{{numref}}`{description['name']}`" in before, f"{path.name}: {description['name']}"
    assert len(names) == len(set(names))
    report = "figur-organisationsform tabel-kommunegrupper figur-danmarkskort tabel-timer tabel-frivillige "
    report += "figur-tilbudstype tabel-maalgrupper tabel-kernemaalgruppe figur-fagligheder tabel-sparring "
    report += "tabel-aktiviteter tabel-hjemloese"
    own = {"figur-aktiviteter", "figur-samarbejde", "figur-ja-og-nej"}
    assert [name for name in names if name not in own][:12] == report.split()
    assert own <= set(names)


@each_chapter
def test_no_survey_number_is_typed_by_hand(path: Path) -> None:
    if path.stem == "litteratur":  # bibliographic details are numbers all over, and none is the survey's
        return
    found = list(find_typed_numbers(prose(path), ALLOWED.get(path.stem, [])))
    assert not found, found


@pytest.mark.parametrize("typed", ["38 %", "57 steder", "seks kommuner", "1.348 timer"])
@each_chapter
def test_a_number_typed_into_any_chapter_is_found(path: Path, typed: str) -> None:
    spoilt = f"{prose(path)}\n\nDet gælder {typed}."
    assert any(number.number in typed for number in find_typed_numbers(spoilt, ALLOWED.get(path.stem, [])))


def test_the_list_of_plain_language_holds_nothing_that_is_not_said() -> None:
    for chapter, phrases in ALLOWED.items():
        text = prose(NOTEBOOKS / f"{chapter}.ipynb")
        for phrase in phrases:
            assert phrase in text, (chapter, phrase)
            assert list(find_typed_numbers(phrase)), f"{phrase!r} needs no permission"


def test_the_summary_quotes_facts_that_the_chapters_before_it_quote() -> None:
    quoted = {path.stem: set(re.findall(r"\{fact\}`([\w.]+)", prose(path))) for path in CHAPTERS}
    before = set().union(*(quoted[f"analysedel-{n}"] for n in (1, 2, 3)))
    assert quoted["opsamling"]
    assert quoted["opsamling"] <= before


def test_every_survey_figure_with_a_fact_is_told_in_the_book() -> None:
    """In the prose, in a table, or in a figure's drawing."""
    figures = [figure for figure in load_figures(load_edition("2024")) if figure.fact and figure.value is not None]
    text = "\n".join(path.read_text(encoding="utf-8") for path in CHAPTERS)
    told = set(re.findall(r"\{fact\}`([\w.]+)", text)) | set(re.findall(r'"fact": "([\w.]+)"', text))
    drawn = ("organisationsform.", "tilbudstype.", "faglighed.", "kommuner.", "kommunegruppe.")
    missing = {figure.fact for figure in figures} - told
    assert {fact for fact in missing if not fact.startswith(drawn)} == set()


def test_every_figure_quoted_from_other_studies_is_told_in_the_book() -> None:
    text = "\n".join(map(prose, CHAPTERS))
    told = set(re.findall(r"\{literature\}`([\w.]+)`", text))
    assert {quoted.id for quoted in load_quoted(load_edition("2024"))} == told


def test_every_work_in_the_bibliography_is_cited() -> None:
    listed = set(re.findall(r"^\((litt-[\w-]+)\)=", prose(NOTEBOOKS / "litteratur.ipynb"), re.MULTILINE))
    cited = {key for path in CHAPTERS for key in re.findall(r"\]\(#(litt-[\w-]+)\)", prose(path))}
    assert len(listed) > 15
    assert cited == listed


# Living conclusions


def test_the_book_binds_its_conclusions_under_names_of_their_own() -> None:
    names = [name for path in CHAPTERS for name in spans(path, "claim")]
    assert len(names) >= 60
    assert len(names) == len(set(names))
    assert not [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", name)]
    assert sum(len(spans(path, "otherwise")) for path in CHAPTERS) >= 8
    assert all(spans(path, "claim") for path in CONCLUDING)


def retold(path: Path) -> dict[str, tuple[str, str]]:
    """The sentences of a chapter that borrow a condition, by name: the sentence, and the name of the condition."""
    found = re.findall(
        r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{#(\w+) \.claim \.if-(\w+)\}", prose(path)
    )  # fmt: skip
    assert len(found) == prose(path).count(".claim .if-"), "a span that this pattern does not read"
    return {name: (sentence, condition) for sentence, name, condition in found}


def findings(path: Path) -> dict[str, tuple[str, ast.expr]]:
    """The findings above the figures of a chapter, by the figure's name: the sentence, and its condition."""
    found = {}
    for cell in code_cells(path):
        for call in (node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)):
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            if "finding" in given:
                found[str(ast.literal_eval(given["name"]))] = (str(ast.literal_eval(given["finding"])), given["when"])
    return found


@each_chapter
def test_every_bound_sentence_has_its_condition_and_every_condition_its_sentence(path: Path) -> None:
    conditions = bound_conditions(path)
    assert set(spans(path, "claim")) == set(conditions)
    named = {*conditions, *retold(path)}
    assert {name.removesuffix("_ellers") for name in spans(path, "otherwise")} <= named
    assert all(name.endswith("_ellers") for name in spans(path, "otherwise"))


def test_what_is_told_again_borrows_a_condition_of_the_book_under_a_name_of_its_own() -> None:
    bound = {name for path in CHAPTERS for name in bound_conditions(path)}
    again = [(name, condition) for path in CHAPTERS for name, (_, condition) in retold(path).items()]
    assert len(dict(again)) == len(again)
    assert not bound & set(dict(again))
    assert {condition for _, condition in again} <= bound


def test_the_front_page_tells_five_findings_and_chapters_begin_with_three() -> None:
    told = {path.stem: list(retold(path).values()) for path in CHAPTERS}
    assert len(told["index"]) == 5
    for chapter in ("metode", "analysedel-1", "analysedel-2", "analysedel-3", "opsamling"):
        assert len(told[chapter]) == 3
        opening = prose(NOTEBOOKS / f"{chapter}.ipynb").partition("## ")[0]
        assert opening.count(".claim .if-") == 3
        before, found, _ = opening.partition(":::{admonition} Kort fortalt")
        assert found
        assert len(before.split("\n\n")) <= 3, "more than a title and a paragraph stand before the findings"
    assert all("{fact}" in sentence for sentence, condition in told["index"]), "without its numbers"
    for path in CHAPTERS:
        assert {f"{name}_ellers" for name in retold(path)} <= set(spans(path, "otherwise")), "says nothing otherwise"


def test_each_chart_has_a_finding_that_holds_no_typed_number() -> None:
    found = {name: sentence for path in CHAPTERS for name, (sentence, _) in findings(path).items()}
    charts = [
        str(description["name"])
        for path in CHAPTERS
        if path.stem != "udvikling"
        for cell in code_cells(path)
        for description in shown(cell)
        if description["kind"] == "figure"
    ]
    assert sorted(found) == sorted(charts)
    for name, sentence in found.items():
        assert list(find_typed_numbers(sentence)) == [], name
        assert len(sentence) < 110, name
        assert not sentence.endswith("."), name


@each_chapter
def test_every_conclusion_of_2024_holds(path: Path) -> None:
    for cell in code_cells(path):
        for description in shown(cell):
            claim = description.get("claim")
            assert not isinstance(claim, dict) or claim["state"] == "holds", description["name"]
            assert not claim or description["headline"] == description["finding"]
    stored = [claim for cell in code_cells(path) for claim in judged(cell)]
    assert [claim["name"] for claim in stored] == list(bound_conditions(path))
    assert {claim["name"]: claim["state"] for claim in stored if claim["state"] != "holds"} == {}


def named_orders(condition: ast.expr) -> Iterator[tuple[str, str]]:
    """The pairs of facts that a condition puts in order without testing the difference."""
    for call in ast.walk(condition):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            facts = [str(part.value) for part in call.args if isinstance(part, ast.Constant)]
            if call.func.id in ("largest", "smallest"):
                yield from ((facts[0], other) for other in facts[1:])
            elif call.func.id == "falling":
                yield from pairwise(facts)


@each_chapter
def test_the_words_of_a_comparison_follow_its_test(path: Path, facts_2024: Facts) -> None:
    """Where chance may explain a difference between separate groups, the sentence says no more than that."""
    careful = re.compile(r"tyder på|svarene|tallene|tilfæld|sikkert", re.IGNORECASE)
    every = {name: condition for each in CHAPTERS for name, condition in bound_conditions(each).items()}
    bound = [(name, spans(path, "claim")[name], condition) for name, condition in bound_conditions(path).items()]
    bound += [(name, sentence, every[condition]) for name, (sentence, condition) in retold(path).items()]
    bound += [(name, sentence, condition) for name, (sentence, condition) in findings(path).items()]
    for name, sentence, condition in bound:
        for first, other in named_orders(condition):
            compared = compare_shares(facts_2024[first], facts_2024[other], facts_2024.questionnaire)
            if compared.strength is Strength.LIKELY:
                assert careful.search(sentence), (name, first, other, sentence)


@each_concluding_chapter
def test_every_comparison_is_bound(path: Path) -> None:
    assert list(find_unbound_comparisons(prose(path), COMPARING.get(path.stem, []))) == []


@each_chapter
def test_every_comparison_of_survey_numbers_is_bound(path: Path) -> None:
    assert list(find_unbound_comparisons(prose(path), COMPARING.get(path.stem, []), analysis=False)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "De kommunale væresteder har den længste åbningstid.",
        "Langt de fleste har en café.",
        "Næsten alle har en have, og det er mere end dobbelt så mange som sidst.",
        "Andelen er højere blandt de selvejende.",
        "Kun {fact}`tilbudstype.visiteret` har den.",
    ],
)
@each_concluding_chapter
def test_a_comparison_added_unbound_is_found(path: Path, sentence: str) -> None:
    for spoilt in (f"{prose(path)}\n\n{sentence}", prose(path).replace(".claim}", f".claim}} {sentence}", 1)):
        found = list(find_unbound_comparisons(spoilt, COMPARING.get(path.stem, [])))
        assert {comparison.sentence for comparison in found} == {sentence}


def test_most_sentences_that_lose_their_span_are_found() -> None:
    """Not all: some compare in words that mean other things elsewhere ("kun", "også")."""
    found = []
    for path in CONCLUDING:
        for name, sentence in spans(path, "claim").items():
            span = f"[{sentence}]{{#{name} .claim}}"
            assert span in prose(path)
            found.append(
                any(find_unbound_comparisons(prose(path).replace(span, sentence), COMPARING.get(path.stem, [])))
            )
    assert sum(found) > 0.7 * len(found)


def test_the_list_of_allowed_comparisons_holds_nothing_that_is_not_said() -> None:
    for chapter, phrases in COMPARING.items():
        text = prose(NOTEBOOKS / f"{chapter}.ipynb")
        for phrase in phrases:
            assert phrase in text, (chapter, phrase)
            assert list(find_unbound_comparisons(phrase)), f"{phrase!r} needs no permission"


# Execution


def new_notebook(cells: list[NotebookNode]) -> NotebookNode:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def test_a_misspelt_parameter_is_refused(tmp_path: Path) -> None:
    chapter = tmp_path / "kapitel.ipynb"
    cell = nbformat.v4.new_code_cell('edtion = "2024"\nresponses = ""', metadata={"tags": ["parameters"]})
    nbformat.write(new_notebook([cell]), chapter)
    with pytest.raises(VaerestederError, match="edtion, responses"):
        execute_chapter(chapter, tmp_path / "ud.ipynb", {"edition": "2024", "responses": ""})


def test_parameters_reach_the_chapter_as_texts(tmp_path: Path) -> None:
    chapter, out = tmp_path / "kapitel.ipynb", tmp_path / "ud.ipynb"
    cells = [
        nbformat.v4.new_code_cell('edition = "2024"\nresponses = ""', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("repr((edition, responses))"),
    ]
    nbformat.write(new_notebook(cells), chapter)
    execute_chapter(chapter, out, {"edition": "007", "responses": "svar.csv"})
    executed = read(out)
    assert "('007', 'svar.csv')" in executed.cells[-1].outputs[0]["data"]["text/plain"]
    injected = [cell for cell in executed.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert ["remove-cell" in cell.metadata["tags"] for cell in injected] == [True]
    assert "papermill" not in out.read_text(encoding="utf-8")


def test_a_failing_cell_is_told_with_its_chapter_and_place(tmp_path: Path) -> None:
    chapter = tmp_path / "kapitel.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# Titel"), nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(new_notebook(cells), chapter)
    with pytest.raises(VaerestederError, match=r"(?s)kapitel.ipynb, celle 2:.*ZeroDivisionError"):
        execute_chapter(chapter, tmp_path / "ud.ipynb", {})


@each_chapter
def test_what_tells_of_the_asking_names_a_question(path: Path) -> None:
    named = set(re.findall(r"\{\.asked-(\w+)\}", prose(path)))
    assert named <= set(load_questionnaire("").questions)
    assert named or not path.stem.startswith("analysedel")


def test_a_kernel_that_does_not_start_has_a_second_chance_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def die(*_: object, **__: object) -> None:
        tries.append(1)
        raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr(papermill, "execute_notebook", die)
    with pytest.raises(VaerestederError, match=r"konklusioner\.ipynb: Python-kernen startede ikke"):
        execute_chapter(NOTEBOOKS / "konklusioner.ipynb", tmp_path / "ud.ipynb", {})
    assert len(tries) == 2
