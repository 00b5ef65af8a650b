"""An empty workbook to answer in, for those without a survey system."""

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.base.spreadsheet import put_row, put_text
from helpers.base.whole_files import replace_whole
from helpers.intake.formats.detect import ABOUT_SHEET
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

SHEET, EXPLANATION, LISTS = "Svar", "Spørgsmålene", "Lister"
ROWS = 500
_HOW = {
    "single": "Vælg ét svar på listen. Lad cellen stå tom, hvis der ikke er svaret.",
    "multiple": "Vælg Ja eller Nej ved hvert svar. Lad alle stå tomme, hvis der ikke er svaret.",
    "count": "Skriv et helt tal. 0 er ingen; lad cellen stå tom, hvis der ikke er svaret.",
    "hours": "Skriv hele eller halve timer, f.eks. 37,5. Lad cellen stå tom, hvis der ikke er svaret.",
    "municipality": "Vælg kommunen på listen.",
    "text": "Skriv frit. Skriv ikke navne på personer.",
}
_PRIVATE = "Læses kun for at kende stedet igen fra år til år: Det bliver til et pseudonym og gemmes ikke."


def write_template(path: Path, questionnaire: Questionnaire) -> Path:
    """The path of the workbook written: a sheet to answer in, the questions explained, and the edition's numbers."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    answers, explained, about, lists = (book.create_sheet(name) for name in (SHEET, EXPLANATION, ABOUT_SHEET, LISTS))
    explained.append(["Spørgsmål", "Sådan svarer du", "Svar"])
    column = 0
    for question in questionnaire.questions.values():
        offered = [a.label for a in question.answers]
        how = _PRIVATE if question.private else _HOW[question.kind]
        put_row(explained, (question.text, how, "\n".join(offered)))
        several = question.kind != "single" and question.answers
        headings = [f"{question.text} - {label}" for label in offered] if several else [question.text]
        for heading in headings:
            column += 1
            cell = answers.cell(1, column)
            put_text(cell, heading)
            cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
            answers.column_dimensions[get_column_letter(column)].width = 24
            _validate(answers, lists, column, question)
    answers.freeze_panes = "A2"
    lists.sheet_state = "hidden"
    for sheet, widths in ((explained, (60, 50, 60)), (about, (24, 30, 60))):
        for index, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
    for row in (
        ["Periode", None, "Hvornår der kunne svares, f.eks. marts-april 2027"],
        ["Medlemmer", None, "Hvor mange medlemmer foreningen har"],
        ["Inviterede", None, "Hvor mange væresteder der fik skemaet"],
    ):
        about.append(row)
    saved = io.BytesIO()
    book.save(saved)
    replace_whole(path, saved.getvalue())
    return path


def _validate(answers: Worksheet, lists: Worksheet, column: int, question: Question) -> None:
    """Puts the question's check and, where it has fixed answers, its drop-down on a column."""
    letter = get_column_letter(column)
    first = f"{letter}2"
    match question.kind:
        case "text":
            for row in range(2, ROWS + 2):
                # As text "007" and "1-5" stay what was written.
                answers.cell(row, column).number_format = "@"
            return
        case "multiple":
            check = DataValidation(type="list", formula1='"Ja,Nej"')
        case "count":
            check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
        case "hours":
            check = DataValidation(type="custom", formula1=f"AND(ISNUMBER({first}),{first}>=0,MOD({first}*2,1)=0)")
        case _:
            offered = [a.label for a in question.answers] or [m.name for m in load_municipalities().values()]
            for row, label in enumerate(offered, start=1):
                put_text(lists.cell(row, column), label)
            check = DataValidation(type="list", formula1=f"{LISTS}!${letter}$1:${letter}${len(offered)}")
    check.allow_blank = True
    check.showErrorMessage = check.showInputMessage = True
    check.errorTitle, check.error = "Svaret kan ikke bruges", _HOW[question.kind]
    check.prompt = _HOW[question.kind]
    check.add(f"{first}:{letter}{ROWS + 1}")
    answers.add_data_validation(check)
