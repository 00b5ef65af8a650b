"""The parts of a questionnaire as frozen objects: answers, questions, what is counted from them, and groups."""

from dataclasses import dataclass

# What the key of a sum ends with, where the measure itself is a mean.
TOTAL = "_i_alt"


@dataclass(frozen=True)
class Answer:
    """One answer, item or interval: its key, its label, and for intervals the bounds (inclusive)."""

    key: str
    label: str
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True)
class Question:
    """One question. `answers` holds the answers of a choice or the items of a battery of numbers.

    `asked_of` says who was asked, and is blank where everybody was. `possible` are the lowest and the
    highest number that an answer can be (inclusive); None where the question has no numbers or no limit.
    """

    key: str
    theme: str
    kind: str
    text: str
    answers: tuple[Answer, ...] = ()
    unit: str = ""
    note: str = ""
    private: bool = False
    asked_of: str = ""
    possible: tuple[int, int] | None = None
    short: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the question fills in `responses.csv`; none where it is private."""
        several = self.kind != "single" and self.answers
        names = tuple(f"{self.key}.{answer.key}" for answer in self.answers) if several else (self.key,)
        return () if self.private else names


@dataclass(frozen=True)
class Measure:
    """What is counted from the answers to `of` (columns or a question) without being asked itself."""

    key: str
    kind: str
    of: tuple[str, ...]
    text: str
    answers: tuple[Answer, ...] = ()
    items: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    unit: str = ""
    short: str = ""


@dataclass(frozen=True)
class Group:
    """The responses that gave one answer to one question."""

    key: str
    label: str
    question: str
    answer: str
