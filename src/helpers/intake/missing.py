"""What the questionnaire asks and no column of an export answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.intake.decisions import NOT_ASKED, ZERO, Decisions
from helpers.intake.matching import OPEN, ColumnMatch
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

_LOST = (
    " Svarets navn er gået tabt i den trykte rapport. Kendes det, så skriv det i data/questionnaire.yml i stedet, "
    "og kør kommandoen igen."
)


@dataclass(frozen=True)
class MissingAnswer:
    """A question, or one of its columns, that no column answers.

    `key` is the question's where none of its columns is there. `allowed` is the only word that settles it,
    `decision` what a person has written.
    """

    key: str
    question: Question
    allowed: str
    decision: str

    @property
    def is_whole(self) -> bool:
        """Whether none of the question's columns is there."""
        return self.key == self.question.key

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return self.decision != self.allowed

    @property
    def label(self) -> str:
        """The label of the answer that is missing; blank where the whole question is."""
        return next((a.label for a in self.question.answers if self.key == f"{self.question.key}.{a.key}"), "")

    @property
    def message(self) -> str:
        """What to write, or where."""
        columns = self.question.columns
        at_column = self.key if not self.is_whole or len(columns) == 1 else f"{columns[0]} osv."
        return (
            f'Ingen kolonne har ordlyden "{self.question.text}". Skriv {self.allowed}, eller skriv {at_column} ved den '
            f"rigtige kolonne.{_LOST if 'gået tabt' in self.label else ''}"
        )


def find_missing(
    matches: Sequence[ColumnMatch], questionnaire: Questionnaire, decisions: Decisions
) -> tuple[MissingAnswer, ...]:
    """Questions, and single columns of questions, that no column answers.

    Where a column may be the one, only the column is asked about: two questions about one thing would
    invite two answers.
    """
    found = {match.target for match in matches} | {match.near for match in matches if match.how == OPEN}
    missing = []
    for question in questionnaire.questions.values():
        absent = [column for column in question.columns if column not in found]
        if not absent or question.key in found:
            continue
        whole = len(absent) == len(question.columns)
        allowed = ZERO if question.kind == "multiple" and not whole else NOT_ASKED
        missing += [
            MissingAnswer(key, question, allowed, decisions.missing.get(key, ""))
            for key in ([question.key] if whole else absent)
        ]
    return tuple(missing)
