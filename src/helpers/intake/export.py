"""An export of any format in one common shape: columns of text with their wording and value labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.base.errors import DataError, Fault

FINISHED, PARTIAL, UNANSWERED = "gennemført", "delvis", "ubesvaret"

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Table:
    """One sheet or CSV file as text: rows with their numbers in the file (1 is the first), no empty row."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    is_sheet: bool = True


@dataclass(frozen=True)
class Column:
    """One column of answers.

    `text` is the wording of the question, `answer` the answer or item that the column stands for
    where a question fills several columns. `values` are texts, one a row, blank where nothing was
    read; `labels` is the export's own codebook for them. `sheet` is empty for files without sheets,
    `letter` for files that no spreadsheet opens.
    """

    code: str
    text: str
    values: tuple[str, ...]
    answer: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    letter: str = ""

    @property
    def key(self) -> str:
        """What names the column within its file."""
        return "!".join(filter(None, (self.sheet, self.code or self.letter)))

    @property
    def wording(self) -> str:
        """The wording of the question, and of the answer where the column stands for one."""
        return f"{self.text} - {self.answer}" if self.answer else self.text

    def place(self, row: int) -> str:
        """Sheet and cell, as a reader finds them in the file."""
        cell = f"celle {self.letter}{row}" if self.letter else f"række {row}, variabel {self.code}"
        if self.sheet.endswith(".csv"):
            return f"{self.sheet}, {cell}"
        return f'ark "{self.sheet}", {cell}' if self.sheet else cell


@dataclass(frozen=True)
class Export:
    """All columns of an export, `rows` being the row numbers in the file.

    `decimal` is the mark that the file writes decimals with. `statuses` says of each row whether the
    questionnaire was finished, where the system keeps everyone invited; None where the file holds
    answers alone. `system_columns` were left unread. `ids` is the column in which the system numbers its
    respondents, where it has one. `tables` is the text of a file that is no workbook, as it was read.
    """

    file: str
    format: str
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    decimal: str = ","
    statuses: tuple[str, ...] | None = None
    system_columns: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    ids: Column | None = None
    tables: tuple[Table, ...] = ()


def refuse(path: Path, message: str) -> DataError:
    """The error that refuses a whole file."""
    return DataError([Fault(path.name, 0, "", message)])


def column_letter(index: int) -> str:
    """The spreadsheet's name of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def drop_empty(rows: Rows) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The rows that hold anything but white space."""
    return tuple((number, tuple(cells)) for number, cells in rows if any(cell.strip() for cell in cells))
