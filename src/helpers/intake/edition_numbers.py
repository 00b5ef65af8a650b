"""What an edition has to say of its survey: when it was asked, of how many members, how many were invited."""

from dataclasses import dataclass

from helpers.intake.examination import ExaminedExport

# The section of mapping.yml, the label on the sheet about the edition, and the question to a person.
_ASKED = (
    ("periode", "Periode", "Hvornår kunne der svares? F.eks. marts-april 2026."),
    ("medlemmer", "Medlemmer", "Hvor mange medlemmer har foreningen?"),
    ("ramme", "Inviterede", "Hvor mange væresteder fik skemaet?"),
)


@dataclass(frozen=True)
class EditionNumber:
    """One of them: its key in `mapping.yml`, what is written or known (perhaps blank), and the question."""

    key: str
    said: str
    question: str

    @property
    def is_open(self) -> bool:
        """Whether it is missing, or no number where one is needed."""
        return not self.said or (self.key != "periode" and not self.said.isdecimal())


def edition_numbers(examined: ExaminedExport) -> tuple[EditionNumber, ...]:
    """Each number of the edition, as a person has written it, as the export tells it, or blank."""
    known = {"ramme": examined.invited}
    return tuple(
        EditionNumber(
            key,
            examined.decisions.edition.get(key, "").strip() or examined.export.about.get(label, known.get(key, "")),
            question,
        )
        for key, label, question in _ASKED
    )
