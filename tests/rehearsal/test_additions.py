"""Whatever a researcher writes for the next edition, the tests of the program stay green: they know no year.

Each addition is made in a copy of the project, in which the suite then runs. The rehearsal makes all of them at once
and runs the tests that are closest to them; `make trust` makes each by itself as well, and runs all.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.base.paths import ROOT
from rehearsal.additions import ADDITIONS, commit, copy_project, own_environment

pytestmark = pytest.mark.rehearsal
FULL = os.environ.get("TRUST") == "full"
ALL = "all of them"
RUNS = ("-n", "2", "--dist", "loadfile", "-p", "no:cacheprovider", "-rfE", "--tb=short")
# What reads the edition of 2024 most: its chapters, its questionnaire, its numbers.
CLOSEST = (
    "tests/whole_book/test_chapters.py",
    "tests/whole_book/test_nbval.py",
    "tests/book",
    "tests/editions",
    "tests/figures",
    "tests/survey",
    "tests/printed/test_findings.py",
    "tests/support",
)


def faults(folder: Path, *arguments: str) -> str:
    """What pytest says of a copy of the project where a test fails; blank where none does."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *RUNS, *arguments],
        cwd=folder, env=own_environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        check=False,
    )  # fmt: skip
    # Nothing else than that tests passed, or that some failed; and some passed.
    assert ran.returncode in (0, 1), ran.stdout
    assert re.search(r"^[sF]*\.", ran.stdout, re.MULTILINE), ran.stdout
    return ran.stdout if ran.returncode else ""


@pytest.mark.parametrize("name", [ALL, *ADDITIONS] if FULL else [ALL])
def test_the_suite_stays_green(name: str, tmp_path: Path) -> None:
    copy_project(ROOT, tmp_path)
    for addition in ADDITIONS.values() if name == ALL else [ADDITIONS[name]]:
        addition(tmp_path)
    commit(tmp_path)
    for folders in (("tests",) if FULL else CLOSEST, ("notebooks", "data")):
        if told := faults(tmp_path, *folders):
            pytest.fail(told, pytrace=False)


def test_a_test_that_reads_the_repository_is_found(tmp_path: Path) -> None:
    """The suite of the copy is that of the copy: a test that fails there is told."""
    copy_project(ROOT, tmp_path)
    before = len(list(tmp_path.glob("notebooks/*.ipynb")))
    ADDITIONS["a chapter"](tmp_path)
    counted = f'def test_x():\n    assert len(list(ROOT.glob("notebooks/*.ipynb"))) == {before}\n'
    path = tmp_path / "tests" / "base" / "test_x.py"
    path.write_text(f"from helpers.base.paths import ROOT\n\n\n{counted}", encoding="utf-8")
    assert "FAILED tests/base/test_x.py::test_x" in faults(
        tmp_path, "tests/base/test_x.py", "tests/base/test_danish.py"
    )
