"""`uv run vaeresteder`, `python vaeresteder`: the environment is made where it is missing, and the command given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.base.paths import ROOT

# What uv does for the project, as far as its files go: it notes what it is asked for, and fails where it is told to.
UV = """#!{python}
import pathlib, shutil, sys
here = pathlib.Path(__file__).parent
with (here / "asked").open("a") as file:
    print(*sys.argv[1:], sep="|", file=file)
if (here / "fails").exists():
    sys.exit("no route to host")
programs = pathlib.Path(".venv/bin")
if sys.argv[1] == "venv":
    shutil.rmtree(".venv", ignore_errors=True)
    programs.mkdir(parents=True)
    (programs / "python").touch()
if "--editable" in sys.argv:
    program = programs / "vaeresteder"
    program.write_text("#!{python}\\nimport sys; print(sys.argv[1:]); sys.exit(len(sys.argv) - 1)")
    program.chmod(0o755)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "Min bog, anden udgave æ"
    (folder / "vaeresteder").mkdir(parents=True)
    for name in ("vaeresteder/__main__.py", "requirements.txt", "pyproject.toml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "uv").write_text(UV.format(python=sys.executable), encoding="utf-8")
    (tmp_path / "uv").chmod(0o755)
    return folder


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    settings = os.environ | {"UV": str(project.parent / "uv"), "PYTHONUTF8": "1"}
    words = [sys.executable, "vaeresteder", *command]
    return subprocess.run(words, cwd=project, env=settings, capture_output=True, encoding="utf-8", check=False)


def asked(project: Path) -> list[list[str]]:
    """What uv was asked for since the last look."""
    note = project.parent / "asked"
    lines = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
    note.unlink(missing_ok=True)
    return [line.split("|") for line in lines]


def test_the_first_command_makes_the_environment_from_the_lock_and_the_next_finds_it(project: Path) -> None:
    done = run(project, "build", "2024")
    assert done.returncode == 2, "the code of the command"
    assert "['build', '2024']" in done.stdout
    assert "Det sker kun nu" in done.stdout
    made, packages, program = asked(project)
    assert (made[0], made[-1]) == ("venv", str(project / ".venv"))
    assert packages[-3:] == ["--require-hashes", "--requirement", str(project / "requirements.txt")]
    assert program[-4:] == ["--no-deps", "--no-build-isolation", "--editable", str(project)]
    assert run(project, "doctor").stdout == "['doctor']\n"
    assert asked(project) == []


def test_without_a_command_the_environment_is_made_and_no_more(project: Path) -> None:
    assert run(project).returncode == 0
    assert len(asked(project)) == 3


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(project: Path) -> None:
    run(project)
    asked(project)
    os.utime(project / "requirements.txt", (4e9, 4e9))
    run(project, "doctor")
    assert [words[0] for words in asked(project)] == ["pip", "pip"]


def test_in_a_folder_with_another_name_the_environment_is_made_anew(project: Path) -> None:
    run(project)
    asked(project)
    run(project.rename(project.with_name("flyttet")), "doctor")
    assert [words[0] for words in asked(project)] == ["venv", "pip", "pip"]


def test_a_step_that_fails_is_told_and_done_again_the_next_time(project: Path) -> None:
    (project.parent / "fails").touch()
    failed = run(project, "build", "2024")
    assert failed.returncode == 1
    assert "no route to host" in failed.stderr
    assert "Det lykkedes ikke at gøre klar" in failed.stderr
    assert "Traceback" not in failed.stderr
    (project.parent / "fails").unlink()
    assert run(project, "doctor").returncode == 1
    assert run(project, "doctor").stdout == "['doctor']\n"


def test_uv_leaves_the_environment_to_the_project_and_writes_no_lock_of_its_own() -> None:
    assert "[tool.uv]\nmanaged = false\n" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert not (ROOT / "uv.lock").exists(), "it would name a host at each file: docs/decisions/dependencies.md"


def test_make_has_the_environment_from_the_same_place() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert ".venv/installed: requirements.txt pyproject.toml\n\t$(PYTHON) vaeresteder\n" in makefile
