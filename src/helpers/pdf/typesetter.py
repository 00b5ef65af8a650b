"""Typst, with the project's fonts, and whether a process in which it may have begun to work can be forked."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
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


class Typesetter:
    """Typst with the project's fonts and those within the compiler: no font of the machine changes what it sets.

    Sources are files by name, `main.typ` among them; the same give the same bytes.
    """

    def __init__(self) -> None:
        self._fonts: typst.Fonts | None = None

    @property
    def has_started(self) -> bool:
        """Whether it has begun to work, and may have threads of its own."""
        return self._fonts is not None

    def set_pdf(self, sources: Mapping[str, bytes], timestamp: int) -> Typeset:
        """A document as a tagged PDF."""
        try:
            # The compiler's stubs do not say that it takes files by name.
            pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
                dict(sources), format="pdf", pdf_standards=STANDARDS, font_paths=self._start(), timestamp=timestamp
            )
        except typst.TypstError as error:
            return Typeset(b"", fault=str(error.diagnostic or error.message))
        except BaseException as error:
            # What the compiler itself stumbles over is no Exception of Python's.
            if type(error).__name__ != "PanicException":
                raise
            return Typeset(b"", fault=f"en fejl i programmet selv ({error})")
        return Typeset(pdf, tuple(str(warning.diagnostic or warning.message) for warning in warnings))

    def draw_png(self, sources: Mapping[str, bytes], dots_per_inch: float) -> bytes:
        """A document of one page as a picture."""
        fonts = self._start()
        return bytes(typst.compile(dict(sources), format="png", ppi=dots_per_inch, font_paths=fonts))  # type: ignore[call-overload]

    def _start(self) -> typst.Fonts:
        if self._fonts is None:
            self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
        return self._fonts


# One a process: its threads are the process's.
TYPESETTER = Typesetter()


def can_fork() -> bool:
    """Whether this process can be forked: on Linux, and as long as neither Python nor Typst has more threads.

    A fork would wait in vain for the threads of the process that it was forked from.
    """
    return CAN_FORK and threading.active_count() == 1 and not TYPESETTER.has_started
