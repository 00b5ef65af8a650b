"""From a wheel to a project in an empty folder, in which every command works."""

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT, find_project, is_project
from helpers.build.new_project import make_project

MAIN = "from helpers.cli.commands import main; main()"
# By these, processes that tests begin find the program and the tests' project.
OF_THE_TESTS = ("PYTHONPATH", "VAERESTEDER_DATA", "VAERESTEDER_NOTEBOOKS")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the program is installed from a wheel of this project.

    What it needs is found where these tests have it.
    """
    folder = tmp_path_factory.mktemp("hjul")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    # A copy: building a wheel leaves files beside the program.
    subprocess.run(["git", "clone", "--quiet", "--shared", str(ROOT), str(folder / "kilde")], check=True)
    wheel = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *wheel, str(folder / "kilde")], check=True)
    [file] = folder.glob("*.whl")
    venv.create(folder / "miljø")
    [python] = [*(folder / "miljø").glob("bin/python"), *(folder / "miljø").glob("Scripts/python.exe")]
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(file)], check=True)
    [packages] = (folder / "miljø").rglob("site-packages")
    (packages / "andre.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def vaeresteder(
    installed: Path, here: Path, *command: str, first: Sequence[str] = (), **variables: str
) -> subprocess.CompletedProcess[str]:
    """A command of the installed program, given in the folder `here`; `first` is what begins it."""
    return subprocess.run(
        [*first, str(installed), "-c", MAIN, *command],
        cwd=here,
        env={name: value for name, value in os.environ.items() if name not in OF_THE_TESTS} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", [["doctor"], ["template", "2026", "skema.xlsx"], ["build", "2024"]])
def test_without_a_project_a_command_says_so(installed: Path, tmp_path: Path, command: Sequence[str]) -> None:
    done = vaeresteder(installed, tmp_path, *command)
    assert done.returncode == 1
    assert f"I {tmp_path} er der intet projekt" in done.stderr
    assert "vaeresteder init" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_in_the_folder_that_init_makes_the_commands_work(installed: Path, tmp_path: Path) -> None:
    made = vaeresteder(installed, tmp_path, "init", "mit værested")
    assert made.returncode == 0, made.stderr
    project = tmp_path / "mit værested"
    assert is_project(project)
    assert not (project / "src").exists()
    # Also from a folder inside it.
    written = vaeresteder(installed, project / "notebooks", "template", "2024", "../skema.xlsx")
    assert written.returncode == 0, written.stderr
    assert ZipFile(project / "skema.xlsx").namelist()
    audited = vaeresteder(installed, project, "audit", "2024")
    assert "trykte tal" in audited.stdout, audited.stderr
    again = vaeresteder(installed, tmp_path, "init", "mit værested")
    assert again.returncode == 1
    assert "findes allerede" in again.stderr


@pytest.mark.rehearsal
def test_a_book_is_built_in_that_folder(installed: Path, tmp_path: Path) -> None:
    assert vaeresteder(installed, tmp_path, "init", "bog").returncode == 0
    built = vaeresteder(installed, tmp_path / "bog", "build", "2024")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "bog" / "_build" / "2024" / "html" / "index.html").is_file()


@pytest.mark.rehearsal
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root can be another user",
)
def test_another_user_comes_in_an_empty_folder_to_a_book_that_is_as_it_was_built(installed: Path) -> None:
    """Nobody has no home, and may write in the one folder alone."""
    nobody = pwd.getpwnam("nobody")
    for folder in (installed.parent, *installed.parents):
        if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    here = Path(tempfile.mkdtemp(prefix="væresteder-"))
    try:
        os.chown(here, nobody.pw_uid, nobody.pw_gid)
        as_nobody = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
        project = here / "bog"
        for folder, *command in (
            (here, "init", "bog"),
            (project, "doctor"),
            (project, "template", "2026", "skema.xlsx"),
            (project, "build", "2024"),
            (project, "verify", "2024"),
        ):
            done = vaeresteder(installed, folder, *command, first=as_nobody, HOME="/dev/null/hjem", VAERESTEDER_KEY="")
            told = f"{command}: {done.stdout}{done.stderr}"
            # Nobody may not read root's Python, and has that of the system, to which the packages do not fit quite.
            wrong = [line for line in done.stdout.splitlines() if line.startswith("FEJL") and "Pakker: " not in line]
            assert done.returncode == 0 or (command == ["doctor"] and not wrong), told
            assert "Traceback" not in told
        assert (project / "_build" / "2024" / "html" / "index.html").stat().st_uid == nobody.pw_uid
        assert "er, som de blev bygget." in done.stdout
    finally:
        shutil.rmtree(here)


def test_what_lies_in_a_checkout_has_no_project_to_write_out(tmp_path: Path) -> None:
    with pytest.raises(VaerestederError, match="ligger i et projekt"):
        make_project(tmp_path / "ny")
    assert list(tmp_path.iterdir()) == []


def test_the_checkout_comes_before_the_folder_that_a_command_is_given_in(tmp_path: Path) -> None:
    program = ROOT / "src" / "helpers" / "base" / "paths.py"
    assert find_project(program, tmp_path) == ROOT
    elsewhere = tmp_path / "lib" / "python" / "helpers" / "base" / "paths.py"
    assert find_project(elsewhere, ROOT / "docs") == ROOT
    assert find_project(elsewhere, tmp_path) == tmp_path
