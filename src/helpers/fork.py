"""Work begun in a fork of this process, and the pipe through which it tells what came of it.

Whether a process can be forked is for the caller to know.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess


def begin_fork(work: Callable[..., object], *arguments: object) -> tuple[BaseProcess, Connection]:
    """The process, and where to receive what it sends; `work` has the other end of the pipe as its last argument.

    Receiving raises EOFError where the process goes down before it has sent anything. It is ended with this one; where
    this one is killed, it ends when it has something to tell.
    """
    context = multiprocessing.get_context("fork")
    end, other = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, arguments, end, other), daemon=True)
    process.start()
    # Else the end of the process would not be the end of what can be received.
    other.close()
    return process, end


def _work(work: Callable[..., object], arguments: Sequence[object], end: Connection, other: Connection) -> None:
    """In the fork: work, as long as somebody can be told."""
    # Else the fork would have somebody to tell in itself, and wait for itself to listen.
    end.close()
    with suppress(BrokenPipeError):
        work(*arguments, other)
