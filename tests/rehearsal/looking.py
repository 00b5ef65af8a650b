"""What every invented book has to show, whatever the answers: faults of a built edition, each as a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

import page_checks
import pikepdf
from page_checks import Page
from pdf_reading import page_texts, squeezed

from rehearsal.planned import NOTICE, SHORT_NOTICE, YEAR

# Those that depend on the answers; the theme's own are tried in tests/web/test_extension.py.
CHECKS: tuple[page_checks.Check, ...] = (
    page_checks.structure_faults,
    page_checks.reference_faults,
    page_checks.table_faults,
)
# What a program says where it has nothing to say.
_NOTHING = re.compile(r"\b(?:nan|NaN|None|<NA>|inf|Traceback)\b")
_WITHOUT_ANSWERS = ("404", "search", "kodebog")


def page_faults(page: Page) -> Iterator[str]:
    """What is wrong with one page: links, notice, pictures and tables without content, live text of respondents."""
    for check in CHECKS:
        yield from check(page)
    soup = page.soup
    body = soup.body
    if body is None or NOTICE not in " ".join(body.get_text(" ").split()):
        yield "siden siger ikke, at svarene er opdigtede"
    for shown in [] if page.path.stem in _WITHOUT_ANSWERS else soup.select("table.data, figure"):
        # A table stands in the region that scrolls, and its source below that.
        block = shown.find_parent("div", class_="cell_output") or shown
        if SHORT_NOTICE not in block.get_text(" "):
            yield f"{_name(shown)} siger ikke, at svarene er opdigtede"
    for table in soup.select("table.data"):
        if not table.select("tbody td") or not any(cell.get_text(strip=True) for cell in table.select("tbody td")):
            yield f"{_name(table)} er tom"
    for figure in soup.select("figure"):
        drawing = figure.find("svg")
        if drawing is None or not re.search(r"\d", str(drawing.get("aria-label"))):
            yield f"{_name(figure)} er en tom tegning"
    if soup.select("[onerror], img[src=x], a[href^='javascript']"):
        yield "noget, der er skrevet i et svar, er levende"
    for text in (soup.main or soup).stripped_strings:
        if found := _NOTHING.search(text):
            yield f'"{found[0]}" i "{text[:80]}"'


def book_faults(built: Path) -> list[str]:
    """Every fault of the pages and of the PDF in the folder of a built edition."""
    pages = page_checks.pages_of(built / "html")
    faults = [f"{page.path.name}: {fault}" for page in pages for fault in page_faults(page)]
    with pikepdf.open(built / f"vaeresteder-{YEAR}.pdf") as pdf:
        texts = page_texts(pdf)
    faults += [
        f"PDF, side {number}: siden siger ikke, at svarene er opdigtede"
        for number, text in enumerate(texts, start=1)
        if squeezed(SHORT_NOTICE) not in text and squeezed(NOTICE) not in text
    ]
    return faults


def _name(element: object) -> str:
    text = getattr(element, "get_text", str)(" ", strip=True)
    return f'"{text[:60]}"'
