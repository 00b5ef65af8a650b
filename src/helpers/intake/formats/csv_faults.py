"""What is wrong with a CSV file whose records are not whole, with the row and the answer where it began."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.base.errors import Fault

# A narrow file may well have an answer of several lines with as many commas as it has columns.
_NARROW, _MANY = 10, 25
_FETCH = "Hent filen igen, eller ret rækken i en teksteditor."


@dataclass(frozen=True)
class CsvRecord:
    """One record: its number as a spreadsheet counts rows, the lines of the file that it takes, and its cells."""

    number: int
    first: int
    last: int
    cells: list[str]


def cut_off(lines: Sequence[str], delimiter: str, shown: str, number: int, line: int) -> Fault:
    """The file ends within an answer: of a download that was cut off, or of a mark that is opened alone."""
    answer = _opened(lines, delimiter)
    if len(lines) > 1 and _looks_whole(lines[1], lines[0], delimiter):
        return _never_closed(answer, shown, number, line)
    return Fault(shown, number, "", (
        f'Filen slutter midt i et svar: {answer} har et anførselstegn (") foran og intet bagefter (linje {line}). Er '
        f"filen hentet helt? {_FETCH}"
    ))  # fmt: skip


def broken_quotes(lines: Sequence[str], delimiter: str, shown: str, number: int, line: int) -> Fault:
    """A quotation mark stands in an answer without being doubled, or closes one that began rows above."""
    return _never_closed(_opened(lines, delimiter), shown, number, line)


def _never_closed(answer: str, shown: str, number: int, line: int) -> Fault:
    return Fault(shown, number, "", (
        f'Et anførselstegn (") åbnes foran {answer} og lukkes ikke (linje {line}), så rækkerne efter ville blive læst '
        f'som en del af svaret. Sæt et lige anførselstegn (") efter svaret, eller slet det foran. {_FETCH}'
    ))  # fmt: skip


def ragged(shown: str, record: CsvRecord, width: int, last: bool) -> Fault:
    """A record has more or fewer fields than the headings."""
    found = len(record.cells)
    if found > width:
        reason = "Står der et skilletegn i et svar uden anførselstegn?"
    else:
        reason = "Slutter filen midt i rækken, så hent den igen." if last else "Mangler der noget i rækken?"
    return Fault(shown, record.number, "", (
        f"Der er {found} felter, men {width} i overskrifterne (linje {record.first}). {reason}"
    ))  # fmt: skip


def other_headings(shown: str, number: int, found: int, width: int) -> Fault:
    """The headings have more or fewer fields than most rows below them."""
    return Fault(shown, number, "", (
        f"Overskrifterne har {found} felter, men de fleste rækker har {width}. Mangler der en overskrift, eller er "
        "der en for meget?"
    ))  # fmt: skip


def swallowed(records: Sequence[CsvRecord], text: str, delimiter: str, width: int, shown: str) -> Fault | None:
    """The record with an answer that holds a whole row of the file; None where there is none.

    A mark that was never closed may meet another one by chance, so that nothing else is out of place.
    """
    most = width - 1 if width >= _NARROW else _MANY
    for record in records:
        if record.last > record.first and any("\n" in c and c.count(delimiter) >= most for c in record.cells):
            lines = list(io.StringIO(text, newline=""))[record.first - 1 : record.last]
            return _never_closed(_opened(lines, delimiter), shown, record.number, record.first)
    return None


def _looks_whole(line: str, first: str, delimiter: str) -> bool:
    return line.count(delimiter) > 0 and line.count(delimiter) >= first.count(delimiter)


def _opened(lines: Sequence[str], delimiter: str) -> str:
    """How the answer begins whose quotation mark is open at the end of the record's first line."""
    begun, start, quoted = 0, True, False
    line = lines[0] if lines else ""
    for position, mark in enumerate(line):
        if mark == '"' and (start or quoted):
            begun = position if not quoted and start else begun
            quoted = not quoted
            start = False
        elif mark == delimiter and not quoted:
            start = True
        else:
            start = False
    answer = line[begun:].strip('" \r\n').partition(delimiter)[0]
    return f'"{answer[:40]}{"…" if len(answer) > 40 else ""}"'
