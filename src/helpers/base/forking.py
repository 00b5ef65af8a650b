"""Work begun in a fork of this process, and the pipe between the two; no process outlives the one that it works for.

Where it can be done at all, whether this process can be forked just now is for the caller to know.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

# macOS can fork as well, but its own libraries may not be used in a fork.
CAN_FORK = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1


def begin_fork(work: Callable[..., object], *arguments: object) -> tuple[BaseProcess, Connection]:
    """The process, and this end of the pipe; `work` has the other end as its last argument.

    Receiving raises EOFError where the other process goes down before it has sent anything. It is ended with this one,
    however this one ends, and an interrupt is for this one to handle.
    """
    context = multiprocessing.get_context("fork")
    end, other = context.Pipe()
    process = context.Process(target=_work, args=(os.getpid(), work, arguments, end, other), daemon=True)
    process.start()
    # Else the end of the process would not be the end of what can be received.
    other.close()
    return process, end


def end_with(parent: int) -> None:
    """Let the system kill this process when the process that began it has ended, where it can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            # It has ended already.
            os.kill(os.getpid(), signal.SIGKILL)


def _work(
    parent: int, work: Callable[..., object], arguments: Sequence[object], end: Connection, other: Connection
) -> None:
    """In the fork: work, as long as there is somebody at the other end."""
    end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Else the fork would have somebody to tell in itself, and wait for itself to listen.
    end.close()
    with suppress(EOFError, ConnectionError):
        work(*arguments, other)
