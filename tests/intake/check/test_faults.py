"""Forty faults of more than fifteen kinds: all in one report, each in its cell, and nothing else."""

import datetime
from dataclasses import replace
from pathlib import Path

import exports_writing as writing
import pandas as pd
import pyreadstat
import pytest
import yaml
from intake.formats.test_same_answers import decide
from openpyxl.utils import get_column_letter
from planted_faults import PLANTED, PUBLISHED, Planted, Spoilt, clean_rows, spoil

from helpers.intake.cell_place import CellPlace
from helpers.intake.check.finding import FAULT, CheckFinding, CheckResult
from helpers.intake.check.run import check_export
from helpers.intake.export import Export
from helpers.intake.new_edition import new_edition
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture(scope="module")
def spoilt(questionnaire: Questionnaire) -> Spoilt:
    return spoil(questionnaire)


def workbook(folder: Path, spoilt: Spoilt) -> Path:
    return writing.write_workbook(folder / "eksport.xlsx", {"Svar": spoilt.grid})


def found(result: CheckResult) -> list[tuple[int, int, str, str]]:
    return sorted((f.place.row, f.place.column, f.rule, f.near) for f in result.faults)


def expected(spoilt: Spoilt) -> list[tuple[int, int, str, str]]:
    return sorted((row, column, fault.rule, fault.near) for (row, column), fault in spoilt.faults.items())


def test_there_are_forty_faults_of_at_least_fifteen_kinds() -> None:
    assert len(PLANTED) == 40
    assert len({fault.rule for fault in PLANTED}) >= 15


def test_all_forty_are_in_one_report_and_nothing_else(
    tmp_path: Path, questionnaire: Questionnaire, spoilt: Spoilt
) -> None:
    result = check_export("2026", workbook(tmp_path, spoilt), tmp_path / "data", questionnaire)
    assert set(found(result)) ^ set(expected(spoilt)) == set()
    assert len(result.faults) == len(PLANTED)
    assert result.doubts == ()


def test_each_fault_is_one_line_with_its_file_sheet_row_and_column(
    tmp_path: Path, questionnaire: Questionnaire, spoilt: Spoilt
) -> None:
    result = check_export("2026", workbook(tmp_path, spoilt), tmp_path / "data", questionnaire)
    lines = list(result.lines)
    assert "Fejl (40)" in lines
    for row, column in spoilt.faults:
        start = f'- eksport.xlsx, ark "Svar", række {row}, kolonne {get_column_letter(column)} "'
        assert len([line for line in lines if line.startswith(start)]) == 1


def test_a_line_says_what_was_given_what_is_allowed_and_the_nearest_guess(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    spoilt = spoil(questionnaire, [Planted("aabningstimer", "37,5 t", "enhed")])
    result = check_export("2026", workbook(tmp_path, spoilt), tmp_path / "data", questionnaire)
    (row, column), _ = spoilt.faults.popitem()
    assert [fault.line("eksport.xlsx", [fault.place.row]) for fault in result.faults] == [
        f'eksport.xlsx, ark "Svar", række {row}, kolonne {get_column_letter(column)} "Hvor mange timer om ugen har '
        'værestedet åbent med personale?": "37,5 t" er ikke et tal alene. Tilladt: hele eller halve timer fra 0 til '
        '168, f.eks. 37,5, eller tom. Nærmeste gæt: "37,5".'
    ]


def as_text(cell: object) -> object:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell).replace(".", ",") if isinstance(cell, float) else cell


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_same_faults_are_found_in_csv(tmp_path: Path, questionnaire: Questionnaire, encoding: str) -> None:
    spoilt = spoil(questionnaire, [fault for fault in PLANTED if "csv" in fault.formats])
    grid = [[as_text(cell) for cell in row] for row in spoilt.grid]
    path = writing.write_csv(tmp_path / "eksport.csv", grid, encoding)
    assert set(found(check_export("2026", path, tmp_path / "data", questionnaire))) ^ set(expected(spoilt)) == set()


def test_the_same_faults_are_found_in_spss(tmp_path: Path, questionnaire: Questionnaire) -> None:
    spoilt = spoil(questionnaire, [fault for fault in PLANTED if "spss" in fault.formats])
    heading, *rows = spoilt.grid
    names = ["id", *(place.column for place in writing.places(questionnaire))]
    data, labels = {}, {}
    for index, (name, wording) in enumerate(zip(names, heading, strict=True)):
        cells = [row[index] for row in rows]
        question = questionnaire.questions.get(name.partition(".")[0])
        numeric = question is not None and question.kind in ("count", "hours", "multiple")
        if question is not None and question.kind == "multiple":
            cells = [{"Ja": 1, "Nej": 0}.get(str(cell), cell) for cell in cells]
        empty = None if numeric else ""
        data[f"v{index}"] = [
            empty if cell in ("", None) else float(str(cell)) if numeric else str(cell) for cell in cells
        ]
        labels[f"v{index}"] = str(wording)
    path = tmp_path / "eksport.sav"
    pyreadstat.write_sav(pd.DataFrame(data), str(path), column_labels=labels)
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    # SPSS has no row of headings: its first case is row 1.
    assert set(found(result)) ^ {(row - 1, *rest) for row, *rest in expected(spoilt)} == set()
    assert "variabel v" in result.faults[0].line("eksport.sav", [])


def test_faults_in_surveyxact_are_told_by_file_and_cell(tmp_path: Path, questionnaire: Questionnaire) -> None:
    tables = writing.surveyxact_tables(questionnaire, clean_rows(), unanswered=42)
    dataset = tables["Dataset"]
    variables = {row[4]: row[1] for row in tables["Structure"] if row[3] != "Multiple"}
    planted = {
        (5, dataset[0].index(variables[questionnaire.text("aabningstimer")])): ("37.5", "punktum"),
        (7, dataset[0].index(variables[questionnaire.text("kommune")])): ("Odensse", "kommune"),
        (9, dataset[0].index(variables[questionnaire.text("organisationsform")])): ("77", "ukendt_svar"),
        (11, dataset[0].index("respondent_id")): (dataset[3][0], "id_to_gange"),
    }
    for (row, column), (text, _) in planted.items():
        dataset[row][column] = text
    path = writing.write_surveyxact(tmp_path, tables)
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    assert [(f.place.row - 1, f.place.column - 1, f.rule) for f in result.faults] == [
        (row, column, rule) for (row, column), (_, rule) in planted.items()
    ]
    assert "surveyxact-utf16, dataset.csv, række 6, kolonne" in result.faults[0].line(result.export.file, [6])
    assert str(dataset[3][0]) not in "\n".join(result.lines)


def test_nothing_is_built_from_it_and_what_was_there_stays(
    tmp_path: Path, questionnaire: Questionnaire, spoilt: Spoilt
) -> None:
    data = tmp_path / "data"
    clean = writing.write_excel(tmp_path / "ren.xlsx", writing.one_heading(questionnaire, clean_rows()))
    decide(new_edition("2026", clean, data, questionnaire))
    assert new_edition("2026", clean, data, questionnaire).open == ()
    (data / "2024").mkdir()
    (data / "2024" / "responses.csv").write_bytes(PUBLISHED.read_bytes())
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    path = workbook(tmp_path, spoilt)
    check_export("2026", path, data, questionnaire)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    edition = new_edition("2026", path, data, questionnaire)
    assert edition.responses is None
    # Ids are left unread by `new`; all else that the check calls a fault stops it, a text that recurs told once.
    told = "\n".join(edition.open)
    for fault in spoilt.faults.values():
        if isinstance(fault.cell, str) and not fault.cell[0].isdigit():
            assert f'"{fault.cell}"' in told
    for kept in ("2024/responses.csv", "2026/responses.csv", "2026/edition.yml"):
        assert (data / kept).read_bytes() == before[data / kept]


def test_what_a_person_decided_is_no_fault_any_more(tmp_path: Path, questionnaire: Questionnaire) -> None:
    spoilt = spoil(
        questionnaire, [Planted("aabningstimer", "37,5 t", "enhed"), Planted("kommune", "9999", "postnummer")]
    )
    path, data = workbook(tmp_path, spoilt), tmp_path / "data"
    edition = new_edition("2026", path, data, questionnaire)
    decide(edition)
    raw = yaml.load(edition.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    raw["postnumre"] = {"9999": "0461"}
    for entry in raw["svar"]:
        entry["betyder"] = "37,5" if entry["læst"] == "37,5 t" else entry["betyder"]
    edition.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    result = check_export("2026", path, data, questionnaire)
    assert result.faults == ()
    notes = "\n".join(note.message for note in result.notes)
    assert "Postnummer 9999 er i hånden lagt i Odense (1 svar)." in notes
    assert "er afgjort i hånden i 1 celle" in notes


def test_a_postcode_with_a_suggestion_is_asked_about_and_is_nothing_to_mend(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    spoilt = spoil(questionnaire, [Planted("kommune", "5000 Odense C", ""), Planted("kommune", "9999", "postnummer")])
    path, data = workbook(tmp_path, spoilt), tmp_path / "data"
    result = check_export("2026", path, data, questionnaire)
    assert [fault.given for fault in result.faults] == ["9999"]
    assert any(each.message.startswith("postnummerforslag: 1 postnummer har") for each in result.decisions)


def test_what_is_alike_but_for_its_row_is_one_line_with_all_rows(tmp_path: Path) -> None:
    column = CellPlace("Svar", 0, 3, "C", "", "Hvor mange?")
    found = tuple(
        CheckFinding(FAULT, "x", message, place=replace(column, row=row))
        for row, message in ((4, "Ikke et tal."), (9, "Ikke et tal."), (9, "For meget."), (12, "Ikke et tal."))
    )
    result = CheckResult("2026", tmp_path, Export("svar.xlsx", "Excel", (), ()), 3, (), found, (), ())
    assert list(result.lines)[:3] == [
        "Fejl (4)",
        '- svar.xlsx, ark "Svar", rækkerne 4, 9 og 12, kolonne C "Hvor mange?": Ikke et tal.',
        '- svar.xlsx, ark "Svar", række 9, kolonne C "Hvor mange?": For meget.',
    ]
