"""Pictures drawn once, and beforehand, in a process beside the one that reads the pages: there they cost no time.

They are drawn from what the chapters show, and kept by the drawing that they are of, so that a figure that the book
shows in another way has its own picture drawn when it is known.
"""

from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any

from helpers.base.cache import Cache
from helpers.survey.edition import Edition
from helpers.web.downloads.figure_image import draw_png, draw_svg


def draw_figures(figures: Sequence[Mapping[str, Any]], edition: Edition, cache: Cache, end: Connection) -> None:
    """In the process beside: draw the figures of these descriptions, unless their pictures are there, and say so."""
    for figure in figures:
        draw_once(draw_svg(figure, edition), cache)
    end.send(None)


def draw_once(drawing: str, cache: Cache) -> bytes:
    """The picture of a drawing, as it is kept or drawn now."""
    return cache.get_or_make(lambda: draw_png(drawing), drawing)
