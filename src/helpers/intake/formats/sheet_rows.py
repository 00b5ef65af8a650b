"""The rows of one sheet as they are read, within limits: what stands too far out is refused with its cell."""

from collections.abc import Mapping
from pathlib import Path

from helpers.intake.export import CellFormat, RawTable, column_letter, refuse
from helpers.intake.formats.archive import Limits


class SheetRows:
    """Collects the cells of a sheet row by row. `before` is how many cells the file had in other sheets."""

    def __init__(self, name: str, path: Path, limits: Limits, before: int = 0) -> None:
        self.name, self.cells, self.kept = name, before, list[tuple[int, tuple[str, ...]]]()
        self._path, self._limits = path, limits
        self._formats: dict[tuple[int, int], CellFormat] = {}
        self._hidden: set[int] = set()

    def add(
        self, number: int, cells: Mapping[int, str], formats: Mapping[int, CellFormat], hidden: bool = False
    ) -> None:
        """One row: its number, and the texts of its cells by the index of their column.

        Raises DataError where it is too far down, too wide, or one too many.
        """
        filled = {index: text for index, text in cells.items() if text.strip()}
        if not filled:
            return
        limits, last = self._limits, max(filled)
        self.cells += len(filled)
        if number > limits.rows or last >= limits.columns:
            raise refuse(self._path, (
                f'Arket "{self.name}", celle {column_letter(last)}{number}: Der står noget uden for de første '
                f"{limits.rows} rækker og {limits.columns} kolonner. Slet det, og gem filen igen."
            ))  # fmt: skip
        if self.cells > limits.cells or (self.kept and number <= self.kept[-1][0]):
            what = "er for stort til at være svar på et skema" if self.cells > limits.cells else "har en række to gange"
            raise refuse(self._path, f'Arket "{self.name}", række {number}: Arket {what}. Gem kun arket med svar.')
        row = [""] * (last + 1)
        for index, text in filled.items():
            row[index] = text
        self.kept.append((number, tuple(row)))
        for index, form in formats.items():
            self._formats[number, index] = form
        if hidden:
            self._hidden.add(number)

    def table(self, hidden: bool) -> RawTable:
        """The sheet, every row as wide as the widest."""
        width = max((len(cells) for _, cells in self.kept), default=0)
        rows = tuple((number, cells + ("",) * (width - len(cells))) for number, cells in self.kept)
        return RawTable(self.name, rows, True, self._formats, frozenset(self._hidden), hidden)
