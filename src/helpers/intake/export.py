"""An export of any format in one common shape: columns of text with their wording and value labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.base.errors import DataError, Fault

FINISHED, PARTIAL, UNANSWERED, TEST = "gennemført", "delvis", "ubesvaret", "prøvesvar"

PERCENT, CLOCK, DATE, FORMULA = "procent", "klokkeslæt", "dato", "formel"

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class CellFormat:
    """What a spreadsheet makes of a cell that is not what it looks like: PERCENT, CLOCK, DATE or FORMULA.

    The text of such a cell is what the spreadsheet shows ("50 %", "37:30", "1900-01-05"), and of a formula whose
    value was never stored the formula, so that whoever knows no formats finds no number there. `number` is the
    number that is stored, with a decimal comma and a clock in hours ("0,5", "37,5", "5"); blank where there is none.
    """

    kind: str
    number: str = ""


@dataclass(frozen=True)
class RawTable:
    """One sheet or CSV file as text: rows with their numbers in the file (1 is the first), no empty row.

    `formats` has the cells that are not what they look like, by row number and the index of the column.
    `hidden` are the numbers of the rows that a filter or a hand has hidden; `is_hidden` whether the sheet is.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    is_sheet: bool = True
    formats: Mapping[tuple[int, int], CellFormat] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    is_hidden: bool = False


@dataclass(frozen=True)
class ExportColumn:
    """One column of answers.

    `text` is the wording of the question, `answer` the answer or item that the column stands for
    where a question fills several columns. `values` are texts, one a row, blank where nothing was
    read; `labels` is the export's own codebook for them. `sheet` is empty for files without sheets,
    `letter` for files that no spreadsheet opens. `formats` has the cells that are not what they look
    like, by their row's number in the file. `letters` names another column for some rows (by number), where two
    columns of the file were put together.
    """

    code: str
    text: str
    values: tuple[str, ...]
    answer: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    letter: str = ""
    formats: Mapping[int, CellFormat] = field(default_factory=dict)
    letters: Mapping[int, str] = field(default_factory=dict)

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
        letter = self.letters.get(row, self.letter)
        cell = f"celle {letter}{row}" if letter else f"række {row}, variabel {self.code}"
        if self.sheet.endswith(".csv"):
            return f"{self.sheet}, {cell}"
        return f'ark "{self.sheet}", {cell}' if self.sheet else cell


@dataclass(frozen=True)
class Export:
    """All columns of an export, `rows` being the row numbers in the file.

    `decimal` is the mark that the file writes decimals with. `statuses` says of each row whether the
    questionnaire was finished, as the column `status_column` tells; None where none does.
    `everyone_invited` is true where the rows are all who were asked. `system` names the survey system,
    where its shape was recognised. `system_columns` were left unread. `ids` is the column in which the
    system numbers its respondents, where it has one. `tables` are the sheets or files as they were read.
    `content_rows` counts the rows of the sheet that hold anything: those in `rows`, and those `set_aside`
    (row number → why it holds no answers, in Danish). `hidden` are rows that are read though they are hidden,
    `passed_over` the sheets or files that were not read.
    """

    file: str
    format: str
    columns: tuple[ExportColumn, ...]
    rows: tuple[int, ...]
    decimal: str = ","
    statuses: tuple[str, ...] | None = None
    system_columns: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    ids: ExportColumn | None = None
    tables: tuple[RawTable, ...] = ()
    content_rows: int = 0
    set_aside: Mapping[int, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    passed_over: tuple[str, ...] = ()
    system: str = ""
    everyone_invited: bool = False
    status_column: str = ""


def put_together(columns: Sequence[ExportColumn], rows: Sequence[int]) -> ExportColumn:
    """One column of several of which no two have anything in the same row; `rows` are the rows' numbers."""
    first, *others = columns
    values, letters, formats = list(first.values), {}, dict(first.formats)
    for other in others:
        for index, text in enumerate(other.values):
            if text.strip():
                values[index], letters[rows[index]] = text, other.letter
        formats |= other.formats
    labels = {code: label for column in columns for code, label in column.labels.items()}
    return replace(first, values=tuple(values), labels=labels, formats=formats, letters=letters)


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
