"""An SPSS file as an export: value labels kept, and what SPSS calls missing kept as the answer it was."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from helpers.intake.export import Export, ExportColumn, refuse
from helpers.intake.formats import spss_process
from helpers.intake.formats.workbook import number_text

MAX_FILE = 20_000_000
SECONDS = 60


def read_spss(path: Path) -> Export:
    """The columns of a `.sav` file; row numbers count the cases from 1.

    A code declared missing ("Ved ikke") keeps its code and label; only what SPSS itself left empty is
    blank. Raises DataError where the file is no SPSS file, compressed as `.zsav`, damaged or too large.
    """
    with path.open("rb") as file:
        magic = file.read(4)
    if magic != b"$FL2":
        raise refuse(path, "Filen er ikke en ukomprimeret SPSS-fil (.sav). Gem den som .sav, ikke .zsav eller .por.")
    if path.stat().st_size > MAX_FILE:
        raise refuse(path, f"Filen er større end {MAX_FILE // 1_000_000} MB.")
    try:
        # -P: the modules beside the script must not stand in for Python's own of the same name.
        ran = subprocess.run(
            [sys.executable, "-P", str(spss_process.__file__), str(path.resolve())],
            capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
        read: list[dict[str, Any]] = json.loads(ran.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise refuse(path, "SPSS-filen er beskadiget. Gem den igen i SPSS.") from error
    columns = tuple(
        ExportColumn(
            code=entry["name"],
            text=entry["label"].strip(),
            values=tuple(_text(value) for value in entry["values"]),
            labels={_text(value): str(label).strip() for value, label in entry["labels"]},
        )
        for entry in read
    )
    count = len(columns[0].values) if columns else 0
    return Export(path.name, "SPSS", columns, tuple(range(1, count + 1)), content_rows=count)


def _text(value: object) -> str:
    if value is None:
        return ""
    return number_text(value) if isinstance(value, int | float) else str(value)
