"""Tables and figures as descriptions: data that every face (notebook, web page, PDF) is written from.

A cell shows a description through its mime bundle: plain text, HTML for JupyterLab and the forge, and
a JSON of our own media type, which the book turns into real table and figure nodes.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from helpers.base.danish import NO_BREAK_SPACE
from helpers.facts.claims import Claim

# In the place of a number that the reconstructed responses have, and the report does not.
_UNTOLD = "Rapporten trykker ikke, hvor mange der har svaret."
MEDIA_TYPE = "application/vnd.vaeresteder.description+json"


@dataclass(frozen=True)
class CellNumbers:
    """The numbers that the text of a cell tells, as programs read them.

    `values` are digits with a decimal point, or words of `helpers.facts.missing`; where there are two, `between` is the
    word between them (`af` or `til`). `unit` is that of a fact, and `mark` the arrow behind them.
    """

    values: tuple[str, ...]
    unit: str = ""
    between: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its text, the id of the fact it shows (empty where it shows none), and its numbers.

    `number` says that it stands among numbers. `helpers.figures.cells` makes cells with numbers.
    """

    text: str
    fact: str = ""
    number: bool = False
    shown: CellNumbers | None = None


@dataclass(frozen=True)
class Row:
    """One row: its label, then a cell a column. A row without cells heads the rows that follow."""

    label: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table in which the first column heads the rows.

    `columns` has the heading of the label column first; `source` says what the numbers rest on.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    source: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": self._plain(),
            "text/html": self._html(),
            MEDIA_TYPE: {"kind": "table", **_described(self)},
        }

    def _plain(self) -> str:
        lines = [list(self.columns), *([row.label, *(cell.text for cell in row.cells)] for row in self.rows)]
        widths = [max(len(line[i]) for line in lines if i < len(line)) for i in range(len(self.columns))]
        body = ["  ".join(text.ljust(widths[i]) for i, text in enumerate(line)).rstrip() for line in lines]
        return "\n".join([self.title, *body, self.source])

    def _html(self) -> str:
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in self.columns)
        body = "".join(self._html_row(row) for row in self.rows)
        return (
            f"<table><caption>{escape(self.title)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table><p>{escape(self.source)}</p>"
        )

    def _html_row(self, row: Row) -> str:
        if not row.cells:
            return f'<tr><th scope="rowgroup" colspan="{len(self.columns)}">{escape(row.label)}</th></tr>'
        cells = "".join(f"<td>{escape(cell.text)}</td>" for cell in row.cells)
        return f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>'


@dataclass(frozen=True)
class Figure:
    """A drawing with its caption and the sentence that stands for it where it cannot be seen.

    `title` names the figure, in every edition alike. Above it stands `headline`: its `finding` where the
    `claim` of it holds, else the title (see `helpers.figures.headline`). `subtitle` says what is measured and how many
    answered. `numbers` is what it shows as a table, to be taken along.
    """

    name: str
    title: str
    svg: str
    alt: str
    source: str
    numbers: Table | None = None
    subtitle: str = ""
    headline: str = ""
    finding: str = ""
    claim: Claim | None = None

    def __post_init__(self) -> None:
        if not self.headline:
            object.__setattr__(self, "headline", self.title)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": "\n".join(filter(None, (self.headline, self.subtitle, self.alt, self.source))),
            "image/svg+xml": self.svg,
            MEDIA_TYPE: {"kind": "figure", **_described(self)},
        }


@dataclass(frozen=True)
class Note:
    """What stands in the place of a table or figure that has nothing to show; with a blank text, nothing does."""

    name: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": self.text,
            "text/html": f"<p>{escape(self.text)}</p>",
            MEDIA_TYPE: {"kind": "note", **asdict(self)},
        }


def _described(description: Table | Figure) -> dict[str, Any]:
    """The description as dictionaries; a cell without numbers says nothing of them."""
    return asdict(description, dict_factory=lambda fields: {k: v for k, v in fields if (k, v) != ("shown", None)})


def source_line(notice: str, bases: Sequence[int | None]) -> str:
    """The line below a table or figure: how many answered, and what kind of responses it rests on."""
    return f"{base_text(bases).replace(NO_BREAK_SPACE, ' ')} {notice}.".strip()


def base_text(bases: Sequence[int | None]) -> str:
    """How many answered, unbroken: `n = 103.` or `n = 15-51.`; None is a base that the report did not print.

    Blank where there is nothing to tell.
    """
    known = sorted({base for base in bases if base is not None})
    untold = None in bases
    if not known:
        return _UNTOLD if untold else ""
    span = str(known[0]) if len(known) == 1 else f"{known[0]}-{known[-1]}"
    told = f"n{NO_BREAK_SPACE}={NO_BREAK_SPACE}{span}"
    return f"{told}, hvor rapporten trykker det." if untold else f"{told}."
