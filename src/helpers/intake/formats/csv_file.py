"""A CSV file as text: encoding by mark, then by strict trial, never by guess; every record whole."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from helpers.base.errors import DataError
from helpers.intake.export import RawTable, refuse
from helpers.intake.formats.csv_faults import CsvRecord, broken_quotes, cut_off, other_headings, ragged, swallowed

MAX_COLUMNS = 5_000
DELIMITERS = (";", "\t", ",")
# So many records tell which mark stands between fields.
_LOOKED_AT = 50
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_delimited(data: bytes, path: Path, name: str = "") -> tuple[RawTable, str]:
    """The rows of a CSV file and its delimiter; `name` is the file's name within a zip or folder.

    Rows above the first full one may be shorter: titles. Raises DataError where the file is no text, has
    no rows, a quotation mark is opened and not closed, or a row has other fields than the headings.
    """
    shown = name or path.name
    text = decode(data, path)
    told, text = _told_delimiter(text)
    delimiter = told or _delimiter(text)
    records = [record for record in _records(text, delimiter, shown) if any(map(str.strip, record.cells))]
    if not records:
        raise refuse(path, f"{shown} er tom.")
    width, start = _width(records, shown)
    needed = max((i for i, cell in enumerate(records[start].cells, start=1) if cell.strip()), default=width)
    rows = []
    for index, record in enumerate(records):
        cells = record.cells
        # Blank cells too many are a spreadsheet's own way; in a row of several lines they may be another row's.
        excess = len(cells) > MAX_COLUMNS or any(map(str.strip, cells[width:]))
        excess |= len(cells) > width and record.last > record.first
        if excess or (len(cells) < needed and index >= start):
            raise DataError([ragged(shown, record, width, record is records[-1])])
        rows.append((record.number, tuple((cells + [""] * (width - len(cells)))[:width])))
    if fault := swallowed(records, text, delimiter, width, shown):
        raise DataError([fault])
    return RawTable(shown, tuple(rows), is_sheet=False), delimiter


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


def _told_delimiter(text: str) -> tuple[str, str]:
    """The delimiter that Excel's own first line names, and the text after it; a blank where there is none."""
    first, _, rest = text.partition("\n")
    if first.startswith("sep=") and len(first.strip()) <= len("sep=;"):
        return first.rstrip("\r").removeprefix("sep="), rest
    return "", text


def _delimiter(text: str) -> str:
    """The mark that gives most of the first records one width, and of those as good the widest."""

    def fit(mark: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        widths: Counter[int] = Counter()
        try:
            for cells, _ in zip(reader, range(_LOOKED_AT), strict=False):
                widths[len(cells)] += any(map(str.strip, cells))
        except csv.Error:
            # A mark that the file is not divided by may leave quotation marks anywhere.
            pass
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
        return (count / max(widths.total(), 1) if width > 1 else 0.0), width

    fits = {mark: fit(mark) for mark in DELIMITERS}
    best = max(fits, key=lambda mark: fits[mark])
    widest = max(fits, key=lambda mark: fits[mark][1])
    # Commas in titles are few; a file that is broken somewhere still has its own mark in every heading.
    return widest if fits[widest][1] > 3 * fits[best][1] else best


def _records(text: str, delimiter: str, shown: str) -> Iterator[CsvRecord]:
    """The records of the file, read strictly. Raises DataError where a quotation mark is out of place."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, first = 0, 1
    try:
        for cells in reader:
            number += 1
            yield CsvRecord(number, first, reader.line_num, cells)
            first = reader.line_num + 1
    except csv.Error as error:
        lines = list(io.StringIO(text, newline=""))
        fault = cut_off if "unexpected end" in str(error) else broken_quotes
        raise DataError([fault(lines[first - 1 :], delimiter, shown, number + 1, first)]) from error


def _width(records: list[CsvRecord], shown: str) -> tuple[int, int]:
    """How many fields most records have, and the index of the headings; titles above them have a few fields only.

    Raises DataError where the headings have another number of fields: their answers would be another's.
    """
    widths = Counter(len(record.cells) for record in records)
    width = max(widths, key=lambda width: (widths[width], width))
    filled = [sum(map(bool, map(str.strip, record.cells))) for record in records]
    start = next((i for i, count in enumerate(filled) if 2 * count >= width), 0)
    found = len(records[start].cells)
    if found != width and widths[width] > 1:
        raise DataError([other_headings(shown, records[start].number, found, width)])
    return found, start
