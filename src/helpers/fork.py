"""Work begun in a fork of this process, and the pipe through which it tells what came of it.

Whether a process can be forked is for the caller to know.
"""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess


def begin_fork(work: Callable[..., object], *arguments: object) -> tuple[BaseProcess, Connection]:
    """The process, and where to receive what it sends; `work` has the other end of the pipe as its last argument.

    Receiving raises EOFError where the process goes down before it has sent anything. It is ended with this one.
    """
    context = multiprocessing.get_context("fork")
    end, other = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(*arguments, other), daemon=True)
    process.start()
    # Else the end of the process would not be the end of what can be received.
    other.close()
    return process, end
