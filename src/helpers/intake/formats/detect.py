"""Any export as one common shape, in four stages: container, tables, headings, columns."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from helpers.intake.export import Export, RawTable, refuse
from helpers.intake.formats.container import (
    CSV,
    OLD_WORKBOOK,
    OPENDOCUMENT,
    STATISTICS,
    FoundFile,
    export_paths,
    find_files,
)
from helpers.intake.formats.csv_file import read_delimited
from helpers.intake.formats.old_workbook import read_old_workbook
from helpers.intake.formats.opendocument import read_opendocument
from helpers.intake.formats.opened_file import read_bytes
from helpers.intake.formats.sheet_choice import read_flat
from helpers.intake.formats.statistics_file import read_statistics
from helpers.intake.formats.surveyxact import is_surveyxact, join_tables, part_of
from helpers.intake.formats.systems import recognise
from helpers.intake.formats.workbook import read_workbook
from helpers.intake.wordings import Wordings
from helpers.survey.questionnaire import Questionnaire

ABOUT_SHEET = "Om udgaven"


def read_export(path: Path, questionnaire: Questionnaire) -> Export:
    """The export in a file, zip or folder, whatever system wrote it, everything as text.

    Raises DataError where there is no such file, or it is hostile, damaged, of another type, or where it
    cannot be told which of two sheets or downloads is meant.
    """
    files = find_files(path)
    if files[0].kind == STATISTICS:
        return recognise(read_statistics(files[0].data, files[0].name, path))
    tables, decimal = _tables(files, path)
    if is_surveyxact(tables):
        return replace(join_tables(tables, path, decimal), tables=tables)
    about = _about(tables)
    answers = [table for table in tables if table.name != ABOUT_SHEET]
    form = {OPENDOCUMENT: "OpenDocument", OLD_WORKBOOK: "Excel 97-2003"}.get(files[0].kind, "")
    export = read_flat(answers or tables, path, Wordings(questionnaire), decimal, form)
    return recognise(replace(export, about=about, tables=tables))


def read_tables(path: Path) -> tuple[RawTable, ...]:
    """The sheets of a workbook of any kind, as they stand. Raises DataError as `read_export` does."""
    files = find_files(path)
    if files[0].kind == STATISTICS:
        raise refuse(path, "Det er ikke et regneark. Gem det som .xlsx eller .ods.")
    return _tables(files, path)[0]


def export_checksum(path: Path) -> str:
    """The checksum of the export; of a folder that of its files, one after another by name."""
    return hashlib.sha256(b"".join(read_bytes(file) for file in export_paths(path))).hexdigest()


def _tables(files: Sequence[FoundFile], path: Path) -> tuple[tuple[RawTable, ...], str]:
    """The tables of the files, and the mark that decimals are written with."""
    file = files[0]
    if file.kind == CSV:
        read = [read_delimited(each.data, path, "" if each.name == path.name else each.name) for each in files]
        main = next((mark for table, mark in read if part_of(table.name) == "dataset"), read[0][1])
        return tuple(table for table, _ in read), "." if main == "," else ","
    sheets_of = {OPENDOCUMENT: read_opendocument, OLD_WORKBOOK: read_old_workbook}.get(file.kind, read_workbook)
    tables = sheets_of(file.data, path)
    if not tables:
        raise refuse(path, "Filen har ingen celler med indhold.")
    return tables, ","


def _about(tables: Sequence[RawTable]) -> Mapping[str, str]:
    """What the sheet about the edition says: label → text, blanks left out."""
    sheet = next((table for table in tables if table.name == ABOUT_SHEET), None)
    pairs = [cells[:2] for _, cells in sheet.rows if len(cells) > 1] if sheet else []
    return {pair[0].strip(): pair[1].strip() for pair in pairs if pair[1].strip()}
