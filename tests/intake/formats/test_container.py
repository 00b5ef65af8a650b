"""What a file is, is told by its bytes; two downloads in one place are never mixed."""

import zipfile
from pathlib import Path

import exports_writing as writing
import pytest

from helpers.base.errors import DataError
from helpers.intake.export import Export
from helpers.intake.formats.detect import export_checksum, read_export
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return writing.one_heading(questionnaire, [{"kommune": "0101", "aabningstimer": "20"}, {"kommune": "0147"}])


def same(export: Export, questionnaire: Questionnaire) -> bool:
    return len(export.rows) == 2 and len(export.columns) == len(writing.places(questionnaire))


def packed(path: Path, files: dict[str, Path], separator: str = "/") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, file in files.items():
            archive.writestr(zipfile.ZipInfo(name.replace("/", separator)), file.read_bytes())
    return path


@pytest.mark.parametrize("inner", ["svar.csv", "CSV/svar.csv", "svar.xlsx", "a/b/svar.xlsx"])
def test_a_zip_of_one_file_is_read(
    inner: str, tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    write = writing.write_csv if inner.endswith("csv") else writing.write_excel
    other = tmp_path / "x.txt"
    other.write_text("x", encoding="utf-8")
    file = write(tmp_path / "svar", grid)
    path = packed(tmp_path / "data.zip", {inner: file, "__MACOSX/._svar.csv": other, "a/~$svar.xlsx": other})
    assert same(read_export(path, questionnaire), questionnaire)


def test_a_folder_with_one_file_is_read(tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid) -> None:
    writing.write_csv(tmp_path / "svar.csv", grid)
    (tmp_path / "svar.uden-tema.txt").write_text("x", encoding="utf-8")
    assert same(read_export(tmp_path, questionnaire), questionnaire)
    assert export_checksum(tmp_path) == export_checksum(tmp_path / "svar.csv")


@pytest.mark.parametrize("names", [("2025.csv", "2026.csv"), ("svar.xlsx", "svar.csv"), ("a/x.csv", "b/x.csv")])
def test_of_two_files_neither_is_chosen(
    names: tuple[str, str], tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    file = writing.write_csv(tmp_path / "svar", grid)
    path = packed(tmp_path / "data.zip", dict.fromkeys(names, file))
    with pytest.raises(DataError, match=f'flere filer, der kan være svarene: "{names[0]}" og "{names[1]}"'):
        read_export(path, questionnaire)


@pytest.mark.parametrize("again", ["2025/dataset.csv", "dataset (1).csv", "gammel/structure.csv"])
def test_two_downloads_from_surveyxact_are_not_mixed(again: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    tables = writing.surveyxact_tables(questionnaire, [{"kommune": "0101"}])
    folder = writing.write_surveyxact(tmp_path, tables, "semicolon")
    files = {f"2026/{file.name}": file for file in sorted(folder.iterdir())}
    path = packed(tmp_path / "eksport.zip", {again: folder / "dataset.csv", **files})
    with pytest.raises(DataError, match=r"to eksporter fra SurveyXact: .* og .* vælg én"):
        read_export(path, questionnaire)
    (folder / "dataset (1).csv").write_bytes((folder / "dataset.csv").read_bytes())
    for place in (folder, folder / "dataset.csv"):
        with pytest.raises(DataError, match=r"to eksporter fra SurveyXact: .*dataset \(1\).csv"):
            read_export(place, questionnaire)


def test_the_sheet_variables_is_surveyxacts_structure(tmp_path: Path, questionnaire: Questionnaire) -> None:
    tables = writing.surveyxact_tables(questionnaire, [{"kommune": "0101"}], unanswered=2)
    sheets = {"Labels": tables["Labels"], "Dataset": tables["Dataset"], "Variables": tables["Structure"]}
    export = read_export(writing.write_workbook(tmp_path / "eksport.xlsx", sheets), questionnaire)
    assert (export.format, len(export.rows)) == ("SurveyXact", 3)
    assert {place.question.text for place in writing.places(questionnaire)} <= {c.text for c in export.columns} | {
        c.wording.partition(" - ")[0] for c in export.columns
    }
    sheets["Variables"] = [row[:5] for row in tables["Structure"]]
    with pytest.raises(DataError, match='"Variables" mangler kolonnen choiceValue, choiceText'):
        read_export(writing.write_workbook(tmp_path / "eksport.xlsx", sheets), questionnaire)


TOLD = {
    "web page": ("svar.xls", b"<html><body><table>", "er en webside .HTML. med navnet .xls: Åbn den i Excel"),
    "web page with a doctype": ("svar.xlsx", b"\xef\xbb\xbf\n<!DOCTYPE html>", "er en webside .HTML. med navnet .xlsx"),
    "lock file": ("~$svar.xlsx", b"\x08Navn", r"~\$svar.xlsx er Excels egen låsefil: Luk Excel, og vælg svar.xlsx"),
    "locked by a password": (
        "svar.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "låst med en adgangskode",
    ),
    "Excel's XML": (
        "svar.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "XML-regneark fra en ældre Excel",
    ),
    "binary workbook": ("svar.xlsb", b"PK\x03\x04", "binære format .*Gem den som Excel-projektmappe"),
    "portable SPSS file": ("svar.por", b"ASCII SPSS PORT FILE", "gamle format .*Gem den som .sav"),
    "Numbers": ("svar.numbers", b"PK\x03\x04", "Apple Numbers"),
    "no suffix": ("svar", b"a;b\n1;2\n", "Filtypen læses ikke. Læses kan .xlsx"),
    "Word": ("svar.docx", b"PK\x03\x04" + b"\0" * 30, "er ikke det, som navnet siger"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_a_file_that_is_not_read_is_told_by_what_it_is(name: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    file, data, told = TOLD[name]
    (tmp_path / file).write_bytes(data)
    with pytest.raises(DataError, match=told):
        read_export(tmp_path / file, questionnaire)


@pytest.mark.parametrize("name", ["svar.csv", "svar.xlsx", "dataset.csv", "svar.sav"])
def test_a_file_that_another_program_keeps_is_told_in_danish(
    name: str, tmp_path: Path, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")

    def kept(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", kept)
    with pytest.raises(DataError, match=rf"{name}: Filen kan ikke læses. Er den åben i et andet program \(Excel\?\)"):
        read_export(path, questionnaire)
