"""Each write of a command made to fail in turn: every file is the old or the new one, and the next run as the first."""

import shutil
from pathlib import Path

import pytest

from trust.attacked import Attacked, times

pytestmark = pytest.mark.trust
# The write with this number, counted from one, finds the disk full.
FAILING = """
import errno, os, sys
from helpers.base import whole_files
number, left = int(sys.argv.pop(1)), 0
flush = os.fsync
def fail(file):
    global left
    left += 1
    if left == number:
        raise OSError(errno.ENOSPC, "No space left on device")
    flush(file)
whole_files.os.fsync = fail
from helpers.cli.commands import main
main()
"""
COMMANDS = {
    "new": ("new", "2026", "--data", "svar.csv"),
    "publish": ("publish", "2024", "--reason", "Et tal er rettet."),
    "notebooks": ("notebooks",),
}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_a_write_that_fails_leaves_whole_files_and_the_next_run_is_as_the_first(command: str, tmp_path: Path) -> None:
    project = Attacked(tmp_path / "projekt")
    export = "Hvilken kommune ligger værestedet i?;Hvor mange timer?\nOdense;37,5\n"
    (project.folder / "svar.csv").write_text(export, encoding="utf-8")
    if command == "publish":
        # A number that was published otherwise.
        record = project.data / "2024" / "facts.csv"
        record.write_text(record.read_text(encoding="utf-8").replace("kommunal,39", "kommunal,38"), encoding="utf-8")
    shutil.copytree(project.folder, tmp_path / "før")
    before = project.work_of_people
    done = project.begin("0", *COMMANDS[command], code=FAILING)
    said, _ = done.communicate()
    assert done.returncode == 0, said
    after = project.work_of_people
    failed = 0
    for number in range(1, times(100, 3) + 1):
        shutil.rmtree(project.folder)
        shutil.copytree(tmp_path / "før", project.folder)
        process = project.begin(str(number), *COMMANDS[command], code=FAILING)
        said, _ = process.communicate()
        if process.returncode == 0:
            assert project.work_of_people == after
            break
        failed += 1
        assert process.returncode == 3, said
        assert "Disken er fuld" in said
        assert "Traceback" not in said
        now = project.work_of_people
        assert set(now) <= {*before, *after}
        assert all(digest in (before.get(name), after.get(name)) for name, digest in now.items())
        assert set(before) <= set(now)
        again = project.begin("0", *COMMANDS[command], code=FAILING)
        said, _ = again.communicate()
        assert again.returncode == 0, said
        assert project.work_of_people == after
    assert failed
