"""The chapters as they are stored: thin, cited, complete, and with no number typed by hand."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import nbformat
import papermill
import pytest
import yaml
from nbformat import NotebookNode

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT
from helpers.book.alternatives import sentence_of
from helpers.book.contents import edition_toc, execute_chapter, list_chapters, staged_chapters
from helpers.book.lint import find_typed_numbers, find_unbound_comparisons
from helpers.book.review.remark import Weight
from helpers.book.review.review import review_edition
from helpers.book.review.review_rules import load_review_rules
from helpers.editions.parameters import PARAMETERS
from helpers.facts.claims import MEDIA_TYPE as CLAIMS
from helpers.facts.model import Facts
from helpers.figures.descriptions import MEDIA_TYPE
from helpers.survey.edition import load_edition
from helpers.survey.frozen import contents_file, frozen_chapters
from helpers.survey.printed_figures import load_figures, load_quoted

CHAPTERS = list_chapters("2024")
RULES = load_review_rules(frozen_chapters("2024"))
CONCLUDING = [path for path in CHAPTERS if path.stem.startswith("analysedel") or path.stem == "opsamling"]
# Those of the report, and the book's own.
CHARTS = {"figur-organisationsform", "figur-danmarkskort", "figur-tilbudstype", "figur-fagligheder"} | {
    "figur-aktiviteter", "figur-samarbejde", "figur-ja-og-nej"
}  # fmt: skip
each_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


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


def bound_names(cell: NotebookNode) -> list[str]:
    """The names of the conditions in a cell, as they are written."""
    call = ast.parse(cell.source, mode="eval").body
    return [str(keyword.arg) for keyword in call.keywords] if isinstance(call, ast.Call) else []


def spans(path: Path, kind: str) -> dict[str, str]:
    """The bound sentences of a chapter, or the alternatives to them, by name."""
    # The chapter on the next edition tells of spans, in code.
    told = re.sub(r"`(?:\[|\{#)[^`]*`", "", prose(path))
    found = re.findall(rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{{#(\w+) \.{kind}\}}", told)
    assert len(found) == told.count(f" .{kind}}}"), "a span that this pattern does not read"
    assert len({name for _, name in found}) == len(found), f"a name twice in {path.name}"
    return {name: sentence for sentence, name in found}


def test_the_review_of_2024_finds_nothing(facts_2024: Facts) -> None:
    remarks = review_edition(facts_2024).remarks
    assert [str(remark) for remark in remarks if remark.weight is not Weight.NOTE] == []


def test_the_table_of_contents_and_the_folder_hold_the_same_chapters() -> None:
    assert sorted(CHAPTERS) == sorted(frozen_chapters("2024").glob("*.ipynb"))
    assert len(CHAPTERS) >= 18


def test_chapters_mirror_the_report_in_its_order() -> None:
    report = "index forord baggrund metode analysedel-1 analysedel-2 analysedel-3 opsamling egne-standpunkter".split()
    assert [path.stem for path in CHAPTERS if path.stem in report] == report


def test_staged_chapters_lie_in_one_folder() -> None:
    edition = load_edition("2024")
    assert "notebooks/" not in yaml.safe_dump(edition_toc(edition))
    assert staged_chapters(edition) == CHAPTERS


def test_the_source_control_is_a_chapter_only_where_something_was_printed() -> None:
    survey = replace(load_edition("2024"), key="1999", source="survey")
    contents = edition_toc(survey, contents_file("2024"))
    names = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    assert names == [path.stem for path in CHAPTERS[1:] if path.stem != "kildekontrol"]


def test_the_parameters_of_the_chapters_are_those_that_are_checked() -> None:
    declared = {tuple(papermill.inspect_notebook(str(path))) for path in CHAPTERS}
    assert declared == {(), tuple(PARAMETERS)}


# Stored outputs


@each_chapter
def test_what_is_stored_is_what_a_call_gives(path: Path) -> None:
    for cell in code_cells(path)[2:]:
        # A cell that was written since then has no output until `make notebooks`; the review says so.
        if cell.outputs:
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
    told = "figur-organisationsform tabel-kommunegrupper figur-danmarkskort tabel-timer tabel-frivillige "
    told += "figur-tilbudstype tabel-maalgrupper tabel-kernemaalgruppe figur-fagligheder tabel-sparring "
    told += "tabel-aktiviteter tabel-hjemloese"
    assert [name for name in names if name in told.split()] == told.split()
    assert set(names) >= CHARTS


def test_the_summary_quotes_facts_that_the_chapters_before_it_quote() -> None:
    """In their sentences, or in their tables and figures."""
    text = {path.stem: path.read_text(encoding="utf-8") for path in CHAPTERS}
    before = "".join(text[f"analysedel-{n}"] for n in (1, 2, 3))
    quoted = set(re.findall(r"\{fact\}`([\w.]+)", text["opsamling"]))
    assert quoted
    assert quoted <= set(re.findall(r"\{fact\}`([\w.]+)", before)) | set(re.findall(r'"fact": "([\w.]+)"', before))


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
    listed = set(re.findall(r"^\((litt-[\w-]+)\)=", prose(frozen_chapters("2024") / "litteratur.ipynb"), re.MULTILINE))
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


def test_the_front_page_tells_findings_and_chapters_begin_with_some() -> None:
    told = {path.stem: list(retold(path).values()) for path in CHAPTERS}
    assert len(told["index"]) >= 5
    for chapter in ("metode", "analysedel-1", "analysedel-2", "analysedel-3", "opsamling"):
        assert len(told[chapter]) >= 3
        opening = prose(frozen_chapters("2024") / f"{chapter}.ipynb").partition("## ")[0]
        assert opening.count(".claim .if-") == len(told[chapter])
        before, found, _ = opening.partition(":::{admonition} Kort fortalt")
        assert found
        assert len(before.split("\n\n")) <= 3, "more than a title and a paragraph stand before the findings"
    assert all("{fact}" in sentence for sentence, condition in told["index"]), "without its numbers"
    for path in CHAPTERS:
        assert {f"{name}_ellers" for name in retold(path)} <= set(spans(path, "otherwise")), "says nothing otherwise"


def test_each_chart_has_a_finding_that_holds_no_typed_number() -> None:
    found = {name: sentence for path in CHAPTERS for name, (sentence, _) in findings(path).items()}
    assert set(found) >= CHARTS
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
    for cell in filter(binds, code_cells(path)):
        if cell.outputs:
            assert [claim["name"] for claim in judged(cell)] == bound_names(cell)
            broken = {claim["name"] for claim in judged(cell) if claim["state"] != "holds"}
            # What stands in for a sentence that holds need not be true.
            assert [name for name in broken if sentence_of(name) == name] == []


def test_most_sentences_that_lose_their_span_are_found() -> None:
    """Not all: some compare in words that mean other things elsewhere ("kun", "også")."""
    found = []
    for path in CONCLUDING:
        for name, sentence in spans(path, "claim").items():
            span, allowed = f"[{sentence}]{{#{name} .claim}}", RULES.sammenligninger.get(path.stem, ())
            assert span in prose(path)
            found.append(any(find_unbound_comparisons(prose(path).replace(span, sentence), allowed)))
    assert sum(found) > 0.7 * len(found)


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


def test_a_kernel_that_does_not_start_has_a_second_chance_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def die(*_: object, **__: object) -> None:
        tries.append(1)
        raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr(papermill, "execute_notebook", die)
    with pytest.raises(VaerestederError, match=r"konklusioner\.ipynb: Python-kernen startede ikke"):
        execute_chapter(frozen_chapters("2024") / "konklusioner.ipynb", tmp_path / "ud.ipynb", {})
    assert len(tries) == 2
