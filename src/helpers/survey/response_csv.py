"""The cells of a file of responses as text: the shape of the file held against rules, the columns coded.

The file is read in blocks, so that a million rows take hardly more memory than their codes. Whatever makes it
anything but regular CSV in UTF-8 sends it through Python's strict reader, which tells every fault with its row.
"""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
from numpy.typing import NDArray

from helpers.base.errors import DataError, Fault
from helpers.survey.coded_column import CodedColumn, Coder

_BLOCK = 4 << 20
_QUOTE = ord('"')
# Whether a byte may stand outside of an opening or closing mark: the ends of cells and rows, and another mark.
_BESIDE_MARKS = np.isin(np.arange(256), list(b',"\n\r'))
# Row 1 is the header.
FIRST_ROW = 2


@dataclass(frozen=True)
class Cells:
    """The columns of a file by name: those of few texts coded, the others as arrays of text. Blank is ""."""

    coded: Mapping[str, CodedColumn[str]]
    texts: Mapping[str, pa.ChunkedArray]


# What is no file of responses, but may become one: nobody has matched it with the questionnaire yet.
_EXPORTS = frozenset((".xlsx", ".xlsm", ".xls", ".ods", ".sav", ".zsav", ".zip"))
_READ_IN_FIRST = (
    "Det er en eksport og ikke en svarfil. Læs den ind først: vaeresteder new ÅR --data {} (ÅR er årstallet). "
    "Svarene skrives til responses.csv i udgavens mappe under data/."
)


def read_cells(path: Path, key: str, free: Collection[str], faults_of: Callable[[list[str]], list[Fault]]) -> Cells:
    """All cells of a file, its `key` (blank in no row) and `free` columns as arrays of text.

    `faults_of` judges the header. Raises DataError with every fault of the file's shape.
    """
    if path.suffix.lower() in _EXPORTS:
        raise DataError([Fault(path.name, 0, "", _READ_IN_FIRST.format(path.name))])
    if not path.is_file():
        raise DataError([Fault(str(path), 0, "", "Filen findes ikke.")])
    try:
        header = next(_rows(path), [])
        if faults_of(header) or not _quoted_strictly(path):
            _check_shape(path, faults_of)
        cells = _read_blocks(path, header, {key, *free})
    except (UnicodeDecodeError, csv.Error, pa.ArrowInvalid) as error:
        _check_shape(path, faults_of)
        raise DataError([Fault(path.name, 0, "", f"Filen kan ikke læses som CSV: {error}.")]) from error
    if find_blank(cells.texts[key]).any():
        # A line with nothing on it reads like one with nothing in its cells.
        _check_shape(path, faults_of)
    return cells


def find_blank(texts: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Whether each text is blank."""
    # Piece by piece: to make one of no pieces Arrow would import pandas.
    pieces = [np.from_dlpack(pa.compute.binary_length(piece)) == 0 for piece in texts.chunks]
    return np.concatenate([np.zeros(0, dtype=np.bool_), *pieces])


def _read_blocks(path: Path, header: list[str], free: Collection[str]) -> Cells:
    """The cells of a file whose quotation is strict; a row of another length, or other bytes, is ArrowInvalid."""
    few = {column: Coder() for column in header if column not in free}
    texts: dict[str, list[pa.Array]] = {column: [] for column in header if column in free}
    types = {column: pa.string() if column in free else pa.dictionary(pa.int32(), pa.string()) for column in header}
    blocks = pa.csv.open_csv(
        path,
        pa.csv.ReadOptions(column_names=header, skip_rows=1, block_size=_BLOCK),
        pa.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        pa.csv.ConvertOptions(column_types=types, null_values=[], strings_can_be_null=False),
    )
    for block in blocks:
        for column, cells in zip(header, block.columns, strict=True):
            if column in texts:
                texts[column].append(cells)
            else:
                few[column].add(cells)
    return Cells(
        {column: coder.column() for column, coder in few.items()},
        {column: pa.chunked_array(arrays, pa.string()) for column, arrays in texts.items()},
    )


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, strict=True)


def _check_shape(path: Path, faults_of: Callable[[list[str]], list[Fault]]) -> None:
    """Raise DataError with every fault of the file's shape, where there is any."""
    rows = _rows(path)
    try:
        header = next(rows, [])
        faults = faults_of(header)
        faults += [
            Fault(path.name, number, "", f"Rækken har {len(row)} felter; der skal være {len(header)}.")
            for number, row in enumerate(rows, start=FIRST_ROW)
            if len(row) != len(header)
        ]
    except UnicodeDecodeError as error:
        raise DataError([Fault(path.name, 0, "", "Filen er ikke gemt som UTF-8.")]) from error
    except csv.Error as error:
        raise DataError([Fault(path.name, 0, "", f"Filen kan ikke læses som CSV: {error}.")]) from error
    if faults:
        raise DataError(faults)


def _quoted_strictly(path: Path) -> bool:
    """Whether each quotation mark opens a cell, closes one or is doubled within one.

    Arrow reads on where a mark stands elsewhere, and says nothing.
    """
    count = 0
    with path.open("rb") as file:
        window = b"\n" + file.read(_BLOCK)
        while len(window) > 1:
            more = file.read(_BLOCK)
            # The last byte of a window has its neighbour in the next one.
            seen = window if more else window + b"\n"
            marks = np.flatnonzero(np.frombuffer(seen, dtype=np.uint8)[1:-1] == _QUOTE) + 1
            if not _marks_fit(seen, marks, count):
                return False
            count += len(marks)
            window = seen[-2:] + more if more else b""
    return count % 2 == 0


def _marks_fit(window: bytes, marks: NDArray[np.intp], before: int) -> bool:
    """Whether the marks at some places of a window stand where they may after `before` marks."""
    characters = np.frombuffer(window, dtype=np.uint8)
    opening, closing = marks[before % 2 :: 2], marks[1 - before % 2 :: 2]
    beside = np.concatenate([characters[opening - 1], characters[closing + 1]])
    return bool(_BESIDE_MARKS[beside].all())
