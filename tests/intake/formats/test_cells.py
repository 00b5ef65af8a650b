"""A cell is read as the spreadsheet shows it, in every format; what it holds behind that goes along as a suggestion."""

import datetime
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from helpers.base.errors import DataError
from helpers.intake.export import CLOCK, DATE, FORMULA, PERCENT, CellFormat, ExportColumn
from helpers.intake.formats import old_workbook
from helpers.intake.formats.cell_text import format_kind, number_text, shown_number
from helpers.intake.formats.old_workbook import read_old_workbook
from helpers.intake.formats.opendocument import read_opendocument
from helpers.intake.formats.response_sets import use_sets
from helpers.intake.formats.statistics_file import read_statistics
from helpers.intake.formats.workbook import read_workbook

OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def workbook(cells: list[tuple[object, str]]) -> tuple[list[str], list[CellFormat | None]]:
    """The texts of cells (value, number format) in one row, and what each is."""
    made = openpyxl.Workbook()
    for column, (value, code) in enumerate(cells, start=1):
        cell = made.active.cell(1, column)
        cell.value, cell.number_format = value, code
    buffer = io.BytesIO()
    made.save(buffer)
    (table,) = read_workbook(buffer.getvalue(), Path("x.xlsx"))
    return list(table.rows[0][1]), [table.formats.get((1, index)) for index in range(len(cells))]


@pytest.mark.parametrize(
    ("value", "code", "text", "form"),
    [
        (0.5, "0%", "50 %", CellFormat(PERCENT, "0,5")),
        (0.125, "0.0 %", "12,5 %", CellFormat(PERCENT, "0,125")),
        (1, "0.00%", "100 %", CellFormat(PERCENT, "1")),
        (1.5625, "[h]:mm", "37:30", CellFormat(CLOCK, "37,5")),
        (datetime.timedelta(hours=37, minutes=30), "[hh]:mm:ss", "37:30", CellFormat(CLOCK, "37,5")),
        (0.8125, "hh:mm", "19:30", CellFormat(CLOCK, "19,5")),
        (5, "dd-mm-yyyy", "1900-01-05", CellFormat(DATE, "5")),
        (0, "d/m/yy", "1900-01-00", CellFormat(DATE, "0")),
        (46113.25, "yyyy-mm-dd hh:mm", "2026-04-01 06:00:00", CellFormat(DATE, "46113,25")),
        (37.5, "General", "37,5", None),
        (37.5, '0.0 "dage"', "37,5", None),
        (1500, "#,##0 [$kr.-406]", "1500", None),
        (3, "[Red]0", "3", None),
        (0.1 + 0.2, "0.0", "0,3", None),
        (True, "General", "SAND", None),
        ("50%", "@", "50%", None),
        ("=B1*2", "General", "=B1*2", CellFormat(FORMULA)),
    ],
)
def test_a_workbook_shows_what_excel_shows(value: object, code: str, text: str, form: CellFormat | None) -> None:
    assert workbook([(value, code), ("x", "General")]) == ([text, "x"], [form, None])


def test_characters_that_were_written_by_number_are_themselves() -> None:
    texts, _ = workbook([("en_x000D_\nto", "@"), ("_x005F_x000D_", "@"), ("_x0041__x0001_", "@"), ("a_x", "@")])
    assert texts == ["en\r\nto", "_x000D_", "A\ufffd", "a_x"]


def test_hidden_rows_and_sheets_are_told() -> None:
    made = openpyxl.Workbook()
    made.active.append(["a"])
    made.active.append(["b"])
    made.active.row_dimensions[2].hidden = True
    made.create_sheet("Gammel").append(["c"])
    made["Gammel"].sheet_state = "veryHidden"
    buffer = io.BytesIO()
    made.save(buffer)
    first, second = read_workbook(buffer.getvalue(), Path("x.xlsx"))
    assert (first.hidden, first.is_hidden, second.is_hidden) == ({2}, False, True)


def ods(*rows: str, more: str = "") -> bytes:
    buffer = io.BytesIO()
    spaces = " ".join(f'xmlns:{n}="{OASIS}:{n}:1.0"' for n in ("office", "table", "text", "style"))
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>"
            '<style:style style:name="skjult"><style:table-properties table:display="false"/></style:style>'
            f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Svar">{"".join(rows)}'
            f"</table:table>{more}</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str, value: str = "", text: str = "", more: str = "") -> str:
    name = {"percentage": "value", "float": "value", "currency": "value"}.get(kind, f"{kind}-value")
    told = f'office:value-type="{kind}"' + (f' office:{name}="{escape(value)}"' if value else "")
    return f"<table:table-cell {told} {more}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("made", "text", "form"),
    [
        (cell("float", "37.5", "37,50"), "37,5", None),
        (cell("percentage", "0.5", "50 %"), "50 %", CellFormat(PERCENT, "0,5")),
        (cell("time", "PT37H30M00S", "37:30"), "37:30", CellFormat(CLOCK, "37,5")),
        (cell("time", "P1DT13H30M00S"), "37:30", CellFormat(CLOCK, "37,5")),
        (cell("time", "PT0H45M30.0S"), "0:45:30", CellFormat(CLOCK, "0,758333333333333")),
        (cell("date", "1900-01-04", "04-01-00"), "1900-01-04", CellFormat(DATE, "5")),
        (cell("date", "2026-04-01T06:00:00"), "2026-04-01 06:00:00", CellFormat(DATE, "46113,25")),
        (cell("currency", "1500", "1.500 kr."), "1500", None),
        (cell("boolean", "true", "SAND"), "SAND", None),
        (cell("string", "", "en<text:s text:c='2'/>to"), "en  to", None),
        (cell("string", "", "en</text:p><text:p>to"), "en\nto", None),
        (
            cell("string", "", "svar</text:p><office:annotation><text:p>note</text:p></office:annotation><text:p>b"),
            "svar\nb",
            None,
        ),
        ('<table:table-cell table:formula="of:=[.B1]*2"/>', "=[.B1]*2", CellFormat(FORMULA)),
        (cell("float", "0", "#N/A"), "#N/A", None),
    ],
)
def test_an_opendocument_shows_what_libreoffice_shows(made: str, text: str, form: CellFormat | None) -> None:
    (table,) = read_opendocument(ods(row(made, cell("string", "", "x"))), Path("x.ods"))
    assert (table.rows, table.formats) == (((1, (text, "x")),), {(1, 0): form} if form else {})


def test_blank_rows_and_columns_of_an_opendocument_are_counted_and_not_made() -> None:
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    data = ods(
        row(cell("string", "", "a"), blank, cell("string", "", "b", 'table:number-columns-repeated="2"')),
        row('<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="7"'),
        row(cell("string", "", "c"), attributes='table:visibility="filter"'),
        more='<table:table table:name="Gammel" table:style-name="skjult">'
        + row(cell("string", "", "d"))
        + "</table:table>",
    )
    first, second = read_opendocument(data, Path("x.ods"))
    assert first.rows == ((1, ("a", "", "", "", "b", "b")), (9, ("c", "", "", "", "", "")))
    assert (first.hidden, first.is_hidden, second.is_hidden) == ({9}, False, True)


def test_a_locked_opendocument_is_told() -> None:
    buffer = io.BytesIO(ods(row(cell("string", "", "a"))))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    with pytest.raises(DataError, match="låst med en adgangskode"):
        read_opendocument(buffer.getvalue(), Path("x.ods"))


def test_a_workbook_of_excel_97_shows_what_excel_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [[0, 1, "a", []], [1, 2, 0.5, [9, "0%"]], [2, 3, 1.5625, [46, "[h]:mm:ss"]], [3, 2, 5.0, [0, "General"]],
             [4, 4, 1, []], [5, 5, 42, []], [6, 3, 5.0, [14, "m/d/yy"]]]  # fmt: skip
    sheets = [{"name": "Ark1", "hidden": False, "rows": [[1, False, cells], [4, True, [[0, 1, "b", []]]]]}]
    read = {"from_1904": False, "errors": {"42": "#N/A"}, "sheets": sheets}
    monkeypatch.setattr(old_workbook, "read_in_process", lambda *_: read)
    (table,) = read_old_workbook(b"", Path("x.xls"))
    assert table.rows[0] == (1, ("a", "50 %", "37:30", "5", "SAND", "#N/A", "1900-01-05"))
    assert [form.number for form in table.formats.values()] == ["0,5", "37,5", "5"]
    assert (table.rows[1][0], table.hidden) == (4, {4})


def sav(folder: Path, frame: pd.DataFrame, name: str = "x.sav", **more: object) -> dict[str, ExportColumn]:
    path = folder / name
    write = pyreadstat.write_dta if name.endswith("dta") else pyreadstat.write_sav
    write(frame, str(path), **more)
    export = read_statistics(path.read_bytes(), name, path)
    return {column.code: column for column in export.columns}


def test_spss_keeps_what_is_declared_missing_and_shows_formats(tmp_path: Path) -> None:
    frame = pd.DataFrame({"svar": [1.0, 99.0, float("nan")], "tid": [135_000.0, 0, 60], "andel": [50.0, 2.5, 0]})
    read = sav(
        tmp_path, frame, variable_value_labels={"svar": {1.0: "Ja", 99.0: "Ved ikke"}}, missing_ranges={"svar": [99]},
        variable_format={"tid": "TIME8", "andel": "PCT8.1"},
    )  # fmt: skip
    assert (read["svar"].values, dict(read["svar"].labels)) == (("1", "99", ""), {"1": "Ja", "99": "Ved ikke"})
    assert read["tid"].values == ("37:30", "0:00", "0:01")
    assert read["tid"].formats[1] == CellFormat(CLOCK, "37,5")
    assert read["andel"].values == ("50 %", "2,5 %", "0 %")


def test_compressed_spss_is_read_as_the_other(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.5], "b": ["x", "æøå"]})
    packed = sav(tmp_path, frame, "x.zsav", row_compress=False, compress=True)
    assert packed == sav(tmp_path, frame)
    assert (tmp_path / "x.zsav").read_bytes().startswith(b"$FL3")


def test_stata_keeps_its_marks_for_missing_apart(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1.0, "b", None], "c": ["x", "", "z"]})
    read = sav(
        tmp_path, frame, "x.dta", missing_user_values={"a": ["b"]}, column_labels=["Spørgsmål?", "Tekst"],
        variable_value_labels={"a": {1: "Ja", "b": "Vil ikke"}},
    )  # fmt: skip
    assert read["a"].values == ("1", ".b", "")
    assert (read["a"].text, read["a"].labels[".b"], read["c"].values) == ("Spørgsmål?", "Vil ikke", ("x", "", "z"))


def columns() -> tuple[ExportColumn, ...]:
    return (
        ExportColumn("v1", "Hvem? - Unge", ("2", "1", ""), labels={"1": "Nej", "2": "Ja"}),
        ExportColumn("v2", "Ældre", ("2", "9", "1"), labels={"9": "Ved ikke"}),
        ExportColumn("v3", "Andet", ("x", "y", "z")),
    )


def test_a_set_of_yes_and_no_gives_its_variables_the_question() -> None:
    found = {"label": "Hvem?", "is_dichotomy": True, "counted_value": 2, "variable_list": ["v1", "v2"]}
    first, second, third = use_sets(columns(), {"$s": found})
    assert (first.text, first.answer, first.labels["2"], first.labels["1"]) == ("Hvem?", "Unge", "Valgt", "Nej")
    assert (second.answer, second.labels) == ("Ældre", {"2": "Valgt", "1": "Ikke valgt", "9": "Ved ikke"})
    assert third == columns()[2]


def test_a_set_over_texts_has_no_counted_value() -> None:
    found = {"label": "Hvem?", "is_dichotomy": True, "counted_value": None, "variable_list": ["v1"]}
    first = use_sets(columns(), {"$s": found})[0]
    assert (first.text, first.labels) == ("Hvem?", {"1": "Nej", "2": "Ja"})


def test_a_set_of_codes_is_one_column_of_lists() -> None:
    found = {"label": "Hvem?", "is_dichotomy": False, "variable_list": ["v1", "v2"]}
    listed, other = use_sets(columns(), {"$s": found})
    assert (listed.code, listed.text, other) == ("$s", "Hvem?", columns()[2])
    assert listed.values == ("Ja\n2", "Nej\nVed ikke", "1")


def test_a_set_without_words_leaves_the_variables_as_they_are() -> None:
    assert use_sets(columns(), {"$s": {"label": "", "is_dichotomy": True, "variable_list": ["v1"]}}) == columns()


@pytest.mark.parametrize(
    ("code", "kind"),
    [("0%", PERCENT), ("[h]:mm", CLOCK), ("h:mm", CLOCK), ("dd/mm/yyyy", DATE), ("mmm", DATE), ("General", ""),
     ("0.00E+00", ""), ('"h"0', ""), ("\\d0", ""), ("[$-406]d. mmmm yyyy", DATE), ("@", ""), ("0;[Red]-0%", "")],
)  # fmt: skip
def test_a_format_is_known_by_its_code(code: str, kind: str) -> None:
    assert format_kind(164, code) == kind


def test_numbers_keep_fifteen_digits_and_no_more() -> None:
    assert [number_text(n) for n in (1.0, 19.499999999999996, 0.1, 1e-7, 1e20, 123456.789)] == [
        "1", "19,5", "0,1", "0,0000001", "100000000000000000000", "123456,789",
    ]  # fmt: skip
    assert shown_number(60, DATE)[0] == "1900-02-29"
    assert shown_number(0, DATE, True)[0] == "1904-01-01"
    assert shown_number(-1, DATE) == ("-1", None)
