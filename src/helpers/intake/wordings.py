"""When two wordings are the same, when they are near, and when they must never be taken for each other."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from helpers.intake.export import ExportColumn
from helpers.survey.questionnaire import Questionnaire

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


def shown(text: str, longest: int = 80) -> str:
    """A text from the export fit to be shown on one line: cut short, nothing that steers a terminal."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * longest]).split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


@dataclass(frozen=True)
class Wordings:
    """All wordings that the questionnaire gives its columns."""

    questionnaire: Questionnaire

    @cached_property
    def readable(self) -> Mapping[str, str]:
        """Wording as printed → target."""
        found = {}
        for question in self.questionnaire.questions.values():
            found[question.text] = question.key
            if question.kind != "single":
                for answer in question.answers:
                    found[f"{question.text} - {answer.label}"] = f"{question.key}.{answer.key}"
        return found

    @cached_property
    def exact(self) -> Mapping[str, str]:
        """Every normalised form of a wording → target."""
        found = {}
        for question in self.questionnaire.questions.values():
            if question.kind in ("single", "multiple", "municipality", "text") or not question.answers:
                found[normalise(question.text)] = question.key
            if question.kind != "single":
                for answer in question.answers:
                    for form in joined(question.text, answer.label):
                        found[normalise(form)] = f"{question.key}.{answer.key}"
        return found

    def target(self, text: str, answer: str = "") -> str:
        """The target with exactly this wording; blank where there is none."""
        return self.exact.get(normalise(f"{text} - {answer}" if answer else text), "")

    def answer_of(self, column: ExportColumn) -> tuple[str, str]:
        """The question whose wording a column has before an answer of its own, and that answer; else blanks."""
        heading = normalise(column.text)
        for question in self.questionnaire.questions.values():
            if question.kind == "single" or not question.answers:
                continue
            text = normalise(question.text)
            if column.answer and heading == text:
                return question.key, column.answer
            if not column.answer and heading.startswith(text) and (answer := heading[len(text) :].strip(" -–:[]()/|")):
                return question.key, answer
        return "", ""

    @cached_property
    def targets(self) -> frozenset[str]:
        """All that a column may be decided to be."""
        return frozenset(self.exact.values())
