"""Any export as one common shape: the format recognised by what the file is, not by its name alone."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from helpers.intake.export import Export, RawTable, refuse
from helpers.intake.formats.csv_file import MAX_FILE, read_delimited
from helpers.intake.formats.headings import read_flat
from helpers.intake.formats.spss import read_spss
from helpers.intake.formats.surveyxact import is_surveyxact, join_tables, part_of
from helpers.intake.formats.workbook import read_sheets
from helpers.intake.formats.workbook_guard import DAMAGED, open_archive
from helpers.intake.wordings import Wordings
from helpers.survey.questionnaire import Questionnaire

ABOUT_SHEET = "Om udgaven"


def read_export(path: Path, questionnaire: Questionnaire) -> Export:
    """The export in a file or folder: SurveyXact, SPSS, Enalyzer, Excel or CSV, everything as text.

    Raises DataError where there is no such file, or it is hostile, damaged or of another type.
    """
    if path.is_dir():
        return _read_three({file.name: file.read_bytes() for file in _parts(path)}, path)
    if not path.is_file():
        raise refuse(path, f"Filen findes ikke: {path}")
    with path.open("rb") as file:
        magic = file.read(8)
    suffix = path.suffix.casefold()
    if suffix == ".sav" or magic.startswith(b"$FL"):
        return read_spss(path)
    if suffix in (".xlsx", ".xlsm", ".xls", ".xltx", ".xlsb"):
        return _read_workbook(path, questionnaire)
    if zipfile.is_zipfile(path) and suffix == ".zip":
        with open_archive(path) as archive:
            names = {Path(name).name: name for name in archive.namelist() if part_of(Path(name).name)}
            try:
                return _read_three({short: archive.read(name) for short, name in names.items()}, path)
            except DAMAGED as error:
                raise refuse(path, "Zip-filen er beskadiget. Hent den igen.") from error
    if suffix not in (".csv", ".txt", ".tsv") or magic.startswith(b"PK"):
        raise refuse(
            path, "Filtypen læses ikke. Brug .xlsx, .csv, .sav, eller SurveyXacts tre filer i en mappe eller zip."
        )
    if path.stat().st_size > MAX_FILE:
        raise refuse(path, f"Filen er større end {MAX_FILE // 1_000_000} MB.")
    if part_of(path.name) and {part_of(p.name) for p in _parts(path.parent)} >= {"dataset", "structure", "labels"}:
        # Somebody pointed at one of SurveyXact's three files.
        return read_export(path.parent, questionnaire)
    table, delimiter = read_delimited(path.read_bytes(), path)
    return replace(read_flat([table], path, Wordings(questionnaire), _decimal(delimiter)), tables=(table,))


def export_checksum(path: Path) -> str:
    """The checksum of the export; of a folder that of its files, one after another by name."""
    files = _parts(path) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read_workbook(path: Path, questionnaire: Questionnaire) -> Export:
    tables = read_sheets(path)
    if not tables:
        raise refuse(path, "Filen har ingen celler med indhold.")
    if is_surveyxact(tables):
        return join_tables(tables, path, ",")
    answers = [table for table in tables if table.name != ABOUT_SHEET]
    export = read_flat(answers or tables, path, Wordings(questionnaire), ",")
    return replace(export, about=_about(tables))


def _about(tables: tuple[RawTable, ...]) -> Mapping[str, str]:
    """What the sheet about the edition says: label → text, blanks left out."""
    sheet = next((table for table in tables if table.name == ABOUT_SHEET), None)
    pairs = [cells[:2] for _, cells in sheet.rows if len(cells) > 1] if sheet else []
    return {pair[0].strip(): pair[1].strip() for pair in pairs if pair[1].strip()}


def _parts(folder: Path) -> list[Path]:
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and part_of(file.name)]
    for file in files:
        if file.stat().st_size > MAX_FILE:
            raise refuse(file, f"Filen er større end {MAX_FILE // 1_000_000} MB.")
    return files


def _read_three(files: Mapping[str, bytes], path: Path) -> Export:
    read = [read_delimited(data, path, name) for name, data in files.items()]
    tables = [table for table, _ in read]
    if not is_surveyxact(tables):
        raise refuse(path, "Der skal være tre filer fra SurveyXact: dataset.csv, structure.csv og labels.csv.")
    dataset = next(delimiter for table, delimiter in read if part_of(table.name) == "dataset")
    return replace(join_tables(tables, path, _decimal(dataset)), tables=tuple(tables))


def _decimal(delimiter: str) -> str:
    """A file that separates fields by commas writes decimals with a point, any other with a comma."""
    return "." if delimiter == "," else ","
