"""The export's own codebook, kept with the edition: survey systems delete theirs."""

import csv
from collections.abc import Sequence
from pathlib import Path

from helpers.base.spreadsheet import inert
from helpers.intake.matching import PRIVATE, ColumnMatch

FIELDS = ("kolonne", "ordlyd", "til", "kode", "betegnelse")


def write_codebook(path: Path, matches: Sequence[ColumnMatch]) -> None:
    """Writes a row for each value label of a matched column, else one for the column; no answers, nothing private.

    Labels of a column that answers no question stay behind: in a panel's export they may be names.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        for match in matches:
            if match.how != PRIVATE:
                labels = (match.target and match.column.labels) or {"": ""}
                for code, label in labels.items():
                    texts = (match.column.key, match.column.wording, match.target, code, label)
                    writer.writerow(map(inert, texts))
