"""Which question each column answers: by wording alone, never by the name of a variable."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from helpers.intake.export import Export, ExportColumn
from helpers.intake.wordings import NEAR, joined, nearest, normalise, turns
from helpers.survey.questionnaire import Question, Questionnaire

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
    `private` is the private question that the column answers, `new_answer_of` the question that has
    no such answer.
    """

    column: ExportColumn
    target: str
    how: str
    near: str = ""
    near_wording: str = ""
    message: str = ""
    private: str = ""
    new_answer_of: str = ""


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


def match_columns(
    export: Export, questionnaire: Questionnaire, decisions: Mapping[tuple[str, str], str]
) -> tuple[ColumnMatch, ...]:
    """Each column with what it was taken for; `decisions` maps (column key, wording) to a person's decision."""
    wordings = Wordings(questionnaire)
    matches = [_match(column, wordings, decisions.get((column.key, column.wording), "")) for column in export.columns]
    counts = Counter(match.target or match.private for match in matches)
    return tuple(
        replace(match, target="", private="", how=OPEN, near=claimed, message=(
            f'Flere kolonner er "{claimed}". Skriv "{LEAVE_OUT}" ved dem, der ikke skal bruges.'
        )) if (claimed := match.target or match.private) and counts[claimed] > 1 else match
        for match in matches
    )  # fmt: skip


def _match(column: ExportColumn, wordings: Wordings, decision: str) -> ColumnMatch:
    questions = wordings.questionnaire.questions
    if decision == LEAVE_OUT:
        return ColumnMatch(column, "", DECIDED)
    found = wordings.target(column.text, column.answer)
    target = decision or found
    if target in questions and questions[target].private:
        return ColumnMatch(column, "", PRIVATE, private=target)
    if decision and decision != found:
        if decision in wordings.targets:
            return ColumnMatch(column, decision, DECIDED)
        return ColumnMatch(column, "", OPEN, message=f'"{decision}" er ikke et spørgsmål. Se data/questionnaire.yml.')
    if target:
        return ColumnMatch(column, target, EXACT)
    question, answer = wordings.answer_of(column)
    if question:
        return _match_answer(column, questions[question], answer)
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


def _match_answer(column: ExportColumn, question: Question, answer: str) -> ColumnMatch:
    """A column whose question is known word for word, and whose answer is not."""
    wording, ratio = nearest(answer, {a.label: a.key for a in question.answers})
    target = next((f"{question.key}.{a.key}" for a in question.answers if a.label == wording), "")
    if ratio < NEAR or turns(answer, wording):
        return ColumnMatch(column, "", OPEN, new_answer_of=question.key, message=(
            f'Spørgsmålet {question.key} har ikke svaret "{answer}". Skriv "{LEAVE_OUT}", eller nøglen på et svar, det '
            f"har, f.eks. {question.columns[0]}."
        ))  # fmt: skip
    return ColumnMatch(column, "", OPEN, target, f"{question.text} - {wording}", (
        f'Er det samme svar? Skriv {target} eller "{LEAVE_OUT}".'
    ), new_answer_of=question.key)  # fmt: skip
