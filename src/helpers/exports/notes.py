"""What a researcher should know of an export without having to decide anything."""

from collections.abc import Sequence
from pathlib import Path

from helpers.exports.columns import PRIVATE, UNKNOWN, ColumnMatch
from helpers.exports.edition_file import read_fields
from helpers.exports.pseudonyms import NAME
from helpers.questionnaire import Questionnaire

# More than these are told by their number; mapping.yml lists them all.
_LISTED = 12


def unknown_columns(matches: Sequence[ColumnMatch], year: str) -> list[str]:
    """One note on the columns that answer no question; none where there are none."""
    wordings = [f'"{match.column.wording}" ({match.column.key})' for match in matches if match.how == UNKNOWN]
    if not wordings:
        return []
    more = f" og {len(wordings) - _LISTED} til (se mapping.yml)" if len(wordings) > _LISTED else ""
    return [
        f"Disse kolonner er ikke i spørgeskemaet og kommer ikke med: {', '.join(wordings[:_LISTED])}{more}. Er en "
        "af dem et nyt spørgsmål, så tilføj det under questions i data/questionnaire.yml med theme, kind, "
        f"text: {{{year}: spørgsmålets ordlyd}} og dets answers, og kør kommandoen igen."
    ]


def unnamed_places(matches: Sequence[ColumnMatch], questionnaire: Questionnaire) -> list[str]:
    """A note where nothing tells the places apart, so that none can be followed from year to year."""
    if NAME not in questionnaire.questions or any(match.private == NAME for match in matches):
        return []
    private = [f'"{match.column.wording}"' for match in matches if match.how == PRIVATE]
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
