"""One writer at a time: a lock that says who holds it since when, and that nobody holds any more after a crash."""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from helpers.base.danish import format_date
from helpers.base.errors import BusyError

# Where Windows locks: beyond what is read of the file.
_BEYOND = 1 << 20
# Who has just taken the lock takes a moment to say so.
_LOOKS, _BETWEEN_LOOKS = 20, 0.05


@contextmanager
def one_writer(file: Path, what: str) -> Iterator[None]:
    """A while in which no other process holds the lock that this file is.

    `what` is what is being done, as "Udgaven 2024 bygges". Raises BusyError where another process holds it, which tells
    what that does, who it is, and since when.
    The system lets go of the lock when the process ends, however it ends; the file stays.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    began = datetime.now().isoformat(timespec="seconds")
    mine = {"what": what, "process": os.getpid(), "machine": socket.gethostname(), "since": began}
    with file.open("a+", encoding="utf-8") as opened:
        if not _take(opened):
            busy = _holder(opened) or f"{what} allerede"
            raise BusyError(f"{busy}. Vent, til det er færdigt, og kør kommandoen igen.")
        opened.truncate(0)
        json.dump(mine, opened, ensure_ascii=False)
        opened.flush()
        try:
            yield
        finally:
            opened.truncate(0)
            # A process that was forked meanwhile has the open file as well.
            _let_go(opened)


def _take(file: IO[str]) -> bool:
    """Whether the lock is this process's now; it goes with the open file."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _let_go(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(_BEYOND)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)


def _holder(file: IO[str]) -> str:
    """What is being done, and by whom; blank where the file does not tell it soon after it was taken."""
    for _ in range(_LOOKS):
        file.seek(0)
        with suppress(ValueError, KeyError, TypeError):
            told = json.load(file)
            since = datetime.fromisoformat(told["since"])
            return (
                f"{told['what']} allerede af proces {int(told['process'])} på maskinen {told['machine']}, "
                f"siden kl. {since:%H.%M} den {format_date(since.date())}"
            )
        time.sleep(_BETWEEN_LOOKS)
    return ""
