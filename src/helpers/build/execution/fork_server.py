"""The process that chapters are forked from: it imports what they import, once, and each has a process of its own.

`python -m helpers.build.execution.fork_server` reads one line of JSON. Where that describes `Work`, it writes a line
for each chapter that begins or ends; where it only lists chapters, it forks a kernel for each further line, and writes
the number of its process (`helpers.build.execution.kernels`). It starts no thread: a process with threads cannot be
forked safely. A chapter finds the modules imported and else nothing: no shell, no name, no number of another chapter.
"""

import ast
import contextlib
import gc
import importlib
import json
import multiprocessing.connection
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

# Before whatever else imports nbformat.
import helpers.book.import_nbformat  # noqa: F401 # isort: skip
from helpers.base.errors import MachineError, VaerestederError
from helpers.base.forking import begin_fork, end_with
from helpers.base.machine import machine_error, went_down
from helpers.book.contents import execute_chapter
from helpers.book.notebooks import read_notebook
from helpers.build.execution.shell import ENGINE, register


@dataclass(frozen=True)
class Work:
    """Chapters to execute: the file of each, the file to be made of it, the parameters, how many at the same time."""

    chapters: Sequence[tuple[str, str]]
    parameters: dict[str, str]
    at_once: int


@dataclass(frozen=True)
class News:
    """What the server tells of the chapter with this number: that it begins, or ends, well or with a fault.

    `machine` says that the fault is the machine's.
    """

    chapter: int
    ended: bool = False
    fault: str = ""
    machine: bool = False


def execute(work: Work) -> Iterator[News]:
    """Execute chapters, each in a fork of this process; the news of each, as they come.

    They begin in their order. After a fault none begins any more.
    """
    register()
    waiting = list(enumerate(work.chapters))
    running: dict[Connection, int] = {}
    while waiting or running:
        while waiting and len(running) < work.at_once:
            number, (source, target) = waiting.pop(0)
            yield News(number)
            _, end = begin_fork(_execute_one, source, target, work.parameters)
            running[end] = number
        ready = multiprocessing.connection.wait(list(running))
        for end in [each for each in running if each in ready]:
            number = running.pop(end)
            fault, machine = _outcome(end, work.chapters[number][0])
            yield News(number, ended=True, fault=fault, machine=machine)
            if fault:
                waiting.clear()


def _execute_one(source: str, target: str, parameters: dict[str, str], end: Connection) -> None:
    """In the process of the chapter: execute it, and say what went wrong, if anything."""
    try:
        execute_chapter(Path(source), Path(target), parameters, engine=ENGINE)
    except BaseException as error:
        known = error if isinstance(error, VaerestederError) else machine_error(error)
        end.send((str(known or traceback.format_exc()), isinstance(known, MachineError)))
    else:
        end.send(("", False))


def _outcome(end: Connection, source: str) -> tuple[str, bool]:
    """What is wrong with the chapter, blank where nothing is, and whether it is the machine's fault."""
    try:
        fault, machine = end.recv()
    except EOFError:
        return f"{Path(source).name}: {went_down('Processen, som kapitlet kørte i,')}", True
    return str(fault), bool(machine)


def preload(chapters: Sequence[Path]) -> None:
    """Import the modules that the cells of the chapters import; one that cannot be imported is left to its chapter."""
    # As a kernel would find it when it first imports matplotlib.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for name in sorted({name for chapter in chapters for name in _imports(chapter)}):
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def _imports(chapter: Path) -> Iterator[str]:
    """The modules that a chapter imports, as far as its cells are plain Python."""
    for cell in read_notebook(chapter)["cells"]:
        with contextlib.suppress(SyntaxError):
            for statement in ast.parse("".join(cell["source"])).body if cell["cell_type"] == "code" else ():
                if isinstance(statement, ast.Import):
                    yield from (alias.name for alias in statement.names)
                elif isinstance(statement, ast.ImportFrom) and not statement.level:
                    yield str(statement.module)


def main() -> None:
    """Do what the first line of the input asks for; the argument is the number of the process that asks."""
    end_with(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    # The end of the answers is the end of this process, whatever becomes of a chapter's.
    os.register_at_fork(after_in_child=answers.close)
    # What a library prints while it is imported is no answer.
    os.dup2(2, 1)
    asked = json.loads(sys.stdin.readline())
    work = Work(**asked) if isinstance(asked, dict) else None
    preload([Path(source) for source, _ in work.chapters] if work else [Path(chapter) for chapter in asked])
    if work:
        told: Iterator[object] = map(asdict, execute(work))
    else:
        # Here, because a chapter of a build has no kernel.
        from helpers.build.execution.kernels import fork_kernels, preload_kernels

        preload_kernels()
        told = iter(fork_kernels(sys.stdin))
    # A chapter that looked through the modules for garbage would copy them all.
    gc.freeze()
    for each in told:
        answers.write(json.dumps(each) + "\n")


if __name__ == "__main__":
    main()
