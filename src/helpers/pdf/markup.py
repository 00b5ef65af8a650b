"""Typst markup from text: what stands in the text is what a reader sees, whatever the signs.

All text goes into Typst as string literals, in which only the backslash and the quotation mark mean
anything; nothing in a text can become markup, a smart quote, a dash or a link.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from fontTools.ttLib import TTFont

from helpers.base.danish import SOFT_HYPHEN, divide_words
from helpers.base.paths import FONTS
from helpers.figures.font_metrics import text_width

FAMILIES = ("SourceSerif4", "SourceSans3")
STYLES = ("Regular", "Italic", "SemiBold")
MISSING_SIGN = "□"
# PDF/UA forbids these whether a font has them or not.
_FORBIDDEN = frozenset("\x00\ufeff\ufffe")
# No word of Danish is so long; on no line of a narrow column is there room for it.
_ENDLESS, _TWELVE = re.compile(r"[^\W\d_]{32,}"), re.compile(r".{1,12}")
# A page, a section of a law and their numbers stay on one line.
_UNDIVIDED = re.compile(r"((?:\bs\.|§|\bnr\.) \d+)")
_WORD = re.compile(r"[^\s-]+")
_WHITE_SPACE = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


@cache
def drawable_signs() -> frozenset[str]:
    """The signs that can be set in every style: in each style one of the families has it."""
    styles = [
        frozenset().union(*(TTFont(FONTS / f"{family}-{style}.ttf", lazy=True).getBestCmap() for family in FAMILIES))
        for style in STYLES
    ]
    return frozenset(map(chr, frozenset.intersection(*styles))) - _FORBIDDEN


def drawable(text: str) -> tuple[str, frozenset[str]]:
    """The text in signs that the fonts have, and the signs that were replaced by a box.

    Invisible signs without a glyph (control signs, joiners) are left out; they are no loss.
    """
    composed = unicodedata.normalize("NFC", text)
    drawn, replaced = [], set()
    for sign in composed:
        if sign == "\n" or sign in drawable_signs():
            drawn.append(sign)
        elif unicodedata.category(sign) not in ("Cc", "Cf") and not _is_variation_selector(sign):
            drawn.append(MISSING_SIGN)
            replaced.add(sign)
    return "".join(drawn), frozenset(replaced)


def drawable_picture(svg: str) -> tuple[str, frozenset[str]]:
    """The markup of a drawing as `drawable` has it, without marks that no sign has in it.

    In a drawing such a mark would be a glyph that stands for no letter, which PDF/A refuses.
    """
    drawn, replaced = drawable(svg)
    return "".join(sign for sign in drawn if not unicodedata.combining(sign)), replaced


def _is_variation_selector(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def single_spaced(text: str) -> str:
    """The text on one line: line ends and runs of blanks are one blank, as in HTML."""
    return _WHITE_SPACE.sub(" ", text)


def divisible(text: str, room: float | None = None) -> str:
    """The text with soft hyphens where its long words may be divided, and anywhere in one of no language.

    With `room`, the width of a cell in em, only in the words that are wider.
    """
    whole = text.replace(SOFT_HYPHEN, "")
    if room is None:
        return _divided(whole)
    return _WORD.sub(lambda word: _divided(word[0]) if text_width(word[0], bold=True) > room else word[0], whole)


def _divided(text: str) -> str:
    return _ENDLESS.sub(lambda run: SOFT_HYPHEN.join(_TWELVE.findall(run[0])), divide_words(text))


def string(text: str) -> str:
    """The Typst string literal that means exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def shown(text: str) -> str:
    """Markup that shows exactly this text, a number beside what it counts."""
    pieces = enumerate(_UNDIVIDED.split(text))
    return "".join(call("box", string(piece)) if n % 2 else f"#{string(piece)}" for n, piece in pieces if piece)


def content(markup: str) -> str:
    """The markup as a Typst content value."""
    return f"[{markup}]"


def array(values: Iterable[str]) -> str:
    """A Typst array of these values, which are markup already."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def call(function: str, *values: str, **options: str | None) -> str:
    """A call of a Typst function in markup; an option that is None is not given."""
    return "#" + value_call(function, *values, **options)


def value_call(function: str, *values: str, **options: str | None) -> str:
    """A call of a Typst function as a value."""
    return f"{function}({', '.join([*_named(options), *values])})"


def _named(options: Mapping[str, str | None]) -> list[str]:
    return [f"{name.replace('_', '-')}: {value}" for name, value in options.items() if value is not None]
