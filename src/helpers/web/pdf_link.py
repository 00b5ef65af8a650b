"""The way from every web page to the PDF of its edition.

The pages are written before there is a PDF, so they keep a place for the link, and it is put in when
its size is known. A page without a PDF has none.
"""

import re
from fractions import Fraction
from pathlib import Path

from helpers.base.danish import NO_BREAK_SPACE, format_number

# Where `theme/html/layout.html` leaves room for the link.
PLACE_OF_DOWNLOAD = "<!-- pdf -->"
_LINK = re.compile(r'(<a class="download" href=")(?:\.\./)')


def offer_download(html: Path, pdf: Path) -> None:
    """Put the link to the PDF, which lies beside the folder of pages, into every page of the folder."""
    for page in sorted(html.rglob("*.html")):
        up = "../" * len(page.relative_to(html).parts)
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(PLACE_OF_DOWNLOAD, _link(up + pdf.name, pdf)), encoding="utf-8")


def beside_the_pages(html: str) -> str:
    """The page with its link for a PDF that lies in the folder of pages, not beside it."""
    return _LINK.sub(r"\1", html)


def megabytes(file: Path) -> str:
    """The size of a file in millions of bytes, with one decimal."""
    return format_number(Fraction(file.stat().st_size, 1_000_000), 1)


def _link(address: str, pdf: Path) -> str:
    size = f"({megabytes(pdf)}{NO_BREAK_SPACE}MB)"
    return f'<a class="download" href="{address}" type="application/pdf">Hent som PDF {size}</a>'
