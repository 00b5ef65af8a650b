"""The questionnaire written out as a workbook, for those who would rather edit it in a spreadsheet."""

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.base.errors import VaerestederError
from helpers.base.paths import QUESTIONNAIRE
from helpers.base.spreadsheet import put_row, put_text
from helpers.base.whole_files import replace_whole
from helpers.intake.form.form_rows import ANSWERS, COLUMNS, ENDED, GUIDE, KEY, QUESTIONS, TEXT, THEMES, form_rows
from helpers.survey import questionnaire_words as words
from helpers.survey.questionnaire_file import read_questionnaire

_WIDTHS = {TEXT: 60, "note": 40, "navn": 40, KEY: 24, "spørgsmål": 24, "kort": 24, "stillet_til": 24}
# Rows below the last that are formatted as text, to write in.
_SPARE = 100
_TOLD = (
    ("Ark", "Hvad der står på en række"),
    (QUESTIONS, "Et spørgsmål. Skifter det ordlyd, står den gamle, og den nye får sin egen række nedenunder med samme "
     "nøgle og det år, den gælder fra."),
    (QUESTIONS, f"Stilles spørgsmålet ikke mere, så skriv en række med nøglen, året og {ENDED} som ordlyd."),
    (QUESTIONS, "Et nyt spørgsmål får sin egen nøgle (små bogstaver fra a til z, tal og _), det år, det er nyt, tema "
     f"og slags. Slagsen er en af: {', '.join(words.QUESTION_WORDS)}."),
    (ANSWERS, "Et svar til spørgsmålet med den nøgle, eller et punkt, hvor der skal stå et tal. Nye, ændrede og "
     "udgåede svar skrives som ved spørgsmålene: med deres år."),
    (THEMES, "Et tema, som spørgsmål hører under."),
    ("Bagefter", "Gem filen, og kør: vaeresteder skema ind, og filens navn. Alt, der skal rettes, bliver sagt med ark, "
     "række og kolonne, og intet ændres, før det hele kan bruges. Mål, grupper, opdelinger og kontroller står kun i "
     "data/questionnaire.yml."),
)  # fmt: skip


def write_form(path: Path, questionnaire: Path = QUESTIONNAIRE) -> Path:
    """The path of the workbook written.

    Raises VaerestederError where there is such a file, SlipError where the questionnaire has slips.
    """
    if path.exists():
        raise VaerestederError(f"{path} findes allerede. Vælg et andet navn, så intet overskrives.")
    rows = form_rows(read_questionnaire(questionnaire))
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, columns in COLUMNS.items():
        sheet = book.create_sheet(name)
        _head(sheet, columns)
        for number, row in enumerate(rows[name], start=2):
            for column, heading in enumerate(columns, start=1):
                if heading in row:
                    put_text(sheet.cell(number, column), row[heading])
        _as_text(sheet, len(rows[name]) + 1, len(columns))
    _offer(book[QUESTIONS], "slags", list(words.QUESTION_WORDS))
    guide = book.create_sheet(GUIDE)
    for line in _TOLD:
        put_row(guide, line)
    guide.delete_rows(1)
    for letter, width in (("A", 14), ("B", 110)):
        guide.column_dimensions[letter].width = width
    for cells in guide.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    saved = io.BytesIO()
    book.save(saved)
    replace_whole(path, saved.getvalue())
    return path


def _head(sheet: Worksheet, columns: tuple[str, ...]) -> None:
    for number, heading in enumerate(columns, start=1):
        cell = sheet.cell(1, number)
        put_text(cell, heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(heading, 14)
    sheet.freeze_panes = "C2"


def _as_text(sheet: Worksheet, last: int, columns: int) -> None:
    """Let every cell be text, so that 1-5 is not made a date where somebody writes it."""
    for row in range(2, last + _SPARE):
        for column in range(1, columns + 1):
            cell = sheet.cell(row, column)
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _offer(sheet: Worksheet, heading: str, offered: list[str]) -> None:
    """A list to choose from in a column."""
    letter = get_column_letter(COLUMNS[QUESTIONS].index(heading) + 1)
    check = DataValidation(type="list", formula1=f'"{",".join(offered)}"', allow_blank=True)
    check.add(f"{letter}2:{letter}{sheet.max_row}")
    sheet.add_data_validation(check)
