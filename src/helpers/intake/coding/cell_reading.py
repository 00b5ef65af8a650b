"""What one text in the export was taken for: the one judgement that questions, explanations and faults come from."""

from dataclasses import dataclass

from helpers.intake.matching import DECIDED, EXACT, OPEN

# The rules that stand for a whole file or question rather than for one text: asked about once.
CODE, THOUSANDS, POINT, BLANK_MARK = "kode_uden_ord", "tusinder", "punktum", "tomt_tegn"
TWO_WAYS = (THOUSANDS, POINT)
POSTCODE, NEARLY_ANSWER = "postnummer", "næsten_svar"
# An answer that the questionnaire lacks, and that may have been given.
UNKNOWN = ("ukendt_svar", "flere_svar")


@dataclass(frozen=True)
class CellReading:
    """The text for `responses.csv`, how it was found, and where it is open, why.

    `rule` is the key of the rule that the text breaks, `reason` the sentence about it, `ask` what to write in
    `mapping.yml`, and `near` the nearest guess in its terms; all blank where the text is plain.
    """

    meaning: str
    how: str
    rule: str = ""
    reason: str = ""
    ask: str = ""
    near: str = ""

    @property
    def message(self) -> str:
        """Why, and what to write."""
        return f"{self.reason} {self.ask}".strip()


def awaits_consent(reading: CellReading) -> bool:
    """Whether a postcode has its suggestion: `vaeresteder new` asks once about all of them, and no cell is wrong."""
    return reading.how == OPEN and reading.rule == POSTCODE and bool(reading.near)


def exact(meaning: str) -> CellReading:
    """What was read is word for word what the questionnaire has."""
    return CellReading(meaning, EXACT)


def decided(meaning: str) -> CellReading:
    """A person decided it."""
    return CellReading(meaning, DECIDED)


def undecided(rule: str, reason: str, ask: str, near: str = "") -> CellReading:
    """A person has to decide it."""
    return CellReading("", OPEN, rule, reason, ask, near)
