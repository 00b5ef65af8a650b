"""What one text in the export was taken for."""

from dataclasses import dataclass

from helpers.intake.matching import DECIDED, EXACT, OPEN


@dataclass(frozen=True)
class Verdict:
    """The text for `responses.csv`, how it was found, and where it is open, what to decide and the nearest guess.

    `numbered` is true of a code without words, which the order of the questionnaire may explain;
    `unknown` of an answer that the questionnaire lacks, and may be given.
    """

    meaning: str
    how: str
    message: str = ""
    near: str = ""
    numbered: bool = False
    unknown: bool = False


def exact(meaning: str) -> Verdict:
    """What was read is word for word what the questionnaire has."""
    return Verdict(meaning, EXACT)


def decided(meaning: str) -> Verdict:
    """A person decided it."""
    return Verdict(meaning, DECIDED)


def undecided(message: str, near: str = "", numbered: bool = False, unknown: bool = False) -> Verdict:
    """A person has to decide it."""
    return Verdict("", OPEN, message, near, numbered, unknown)
