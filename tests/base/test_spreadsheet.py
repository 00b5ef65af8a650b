from openpyxl import Workbook

from helpers.base.spreadsheet import begins_formula, inert, put_row

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "−1",
    "@a",
    "'=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "\t=1",
    "\r=1",
    "\ufeff=1",
    "\u200b\u202e =1",
)


def test_what_begins_like_a_formula_is_known_behind_unseen_signs_too() -> None:
    assert [text for text in FORMULAS if not begins_formula(text)] == []
    assert not any(map(begins_formula, ("", "a=1", "1-5", "»=1«", "§ 99", '"=1"', "drifts\u00adtilskud")))


def test_a_text_of_a_csv_file_is_guarded_only_where_it_must_be() -> None:
    assert [inert(text) for text in ("=1", "Ja", "")] == ["»=1«", "Ja", ""]


def test_a_row_of_texts_is_text_in_a_workbook() -> None:
    sheet = Workbook().create_sheet()
    sheet.append(["Tekst"])
    put_row(sheet, (*FORMULAS, "Ja\x0b\ud800"))
    cells = sheet[2]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True] * len(FORMULAS) + [False]
    assert cells[-1].value == "Ja\ufffd\ufffd"
