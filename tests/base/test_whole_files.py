"""A file is the old one or the new one, whatever goes wrong between."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.base.whole_files import replace_table, replace_whole

STEPS = ("write", "fsync", "replace")
KILLED = """
import os, pathlib, signal, sys
from helpers.base import whole_files
path, step = pathlib.Path(sys.argv[1]), sys.argv[2]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "fsync":
    whole_files.os.fsync = die
else:
    pathlib.Path.replace = die
whole_files.replace_whole(path, "nyt" * 100_000)
"""


def fail(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_made_or_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "fil.yml"
    replace_whole(path, "æ\r\n")
    assert path.read_bytes() == "æ\r\n".encode()
    path.chmod(0o600)
    replace_whole(path, b"\0")
    assert path.read_bytes() == b"\0"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_link_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("gammelt")
    (tmp_path / "link").symlink_to(tmp_path / "fil")
    replace_whole(tmp_path / "link", "nyt")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "fil").read_text() == "nyt"


@pytest.mark.parametrize("step", STEPS)
def test_each_step_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fil"
    path.write_text("gammelt")
    content: bytes | str = b"nyt"
    if step == "write":
        # No UTF-8 can be made of it.
        content = "\ud800"
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((OSError, UnicodeEncodeError)):
        replace_whole(path, content)
    assert path.read_text() == "gammelt"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("step", STEPS[1:])
def test_a_process_that_is_killed_at_a_step_leaves_the_old_file(tmp_path: Path, step: str) -> None:
    path = tmp_path / "fil"
    path.write_text("gammelt")
    ran = subprocess.run([sys.executable, "-c", KILLED, str(path), step], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert path.read_text() == "gammelt"
    replace_whole(path, "nyt")
    assert path.read_text() == "nyt"


def test_a_table_has_a_line_a_row(tmp_path: Path) -> None:
    replace_table(tmp_path / "t.csv", [["a", "b"], [1, "x,y"]])
    assert (tmp_path / "t.csv").read_bytes() == b'a,b\n1,"x,y"\n'
