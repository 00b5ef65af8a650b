"""Which question each column answers: by wording alone, never by the name of a variable."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.intake.export import Export, ExportColumn
from helpers.intake.wordings import NEAR, Wordings, nearest, nearly, normalise, turns
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

LEAVE_OUT = "udelad"
EXACT, DECIDED, OPEN, PRIVATE, UNKNOWN = "ordret", "afgjort", "åben", "privat", "ukendt"
# Another column, or several, have the answers.
SUPERSEDED = "erstattet"

_PERSONAL = re.compile(
    r"\b(?:e-?mail\w*|kontaktopp?lysning\w*|mail\w*|telefon\w*|mobil\w*|tlf|kontaktperson\w*|navn\w*|adresse\w*|cpr\w*|respondent\w*|ip)\b"
)


@dataclass(frozen=True)
class ColumnMatch:
    """What a column was taken for.

    `target` is a question, or `question.answer`; blank where the column travels no further. `near`
    and `near_wording` are the nearest target and its wording; `message` says in Danish what is to be decided.
    `private` is the private question that the column answers, `new_answer_of` the question that has
    no such answer. `section` is the part of `mapping.yml` in which an open column is decided: its own entry, or
    one for several columns at once.
    """

    column: ExportColumn
    target: str
    how: str
    near: str = ""
    near_wording: str = ""
    message: str = ""
    private: str = ""
    new_answer_of: str = ""
    section: str = "kolonner"

    @property
    def is_spelling(self) -> bool:
        """Whether it is open, and its suggestion differs from the heading in spelling alone."""
        return self.how == OPEN and bool(self.near) and nearly(self.column.wording, self.near_wording)


def match_columns(
    export: Export, questionnaire: Questionnaire, decisions: Mapping[tuple[str, str], str], accepted: bool = False
) -> tuple[ColumnMatch, ...]:
    """Each column with what it was taken for; `decisions` maps (column key, wording) to a person's decision.

    `accepted` is true where a person has accepted all suggestions that differ in spelling alone.

    Several columns may be matched to one question: `shared_questions` says what becomes of them.
    """
    wordings = Wordings(questionnaire)
    matches = [_match(column, wordings, decisions.get((column.key, column.wording), "")) for column in export.columns]
    return tuple(
        _match(match.column, wordings, match.near) if accepted and match.is_spelling else match for match in matches
    )


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
