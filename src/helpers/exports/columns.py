"""Which question each column answers: by wording alone, never by the name of a variable."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from helpers.exports.export import Column, Export
from helpers.exports.wording import NEAR, joined, nearest, normalise, turns
from helpers.questionnaire import Questionnaire

LEAVE_OUT = "udelad"
EXACT, DECIDED, OPEN, PRIVATE, UNKNOWN = "ordret", "afgjort", "åben", "privat", "ukendt"

_PERSONAL = re.compile(
    r"\b(?:e-?mail\w*|kontaktopp?lysning\w*|mail\w*|telefon\w*|mobil\w*|tlf|kontaktperson\w*|navn\w*|adresse\w*|cpr\w*|respondent\w*|ip)\b"
)


@dataclass(frozen=True)
class ColumnMatch:
    """What a column was taken for.

    `target` is a question, or `question.answer`; blank where the column travels no further. `near`
    and `near_wording` are the nearest target and its wording; `message` says in Danish what is to be decided.
    """

    column: Column
    target: str
    how: str
    near: str = ""
    near_wording: str = ""
    message: str = ""


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

    @cached_property
    def targets(self) -> frozenset[str]:
        """All that a column may be decided to be."""
        return frozenset(self.exact.values())


def match_columns(
    export: Export, questionnaire: Questionnaire, decisions: Mapping[tuple[str, str], str]
) -> tuple[ColumnMatch, ...]:
    """Each column with what it was taken for; `decisions` maps (column key, wording) to a person's decision."""
    wordings = Wordings(questionnaire)
    matches = [_match(column, wordings, decisions.get((column.key, column.wording), "")) for column in export.columns]
    counts = Counter(match.target for match in matches if match.target)
    return tuple(
        ColumnMatch(match.column, "", OPEN, match.target, message=(
            f'Flere kolonner er "{match.target}". Skriv "{LEAVE_OUT}" ved dem, der ikke skal bruges.'
        )) if counts[match.target] > 1 else match
        for match in matches
    )  # fmt: skip


def _match(column: Column, wordings: Wordings, decision: str) -> ColumnMatch:
    questions = wordings.questionnaire.questions
    if decision == LEAVE_OUT:
        return ColumnMatch(column, "", DECIDED)
    found = wordings.target(column.text, column.answer)
    target = decision or found
    if target in questions and questions[target].private:
        return ColumnMatch(column, "", PRIVATE)
    if decision and decision != found:
        if decision in wordings.targets:
            return ColumnMatch(column, decision, DECIDED)
        return ColumnMatch(column, "", OPEN, message=f'"{decision}" er ikke et spørgsmål. Se data/questionnaire.yml.')
    if target:
        return ColumnMatch(column, target, EXACT)
    wording, ratio = nearest(column.wording, wordings.readable)
    if ratio < NEAR:
        personal = _PERSONAL.search(normalise(column.wording))
        return ColumnMatch(column, "", PRIVATE if personal else UNKNOWN)
    target = wordings.readable[wording]
    if changed := turns(column.wording, wording):
        words = ", ".join(f'"{word}"' for word in changed)
        return ColumnMatch(column, "", OPEN, "", wording, (
            f"Ligner, men kun den ene ordlyd har {words}: Det er næppe samme spørgsmål. "
            f'Skriv "{LEAVE_OUT}", eller skriv {target}, hvis det er.'
        ))  # fmt: skip
    return ColumnMatch(
        column, "", OPEN, target, wording, f'Er det samme spørgsmål? Skriv {target} eller "{LEAVE_OUT}".'
    )
