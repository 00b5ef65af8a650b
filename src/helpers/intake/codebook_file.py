"""The export's own codebook, kept with the edition: survey systems delete theirs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from helpers.base.spreadsheet import inert
from helpers.base.whole_files import replace_table
from helpers.intake.matching import PRIVATE, ColumnMatch

FIELDS = ("kolonne", "ordlyd", "til", "kode", "betegnelse")


def write_codebook(path: Path, matches: Sequence[ColumnMatch]) -> None:
    """Writes a row for each value label of a matched column, else one for the column; no answers, nothing private.

    Labels of a column that answers no question stay behind: in a panel's export they may be names.
    """
    rows: list[Iterable[str]] = [FIELDS]
    for match in matches:
        if match.how != PRIVATE:
            labels = (match.target and match.column.labels) or {"": ""}
            for code, label in labels.items():
                rows.append(map(inert, (match.column.key, match.column.wording, match.target, code, label)))
    replace_table(path, rows)
