"""Numbers typed by hand in the prose: each must come from a role instead, or be no survey number.

Years, dates, sections of the law, pages, and the report's own numbering may be typed. What else is
meant as plain language ("to hensyn") stands in the list that the caller hands in.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_WORDS = (
    "nul|to|begge|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|"
    "tyve|tredive|fyrre|halvtreds|tres|halvfjerds|firs|halvfems|hundrede|tusind|"
    "halvdelen|tredjedel|tredjedele|fjerdedel|fjerdedele"
)
_NUMBER = re.compile(rf"(?<![\w§])(?:\d[\d.,]*|(?:{_WORDS})(?!\w))", re.IGNORECASE)

# What is not prose: roles, code, targets, link addresses, citations, footnote marks, comments.
_NOT_PROSE = re.compile(
    r"\{[\w:]+\}`[^`]*`"  # a role, with the number that it brings
    r"|\[[^\]]*\]\(#litt-[^)]*\)"  # a citation with its year and pages
    r"|(?<=\])\([^)]*\)"  # the address of any other link
    r"|`[^`]*`"
    r"|^\([\w-]+\)=\s*$"
    r"|\[\^[\w-]+\]:?"
    r"|<[^>]*>|https?://\S+",
    re.MULTILINE,
)
_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_ALLOWED = re.compile(
    rf"\b\d{{1,2}}\. (?:{_MONTHS})\b"  # a day
    r"|\b(?:19|20)\d\d(?:-(?:19|20)?\d\d)?\b"  # a year
    r"|§+ ?\d+(?:(?:,? og |, |-)\d+)*"  # sections of the law
    r"|\b(?:s\.|side|sider) ?\d+(?:[-–]\d+)?f{0,2}"  # pages
    r"|\b(?:tabel|tabellen|diagram|analysedel|kolonne|fodnote|note|linje|kapitel|del)(?:s|ens)? \d+(?:[-–]\d+)?"
    r"|\b(?:nr\.|LBK|SKR) ?\d+"  # a law's own number
    r"|^\s*\d+[.)] ",  # the number of a list item
    re.IGNORECASE | re.MULTILINE,
)


class TypedNumber(NamedTuple):
    """A number that somebody typed: the line of the cell it stands in (from 1), and the words around it."""

    line: int
    number: str
    context: str


def find_typed_numbers(markdown: str, plain_language: Iterable[str] = ()) -> Iterator[TypedNumber]:
    """Each number in the prose of a markdown cell that no rule allows.

    `plain_language` lists phrases, as they stand in the text, whose numbers are no survey numbers.
    """
    text = _blank(_NOT_PROSE, markdown)
    text = _blank(_ALLOWED, text)
    for phrase in plain_language:
        text = text.replace(phrase, " " * len(phrase))
    for match in _NUMBER.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield TypedNumber(line, match.group(), markdown[max(match.start() - 30, 0) : match.end() + 30])


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with each match made blank, so that places stay where they were."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
