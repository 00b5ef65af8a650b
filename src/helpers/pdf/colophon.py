"""What the colophon of the PDF tells: whose report it is, what it rests on, what it was built from."""

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from helpers.base.danish import format_date, join_words
from helpers.base.git_commit import source_commit
from helpers.facts.provenance import responses_checksum
from helpers.pdf.markup import MISSING_SIGN
from helpers.survey.edition import Edition


def publisher_line(edition: Edition) -> str:
    """Whose the report is, as the cover says it; blank for a rehearsal, which is nobody's."""
    if edition.source == "rehearsal":
        return ""
    return f"Efter rapporten fra {edition.publisher}" if edition.reconstructed else edition.publisher


def citation(edition: Edition) -> str:
    """How the edition is cited; for a rehearsal that it is not."""
    title = f"{edition.title}. {edition.subtitle}."
    if edition.source == "rehearsal":
        return "En prøveudgave citeres ikke."
    if edition.reconstructed:
        return (
            f"{title} Udgave {edition.key}. Skriv, at tallene er beregnet af rekonstruerede svar. Et trykt tal eller "
            f"et synspunkt er rapportens: {edition.publisher} ({edition.key}): {edition.title}."
        )
    return f"{edition.publisher} ({edition.key}): {title}"


def imprint(edition: Edition, responses: str, built: int | None) -> list[tuple[str, str]]:
    """The lines of the colophon, each with its heading.

    `responses` is another file of responses than the edition's own; `built` the time of the source in
    seconds since 1970, where it is stated.
    """
    lines = [("Udgave", f"{edition.key}. {edition.subtitle}")]
    if edition.source != "rehearsal":
        lines.append(("Oprindelig rapport" if edition.reconstructed else "Udgiver", edition.publisher))
    lines += [("Periode", edition.period), ("Henvisning", citation(edition))]
    path = Path(responses) if responses else edition.folder / "responses.csv"
    checksum = responses_checksum(path) if path.is_file() else edition.responses_sha256
    if checksum:
        lines.append(("Data", f"{path.name}, SHA-256 {checksum}"))
    commit = source_commit()
    if commit:
        lines.append(("Program", commit))
    if built is not None:
        lines.append(("Dato", format_date(datetime.fromtimestamp(built, UTC).date())))
    return lines


def missing_signs(signs: Collection[str]) -> list[tuple[str, str]]:
    """The line that names the signs that no font of the book has; none where there are none."""
    if not signs:
        return []
    codes = join_words([f"U+{ord(sign):04X}" for sign in sorted(signs)])
    return [("Tegn", f"Bogens skrifter har ikke {codes}. I PDF'en står der {MISSING_SIGN} i stedet.")]
