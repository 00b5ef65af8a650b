"""Pictures drawn once, and beforehand, in a process beside the one that reads the pages: there they cost no time.

They are drawn from what the chapters show, and kept by the drawing that they are of, so that a figure that the book
shows in another way has its own picture drawn when it is known.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from helpers.base.cache import Kept
from helpers.base.forking import begin_fork
from helpers.survey.edition import Edition
from helpers.web.downloads.figure_image import draw_png, draw_svg


class Beforehand:
    """Pictures being drawn and kept, unless they are kept from before.

    `figures` are the descriptions of figures that the book will show, as far as is known.
    """

    def __init__(self, figures: Sequence[Mapping[str, Any]], edition: Edition, kept: Kept) -> None:
        self._process, self._end = begin_fork(_draw, figures, edition, kept)

    def wait(self) -> None:
        """Wait until all are kept; where the drawing of one fails, it will fail again, and be told."""
        with suppress(EOFError):
            self._end.recv()
        self._process.join()


def _draw(figures: Sequence[Mapping[str, Any]], edition: Edition, kept: Kept, end: Connection) -> None:
    for figure in figures:
        draw_once(draw_svg(figure, edition), kept)
    end.send(None)


def draw_once(drawing: str, kept: Kept) -> bytes:
    """The picture of a drawing, as it is kept or drawn now."""
    return kept.once(lambda: draw_png(drawing), drawing)
