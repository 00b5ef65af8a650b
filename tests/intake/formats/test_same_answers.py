"""The same 103 answers in every format give the same file, byte for byte."""

import csv
from collections.abc import Callable
from pathlib import Path

import exports_writing as writing
import pytest
import yaml

from helpers.base.paths import DATA
from helpers.intake.decisions import NOT_ASKED
from helpers.intake.new_edition import NewEdition, new_edition
from helpers.intake.template import write_template
from helpers.survey.questionnaire import Questionnaire

PUBLISHED = DATA / "2024" / "responses.csv"
Rows = list[dict[str, str]]
Write = Callable[[Path, Questionnaire, Rows], Path]


@pytest.fixture(scope="module")
def rows() -> Rows:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decide(edition: NewEdition, **decisions: object) -> None:
    """What a person does: fills in the blanks of mapping.yml."""
    raw = yaml.load(edition.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    raw["udgave"] |= {"periode": "marts 2026", "medlemmer": "171"}
    raw["udgave"]["ramme"] = raw["udgave"]["ramme"] or "145"
    raw["intet_valgt"] = dict.fromkeys(raw["intet_valgt"], "nul")
    raw["mangler"] = dict.fromkeys(raw["mangler"], NOT_ASKED)
    for key, value in decisions.items():
        raw[key] = value
    edition.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")


def surveyxact(dialect: str, packed: bool = False) -> Write:
    def write(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
        decimal = "." if dialect == "comma" else ","
        tables = writing.surveyxact_tables(questionnaire, rows, unanswered=42, decimal=decimal)
        return writing.write_surveyxact(folder, tables, dialect, packed)

    return write


def surveyxact_book(split: int | None) -> Write:
    def write(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
        tables = writing.surveyxact_tables(questionnaire, rows, unanswered=42)
        return writing.write_surveyxact_workbook(folder / "eksport.xlsx", tables, split)

    return write


def spss(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    return writing.write_spss(folder / "eksport.sav", questionnaire, rows)


def excel(grid: Callable[..., writing.Grid], show: writing.Show = writing.worded, heading_rows: int = 1) -> Write:
    def write(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
        return writing.write_excel(folder / "eksport.xlsx", grid(questionnaire, rows, show), heading_rows=heading_rows)

    return write


def delimited(encoding: str, show: writing.Show = writing.worded) -> Write:
    def write(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
        return writing.write_csv(folder / "eksport.csv", writing.one_heading(questionnaire, rows, show), encoding)

    return write


def one_cell(separator: str) -> Write:
    def write(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
        return writing.write_excel(folder / "eksport.xlsx", writing.one_cell(questionnaire, rows, separator))

    return write


def template(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    return fill_template(folder / "skema.xlsx", questionnaire, rows)


def fill_template(path: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    import openpyxl

    book = openpyxl.load_workbook(write_template(path, questionnaire))
    sheet, about = book["Svar"], book["Om udgaven"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for place in writing.places(questionnaire):
            text = writing.yes_or_no(place, row[place.column])
            if text:
                number_cell = place.question.kind in ("count", "hours")
                sheet.cell(number, headings[place.wording], float(text.replace(",", ".")) if number_cell else text)
    about["B1"], about["B2"], about["B3"] = "marts 2026", 171, 145
    book.save(path)
    return path


FORMATS: dict[str, Write] = {
    "SurveyXact, UTF-16 og tabulator": surveyxact("utf16"),
    "SurveyXact, Windows-1252 og semikolon": surveyxact("semicolon"),
    "SurveyXact, Windows-1252 og komma": surveyxact("comma"),
    "SurveyXact, zip": surveyxact("utf16", packed=True),
    "SurveyXact, projektmappe": surveyxact_book(None),
    "SurveyXact, delt projektmappe": surveyxact_book(30),
    "SPSS": spss,
    "Enalyzer, tekst": excel(writing.codes_over_wordings, writing.chosen_or_blank, 2),
    "Enalyzer, etiketnummer": excel(writing.codes_over_wordings, writing.numbered, 2),
    "Excel, ord": excel(writing.one_heading),
    "Excel, nøgler": excel(writing.one_heading, writing.keyed),
    "Excel, ja eller tom": excel(writing.one_heading, writing.yes_or_blank),
    "Excel, spørgsmål over svar": excel(writing.questions_over_answers, writing.yes_or_no, 2),
    "Excel, flere svar i en celle": one_cell("; "),
    "Excel, svar på linjer": one_cell("\n"),
    "CSV, UTF-8 med BOM": delimited("utf-8-sig"),
    "CSV, UTF-8": delimited("utf-8"),
    "CSV, Windows-1252": delimited("cp1252", writing.yes_or_blank),
    "skabelonen": template,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_answers_give_the_same_bytes(
    name: str, tmp_path: Path, questionnaire: Questionnaire, rows: Rows
) -> None:
    export = FORMATS[name](tmp_path, questionnaire, rows)
    first = new_edition("2026", export, tmp_path / "data", questionnaire)
    if name == "skabelonen":
        assert first.open == ()
    else:
        assert first.responses is None
        decide(first, talkoder="rækkefølge")
    second = new_edition("2026", export, tmp_path / "data", questionnaire)
    assert second.open == ()
    assert second.responses is not None
    assert second.responses.read_bytes() == PUBLISHED.read_bytes()
    assert (second.count, second.invited) == (103, 145)
