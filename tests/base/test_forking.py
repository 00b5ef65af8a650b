"""Work in a fork: what it tells arrives, and it does not outlive whoever it is to be told to."""

import signal
import subprocess
import sys
from multiprocessing.connection import Connection

import pytest

from helpers.base.forking import begin_fork

MUCH = 10_000_000  # bytes, more than a pipe holds

LEFT_ALONE = f"""
import os, signal
from helpers.base.forking import begin_fork
begin_fork(lambda end: end.send_bytes(bytes({MUCH})))
os.kill(os.getpid(), signal.SIGKILL)
"""


def tell(text: str, end: Connection) -> None:
    end.send(text * MUCH)


def go_down(end: Connection) -> None:
    raise SystemExit


def test_what_a_fork_tells_arrives() -> None:
    process, end = begin_fork(tell, "a")
    assert end.recv() == "a" * MUCH
    process.join()
    assert process.exitcode == 0


def test_a_fork_that_goes_down_is_noticed() -> None:
    _, end = begin_fork(go_down)
    with pytest.raises(EOFError):
        end.recv()


def test_a_fork_with_nobody_left_to_tell_ends_in_silence() -> None:
    """It has the standard output of its parent, so that what is read from there ends only when it has ended."""
    ran = subprocess.run([sys.executable, "-c", LEFT_ALONE], capture_output=True, text=True, timeout=60)
    assert ran.returncode == -signal.SIGKILL
    assert (ran.stdout, ran.stderr) == ("", "")
