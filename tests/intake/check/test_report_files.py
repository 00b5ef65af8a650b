"""The page and the marked copy: what they show, how safe they are, and where they are written."""

import zipfile
from pathlib import Path

import exports_writing as writing
import openpyxl
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from intake.formats.test_hostile import HOSTILE
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from planted_faults import Planted, Spoilt, clean_rows, spoil

from helpers.base.errors import DataError, VaerestederError
from helpers.base.paths import DATA, ROOT
from helpers.cli.commands import main
from helpers.intake.check.finding import CheckResult
from helpers.intake.check.html_report import page_html
from helpers.intake.check.marked_workbook import LIST_SHEET, marked_copy
from helpers.intake.check.report_files import plan_reports, write_reports
from helpers.intake.check.run import check_export
from helpers.survey.questionnaire import Questionnaire

TAG = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def spoilt(questionnaire: Questionnaire) -> Spoilt:
    return spoil(questionnaire)


@pytest.fixture
def result(tmp_path: Path, questionnaire: Questionnaire, spoilt: Spoilt) -> CheckResult:
    path = writing.write_workbook(tmp_path / "eksport.xlsx", {"Svar": spoilt.grid, "Andet": [["urørt"]]})
    return check_export("2026", path, tmp_path / "data", questionnaire)


def one_fault(
    folder: Path, questionnaire: Questionnaire, cell: object, column: str = "organisationsform"
) -> CheckResult:
    spoilt = spoil(questionnaire, [Planted(column, cell, "")])
    path = writing.write_workbook(folder / "eksport.xlsx", {"Svar": spoilt.grid})
    return check_export("2026", path, folder / "data", questionnaire)


def test_the_page_has_a_row_a_fault_under_real_headers(result: CheckResult) -> None:
    page = BeautifulSoup(page_html(result), "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "da"
    tables = page.find_all("table")
    assert len(tables) == 1
    assert tables[0].caption
    assert [th.get_text() for th in tables[0].thead.find_all("th", scope="col")] == [
        "Celle", "Spørgsmål", "Der står", "Hvad der er galt", "Tilladt", "Nærmeste gæt",
    ]  # fmt: skip
    rows = tables[0].tbody.find_all("tr")
    assert [row.find("th", scope="row").get_text() for row in rows] == [
        f'Ark "Svar", række {f.place.row}, kolonne {f.place.letter}' for f in result.faults
    ]
    assert {len(row.find_all("td")) for row in rows} == {5}


def test_the_page_runs_nothing_and_fetches_nothing(result: CheckResult) -> None:
    page = BeautifulSoup(page_html(result), "html.parser")
    assert page.find_all(["script", "img", "iframe", "link", "object", "form"]) == []
    assert {link["href"] for link in page.find_all("a")} == {"#afgørelse", "#fejl", "#note"}
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert "url(" not in page_html(result)


def test_what_a_respondent_wrote_is_text_on_the_page(tmp_path: Path, questionnaire: Questionnaire) -> None:
    html = page_html(one_fault(tmp_path, questionnaire, TAG))
    assert "<script" not in html
    assert TAG in BeautifulSoup(html, "html.parser").get_text()


def test_every_faulty_cell_of_the_copy_is_coloured_and_commented_and_no_other(
    result: CheckResult, spoilt: Spoilt, tmp_path: Path
) -> None:
    write_reports(result, plan_reports(result.path))
    book = openpyxl.load_workbook(tmp_path / "eksport.kontrol.xlsx")
    sheet = book["Svar"]
    marked = {(c.row, c.column) for row in sheet.iter_rows() for c in row if c.comment}
    filled = {(c.row, c.column) for row in sheet.iter_rows() for c in row if c.fill.fill_type == "solid"}
    assert marked == filled == set(spoilt.faults)
    for fault in result.faults:
        comment = sheet.cell(fault.place.row, fault.place.column).comment
        assert comment is not None
        assert comment.text.startswith(f"Kontrol: FEJL: {fault.message}\nTilladt: ")
    assert book["Andet"]["A1"].value == "urørt"


def test_the_first_sheet_lists_all_and_links_to_the_cells(result: CheckResult, tmp_path: Path) -> None:
    write_reports(result, plan_reports(result.path))
    book = openpyxl.load_workbook(tmp_path / "eksport.kontrol.xlsx")
    assert book.sheetnames == [LIST_SHEET, "Svar", "Andet"]
    assert book.active is book[LIST_SHEET]
    for number, fault in enumerate(result.faults, start=2):
        kind, sheet, cell, row, *_ = (c.value for c in book[LIST_SHEET][number])
        coordinate = f"{get_column_letter(fault.place.column)}{fault.place.row}"
        assert (kind, sheet, cell, row) == ("fejl", "Svar", coordinate, fault.place.row)
        assert book[LIST_SHEET].cell(number, 3).hyperlink.location == f"'Svar'!{coordinate}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＠", "\ufeff="])
def test_text_that_looks_like_a_formula_stays_text(start: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    text = f"{start}1+1"
    for grid_cell in (text, TAG):
        spoilt = spoil(questionnaire, [Planted("organisationsform", grid_cell, "")])
        spoilt.grid[0].append("Bemærkning")
        for row in spoilt.grid[1:]:
            row.append(text)
        path = writing.write_csv(tmp_path / "eksport.csv", spoilt.grid)
        result = check_export("2026", path, tmp_path / "data", questionnaire)
        write_reports(result, plan_reports(path))
        book = openpyxl.load_workbook(tmp_path / "eksport.kontrol.xlsx")
        cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
        assert not [c.coordinate for c in cells if c.data_type == "f"]
        remarks = [c for c in cells if c.value == text]
        assert len(remarks) >= 103
        assert all(c.quotePrefix for c in remarks)


def test_a_formula_of_the_workbook_becomes_what_was_read(tmp_path: Path, questionnaire: Questionnaire) -> None:
    spoilt = spoil(questionnaire, [Planted("aabningstimer", "37.5", "punktum")])
    spoilt.grid[0].append("Sum")
    path = writing.write_workbook(tmp_path / "eksport.xlsx", {"Svar": spoilt.grid})
    book = openpyxl.load_workbook(path)
    book["Svar"].cell(2, len(spoilt.grid[0])).value = "=1+1"
    book.save(path)
    assert openpyxl.load_workbook(path)["Svar"].cell(2, len(spoilt.grid[0])).data_type == "f"
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    book = marked_copy(result)
    assert not [c for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]


def test_a_comment_of_the_researcher_is_kept(tmp_path: Path, questionnaire: Questionnaire) -> None:
    result = one_fault(tmp_path, questionnaire, "37.5", "aabningstimer")
    place = result.faults[0].place
    book = openpyxl.load_workbook(result.path)
    book["Svar"].cell(place.row, place.column).comment = Comment("Ring til dem", "Bo")
    book.save(result.path)
    comment = marked_copy(result)["Svar"].cell(place.row, place.column).comment
    assert comment is not None
    assert comment.text.startswith("Ring til dem\n\nKontrol: FEJL: ")


def test_a_copy_that_comes_back_mended_is_an_export_without_old_marks(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    first = one_fault(tmp_path, questionnaire, "37.5", "aabningstimer")
    reports = plan_reports(first.path)
    write_reports(first, reports)
    place = first.faults[0].place
    book = openpyxl.load_workbook(reports.workbook)
    book["Svar"].cell(place.row, place.column).value = 37.5
    mended = reports.workbook.rename(tmp_path / "rettet.xlsx")
    book.save(mended)
    result = check_export("2026", mended, tmp_path / "data", questionnaire)
    assert result.faults == ()
    again = marked_copy(result)
    assert again.sheetnames == [LIST_SHEET, "Svar"]
    cell = again["Svar"].cell(place.row, place.column)
    assert (cell.comment, cell.fill.fill_type) == (None, None)


def test_a_csv_is_copied_cell_for_cell(tmp_path: Path, questionnaire: Questionnaire) -> None:
    spoilt = spoil(questionnaire, [Planted("aabningstimer", "37.5", "punktum")])
    path = writing.write_csv(tmp_path / "eksport.csv", spoilt.grid)
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    sheet = marked_copy(result)["Svar"]
    ((row, column),) = spoilt.faults
    assert sheet.cell(row, column).value == "37.5"
    assert sheet.cell(row, column).comment
    assert [cell.value for cell in sheet[1]] == spoilt.grid[0]


def test_the_three_files_of_surveyxact_become_three_sheets(tmp_path: Path, questionnaire: Questionnaire) -> None:
    tables = writing.surveyxact_tables(questionnaire, clean_rows())
    column = tables["Dataset"][0].index("s_3")
    tables["Dataset"][4][column] = "77"
    path = writing.write_surveyxact(tmp_path, tables)
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    reports = plan_reports(path)
    assert reports.page == tmp_path / "surveyxact-utf16.kontrol.html"
    book = marked_copy(result)
    assert set(book.sheetnames) == {LIST_SHEET, "dataset", "structure", "labels"}
    assert book["dataset"].cell(5, column + 1).value == "77"
    assert book["dataset"].cell(5, column + 1).comment


def test_a_case_of_spss_stands_a_row_lower_in_the_copy(tmp_path: Path, questionnaire: Questionnaire) -> None:
    rows = clean_rows()
    number = next(n for n, row in enumerate(rows) if row["aabningstimer"])
    rows[number]["aabningstimer"] = "200"
    path = writing.write_spss(tmp_path / "eksport.sav", questionnaire, rows)
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    (fault,) = result.faults
    assert fault.place.row == number + 1
    cell = marked_copy(result)["Svar"].cell(number + 2, fault.place.column)
    assert (cell.value, bool(cell.comment)) == ("200", True)


def test_a_fault_of_a_heading_is_marked_at_the_heading(tmp_path: Path, questionnaire: Questionnaire) -> None:
    grid = writing.codes_over_wordings(questionnaire, clean_rows())
    index = grid[1].index(questionnaire.text("inddraget"))
    grid[1][index] = "Oplever stedet at blive inddraget i den kommunale hjemløseindsats?"
    path = writing.write_excel(tmp_path / "eksport.xlsx", grid, heading_rows=2)
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    assert marked_copy(result)["Svar"].cell(2, index + 1).comment


def test_an_earlier_report_of_ours_is_replaced_and_nothing_else(result: CheckResult, tmp_path: Path) -> None:
    reports = plan_reports(result.path)
    write_reports(result, reports)
    write_reports(result, plan_reports(result.path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "eksport.kontrol.html", "eksport.kontrol.xlsx", "eksport.xlsx",
    ]  # fmt: skip
    for path in (reports.page, reports.workbook):
        own = path.read_bytes()
        path.write_text("noget andet", encoding="utf-8")
        with pytest.raises(VaerestederError, match="findes allerede"):
            plan_reports(result.path)
        assert path.read_text(encoding="utf-8") == "noget andet"
        path.write_bytes(own)


def test_a_copy_that_was_saved_in_a_spreadsheet_is_not_replaced(result: CheckResult, tmp_path: Path) -> None:
    reports = plan_reports(result.path)
    write_reports(result, reports)
    with zipfile.ZipFile(reports.workbook) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/app.xml"] = b"<Properties><Application>Microsoft Excel</Application></Properties>"
    with zipfile.ZipFile(reports.workbook, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(VaerestederError, match="ikke længere"):
        plan_reports(result.path)


def test_reports_are_never_written_in_the_project(tmp_path: Path) -> None:
    for folder in (ROOT, DATA / "2024", ROOT / "tests"):
        with pytest.raises(VaerestederError, match="må ikke ligge i projektets mappe"):
            plan_reports(folder / "eksport.xlsx")
    with pytest.raises(VaerestederError, match="må ikke ligge i projektets mappe"):
        plan_reports(tmp_path / "eksport.xlsx", DATA)
    assert plan_reports(ROOT / "eksport.xlsx", tmp_path).page == tmp_path / "eksport.kontrol.html"


def test_reports_are_never_written_among_what_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = tmp_path / "_build"
    (built / "2026").mkdir(parents=True)
    monkeypatch.setattr("helpers.intake.check.report_files.BUILD", built)
    with pytest.raises(VaerestederError, match="må ikke ligge i projektets mappe"):
        plan_reports(built / "2026" / "eksport.xlsx")


def test_a_link_into_the_project_is_seen_through(tmp_path: Path) -> None:
    link = tmp_path / "genvej"
    link.symlink_to(DATA)
    with pytest.raises(VaerestederError, match="må ikke ligge i projektets mappe"):
        plan_reports(link / "eksport.xlsx")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of editions in which the command works."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr("helpers.intake.check.run.check_export.__defaults__", (folder, None))
    monkeypatch.setattr("helpers.intake.check.run.locate_export.__defaults__", (folder,))
    monkeypatch.setattr("helpers.survey.doubts_file.write_doubts.__defaults__", (folder,))
    return folder


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_written(name: str, tmp_path: Path, data: Path) -> None:
    write, told = HOSTILE[name]
    desk = tmp_path / "skrivebord"
    desk.mkdir()
    path = write(desk)
    before = sorted(desk.iterdir())
    ran = CliRunner().invoke(main, ["check", "2026", "--data", str(path)])
    assert ran.exit_code == 1
    with pytest.raises(DataError, match=told):
        check_export("2026", path, data)
    assert sorted(desk.iterdir()) == before
    assert list(data.iterdir()) == []


def test_faults_end_the_command_with_one_and_doubts_with_nought(
    tmp_path: Path, data: Path, questionnaire: Questionnaire
) -> None:
    path = one_fault(tmp_path, questionnaire, "37.5", "aabningstimer").path
    ran = CliRunner().invoke(main, ["check", "2026", "--data", str(path)])
    assert ran.exit_code == 1
    assert "Fejl (1)" in ran.output
    assert str(tmp_path / "eksport.kontrol.xlsx") in ran.output
    path = one_fault(tmp_path, questionnaire, 90, "aabningstimer").path
    ran = CliRunner().invoke(main, ["check", "2026", "--data", str(path), "--out", str(data.parent)])
    assert (ran.exit_code, "Tvivl (1)" in ran.output) == (0, True)
    assert (data / "2026" / "doubts.csv").is_file()


def test_without_an_export_the_command_says_how_to_name_one(data: Path) -> None:
    ran = CliRunner().invoke(main, ["check", "2026"])
    assert ran.exit_code == 1
    assert "Kør: vaeresteder check 2026 --data EKSPORT" in ran.output
