"""Where something stands in an export, as a person finds it in the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.base.danish import join_words


@dataclass(frozen=True)
class CellPlace:
    """A cell of the export, or a whole column where `row` is 0, or the file where `column` is 0 too.

    `row` is the number in the file, `column` the position in its sheet, counted from 1. `letter` is
    empty for files that no spreadsheet opens.
    """

    sheet: str = ""
    row: int = 0
    column: int = 0
    letter: str = ""
    code: str = ""
    wording: str = ""

    @property
    def words(self) -> str:
        """Sheet, row and column as a reader finds them; blank for the whole file."""
        return self.with_rows([self.row] if self.row else [])

    def with_rows(self, rows: Sequence[int]) -> str:
        """The same place in one or several rows."""
        parts = []
        if self.sheet:
            parts.append(self.sheet if self.sheet.endswith(".csv") else f'ark "{self.sheet}"')
        if rows:
            parts.append(f"{'række' if len(rows) == 1 else 'rækkerne'} {join_words([str(row) for row in rows])}")
        if self.column:
            parts.append(f"kolonne {self.letter}" if self.letter else f"variabel {self.code}")
        return ", ".join(parts)
