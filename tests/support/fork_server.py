"""The process that nbval's kernels are forked from: it imports what the chapters import, once, and starts no thread.

Its first line of input lists the chapters; each further one asks for a kernel, and the answer is the number of its
process. A kernel is ipykernel's own, over its own sockets, with modules imported and else nothing. The end of the input
ends them all.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

import ipykernel_launcher
from ipykernel import kernelapp

from helpers.build.execution.fork_server import preload

# What a kernel imports only while it starts, or while it draws its first chart.
LATER = (
    "faulthandler", "ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger",
    "IPython.core.pylabtools", "IPython.extensions.storemagic", "matplotlib.backends.backend_agg", "sqlite3",
    "tornado.platform.asyncio",
)  # fmt: skip


def serve() -> None:
    """Fork a kernel for each line of the input."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    # What a library prints while it is imported is no answer.
    os.dup2(2, 1)
    preload([Path(chapter) for chapter in json.loads(sys.stdin.readline())])
    for name in LATER:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    # A kernel that looked through the modules for garbage would copy them all.
    gc.freeze()
    running: set[int] = set()
    for line in sys.stdin:
        running -= _ended()
        kernel = os.fork()
        if not kernel:
            answers.close()
            _become_kernel(**json.loads(line))
        running.add(kernel)
        answers.write(f"{kernel}\n")
    for kernel in running - _ended():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(kernel, signal.SIGKILL)


def _become_kernel(arguments: list[str], folder: str, environment: dict[str, str]) -> NoReturn:
    """Do what `python -m ipykernel_launcher` does in this folder and environment; its standard streams lead nowhere."""
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        os.environ.clear()
        # A kernel whose parent is gone goes as well.
        os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))
        os.chdir(folder)
        sys.argv = [ipykernel_launcher.__file__, *arguments]
        kernelapp.launch_new_instance(arguments)
    finally:
        os._exit(0)


def _ended() -> set[int]:
    """The kernels that have ended since this was last asked; until then nobody else gets their numbers."""
    ended = set()
    with contextlib.suppress(ChildProcessError):
        while kernel := os.waitpid(-1, os.WNOHANG)[0]:
            ended.add(kernel)
    return ended


if __name__ == "__main__":
    serve()
