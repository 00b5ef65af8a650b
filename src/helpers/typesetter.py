"""Typst's way to the project's fonts, and whether a process in which it may have begun to work can be forked."""

import sys
import threading
from functools import cache

import typst

from helpers.paths import FONTS


@cache
def book_fonts() -> typst.Fonts:
    """The project's fonts and those within the compiler: no font of the machine changes the book.

    Whoever lets Typst compile asks for them first.
    """
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def can_fork() -> bool:
    """Whether this process can be forked: on Linux, and as long as neither Python nor Typst has more threads.

    Once Typst has begun to work it may have threads of its own, which a fork would wait for in vain.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and book_fonts.cache_info().currsize == 0
