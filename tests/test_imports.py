"""Nothing is imported that a command does not need: each is run in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.base.paths import DATA, ROOT

HEAVY = (
    "IPython", "docutils", "jinja2", "jupyter_book", "matplotlib", "nbformat", "numpy", "openpyxl", "pandas",
    "papermill", "pikepdf", "pyarrow", "pyreadstat", "seaborn", "sphinx", "typst", "yaml",
)  # fmt: skip
RUN = """
import json, sys
from helpers.cli.commands import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def imported(*command: str, data: Path = DATA) -> set[str]:
    """The heavy packages that a command imports."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"VAERESTEDER_DATA": str(data)},
        check=True,
    )
    return set(HEAVY) & set(json.loads(done.stderr.rpartition("\n")[2]))


@pytest.mark.parametrize("command", [["--help"], ["check", "--help"], ["build", "-h"]])
def test_the_help_imports_nothing_heavy(command: list[str]) -> None:
    assert imported(*command) == set()


def test_the_check_of_an_export_imports_neither_charts_nor_tables_of_pandas(tmp_path: Path) -> None:
    export = tmp_path / "eksport.csv"
    export.write_text("Hvilken kommune ligger værestedet i?;Hvor mange timer?\nOdense;37,5\n", encoding="utf-8")
    # What is doubted is recorded beside the data.
    data = shutil.copytree(DATA, tmp_path / "data")
    needed = {"jinja2", "numpy", "openpyxl", "pyarrow", "yaml"}
    assert imported("check", "2026", "--data", str(export), data=data) <= needed
    assert list(tmp_path.glob("eksport.kontrol*"))
    assert (data / "2026").exists()


def test_the_audit_counts_without_pandas() -> None:
    assert imported("audit", "2024") == {"numpy", "pyarrow", "yaml"}


def modules_after(code: str) -> set[str]:
    """The packages that are imported when code has run in a process of its own."""
    told = "\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code + told], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_what_writes_a_book_imports_nothing_that_only_chapters_exports_and_workbooks_need() -> None:
    code = """
import helpers.book.import_myst_nb, helpers.build.sphinx_build, helpers.web.downloads.extension
import helpers.pdf.extension, helpers.web.extension
from helpers.book.quotations import Quotations, load_book_facts
Quotations(load_book_facts("2024"))
"""
    needless = {"matplotlib", "nbclient", "openpyxl", "pandas", "papermill", "seaborn", "sqlalchemy"}
    assert modules_after(code) & needless == set()


def test_what_says_that_nothing_has_changed_imports_neither_numbers_nor_notebooks() -> None:
    code = """
from helpers.build.build_book import build_book
from helpers.build.stored_outputs import find_unpublished
from helpers.editions.letter_format import PAGE
from helpers.facts.claims_csv import WORDS
from helpers.survey.questionnaire_changes import describe_changes
describe_changes("2024"), find_unpublished()
"""
    assert modules_after(code) & {"nbformat", "numpy", "pyarrow", "sphinx"} == set()


def test_what_myst_executes_with_is_imported_when_it_is_asked_to_execute() -> None:
    assert "sqlalchemy" not in modules_after("import helpers.book.import_myst_nb")
    execute = """
import helpers.book.import_myst_nb
import nbformat
from myst_nb.core.config import NbParserConfig
from myst_nb.core.execute import create_client
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
client = create_client(notebook, "", NbParserConfig(execution_mode="force"), None)
assert type(client).__name__ == "NotebookClientDirect"
"""
    assert "sqlalchemy" in modules_after(execute)
    assert "sqlalchemy" in modules_after("import myst_nb.core.execute"), "nothing is left out any more: it can go"


def test_what_jupyterlab_brings_along_is_not_compiled_where_chapters_are_read(tmp_path: Path) -> None:
    """jsonschema imports this grammar wherever it finds it; it is there for whoever asks for it afterwards."""
    (tmp_path / "rfc3987_syntax.py").write_text("print('oversat')\nis_valid_syntax = None\n", encoding="utf-8")
    code = "import helpers.build.pipeline, helpers.build.execution.fork_server, helpers.build.sphinx_build"
    code += "\nprint('bogen')\nimport rfc3987_syntax"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=True,
    )
    assert done.stdout.split() == ["bogen", "oversat"]
    plain = subprocess.run(
        [sys.executable, "-c", "import nbformat"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=True,
    )
    assert plain.stdout.split() == ["oversat"], "nothing is hidden any more: the module can go"
