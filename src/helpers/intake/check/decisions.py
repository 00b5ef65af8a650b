"""What is to be decided of the file, its rows and its questions as a whole: `new` asks it, and the check tells it."""

from pathlib import Path

from helpers.intake.check.finding import DECISION, CheckFinding
from helpers.intake.decisions import BLANKS, LISTS, SPLIT
from helpers.intake.examination import ExaminedExport
from helpers.intake.open_questions import open_questions

# Told as a fault of each cell or column; and what the edition is, which the export does not say.
_TOLD_ELSEWHERE = ("kolonner", "mangler", "talkoder", BLANKS, SPLIT, LISTS, "udgave")


def find_decisions(examined: ExaminedExport, year: str, data: Path) -> tuple[CheckFinding, ...]:
    """Everything that `new` would ask about, but for what is told as a fault or concerns the edition alone."""
    return tuple(
        CheckFinding(DECISION, question.section, str(question))
        for question in open_questions(examined, year, data)
        if question.section not in _TOLD_ELSEWHERE and not (question.section == "svar" and question.about)
    )
