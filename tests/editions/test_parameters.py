"""A misspelt parameter is refused, by hand and with papermill, from any working directory."""

import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat import NotebookNode

from helpers.editions.parameters import check_parameters, find_misspelt
from helpers.survey.frozen import frozen_chapters

LOAD = "check_parameters()\nfacts = load_facts(edition, responses)"
OWN = 'edition = "2024"\nresponses = ""'


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (['editon = "2026"\nresponses = ""', LOAD], '"editon" er ingen parameter. Mente du "edition"?'),
        ([OWN, "# Parameters\nediton = 2026", LOAD], '"editon" er ingen parameter. Mente du "edition"?'),
        ([OWN, "year = 7", LOAD], '"year" er ingen parameter. Kapitlerne har: edition, responses.'),
        ([OWN, 'Responses = "svar.csv"', LOAD], 'Mente du "responses"?'),
        (["edition = 26", LOAD], 'edition = 26 er ikke tekst. Skriv den i anførselstegn: edition = "2026"'),
        (["edition = True", LOAD], "edition = True er ikke tekst"),
        ([OWN, "responses = None", LOAD], "responses = None er ikke tekst"),
        (['edition = "20266"', LOAD], 'edition = "20266" er ikke en udgave. Skriv fire cifre'),
        (['edition = "26"', LOAD], 'edition = "26" er ikke en udgave'),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(cells: list[str], told: str) -> None:
    [problem] = find_misspelt(cells)
    assert told in problem


@pytest.mark.parametrize(
    "cells",
    [
        [OWN, LOAD],
        [OWN, "# Parameters\nedition = 2026", LOAD],  # papermill -p edition 2026
        [OWN, '# Parameters\nedition = "2026"\nresponses = "/et/sted/svar.csv"', LOAD],
        ['navn = "mit eget"', "show_shares(facts)", OWN, LOAD],  # run anew after cells of one's own
        ['editon = "2026"', "print(1)", LOAD],
        ["det her er ( ikke Python", LOAD],
        [LOAD],
        [],
    ],
)
def test_what_is_right_or_not_a_chapters_own_is_let_through(cells: list[str]) -> None:
    assert find_misspelt(cells) == []


def test_all_faults_are_told_at_once() -> None:
    assert len(find_misspelt(['editon = "2026"\nrespones = ""', LOAD])) == 2


def test_outside_a_notebook_there_is_nothing_to_check_and_ipython_is_not_loaded() -> None:
    check_parameters()
    code = "import sys; from helpers.facts.load import load_facts; "
    code += "from helpers.editions.parameters import check_parameters; "
    code += "check_parameters(); sys.exit('IPython' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shortest chapter, and a working directory that knows nothing of the project."""
    path = tmp_path / "kapitel.ipynb"
    path.write_bytes((frozen_chapters("2024") / "rettelser.ipynb").read_bytes())
    (tmp_path / "et andet sted").mkdir()
    monkeypatch.chdir(tmp_path / "et andet sted")
    return path


def run(path: Path, **parameters: object) -> NotebookNode:
    return papermill.execute_notebook(str(path), None, parameters=parameters, kernel_name="python3", progress_bar=False)


def test_a_chapter_runs_from_any_working_directory(chapter: Path) -> None:
    last = [cell for cell in run(chapter).cells if cell.cell_type == "code"][-1]
    assert last.outputs[0]["data"]["text/plain"].startswith("Rettede tal")


def test_the_year_may_be_the_number_that_papermill_makes_of_it(chapter: Path) -> None:
    last = [cell for cell in run(chapter, edition=2024).cells if cell.cell_type == "code"][-1]
    assert last.outputs[0]["data"]["text/plain"].startswith("Rettede tal")
    with pytest.raises(papermill.PapermillExecutionError, match=r'ingen udgave "2199"'):
        run(chapter, edition=2199)


@pytest.mark.parametrize("name", ["svar.xlsx", "Eksport.ZIP", "svar.sav"])
def test_a_workbook_as_responses_is_to_be_read_in_first(chapter: Path, name: str) -> None:
    with pytest.raises(papermill.PapermillExecutionError, match=rf"vaeresteder new ÅR --data {name}"):
        run(chapter, responses=str(chapter.with_name(name)))


def test_a_misspelt_name_given_to_papermill_is_refused(chapter: Path) -> None:
    with pytest.raises(papermill.PapermillExecutionError, match=r'"editon" er ingen parameter. Mente du "edition"'):
        run(chapter, editon=2026)


def test_a_misspelt_name_in_the_cell_is_refused_before_python_misses_the_right_one(chapter: Path) -> None:
    notebook = nbformat.read(chapter, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.source = cell.source.replace("edition", "editon")
    nbformat.write(notebook, chapter)
    with pytest.raises(papermill.PapermillExecutionError, match=r'"editon" er ingen parameter'):
        run(chapter)


def test_an_edition_that_is_not_there_is_refused_with_those_there_are(chapter: Path) -> None:
    with pytest.raises(papermill.PapermillExecutionError, match=r'ingen udgave "2199".*2024'):
        run(chapter, edition="2199")
