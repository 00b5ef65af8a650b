"""Whole kernels as forks of the server, for a program that speaks to kernels: nbval, which checks the stored chapters.

A kernel is ipykernel's own, over its own sockets, with modules imported and else nothing.
"""

import contextlib
import importlib
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from typing import NoReturn

import ipykernel_launcher  # type: ignore[import-untyped]
from ipykernel import kernelapp

from helpers.base.forking import begin_fork

# What a kernel imports only while it starts, or while it draws its first chart.
_LATER = (
    "faulthandler", "ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger",
    "IPython.core.pylabtools", "IPython.extensions.storemagic", "matplotlib.backends.backend_agg", "sqlite3",
    "tornado.platform.asyncio",
)  # fmt: skip


def preload_kernels() -> None:
    """Import what a kernel imports besides the modules of a chapter."""
    for name in _LATER:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def fork_kernels(requests: Iterable[str]) -> Iterator[int]:
    """The number of the process of a kernel for each request: a line of JSON with `arguments`, `folder`, `environment`.

    The end of the requests ends them all.
    """
    for line in requests:
        request = json.loads(line)
        kernel, _ = begin_fork(_become_kernel, request["arguments"], request["folder"], request["environment"])
        assert kernel.pid is not None
        yield kernel.pid
    for kernel in multiprocessing.active_children():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(kernel.pid or 0, signal.SIGKILL)


def _become_kernel(arguments: list[str], folder: str, environment: dict[str, str], _: Connection) -> NoReturn:
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
