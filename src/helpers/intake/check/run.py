"""The check of an export: everything found at once, nothing written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA, edition_data
from helpers.intake.check.decisions import find_decisions
from helpers.intake.check.doubts import find_doubts
from helpers.intake.check.faults import find_faults
from helpers.intake.check.finding import CheckFinding, CheckResult
from helpers.intake.check.notes import find_notes
from helpers.intake.decisions import read_about_export
from helpers.intake.edition_numbers import edition_numbers
from helpers.intake.examination import ExaminedExport, examine_export
from helpers.intake.export import Export
from helpers.intake.open_questions import RIGHT_FILE
from helpers.survey.answer_rules import load_rules
from helpers.survey.edition_file import edition_folder, read_fields
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire, load_questionnaire


def check_export(
    year: str, export_path: Path, data: Path = DATA, questionnaire: Questionnaire | None = None
) -> CheckResult:
    """All faults, doubts and notes about the export of `year`, read with the decisions under `data`.

    Raises DataError where the export is refused, and VaerestederError where the year is none, belongs
    to a reconstructed edition, or its files cannot be read.
    """
    folder = edition_folder(year, data, "har ingen eksport at kontrollere")
    described = read_fields(folder / "edition.yml")
    members = _members(described.get("members_in") or {}, year)
    examined = examine_export(export_path, folder / "mapping.yml", questionnaire or load_questionnaire(year))
    rules = load_rules(examined.questionnaire)
    frame = _frame(examined, described)
    decisions = find_decisions(examined, year, data)
    result = CheckResult(year, export_path, examined.export, len(examined.kept), decisions, (), (), ())
    if examined.by_target and any(found.rule == RIGHT_FILE for found in decisions):
        # Whatever else there is to say of a wrong file hides the one thing that matters.
        return result
    return replace(
        result,
        faults=_in_order(find_faults(examined), examined.export),
        doubts=_in_order(find_doubts(examined, rules, members, frame), examined.export),
        notes=tuple(find_notes(examined, rules, frame)),
    )


def locate_export(year: str, data: Path = DATA) -> Path:
    """The export that `mapping.yml` says the edition was read from.

    Raises VaerestederError where it says none, or the file is there no more.
    """
    told = read_about_export(edition_data(year, data) / "mapping.yml").get("sti", "")
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
                f"data/{year}/edition.yml: medlemmer_i har {code!r}: {number!r}. Skriv kommunens kode i anførselstegn "
                "og et helt tal, f.eks. '0461': 5."
            )
    return told


def _frame(examined: ExaminedExport, described: Mapping[str, Any]) -> int:
    """How many were invited: as decided, as the export says, or as the edition says; 0 where nobody does."""
    known = next(number.said for number in edition_numbers(examined) if number.key == "ramme")
    for told in (known, str(described.get("frame", ""))):
        if told.isdecimal():
            return int(told)
    return 0


def _in_order(found: Iterable[CheckFinding], export: Export) -> tuple[CheckFinding, ...]:
    """The findings row by row as the file has them; what is about the whole file comes first."""
    sheets = {sheet: number for number, sheet in enumerate(dict.fromkeys(column.sheet for column in export.columns))}
    return tuple(sorted(found, key=lambda f: (f.place.row, sheets.get(f.place.sheet, 0), f.place.column)))
