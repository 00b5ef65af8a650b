"""The check of an export: everything found at once, nothing written."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA
from helpers.base.yaml_io import read_yaml
from helpers.intake.check.doubts import find_doubts
from helpers.intake.check.examined import Reading, read_anew
from helpers.intake.check.faults import find_faults
from helpers.intake.check.finding import CheckFinding, CheckResult
from helpers.intake.check.notes import find_notes
from helpers.intake.export import Export
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire, load_questionnaire


def check_export(
    year: str, export_path: Path, data: Path = DATA, questionnaire: Questionnaire | None = None
) -> CheckResult:
    """All faults, doubts and notes about the export of `year`, read with the decisions under `data`.

    Raises DataError where the export is refused, and VaerestederError where the year is none, belongs
    to a reconstructed edition, or its files cannot be read.
    """
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        raise VaerestederError(f'"{year}" er ikke et årstal med fire cifre, f.eks. 2026.')
    path = data / year / "edition.yml"
    described = read_yaml(path) if path.is_file() else {}
    if described.get("source") == "reconstructed":
        raise VaerestederError(f"Udgaven {year} er genskabt af trykte tal og har ingen eksport at kontrollere.")
    members = _members(described.get("members_in") or {}, year)
    reading = read_anew(export_path, data / year / "mapping.yml", questionnaire or load_questionnaire(year))
    frame = _frame(reading, described)
    return CheckResult(
        year,
        export_path,
        reading.export,
        len(reading.kept),
        _in_order(find_faults(reading), reading.export),
        _in_order(find_doubts(reading, members, frame), reading.export),
        tuple(find_notes(reading, frame)),
    )


def locate_export(year: str, data: Path = DATA) -> Path:
    """The export that `mapping.yml` says the edition was read from.

    Raises VaerestederError where it says none, or the file is there no more.
    """
    mapping = data / year / "mapping.yml"
    raw = yaml.load(mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if mapping.is_file() else {}
    about = raw.get("eksport") if isinstance(raw, dict) else None
    told = about.get("sti", "") if isinstance(about, dict) else ""
    if not told:
        raise VaerestederError(
            f"data/{year}/mapping.yml siger ikke, hvor eksporten ligger. Kør: vaeresteder check {year} --data EKSPORT"
        )
    path = Path(told).expanduser()
    if not path.exists():
        raise VaerestederError(
            f"Eksporten er der ikke længere: {path}. Kør: vaeresteder check {year} --data EKSPORT, med dens nye plads."
        )
    return path


def _members(told: Mapping[Any, Any], year: str) -> Mapping[str, int]:
    for code, number in told.items():
        if code not in load_municipalities() or type(number) is not int:
            raise VaerestederError(
                f"data/{year}/edition.yml: members_in har {code!r}: {number!r}. Skriv kommunens kode i anførselstegn "
                "og et helt tal, f.eks. '0461': 5."
            )
    return told


def _frame(reading: Reading, described: Mapping[str, Any]) -> int:
    """How many were invited: as decided, as the export says, or as the edition says; 0 where nobody does."""
    export = reading.export
    counted = "" if export.statuses is None else str(len(export.rows))
    for told in (
        reading.decisions.edition.get("ramme", "").strip(),
        export.about.get("Inviterede", counted),
        str(described.get("frame", "")),
    ):
        if told.isdecimal():
            return int(told)
    return 0


def _in_order(found: Iterable[CheckFinding], export: Export) -> tuple[CheckFinding, ...]:
    """The findings row by row as the file has them; what is about the whole file comes first."""
    sheets = {sheet: number for number, sheet in enumerate(dict.fromkeys(column.sheet for column in export.columns))}
    return tuple(sorted(found, key=lambda f: (f.place.row, sheets.get(f.place.sheet, 0), f.place.column)))
