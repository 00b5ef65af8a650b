"""The chapters as those run them who know notebooks and not this program."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.base.paths import ROOT

pytestmark = pytest.mark.rehearsal
PROGRAMS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in a folder of its own, with an environment and a cache beside the chapters."""
    folder = tmp_path_factory.mktemp("klon") / "bog"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True, capture_output=True)
    for beside in (".venv-lab/share", ".pytest_cache"):
        (folder / beside).mkdir(parents=True)
        (folder / beside / "README.md").write_text("# Ikke et kapitel\n", encoding="utf-8")
        (folder / beside / "kapitel.ipynb").write_bytes((folder / "notebooks" / "forord.ipynb").read_bytes())
    return folder


def run(clone: Path, program: str, *words: str, fails: bool = False) -> str:
    """What a program of the field says of the clone; it fails exactly where that is expected."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("VAERESTEDER_")}
    done = subprocess.run(
        [str(PROGRAMS / program), *words],
        cwd=clone, env=settings | {"PYTHONPATH": str(clone / "src")}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    assert bool(done.returncode) == fails, done.stdout
    return done.stdout


def test_a_bare_jupyter_book_takes_no_environment_and_no_cache_for_chapters(clone: Path) -> None:
    said = run(clone, "jupyter-book", "build", ".", "--all")
    assert "build succeeded." in said
    assert not re.search(r"WARNING|ERROR", said)
    pages = {path.name for path in (clone / "_build" / "html").rglob("*.html")}
    assert {"index.html", "analysedel-2.html"} <= pages
    assert not {"README.html", "kapitel.html"} & pages


@pytest.mark.parametrize("option", ["-p", "-r"])
def test_papermill_takes_the_year_as_a_number_and_as_text(clone: Path, tmp_path: Path, option: str) -> None:
    out = tmp_path / "ud.ipynb"
    run(clone, "papermill", "notebooks/analysedel-1.ipynb", str(out), option, "edition", "2024")
    assert '"output_type": "execute_result"' in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("edition", "2026", 'Der er ingen udgave "2026"'),
        ("editon", "2024", 'Mente du "edition"?'),
        ("responses", "svar.xlsx", "vaeresteder new ÅR --data svar.xlsx"),
    ],
)
def test_papermill_says_in_danish_what_to_write(clone: Path, tmp_path: Path, name: str, value: str, told: str) -> None:
    out = str(tmp_path / "ud.ipynb")
    assert told in run(clone, "papermill", "notebooks/analysedel-1.ipynb", out, "-p", name, value, fails=True)


def test_run_all_of_a_chapter_leaves_the_project_as_it_was(clone: Path, tmp_path: Path) -> None:
    chapters = [f"notebooks/{name}.ipynb" for name in ("analysedel-3", "opsamling", "udvikling")]
    run(clone, "jupyter", "execute", f"--output={tmp_path}/{{notebook_name}}", *chapters)
    assert len(list(tmp_path.glob("*.ipynb"))) == len(chapters)
    left = subprocess.run(["git", "status", "--short"], cwd=clone, capture_output=True, encoding="utf-8", check=True)
    assert left.stdout == ""
