"""Chapters executed at the same time, on all processors.

Where a process can be forked, they are forks of one process that has imported the libraries (`server`); elsewhere each
has a standard kernel, one after the other.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from helpers.base.errors import MachineError, VaerestederError
from helpers.base.forking import CAN_FORK
from helpers.base.machine import went_down
from helpers.base.whole_files import replace_whole

# Threads would be of no use in a process that does one thing, and cannot be forked: neither pools of them nor the one
# in which Arrow's allocator tidies up.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {
    "JE_ARROW_MALLOC_CONF": "background_thread:false"
}

Chapters = Sequence[tuple[Path, Path]]
# Waits until all chapters are executed, and calls back with the place of each that begins.
Wait = Callable[[Callable[[int], object]], None]


@contextmanager
def executing(chapters: Chapters, parameters: Mapping[str, str], *, fork: bool = CAN_FORK) -> Iterator[Wait]:
    """Chapters (source, target) being executed, while the caller does other work and then waits.

    The wait raises VaerestederError with the first fault of a chapter. What still runs when the block is left is ended.
    """
    if not fork or not chapters:
        yield lambda begins: _in_turn(chapters, parameters, begins)
        return
    work = {
        "chapters": [(str(source), str(target)) for source, target in chapters],
        "parameters": dict(parameters),
        "at_once": len(os.sched_getaffinity(0)),
    }
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        server = start_server(work, said)
        try:
            yield lambda begins: _follow(server, len(chapters), begins, said)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.communicate()


def start_server(asked: object, said: IO[str] | None = None) -> subprocess.Popen[str]:
    """The process that chapters or kernels are forked from, told what is asked of it (`fork_server`).

    What it says besides its answers goes to `said`.
    """
    server = subprocess.Popen(
        # As in a kernel, nothing is imported from the folder of the caller (-P).
        [sys.executable, "-P", "-m", "helpers.build.execution.fork_server", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        encoding="utf-8",
        # Nobody debugs a chapter here, and the debugger of a kernel would complain that it cannot.
        env=os.environ | _ONE_THREAD | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        # A group of its own, which can be ended as a whole, and is not interrupted before its parent has seen to it.
        start_new_session=True,
    )
    assert server.stdin is not None
    with suppress(BrokenPipeError):
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
    return server


def refresh_chapters(chapters: Sequence[Path], begins: Callable[[int], object]) -> None:
    """Execute chapters as they stand and store the outputs in them; a failing cell changes none of them."""
    with tempfile.TemporaryDirectory() as folder:
        executed = [Path(folder) / chapter.name for chapter in chapters]
        with executing(list(zip(chapters, executed, strict=True)), {}) as wait:
            wait(begins)
        for chapter, new in zip(chapters, executed, strict=True):
            replace_whole(chapter, new.read_bytes())


def _follow(server: subprocess.Popen[str], count: int, begins: Callable[[int], object], said: IO[str]) -> None:
    ended = 0
    assert server.stdout is not None
    for line in server.stdout:
        news = json.loads(line)
        if news["fault"]:
            raise (MachineError if news["machine"] else VaerestederError)(news["fault"])
        if news["ended"]:
            ended += 1
        else:
            begins(news["chapter"])
    server.wait()
    if ended < count:
        said.seek(0)
        raise MachineError(f"{went_down('Processen, som kapitlerne kører i,')}\n{said.read().strip()}".strip())


def _in_turn(chapters: Chapters, parameters: Mapping[str, str], begins: Callable[[int], object]) -> None:
    from helpers.book.contents import execute_chapter

    for number, (source, target) in enumerate(chapters):
        begins(number)
        execute_chapter(source, target, parameters)
