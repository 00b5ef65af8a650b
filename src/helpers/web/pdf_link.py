"""The way from every web page to the PDF of its edition.

The pages are written before there is a PDF, so they keep a place for the link, and it is put in when
its size is known. A page without a PDF has none.
"""

from fractions import Fraction
from pathlib import Path

from helpers.base.danish import NO_BREAK_SPACE, format_number
from helpers.base.page_template import render

# Where `theme/html/layout.html` leaves room for the link.
PLACE_OF_DOWNLOAD = "<!-- pdf -->"


def offer_download(html: Path, pdf: Path) -> None:
    """Put the link to the PDF, which lies beside the folder of pages, into every page of the folder."""
    for page in sorted(html.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(PLACE_OF_DOWNLOAD, _link(_up(page, html), pdf)), encoding="utf-8")


def beside_the_pages(text: str, page: Path, html: Path, pdf: Path) -> str:
    """The text of a page with its link for a PDF that lies in the folder of pages, not beside it."""
    up = _up(page, html)
    return text.replace(_link(up, pdf), _link(up.removeprefix("../"), pdf))


def megabytes(file: Path) -> str:
    """The size of a file in millions of bytes, with one decimal."""
    return format_number(Fraction(file.stat().st_size, 1_000_000), 1)


def _up(page: Path, html: Path) -> str:
    """The way from a page to the folder in which the folder of pages lies."""
    return "../" * len(page.relative_to(html).parts)


def _link(up: str, pdf: Path) -> str:
    return render("pdf_link.html", address=up + pdf.name, size=f"{megabytes(pdf)}{NO_BREAK_SPACE}MB")
