"""A second file of responses, made from those of 2024 by known changes, to see conclusions break.

`tests/data/andre-svar.csv` is what `change_responses` gives; a test holds the two together. Like the
file it is made from it holds no real answers.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from helpers.survey.edition import load_edition

FILE = Path(__file__).parents[1] / "data" / "andre-svar.csv"

# An answer moves to the one it points to; what is not named stays.
# With nobody left in the centres that one is referred to, what is said of them cannot be judged.
MOVED: Mapping[str, Mapping[str, str]] = {
    "tilbudstype": {"visiteret": "begge"},
    "kernemaalgruppe": {"psykisk_saarbarhed": "ensomhed", "ensomhed": "psykisk_saarbarhed"},
    "aktiviteter.basal_omsorg": {"1": "0", "0": "1"},
    "aktiviteter.fremskudt_sagsbehandling": {"1": "0", "0": "1"},
    "samarbejdspartnere.boliganvisning": {"1": "0", "0": "1"},
    "inddraget": {"ja": "ved_ikke", "ved_ikke": "ja"},
    "mere_viden": {"ja": "nej", "nej": "ja"},
}


def change_responses() -> str:
    """The changed responses as the text of a CSV file."""
    own = load_edition("2024").folder / "responses.csv"
    with own.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    changed = [[MOVED.get(c, {}).get(cell, cell) for c, cell in zip(columns, row, strict=True)] for row in rows]
    return "".join(",".join(row) + "\n" for row in [columns, *changed])
