"""How wide the columns of a printed table are: fitted to what stands in them, before Typst sees the table.

All measures are in em, the size of the table's own letters. A column is never narrower than its longest
word, a number is never divided, and what room is left goes where it saves most lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from helpers.book.answer_form import CHOICE
from helpers.figures.font_metrics import longest_word, text_width

Measures = npt.NDArray[np.float64]

# The line that a table has, in its own letters, by the ways of setting it: the widths and sizes of
# `report.typ`, which holds them against these.
LINES = {"normal": 45.9, "small": 51.7, "turned": 82.5}
# Between two columns.
GAP = 1.0
# A column of numbers is no narrower than this, so that the columns can be told apart.
NARROWEST_NUMBERS = 5.0
# A column to write in, how wide and how high its fields are at the least.
FIELD = "field"
FIELD_WIDTH, FIELD_HEIGHT = 12.0, 4.7
# What stands beside fields takes no more than this: the room is for those who write.
BESIDE_FIELDS = 11.0
# The box to tick before an answer.
TICK = 1.5
# From this many columns on a table of numbers fills the line.
WIDE_COLUMNS = 4
# The head of a column of numbers has two lines, or as many as take no more than this.
WIDE_HEAD = 10.0
# A column of text with a longer cell is for reading up: the table is set small.
LONG_CELL = 22.0
# Words seldom end where the line does.
FILLED = 0.95
# Words are kept whole as long as they take no more of the line.
ROOMY = 0.8
# A line of text, and what a row has above and below its lines.
LINE_HEIGHT, ROW_HEIGHT = 1.16, 0.35


@dataclass(frozen=True)
class Setting:
    """How a table is set: one of the ways in `LINES`, the width of each column, about how high it gets."""

    way: str
    widths: tuple[float, ...]
    height: float


@dataclass(frozen=True)
class TableColumn:
    """One column of a table: its kind (`number`, `text`, `field` or `choice`), its head, and its cells from above.

    A cell that spans columns is None, and so is one that reaches down from above.
    """

    kind: str
    head: str
    cells: tuple[str | None, ...]

    @cached_property
    def natural(self) -> Sequence[float]:
        """How wide each cell is on one line; a table without rows counts as one empty row."""
        return [text_width(cell or "") for cell in self.cells] or [0.0]

    @cached_property
    def least(self) -> float:
        """No narrower than this: a number on one line, the longest word of others, room to write in."""
        word = longest_word(self.head, bold=True)
        if self.kind == "number":
            return max(*self.natural, word, NARROWEST_NUMBERS)
        longest = max((longest_word(cell or "") for cell in self.cells), default=0.0)
        return max(longest + TICK * (self.kind == CHOICE), word, FIELD_WIDTH if self.kind == FIELD else 0.0)

    @cached_property
    def whole(self) -> float:
        """As wide as its longest word undivided."""
        return max(longest_word(text or "", whole=True) for text in (self.head, *self.cells))

    def wanted(self, limit: float) -> float:
        """No wider than this: numbers below a head of two lines, texts on one line, up to a limit."""
        if self.kind == CHOICE:
            return self.least
        bold = text_width(self.head, bold=True)
        if self.kind == "number":
            on_two_lines = max(min(bold / 2, WIDE_HEAD), longest_word(self.head, bold=True, whole=True))
            return max(self.least, min(bold, on_two_lines))
        return max(self.least, min(max(*self.natural, bold), limit))


def fit_columns(
    kinds: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str | None]], stated: Sequence[int] = ()
) -> Setting:
    """The setting of a table with columns of these kinds (see `TableColumn`), a head and rows.

    Where the author has `stated` how wide the columns are beside each other, they are that, and the table is set small.
    """
    cells = list(zip(*rows, strict=True)) or [()] * len(kinds)
    columns = [TableColumn(*each) for each in zip(kinds, head, cells, strict=True)]
    if len(set(stated)) > 1:
        shares = np.array(stated, dtype=float)
        way, widths = "small", LINES["small"] * shares / shares.sum() - GAP
    else:
        way, widths = _fitted(columns)
    lowest = FIELD_HEIGHT / LINE_HEIGHT if FIELD in kinds else 1.0
    lines = np.ceil(_natural(columns) / (widths * FILLED)).max(axis=1).clip(min=lowest)
    height = LINE_HEIGHT * lines.sum() + ROW_HEIGHT * (len(rows) + 1) + 2 * LINE_HEIGHT
    return Setting(way, tuple(float(width + GAP) for width in widths), float(height))


def _natural(columns: Sequence[TableColumn]) -> Measures:
    """How wide each cell is on one line, row by row."""
    return np.array([column.natural for column in columns]).T


def _fitted(columns: Sequence[TableColumn]) -> tuple[str, Measures]:
    """How the table is set, and the widths of its columns, which fill the line only where they have use for it."""
    kinds = [column.kind for column in columns]
    least = np.array([column.least for column in columns])
    wanted = np.array([column.wanted(BESIDE_FIELDS if FIELD in kinds else np.inf) for column in columns])
    way = _way(kinds, least, wanted)
    line = LINES[way] - GAP * len(kinds)
    if wanted.sum() > line:
        return way, _shared(_natural(columns), _floor(columns, least, wanted, line), wanted, line)
    filling = [number for number, kind in enumerate(kinds) if kind == FIELD]
    if len(kinds) >= WIDE_COLUMNS and all(kind == "number" for kind in kinds[1:]):
        filling = [0]
    widths = wanted.copy()
    widths[filling] += (line - widths.sum()) / max(1, len(filling))
    return way, widths


def _floor(columns: Sequence[TableColumn], least: Measures, wanted: Measures, line: float) -> Measures:
    """What no column gets less than: words stay whole, first those of the numbers' heads, where there is room."""
    number = np.array([column.kind == "number" for column in columns])
    whole = np.maximum([column.whole for column in columns], least)
    for floor in (np.where(number, wanted, whole), np.where(number, wanted, least)):
        if floor.sum() < ROOMY * line:
            return floor
    return least


def _way(kinds: Sequence[str], least: Measures, wanted: Measures) -> str:
    """As large as the columns allow; small as well where cells are for reading up; else turned."""
    gaps = GAP * len(kinds)
    needed = least.sum() + gaps
    texts = [width for kind, width in zip(kinds[1:], wanted[1:], strict=True) if kind == "text"]
    to_read_up = any(width > LONG_CELL for width in texts) or (texts and wanted.sum() + gaps > LINES["normal"])
    if needed <= LINES["normal"] and not to_read_up:
        return "normal"
    return "small" if needed <= LINES["small"] else "turned"


def _shared(natural: Measures, least: Measures, wanted: Measures, line: float) -> Measures:
    """The line shared among the columns so that the rows take few lines."""
    spare = line - least.sum()
    if spare <= 0:
        squeezed: Measures = least * line / least.sum()
        return squeezed
    widths: Measures = least + spare * (wanted - least) / (wanted - least).sum()

    def lines_of(tried: Measures) -> float:
        # A little less for a column that is better filled decides between two of as many lines.
        counted = np.ceil(natural / (tried * FILLED))
        return float(counted.max(axis=1).sum() + 1e-3 * counted.sum())

    best = lines_of(widths)
    for step in (4.0, 2.0, 1.0, 0.5):
        moved = True
        while moved:
            moved = False
            for giver in range(len(widths)):
                for taker in range(len(widths)):
                    tried = widths.copy()
                    tried[giver] -= step
                    tried[taker] += step
                    if giver != taker and tried[giver] >= least[giver] and lines_of(tried) < best - 1e-9:
                        widths, best, moved = tried, lines_of(tried), True
    return widths
