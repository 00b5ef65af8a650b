"""What a table says of its rows and cells goes along with the export that is made of it."""

from pathlib import Path

from helpers.intake.export import CLOCK, CellFormat, RawTable
from helpers.intake.formats.sheet_choice import read_flat
from helpers.intake.wordings import Wordings
from helpers.survey.questionnaire import Questionnaire


def test_formats_of_cells_and_rows_that_hold_no_answers_are_told(questionnaire: Questionnaire) -> None:
    hours = questionnaire.text("aabningstimer")
    clock = CellFormat(CLOCK, "37,5")
    rows = ((1, ("Hentet i marts", "")), (3, ("", hours)), (4, ("x", "37:30")), (6, ("y", "20")))
    table = RawTable("Svar", rows, formats={(4, 1): clock}, hidden=frozenset({6}))
    export = read_flat([table, RawTable("Noter", ((1, ("Husk", "")),))], Path("x.xlsx"), Wordings(questionnaire), ",")
    assert [column.formats for column in export.columns] == [{}, {4: clock}]
    assert (export.content_rows, export.rows, dict(export.set_aside)) == (4, (4, 6), {1: "titel", 3: "overskrift"})
    assert (export.hidden, export.passed_over) == ({6}, ("Noter",))
