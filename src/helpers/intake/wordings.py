"""When two wordings are the same, when they are near, and when they must never be taken for each other."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

NEAR = 0.75
# These turn a wording into another one; so do numbers.
TURNING = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|uden|u\w*mæssig\w*|dagligt?|daglige|ugentligt?|ugentlige|månedligt?|månedlige|årligt?"
    r"|årlige|dag\w*|uge\w*|måned\w*|år|året|kvartal\w*|sjældent|altid|\d+)\b"
)


def normalise(text: str) -> str:
    """The wording without differences in case, white space and the way that letters are composed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def turns(one: str, other: str) -> tuple[str, ...]:
    """The negations, periods and numbers that only one of two wordings has, in alphabetical order."""
    first, second = (sorted(TURNING.findall(normalise(text))) for text in (one, other))
    return tuple(sorted({w for w in first + second if first.count(w) != second.count(w)}))


def nearest(text: str, candidates: Mapping[str, str]) -> tuple[str, float]:
    """The candidate (wording → meaning) most like the text, as its wording, and how like it is (0–1)."""
    wanted = normalise(text)
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best, best_ratio = "", 0.0
    for candidate in candidates:
        matcher.set_seq1(normalise(candidate))
        if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio:
            ratio = matcher.ratio()
            if ratio > best_ratio:
                best, best_ratio = candidate, ratio
    return best, best_ratio


def joined(question: str, answer: str) -> Iterable[str]:
    """The ways in which survey systems write a question and one of its answers in one heading."""
    for form in ("{} - {}", "{} – {}", "{}: {}", "{} [{}]", "{} ({})", "{} / {}", "{} | {}", "{} {}"):
        yield form.format(question, answer)
