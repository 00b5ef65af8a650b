"""What a researcher should know of an export without having to decide anything."""

import re
from collections.abc import Sequence
from pathlib import Path

from helpers.base.danish import join_words
from helpers.intake.export import Export
from helpers.intake.matching import PRIVATE, SUPERSEDED, UNKNOWN, ColumnMatch
from helpers.intake.pseudonyms import NAME
from helpers.intake.response_rows import SILENT, WITHOUT, ResponseRows
from helpers.intake.wordings import normalise
from helpers.survey.edition_file import read_fields
from helpers.survey.questionnaire import Questionnaire

# More than these are told by their number; mapping.yml lists them all.
_LISTED = 12
_NO_NAME = re.compile(r"\b(?:ip|e?-?mail\w*|telefon\w*|mobil\w*|tlf|cpr\w*|respondent\w*|id)\b")


def unknown_columns(matches: Sequence[ColumnMatch], year: str) -> list[str]:
    """One note on the columns that answer no question; none where there are none.

    Where no column answers any, the headings may be answers, and are not repeated.
    """
    if not any(match.target for match in matches):
        return []
    wordings = [f'"{match.column.wording}" ({match.column.key})' for match in matches if match.how == UNKNOWN]
    if not wordings:
        return []
    more = f" og {len(wordings) - _LISTED} til (se mapping.yml)" if len(wordings) > _LISTED else ""
    return [
        f"Disse kolonner er ikke i spørgeskemaet og kommer ikke med: {', '.join(wordings[:_LISTED])}{more}. Er en "
        "af dem et nyt spørgsmål, så tilføj det under spoergsmaal i data/questionnaire.yml med tema, slags, "
        f'ordlyd: {{{year}: "spørgsmålets ordlyd"}} og svar, og kør kommandoen igen.'
    ]


def superseded_columns(matches: Sequence[ColumnMatch]) -> list[str]:
    """A note on each column that was not read since others have its answers."""
    return [f'"{match.column.wording}" ({match.column.key}): {match.message}' for match in matches
            if match.how == SUPERSEDED]  # fmt: skip


def rows_without_answers(export: Export, rows: ResponseRows) -> list[str]:
    """A note on the rows that are no responses: of those who never answered, or with nothing to count in them."""
    if not export.rows or not export.columns:
        return []
    sheet = export.columns[0].sheet
    file = ", ".join(filter(None, (export.file, sheet if sheet.endswith(".csv") else sheet and f'ark "{sheet}"')))
    silent = [export.rows[index] for index, why in rows.left.items() if why == SILENT]
    if silent:
        return [
            f"{len(silent)} af {len(export.rows)} inviterede har ikke svaret, først {file}, række {silent[0]}: "
            f"Kolonnen {export.status_column} er 0. Deres 0 ved svarmulighederne er ikke svar; de tæller kun med i "
            "svarprocenten. Er det forkert, så eksportér igen."
        ]
    told = {number for index, number in enumerate(export.rows) if rows.left.get(index) != WITHOUT} | {*export.set_aside}
    empty = [row for row in range(export.rows[0], export.rows[-1] + 1) if row not in told]
    if not empty or export.everyone_invited:
        return []
    return [
        f"{file}: Række {_ranges(empty)} har intet svar på spørgeskemaets spørgsmål og regnes ikke med. Er der svaret, "
        "så se i mapping.yml, om kolonnerne er fundet."
    ]


def decisions_without_rows(rows: ResponseRows) -> list[str]:
    """A note on decisions about rows that the export does not have."""
    if not rows.lost:
        return []
    return [
        f"rækker: Det, der er afgjort om {join_words(rows.lost)}, er strøget: Rækken står ikke i eksporten, eller "
        "nummeret er skrevet til en anden fil."
    ]


def _ranges(numbers: Sequence[int]) -> str:
    """Row numbers as a reader writes them, 3-5, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    more = " og flere" if len(runs) > _LISTED else ""
    return ", ".join("-".join(map(str, run)) for run in runs[:_LISTED]) + more


def unnamed_places(matches: Sequence[ColumnMatch], questionnaire: Questionnaire) -> list[str]:
    """A note where nothing tells the places apart, so that none can be followed from year to year."""
    if NAME not in questionnaire.questions or any(match.private == NAME for match in matches):
        return []
    # An address or a number names no place.
    private = [
        f'"{match.column.wording}"'
        for match in matches
        if match.how == PRIVATE and not _NO_NAME.search(normalise(match.column.wording))
    ]
    hint = f" Er det en af disse: {', '.join(private)}, så skriv til: {NAME} ved den i mapping.yml." if private else ""
    return [
        f'Ingen kolonne har ordlyden "{questionnaire.text(NAME)}", så stederne kan ikke følges fra år til år.{hint} '
        "Navnet læses kun for at blive til et pseudonym."
    ]


def lost_key(data: Path, year: str, key_id: str) -> list[str]:
    """A note where places of other editions were made pseudonyms by another key, which ends the linkage."""
    others = {path.parent.name: read_fields(path).get("key_id") for path in sorted(data.glob("*/edition.yml"))}
    apart = [other for other, known in others.items() if other != year and known and known != key_id]
    if not apart:
        return []
    return [
        f"Nøglen er en anden end den, der blev brugt til {' og '.join(apart)}: Forbindelsen er brudt, og stederne i "
        f"{year} kan ikke følges fra {' og '.join(apart)}. Har du den gamle nøgle, så læg den tilbage (eller skriv "
        "dens sti i miljøvariablen VAERESTEDER_KEY), og kør kommandoen igen."
    ]
