"""A figure as a picture that can be passed on alone.

Above it its headline and what it measures, below it its source, the notice of the edition and its code.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from xml.etree import ElementTree

from helpers.figures.font_metrics import text_width
from helpers.figures.palette import FONT, INK, MUTED
from helpers.pdf.markup import drawable
from helpers.pdf.typesetter import TYPESETTER
from helpers.survey.edition import Edition
from helpers.web.downloads.citation import short_code
from helpers.web.downloads.grid import plain

# Points, as in the drawings themselves.
_MARGIN = 16.0
_TITLE, _TITLE_LINE = 14.0, 18.0
_SUB, _SUB_LINE = 11.0, 14.0
_SMALL, _SMALL_LINE = 9.5, 12.5
_GAP = 12.0
# What stands in where the book's font is not on the machine that shows the picture.
_FAMILY = f"'{FONT}', 'Segoe UI', Arial, sans-serif"
_DOTS_PER_INCH = 300


def draw_svg(content: Mapping[str, Any], edition: Edition) -> str:
    """The figure of a description with its words, as an SVG of its own; text stays text."""
    drawing = ElementTree.fromstring(content["svg"])
    _, _, width, height = (float(number) for number in drawing.attrib["viewBox"].split())
    title = list(_lines(plain(content["headline"]), width, _TITLE, bold=True))
    subtitle = list(_lines(plain(content["subtitle"]), width, _SUB)) if content["subtitle"] else []
    code = f"{edition.title}. {short_code(edition, content['name'])}."
    texts = (plain(content["source"]), plain(edition.notice), code)
    small = [line for text in texts if text for line in _lines(text, width, _SMALL)]
    below_title = _MARGIN + len(title) * _TITLE_LINE
    top = below_title + len(subtitle) * _SUB_LINE + _GAP
    bottom = top + height + _GAP
    total = bottom + len(small) * _SMALL_LINE + _MARGIN - (_SMALL_LINE - _SMALL)
    written = [
        *_written(title, _MARGIN + _TITLE, _TITLE, _TITLE_LINE, INK, ' font-weight="600"'),
        *_written(subtitle, below_title + _SUB, _SUB, _SUB_LINE, MUTED, ""),
        *_written(small, bottom + _SMALL, _SMALL, _SMALL_LINE, MUTED, ""),
    ]
    inner = content["svg"].replace(
        "<svg ", f'<svg x="{_MARGIN:g}" y="{top:g}" width="{width:g}" height="{height:g}" ', 1
    )
    size = f"{width + 2 * _MARGIN:.1f}", f"{total:.1f}"
    name = content["name"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{size[0]}pt" height="{size[1]}pt" viewBox="0 0 {size[0]} {size[1]}" lang="da" role="img" '
        f'aria-labelledby="{name}-navn {name}-beskrivelse">'
        f'<title id="{name}-navn">{escape(plain(content["headline"]))}</title>'
        f'<desc id="{name}-beskrivelse">{escape(plain(content["alt"]))} {escape(" ".join(texts))}</desc>'
        f'<rect width="{size[0]}" height="{size[1]}" fill="#ffffff"/>'
        f"{''.join(written)}{inner}</svg>\n"
    ).replace(f"\"'{FONT}'\"", f'"{_FAMILY}"')


def draw_png(svg: str) -> bytes:
    """The same picture as dots, fit for print, in signs that the fonts have; the same bytes for the same picture."""
    root = ElementTree.fromstring(svg)
    page = (
        f"#set page(width: {root.attrib['width']}, height: {root.attrib['height']}, margin: 0pt, fill: white)\n"
        '#image("figur.svg", width: 100%)\n'
    )
    sources = {"main.typ": page.encode("utf-8"), "figur.svg": drawable(svg)[0].encode("utf-8")}
    return TYPESETTER.draw_png(sources, _DOTS_PER_INCH)


def _lines(text: str, width: float, size: float, *, bold: bool = False) -> Iterator[str]:
    """The text in lines no wider than the drawing."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, bold=bold) * size > width:
            yield line
            longer = word
        line = longer
    yield line


def _written(lines: list[str], y: float, size: float, step: float, colour: str, more: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield (
            f'<text x="{_MARGIN:g}" y="{y + number * step:g}" font-size="{size:g}px" font-family="\'{FONT}\'" '
            f'fill="{colour}"{more}>{escape(line)}</text>'
        )
