"""The check as a page that stands alone: no script, nothing from elsewhere, every text escaped by the template."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.base.danish import capitalise, format_number
from helpers.base.page_template import render
from helpers.base.plain_text import known_to_xml
from helpers.intake.check.finding import DECISION, DOUBT, FAULT, HEADINGS, NOTE, CheckFinding, CheckResult, count_words

GENERATOR = "vaeresteder check"
_COLUMNS = ("Celle", "Spørgsmål", "Der står", "Hvad der er galt", "Tilladt", "Nærmeste gæt")
_DOUBT_COLUMNS = ("Celle", "Spørgsmål", "Der står", "Hvad der er i tvivl")
# What was answered, as it was.
_GIVEN = ("Der står", "Nærmeste gæt")
_EXPLAINED = {
    DECISION: "Det gælder hele filen, en række eller et spørgsmål, og vaeresteder new spørger om det i mapping.yml.",
    FAULT: "Fejl standser: Udgaven bygges ikke, før cellen er rettet i eksporten eller svaret afgjort i mapping.yml.",
    DOUBT: "Tvivl standser ikke: Svaret kan være rigtigt, men bør ses efter.",
    NOTE: "Noter er til orientering.",
}


@dataclass(frozen=True)
class ReportPart:
    """The findings of one kind on the page: rows of texts below `columns`, or, without columns, one text a row."""

    kind: str
    heading: str
    count: str
    explained: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def page_html(result: CheckResult) -> str:
    """The whole HTML document."""
    parts = [_part(kind, found) for kind, found in result.findings.items() if found]
    page = render(
        "check.html", result=result, parts=parts, counted=count_words(result), generator=GENERATOR, given=_GIVEN
    )
    return known_to_xml(page)


def _part(kind: str, found: Sequence[CheckFinding]) -> ReportPart:
    columns = {FAULT: _COLUMNS, DOUBT: _DOUBT_COLUMNS}.get(kind, ())
    rows = [_row(finding)[: len(columns)] if columns else (_note(finding),) for finding in found]
    return ReportPart(kind, HEADINGS[kind], format_number(len(found)), _EXPLAINED[kind], columns, tuple(rows))


def _row(finding: CheckFinding) -> tuple[str, ...]:
    place = finding.place
    where = capitalise(place.words) or "Hele eksporten"
    return (where, place.wording, finding.given, finding.message, finding.allowed, finding.near)


def _note(finding: CheckFinding) -> str:
    where = finding.place.words
    wording = f' "{finding.place.wording}"' if finding.place.wording else ""
    return f"{capitalise(where)}{wording}: {finding.message}" if where else finding.message
