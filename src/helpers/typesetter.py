"""Typst's way to the project's fonts, and whether it has begun to work in this process."""

from functools import cache

import typst

from helpers.paths import FONTS


@cache
def book_fonts() -> typst.Fonts:
    """The project's fonts and those within the compiler: no font of the machine changes the book.

    Whoever lets Typst compile asks for them first.
    """
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def has_begun() -> bool:
    """Whether Typst may have threads of its own here, which a fork of this process would wait for in vain."""
    return book_fonts.cache_info().currsize > 0
