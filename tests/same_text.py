"""The text of each chapter, without blanks: as the web book shows it, and as the structure of the PDF is read."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from pdf_reading import squeezed
from pdf_tree import Element, Reading

# What stands on a page of the web book and has no place in print, or one of its own.
NOT_PRINTED = "details, .permalink, .why, a.footnote-reference"
# The sign or number before an item of a list, which a web page draws and does not write.
MARKER = re.compile(r"[•–]|\w{1,3}[.)]")
# The register names pages at the end of a cell, which only paper has.
PAGES_NAMED = re.compile(r",s\.[\d,]+$")


@dataclass(frozen=True)
class Chapter:
    """A chapter's running text, its footnotes, and what is said in place of its figures."""

    text: str
    notes: list[str]
    figures: list[str]


def web_chapter(page: BeautifulSoup) -> Chapter:
    """A page of the web book."""
    article = BeautifulSoup(str(page.select_one("article")), "html.parser")
    for element in article.select(NOT_PRINTED):
        element.decompose()
    notes = [squeezed(note.get_text()) for note in article.select(".footnote > div")]
    figures = [squeezed(str(drawing["aria-label"])) for drawing in article.select("figure svg")]
    for number in article.select(".caption-number"):
        # A caption's number ends with a stop in print.
        number.string = number.get_text().strip() + "."
    for element in article.select("svg, .footnotes"):
        element.decompose()
    return Chapter(squeezed(article.get_text()), notes, figures)


def printed_chapters(reading: Reading) -> dict[str, Chapter]:
    """The chapters of the PDF in order, by title."""
    chapters: dict[str, list[Element]] = {}
    for element in reading.top[0].children:
        if element.kind == "H1":
            chapters[squeezed(element.text)] = []
        if chapters:
            list(chapters.values())[-1].append(element)
    return {title: _printed(elements) for title, elements in chapters.items()}


def _printed(elements: list[Element]) -> Chapter:
    notes = [note for element in elements for note in element.all("Note")]
    return Chapter(
        "".join(map(_running, elements)),
        ["".join(_running(part) for part in note.content if _is_not(part, "Lbl")) for note in notes],
        [squeezed(figure.text) for element in elements for figure in element.all("Figure")],
    )


def _running(part: Element | str) -> str:
    """The text of an element without its figures, its notes and their numbers, and the signs of its lists."""
    if isinstance(part, str):
        return squeezed(part)
    if part.kind in ("Figure", "Note", "Form") or _is_number_of_note(part) or _is_marker(part):
        return ""
    text = "".join(_running(each) for each in part.content if isinstance(each, (str, Element)))
    return PAGES_NAMED.sub("", text) if part.kind == "TD" else text


def _is_not(part: object, kind: str) -> bool:
    return isinstance(part, str) or (isinstance(part, Element) and part.kind != kind)


def _is_number_of_note(element: Element) -> bool:
    return element.kind == "Lbl" and element.parent is not None and element.parent.kind != "LI"


def _is_marker(element: Element) -> bool:
    return element.kind == "Lbl" and bool(MARKER.fullmatch(element.text.strip()))
