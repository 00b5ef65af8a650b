"""Danish letters that a wrong encoding has broken, before their wordings are held against the questionnaire."""

import re
from pathlib import Path

from helpers.intake.export import RawTable, column_letter, refuse
from helpers.intake.formats.headings import TableHeadings

# UTF-8 read as Windows-1252; letters of DOS and of old Macs read as Windows-1252; and letters written as HTML.
_BROKEN = re.compile(
    r"Ã[¦¸¥†˜…\u0086\u0098\u0085]|[a-zæøå][‘›†¾¿Œ\u0091\u009b][a-zæøå]|\ufffd|&aelig;|&oslash;|&aring;",
    re.IGNORECASE,
)
# A question mark in place of a letter may also be part of an address: it takes several.
_LOST = re.compile(r"[a-zæøå]\?[a-zæøå]", re.IGNORECASE)
_SEVERAL = 3


def refuse_broken_letters(table: RawTable, headings: TableHeadings, path: Path) -> None:
    """Returns nothing; raises DataError where a heading has letters in the wrong encoding."""
    rows = table.rows[: headings.height]
    lost = sum(bool(_LOST.search(text)) for _, cells in rows for text in cells) >= _SEVERAL
    for number, cells in rows:
        for index, text in enumerate(cells):
            if found := _BROKEN.search(text) or (lost and _LOST.search(text)):
                around = text[max(found.start() - 12, 0) : found.end() + 12].strip()
                where = f'ark "{table.name}", ' if table.is_sheet else ""
                raise refuse(path, (
                    f'{where}celle {column_letter(index)}{number}: Bogstaverne æ, ø og å er ødelagt ("{around}"). '
                    "Filen er læst i en forkert tegnkodning og gemt igen. Hent den på ny fra spørgeskemasystemet, og "
                    "gem den ikke i Excel først; eller vælg UTF-8, når Excel åbner den."
                ))  # fmt: skip
