"""A finished folder put in the place of an old one, so that no reader meets a half-written one."""

import shutil
from pathlib import Path


def swap_in(finished: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, and then delete the old one.

    Both lie on one disk; beside `finished` there is room for a folder called `old`.
    """
    old = finished.with_name("old")
    if target.exists():
        target.rename(old)
    finished.rename(target)
    shutil.rmtree(old, ignore_errors=True)
