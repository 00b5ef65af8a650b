"""Typst, with the project's fonts, and whether a process in which it may have begun to work can be forked."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import typst

from helpers.base.forking import CAN_FORK
from helpers.base.paths import FONTS

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


@dataclass(frozen=True)
class Typeset:
    """A document as Typst has set it, and what it warns of; or why it refuses, and no document."""

    pdf: bytes
    warnings: tuple[str, ...] = ()
    fault: str = ""


def typeset(sources: Mapping[str, bytes], timestamp: int) -> Typeset:
    """The document of these files by name, `main.typ` among them; the same bytes for the same input."""
    try:
        # The compiler's stubs do not say that it takes files by name.
        pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
            dict(sources), format="pdf", pdf_standards=STANDARDS, font_paths=book_fonts(), timestamp=timestamp
        )
    except typst.TypstError as error:
        return Typeset(b"", fault=str(error.diagnostic or error.message))
    return Typeset(pdf, tuple(str(warning.diagnostic or warning.message) for warning in warnings))


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
    return CAN_FORK and threading.active_count() == 1 and book_fonts.cache_info().currsize == 0
