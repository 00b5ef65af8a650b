"""Work in a fork: what it tells arrives, and it does not outlive whoever it is to be told to."""

import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

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


# A process that was begun in the background of a shell takes no notice of an interrupt.
BEGINNING = """
import os, signal, time
from helpers.base.forking import begin_fork
signal.signal(signal.SIGINT, signal.default_int_handler)
def work(end):
    print(os.getpid(), flush=True)
    time.sleep(600)
begin_fork(work)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_fork_ends_with_the_process_that_began_it(how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BEGINNING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        fork = int(parent.stdout.readline())
        parent.send_signal(how)
        parent.wait()
        # Whoever reads what they say, as this test does, waits until the last of them is gone.
        assert parent.stdout.read() == ""
    for _ in range(100):
        if not Path(f"/proc/{fork}").exists() or is_dead(fork):
            return
        time.sleep(0.01)
    pytest.fail("it is still at work after a second")


def is_dead(process: int) -> bool:
    """Whether it has ended, and nobody has asked how."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def test_a_fork_with_nobody_left_to_tell_ends_in_silence() -> None:
    """It has the standard output of its parent, so that what is read from there ends only when it has ended."""
    ran = subprocess.run([sys.executable, "-c", LEFT_ALONE], capture_output=True, text=True, timeout=60)
    assert ran.returncode == -signal.SIGKILL
    assert (ran.stdout, ran.stderr) == ("", "")
