"""Work begun in a fork of this process, and the pipe between the two.

Where it can be done at all, whether this process can be forked just now is for the caller to know.
"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

# macOS can fork as well, but its own libraries may not be used in a fork.
CAN_FORK = sys.platform == "linux"


def begin_fork(work: Callable[..., object], *arguments: object) -> tuple[BaseProcess, Connection]:
    """The process, and this end of the pipe; `work` has the other end as its last argument.

    Receiving raises EOFError where the other process goes down before it has sent anything. It is ended with this one;
    where this one is killed, it ends when it has something to tell, or waits to be told something.
    """
    context = multiprocessing.get_context("fork")
    end, other = context.Pipe()
    process = context.Process(target=_work, args=(work, arguments, end, other), daemon=True)
    process.start()
    # Else the end of the process would not be the end of what can be received.
    other.close()
    return process, end


def _work(work: Callable[..., object], arguments: Sequence[object], end: Connection, other: Connection) -> None:
    """In the fork: work, as long as there is somebody at the other end."""
    # Else the fork would have somebody to tell in itself, and wait for itself to listen.
    end.close()
    with suppress(EOFError, ConnectionError):
        work(*arguments, other)
