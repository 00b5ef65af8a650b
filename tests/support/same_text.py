"""The text of each chapter, without blanks: as the web book shows it, and as the structure of the PDF is read."""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from pdf_reading import squeezed
from pdf_tree import Element, Reading

# What stands on a page of the web book and is not printed; notes and figures are compared by themselves.
ON_WEB_ONLY = "details, .permalink, .why, .meaning, a.footnote-reference, .web-only"
# What a field of the form asks.
QUESTIONS = ".choice legend, .field > label"
# The sign or number before an item of a list, which a web page draws and does not write.
MARKER = re.compile(r"[•–]|\w{1,3}[.)]")
# What print tells after a reference that cannot be followed with a finger.
DIRECTIONS = re.compile(r"\(s\.\d+\)|\(kuniwebbogen\)")


@dataclass(frozen=True)
class Chapter:
    """A chapter's running text, its footnotes, and what is said in place of its figures."""

    text: str
    notes: list[str]
    figures: list[str]
    # How many sections are in the web book only; print may say so in a paragraph for each.
    left_out: int = field(default=0, compare=False)


def web_chapter(page: BeautifulSoup) -> Chapter:
    """A page of the web book."""
    article = BeautifulSoup(str(page.select_one("article")), "html.parser")
    left_out = len(article.select(".web-only"))
    for element in article.select(ON_WEB_ONLY):
        element.decompose()
    notes = [_followable(note.get_text()) for note in article.select(".footnote > div")]
    figures = [squeezed(str(drawing["aria-label"])) for drawing in article.select("figure svg")]
    for number in article.select(".caption-number"):
        # A caption's number ends with a stop in print.
        number.string = number.get_text().strip() + "."
    for topics in article.select(".topics"):
        _as_table(topics)
    for element in article.select("svg, .footnotes"):
        element.decompose()
    return Chapter(_followable(article.get_text()), notes, figures, left_out)


def _as_table(topics: Tag) -> None:
    """Change the form of a page into what print has of it: the questions once, as heads of columns."""
    questions = [label.extract().get_text() for label in topics.select_one(".topic:has(.line)").select(QUESTIONS)]
    for label in topics.select(QUESTIONS):
        assert label.extract().get_text() in questions
    topics.insert(0, "".join(questions))
    for title in topics.select(".topic:has(.line) > legend"):
        title.string = re.sub(r" \d+$", "", title.get_text()) + ":"


def printed_chapters(reading: Reading) -> dict[str, list[Element]]:
    """The chapters of the PDF in order, by title: the elements that stand side by side in each."""
    chapters: dict[str, list[Element]] = {}
    for element in reading.top[0].children:
        if element.kind == "H1":
            chapters[squeezed(element.text)] = []
        if chapters:
            list(chapters.values())[-1].append(element)
    return chapters


def printed_chapter(elements: list[Element], web: Chapter) -> Chapter:
    """A chapter of the PDF, without what it says in place of sections that are in the web book only."""
    said = [element for element in elements if element.kind == "P" and _followable(_running(element)) not in web.text]
    kept = [element for element in elements if element not in said[: web.left_out]]
    return Chapter(
        _followable("".join(map(_running, kept))),
        [
            _followable("".join(_running(part) for part in note.content if not _is_label(part)))
            for note in find_all(kept, "Note")
        ],
        [squeezed(figure.text) for figure in find_all(kept, "Figure")],
    )


def find_all(elements: list[Element], kind: str) -> list[Element]:
    """Those of a kind among some elements and below them, in reading order."""
    return [found for element in elements for found in [element, *element.all(kind)] if found.kind == kind]


def _followable(text: str) -> str:
    return DIRECTIONS.sub("", squeezed(text))


def _running(part: Element | str) -> str:
    """The text of an element without its figures, its notes and their numbers, and the signs of its lists."""
    if isinstance(part, str):
        return part
    if part.kind in ("Figure", "Note", "Form") or _is_number_of_note(part) or _is_marker(part):
        return ""
    return "".join(_running(each) for each in part.content if isinstance(each, (str, Element)))


def _is_label(part: object) -> bool:
    return isinstance(part, Element) and part.kind == "Lbl"


def _is_number_of_note(element: Element) -> bool:
    return element.kind == "Lbl" and element.parent is not None and element.parent.kind != "LI"


def _is_marker(element: Element) -> bool:
    return element.kind == "Lbl" and bool(MARKER.fullmatch(element.text.strip()))
