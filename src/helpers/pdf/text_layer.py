"""The text of a PDF as programs search, copy and read it: words whole, and links named as Danish names them.

Soft hyphens tell Typst where a word may be divided. Where it was not, Typst leaves them in the text below the page, and
most programs for reading do not find a word with one in it. At the end of a line, where a hyphen is seen, they stay.
"""

import re

import pikepdf
from pikepdf import Array, Dictionary

from helpers.base.danish import SOFT_HYPHEN

# Typst writes a letter and the soft hyphen after it as one: in place of its glyph, or as what the glyph always means.
_HYPHEN = SOFT_HYPHEN.encode("utf-16-be").hex().upper().encode("ascii")
_INSTEAD = re.compile(rb"(/ActualText<FEFF(?:[0-9A-F]{4})+?)" + _HYPHEN + rb">")
_MEANT = re.compile(rb"(<[0-9A-F]+> <(?:[0-9A-F]{4})+?)" + _HYPHEN + rb">")
_ENGLISH_MARKS = str.maketrans("“”", "»«")


def make_searchable(pdf: pikepdf.Pdf) -> None:
    """Take the soft hyphens out of words, bookmarks and names of links, and give those names Danish quotation marks."""
    fonts = {}
    for page in pdf.pages:
        _rewrite(page.obj.Contents, _INSTEAD)
        for font in page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary()).values():
            fonts[font.objgen] = font
        for annotation in page.obj.get("/Annots", Array()):
            if "/Contents" in annotation:
                annotation.Contents = pikepdf.String(_named(str(annotation.Contents)))
    for font in fonts.values():
        if "/ToUnicode" in font:
            _rewrite(font.ToUnicode, _MEANT)
    with pdf.open_outline() as outline:
        bookmarks = list(outline.root)
        while bookmarks:
            bookmark = bookmarks.pop()
            bookmark.title = bookmark.title.replace(SOFT_HYPHEN, "")
            bookmarks += bookmark.children


def _rewrite(stream: pikepdf.Object, pattern: re.Pattern[bytes]) -> None:
    written = stream.read_bytes()
    without = pattern.sub(rb"\1>", written)
    if without != written:
        stream.write(without)


def _named(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "").translate(_ENGLISH_MARKS).strip()
