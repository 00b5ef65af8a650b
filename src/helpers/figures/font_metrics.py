"""How wide text is in the face of tables and drawings, in em: the advances that the font itself states."""

import re
from functools import cache

from fontTools.ttLib import TTFont

from helpers.base.danish import SOFT_HYPHEN, divide_words
from helpers.base.paths import FONTS


# The same words stand in many cells.
@cache
def text_width(text: str, *, bold: bool = False) -> float:
    """The width of a text on one line."""
    advances: dict[str, float] = _advances("SemiBold" if bold else "Regular")
    return sum([advances.get(sign, 0.6) for sign in text if sign != SOFT_HYPHEN])


def longest_word(text: str, *, bold: bool = False, whole: bool = False) -> float:
    """The width of the widest piece of a text that stays on one line, the hyphen after it included.

    With `whole` a word is divided at a hyphen only.
    """
    pieces = re.split(rf"(?<=[-{'' if whole else SOFT_HYPHEN}])|[ \t\n]+", text if whole else divide_words(text))
    return max(text_width(piece.replace(SOFT_HYPHEN, "-"), bold=bold) for piece in pieces)


@cache
def _advances(style: str) -> dict[str, float]:
    font = TTFont(FONTS / f"SourceSans3-{style}.ttf", lazy=True)
    size, widths = font["head"].unitsPerEm, font["hmtx"]
    return {chr(code): widths[name][0] / size for code, name in font.getBestCmap().items()}
