"""What one text in the export was taken for."""

from dataclasses import dataclass

from helpers.intake.matching import DECIDED, EXACT, OPEN


@dataclass(frozen=True)
class CellReading:
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


def exact(meaning: str) -> CellReading:
    """What was read is word for word what the questionnaire has."""
    return CellReading(meaning, EXACT)


def decided(meaning: str) -> CellReading:
    """A person decided it."""
    return CellReading(meaning, DECIDED)


def undecided(message: str, near: str = "", numbered: bool = False, unknown: bool = False) -> CellReading:
    """A person has to decide it."""
    return CellReading("", OPEN, message, near, numbered, unknown)
