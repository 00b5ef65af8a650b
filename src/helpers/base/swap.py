"""A finished folder put in the place of an old one, so that no reader meets none or a half-written one."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from helpers.base.own_folders import is_own, remove_folder, set_aside

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
# What a system says that cannot exchange, or not on this disk.
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def swap_in(finished: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, and then remove the old one.

    Both lie on one disk. Where two folders can be exchanged, there is one at every moment; elsewhere the old one is
    called `old`, beside `finished`, for as long as there is none, and `recover` puts it back after a crash. What the
    program did not make is set aside.
    """
    if not is_own(target):
        set_aside(target)
        finished.rename(target)
        return
    if not exchange(finished, target):
        old = finished.with_name("old")
        remove_folder(old)
        target.rename(old)
        finished.rename(target)
        finished = old
    remove_folder(finished)


def recover(finished: Path, target: Path) -> None:
    """Put back the old folder where a swap was cut off between its two names."""
    old = finished.with_name("old")
    if is_own(old) and not target.exists():
        old.rename(target)


def exchange(one: Path, other: Path) -> bool:
    """Whether two folders have changed names, at one moment; raises OSError where that should have been possible."""
    rename = _renameat2()
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _renameat2() -> Callable[..., int] | None:
    """The call of Linux by which names are exchanged, where the C library has it."""
    if sys.platform != "linux":
        return None
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return found
