"""What survey systems put around a wording that is no part of it: numbers, codes, marks, tags, letters without width.

Seen on 30 November 2026 in exports of Microsoft Forms (numbers), LimeSurvey ("G01Q04[SQ001]. …"), Google Forms (" *"),
KoboToolbox ("/"), REDCap ("(choice=…)"), SurveyMonkey ("Response") and in workbooks ("_x000D_").
"""

import html
import re
import unicodedata
from collections.abc import Iterator

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
# "1. ", "12) ", "Spørgsmål 7: ", "Q3 - ", "nr. 4: ", "2a. "; the mark after it tells it from a wording that begins so.
_NUMBER = re.compile(
    r"(?:(?:spørgsmål|spørgsm\.?|spm\.?|question|q|nr\.?)\s*)?\d{1,3}(?:\.\d{1,2})*\s?[a-z]?\s*[.):–-]\s+"
)
# "G01Q04[SQ001]. ", "q12_3: "
_CODE = re.compile(r"[a-z]{1,8}_?\d[\w.]*(?:\[[^\]\s]{1,30}\])*\s*[.):–-]\s+")
_LETTER = re.compile(r"[a-z]\s?[.)]\s+")
_ENDING = re.compile(r"\s*(?:\*+|✱|\((?:skal udfyldes|skal besvares|påkrævet|obligatorisk|required)\))\Z")
_CODE_ALONE = re.compile(r"[^\W\d_]*[\d_\[][\w.\[\]()/-]*")
_JOINED = re.compile(r"[\s\-–—:;.,|/\\>»→·•]+")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
# What stands in a second row of headings over a column that answers the whole question.
WHOLE_QUESTION = frozenset({"response", "responses", "open-ended response", "svar", "besvarelse", "åbent svar"})


def plain(text: str) -> str:
    """The text without what nobody sees: escaped characters, tags of a web page, characters without width."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", text))
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def undecorated(heading: str) -> Iterator[str]:
    """A normalised heading as it stands, then without what a system put before or after its wording."""
    yield heading
    bare = _ENDING.sub("", heading)
    for pattern in (_NUMBER, _CODE):
        if found := pattern.match(bare):
            yield bare[found.end() :]
    if bare != heading:
        yield bare


def answers_after(rest: str) -> Iterator[str]:
    """What the answer may be in a normalised heading after its question: without the marks that join the two."""
    rest = _ENDING.sub("", rest).strip()
    bare = _JOINED.match(rest)
    inner = rest[bare.end() :] if bare else rest
    for text in dict.fromkeys((inner, rest)):
        if not text:
            continue
        closing = _BRACKETS.get(text[0], "")
        if closing and text.endswith(closing):
            within = text[1:-1].strip()
            yield within.removeprefix("choice=").removeprefix("valg=").strip()
        yield from undecorated(text)
        if found := _LETTER.match(text):
            yield text[found.end() :]


def is_code(heading: str) -> bool:
    """Whether a heading is a variable's name ("G01Q05[SQ001]", "q12_3") and no wording at all."""
    return bool(_CODE_ALONE.fullmatch(heading.strip()))
