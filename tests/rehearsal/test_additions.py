"""Whatever a researcher writes for the next edition, the tests of the program stay green: they know no year.

Each addition is made in a copy of the project, in which the suite then runs. The rehearsal makes all of them at once
and leaves the slowest tests out; `make trust` makes each by itself as well, and leaves out none.
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
# They read no chapter, and of the edition of 2024 its answers alone.
SLOWEST = (
    "tests/base",
    "tests/facts/test_disclosure.py",
    "tests/facts/test_profile_shares.py",
    "tests/intake/formats",
    "tests/intake/test_traps.py",
    "tests/pdf/test_parallel.py",
    "tests/printed/reconstruct",
    "tests/test_imports.py",
    "tests/web/downloads",
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
    without = [] if FULL else [f"--ignore={path}" for path in SLOWEST]
    assert faults(tmp_path, "tests", *without) == ""
    assert faults(tmp_path, "notebooks", "data") == ""


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
