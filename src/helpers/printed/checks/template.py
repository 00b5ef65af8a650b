"""An empty file for the figures of any report: its columns, and rows to write over."""

from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.whole_files import replace_table
from helpers.survey.printed_figures import COLUMNS, DIMENSION

# Place, group, question and answer, as printed, as a number, unit, base, year or table.
_EXAMPLES = (
    ("Tabel 1", "Alle", "Har I en café: ja", "38 %", "38", "percent", "16", "i år"),
    ("Tabel 1", "Alle", "Har I en café: nej", "63 %", "63", "percent", "16", "i år"),
    ("Tabel 2", "Alle", "Har I en café: ja", "44 %", "44", "percent", "18", "sidst"),
    ("Tabel 3", "Køn: kvinder", "Redskaber (flere svar): hammer", "9", "9", "count", "12", ""),
)


def write_template(path: Path) -> Path:
    """The path, to which the columns and the examples were written. Raises VaerestederError where a file is there."""
    if path.exists():
        raise VaerestederError(f"{path} findes allerede. Skriv et andet navn, så intet går tabt.")
    rows = [
        (f"tal{number}", str(10 + number), *cells[:7], "", "Rapporten, og siden i den", cells[7])
        for number, cells in enumerate(_EXAMPLES, start=1)
    ]
    replace_table(path, [(*COLUMNS, DIMENSION), *rows])
    return path
