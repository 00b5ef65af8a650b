"""What the check found: what is to be decided, faults that stop, doubts that are shown, notes; each with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.base.danish import format_number
from helpers.intake.cell_place import CellPlace
from helpers.intake.export import Export
from helpers.survey.doubts_file import Doubt

DECISION, FAULT, DOUBT, NOTE = "afgørelse", "fejl", "tvivl", "note"
HEADINGS = {DECISION: "At afgøre", FAULT: "Fejl", DOUBT: "Tvivl", NOTE: "Noter"}
_LONGEST_WORDING = 60


@dataclass(frozen=True)
class CheckFinding:
    """One finding: `kind` is DECISION, FAULT, DOUBT or NOTE, `rule` the key of what was held against the answer.

    `message` is the Danish sentence; `given`, `allowed` and `near` (the nearest guess) are blank where
    they say nothing. `given` is the respondent's text, cut short and without control characters.
    """

    kind: str
    rule: str
    message: str
    question: str = ""
    place: CellPlace = field(default_factory=CellPlace)
    given: str = ""
    allowed: str = ""
    near: str = ""

    def line(self, file: str, rows: Sequence[int]) -> str:
        """The finding in one line for the terminal, in all the rows that have it; `file` is the export's name."""
        wording = f' "{_shortened(self.place.wording)}"' if self.place.wording else ""
        where = ", ".join(filter(None, (file, f"{self.place.with_rows(rows)}{wording}")))
        parts = [self.message]
        if self.allowed:
            parts.append(f"Tilladt: {self.allowed}")
        if self.near:
            parts.append(f'Nærmeste gæt: "{self.near}".')
        return f"{where}: {' '.join(parts)}"


@dataclass(frozen=True)
class CheckResult:
    """All that the check of one export found, in the order of the file; `count` is the number of responses.

    `decisions` concern the file, its rows or its questions as a whole: `vaeresteder new` asks about them.
    """

    year: str
    path: Path
    export: Export
    count: int
    decisions: tuple[CheckFinding, ...]
    faults: tuple[CheckFinding, ...]
    doubts: tuple[CheckFinding, ...]
    notes: tuple[CheckFinding, ...]

    @property
    def findings(self) -> dict[str, tuple[CheckFinding, ...]]:
        """The findings by their kind."""
        return {DECISION: self.decisions, FAULT: self.faults, DOUBT: self.doubts, NOTE: self.notes}

    @property
    def doubt_record(self) -> tuple[Doubt, ...]:
        """The doubts as the letter to the author reads them."""
        return tuple(Doubt(found.rule, found.place.row, found.question, found.message) for found in self.doubts)

    @property
    def summary(self) -> str:
        """How many of each kind there are, and what that means, in one sentence or two."""
        counted = f"{format_number(self.count)} svar er kontrolleret: {count_words(self)}."
        if self.faults:
            return f"{counted} Ret fejlene i eksporten, eller afgør dem i mapping.yml; ellers bygges udgaven ikke."
        if self.decisions:
            return (
                f"{counted} Ingen fejl standser udgaven, men afgør først i mapping.yml, hvad der står under At afgøre."
            )
        return f"{counted} Ingen fejl standser udgaven."

    @property
    def stops(self) -> bool:
        """Whether the edition is not built before something is mended or decided."""
        return bool(self.faults or self.decisions)

    @property
    def lines(self) -> Iterator[str]:
        """Everything for the terminal: a heading, a line for what is alike but for its row, then the summary."""
        for kind, found in self.findings.items():
            if found:
                yield f"{HEADINGS[kind]} ({format_number(len(found))})"
                alike: dict[CheckFinding, list[int]] = {}
                for finding in found:
                    rows = alike.setdefault(replace(finding, place=replace(finding.place, row=0)), [])
                    rows += [finding.place.row] if finding.place.row else []
                yield from (f"- {finding.line(self.export.file, rows)}" for finding, rows in alike.items())
                yield ""
        yield self.summary


def count_words(result: CheckResult) -> str:
    """The numbers of faults, doubts and notes in words."""
    decided = f"{format_number(len(result.decisions))} at afgøre, " if result.decisions else ""
    notes = "1 note" if len(result.notes) == 1 else f"{format_number(len(result.notes))} noter"
    return f"{decided}{format_number(len(result.faults))} fejl, {format_number(len(result.doubts))} tvivl, {notes}"


def _shortened(wording: str) -> str:
    """A column's wording without its middle: what tells columns of one question apart stands last."""
    half = _LONGEST_WORDING // 2
    return wording if len(wording) <= _LONGEST_WORDING else f"{wording[:half].rstrip()} … {wording[-half:].lstrip()}"
