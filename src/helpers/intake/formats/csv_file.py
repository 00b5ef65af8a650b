"""A CSV file as text: encoding by mark, then by strict trial, never by guess."""

import codecs
import csv
import io
from pathlib import Path

from helpers.intake.export import RawTable, drop_empty, refuse

MAX_FILE = 50_000_000
MAX_COLUMNS = 5_000
DELIMITERS = (";", "\t", ",")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_delimited(data: bytes, path: Path, name: str = "") -> tuple[RawTable, str]:
    """The rows of a CSV file and its delimiter; `name` is the file's name within a zip or folder.

    Raises DataError where the file is no text, has no rows, or a row is longer than the first.
    """
    if len(data) > MAX_FILE:
        raise refuse(path, f"Filen er større end {MAX_FILE // 1_000_000} MB.")
    text = decode(data, path)
    if text.startswith("sep="):
        text = text.partition("\n")[2]
    delimiter = max(
        DELIMITERS, key=lambda mark: len(next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), []))
    )
    try:
        read = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1))
    except csv.Error as error:
        raise refuse(path, f"{name or path.name} kan ikke læses som CSV: {error}.") from error
    rows = drop_empty(read)
    if not rows:
        raise refuse(path, f"{name or path.name} er tom.")
    width = len(rows[0][1])
    for number, cells in rows:
        if len(cells) > MAX_COLUMNS or any(cell.strip() for cell in cells[width:]):
            raise refuse(path, (
                f"{name or path.name}, række {number}: Der er {len(cells)} felter, men {width} i første række. "
                "Står der et skilletegn i et svar uden anførselstegn?"
            ))  # fmt: skip
    return RawTable(
        name or path.name,
        tuple((number, (cells + ("",) * width)[:width]) for number, cells in rows),
        is_sheet=False,
    ), delimiter


def decode(data: bytes, path: Path) -> str:
    """The text of a file: byte order mark, then strict UTF-8, then Windows-1252."""
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse(path, "Filen er ikke tekst i UTF-8, UTF-16 med BOM eller Windows-1252. Gem den som CSV UTF-8.")
