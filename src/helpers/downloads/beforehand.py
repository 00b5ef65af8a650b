"""Pictures drawn beforehand, in a process beside the one that reads the pages: with two processors they cost no time.

They are drawn from what the chapters show, and kept by the drawing that they are of, so that a figure that the book
shows in another way has its own picture drawn when it is known.
"""

from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any

from helpers.downloads.drawing import draw_png, draw_svg
from helpers.edition import Edition
from helpers.fork import begin_fork


class Beforehand:
    """Pictures being drawn. `figures` are the descriptions of figures that the book will show, as far as is known."""

    def __init__(self, figures: Sequence[Mapping[str, Any]], edition: Edition) -> None:
        _, self._end = begin_fork(_draw, figures, edition)

    def wait(self) -> dict[str, bytes]:
        """The pictures by their drawings, once; none where the drawing failed: it will fail again, and be told."""
        try:
            drawn: dict[str, bytes] = self._end.recv()
        except EOFError:
            return {}
        return drawn


def _draw(figures: Sequence[Mapping[str, Any]], edition: Edition, end: Connection) -> None:
    drawings = [draw_svg(figure, edition) for figure in figures]
    end.send({drawing: draw_png(drawing) for drawing in drawings})
