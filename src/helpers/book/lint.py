"""What the prose may not hold: numbers typed by hand, and comparisons that no condition judges.

A number must come from a role, or be no survey number. Years, dates, sections of the law, pages, and
the report's own numbering may be typed. What else is meant as plain language ("to hensyn", "de fleste
tabeller") stands in the list that the caller hands in.
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


# Living conclusions: a sentence that compares stands in a span with a condition.
_SPAN = re.compile(r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\{[^}]*\.(?:claim|otherwise)(?: \.if-\w+)?\}")
# What marks a sentence as one edition's is no part of it.
_EDITION_MARK = re.compile(r"\]?\{\.(?:reconstructed|survey|asked-\w+)\}")
_QUOTATION = re.compile(r"»[^«]*«")
_NOTE_MARK = re.compile(r"\[\^[\w-]+\]:?")
_NAMED_SOURCE = re.compile(
    r"\bifølge\b|\b(?:lands)?foreningens?\b|\brapportens?\b|\]\(#litt-|\{literature\}|\{printed\}", re.IGNORECASE
)
_COMPARISON = re.compile(
    r"(?<!\w)(?:størst\w*|størstedel\w*|mindst\w*|flest\w*|færrest\w*|oftest|oftere|hyppigst\w*|hyppigere"
    r"|sjældn\w+|sjælden|længst\w*|kortest\w*|højere|højest\w*|lavere|lavest\w*"
    r"|(?:mere|mindre|flere|færre)(?:,? \(?(?:[\w-]+|\{\w+\}`[^`]*`)\)?){0,6}? end"
    r"|(?:mest|mere|mindre|lige så) udbredt\w*"
    r"|dobbelt|gange så|næsten|lige så|flertallet|over halvdelen|langt de fleste|de fleste|overvejende"
    r"|lidt (?:mindre|større|flere|færre|højere|lavere)|meget forskellig\w*"
    r"|dernæst|derefter (?:følger|kommer)|kun få|kun (?=\{fact\})|ingen af)(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\[{*»A-ZÆØÅ])|\n\s*\n|\n(?=\s*(?:[-*#]|\d+\.) )")


class UnboundComparison(NamedTuple):
    """A comparing word outside a bound sentence: the line of the cell (from 1), the word, the sentence."""

    line: int
    word: str
    sentence: str


def find_unbound_comparisons(
    markdown: str, allowed: Iterable[str] = (), *, analysis: bool = True
) -> Iterator[UnboundComparison]:
    """Each comparison in the prose of a markdown cell that no condition judges.

    Not meant are quotations, other studies, and what the association or its report is named as
    the source of. Outside the chapters of analysis only sentences that quote a fact are read. `allowed`
    lists phrases, as they stand in the text, that compare nothing that was counted.
    """
    text = markdown
    for phrase in allowed:
        text = text.replace(phrase, " " * len(phrase))
    for pattern in (_EDITION_MARK, _SPAN, _NOTE_MARK, _QUOTATION):
        text = _blank(pattern, text)
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end]
        if (analysis or "{fact}" in sentence) and not _NAMED_SOURCE.search(sentence):
            for match in _COMPARISON.finditer(sentence):
                line = text.count("\n", 0, start + match.start()) + 1
                yield UnboundComparison(line, match.group(), " ".join(sentence.split()))
        start = end
