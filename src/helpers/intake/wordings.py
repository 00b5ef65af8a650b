"""When two wordings are the same, when they are near, and when they must never be taken for each other."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from helpers.intake.decorations import WHOLE_QUESTION, answers_after, plain, undecorated
from helpers.intake.export import ExportColumn
from helpers.survey.questionnaire import Questionnaire

NEAR = 0.75
# So near, a word is taken for a misspelling of another that begins alike.
NEARLY = 0.75
# These turn a wording into another one; so do numbers.
TURNING = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|uden|u\w*mæssig\w*|dagligt?|daglige|ugentligt?|ugentlige|månedligt?|månedlige|årligt?"
    r"|årlige|dag\w*|uge\w*|måned\w*|år|året|kvartal\w*|sjældent|altid|\d+)\b"
)


def normalise(text: str) -> str:
    """The wording without differences in case, white space, what nobody sees, and the way that letters are composed."""
    return " ".join(unicodedata.normalize("NFKC", plain(text)).casefold().split())


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


def nearly(one: str, other: str) -> bool:
    """Whether two wordings differ in spelling alone: word for word hardly a letter, no negation, period or number."""
    pairs = list(zip(normalise(one).split(), normalise(other).split(), strict=False))
    alike = len(normalise(one).split()) == len(normalise(other).split()) == len(pairs)
    return alike and not turns(one, other) and all(a == b or _misspelt(a, b) for a, b in pairs)


def _misspelt(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return one[0] == other[0] and matcher.ratio() >= NEARLY


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
    def questions(self) -> Mapping[str, str]:
        """Normalised wording of a question → its key, of those that one column can answer."""
        return {
            normalise(question.text): question.key
            for question in self.questionnaire.questions.values()
            if question.kind in ("single", "multiple", "municipality", "text") or not question.answers
        }

    @cached_property
    def answers(self) -> Mapping[str, tuple[str, Mapping[str, str]]]:
        """Normalised wording of a question with a column an answer → its key, and its labels → targets."""
        return {
            normalise(question.text): (
                question.key,
                {normalise(answer.label): f"{question.key}.{answer.key}" for answer in question.answers},
            )
            for question in self.questionnaire.questions.values()
            if question.kind != "single" and question.answers
        }

    def target(self, text: str, answer: str = "") -> str:
        """The target with this wording, whatever number, code or mark a system put around it; blank where none is."""
        own = normalise(answer)
        for heading in undecorated(normalise(text)):
            if own and own not in WHOLE_QUESTION:
                labels = self.answers.get(heading, ("", {}))[1]
                found = next((labels[form] for form in answers_after(own) if form in labels), "")
            else:
                found = self.questions.get(heading) or self._joined(heading)
            if found:
                return found
        return self.target(f"{text} - {answer}") if own and own not in WHOLE_QUESTION else ""

    def _joined(self, heading: str) -> str:
        """The target of a normalised heading that has a question and one of its answers, whatever stands between."""
        for text, (_, labels) in self.answers.items():
            if heading.startswith(text):
                for form in answers_after(heading[len(text) :]):
                    if form in labels:
                        return labels[form]
        return ""

    def answer_of(self, column: ExportColumn) -> tuple[str, str]:
        """The question whose wording a column has before an answer of its own, and that answer; else blanks."""
        for heading in undecorated(normalise(column.text)):
            for text, (key, _) in self.answers.items():
                if column.answer and heading == text:
                    return key, column.answer
                if not column.answer and heading.startswith(text):
                    answer = next(answers_after(heading[len(text) :]), "")
                    if answer:
                        return key, answer
        return "", ""

    @cached_property
    def targets(self) -> frozenset[str]:
        """All that a column may be decided to be."""
        columns = {target for _, labels in self.answers.values() for target in labels.values()}
        return frozenset({*self.questions.values(), *columns})
