"""The exports of survey systems are known by their own columns, and so is who finished."""

import datetime
from pathlib import Path

import exports_writing as writing
import pytest

from helpers.intake.export import FINISHED, PARTIAL, TEST, UNANSWERED, Export
from helpers.intake.formats.detect import read_export
from helpers.intake.formats.systems import SurveySystem, load_systems
from helpers.intake.wordings import normalise
from helpers.survey.questionnaire import Questionnaire

Row = dict[str, str]


@pytest.fixture
def rows() -> list[Row]:
    return [{"kommune": "0101", "aabningstimer": str(number)} for number in (10, 20, 30)]


def beside(
    folder: Path, questionnaire: Questionnaire, rows: list[Row], columns: dict[str, tuple[str, str, str]]
) -> Export:
    """The export of three rows with a system's own columns before the answers."""
    grid = writing.one_heading(questionnaire, rows)
    grid = [
        [*columns, *grid[0]],
        *([*(cells[n] for cells in columns.values()), *row] for n, row in enumerate(grid[1:])),
    ]
    return read_export(writing.write_csv(folder / "eksport.csv", grid), questionnaire)


DAY = ("2026-03-02", "2026-03-02", "2026-03-02")
IDS = ("1", "2", "3")
SHAPES: dict[str, tuple[str, dict[str, tuple[str, str, str]], tuple[str, ...] | None]] = {
    "LimeSurvey in Danish": (
        "LimeSurvey",
        {"Svar-ID": IDS, "Dato for indsendelse": ("2026-03-02", "", "2026-03-03"), "Sidste side": IDS,
         "Startsprog": IDS},
        (FINISHED, PARTIAL, FINISHED),
    ),
    "LimeSurvey by codes": (
        "LimeSurvey",
        {"id": IDS, "submitdate": ("", "", "2026-03-03"), "lastpage": IDS, "startlanguage": IDS, "token": IDS},
        (PARTIAL, PARTIAL, FINISHED),
    ),
    "Qualtrics with a trial": (
        "Qualtrics",
        {"Status": ("IP Address", "Survey Preview", "IP Address"), "Finished": ("True", "True", "False"),
         "RecordedDate": DAY, "ResponseId": IDS},
        (FINISHED, TEST, PARTIAL),
    ),
    "REDCap with labels": (
        "REDCap",
        {"Record ID": IDS, "Survey Identifier": IDS, "Survey Timestamp": DAY,
         "Complete?": ("Complete", "Incomplete", "Unverified")},
        (FINISHED, PARTIAL, PARTIAL),
    ),
    "SurveyMonkey": (
        "SurveyMonkey", {"Respondent ID": IDS, "Collector ID": IDS, "Start Date": DAY, "IP Address": IDS}, None,
    ),
    "KoboToolbox": (
        "KoboToolbox", {"start": DAY, "_id": IDS, "_uuid": IDS, "_submission_time": DAY, "_index": IDS}, None,
    ),
    "Nettskjema": ("Nettskjema", {"$submission_id": IDS, "$created": DAY, "$answer_time_ms": IDS}, None),
    "Microsoft Forms": (
        "Microsoft Forms", {"ID": IDS, "Start time": DAY, "Completion time": DAY, "Email": IDS, "Name": IDS}, None,
    ),
    "Google Forms": ("Google Forms", {"Tidsstempel": DAY, "Mailadresse": IDS}, None),
    "SurveyXact in one sheet": (
        "SurveyXact",
        {"respondent_id": IDS, "stato_3": ("0", "1", "0"), "stato_4": ("1", "0", "0"), "stato_5": ("0", "0", "1")},
        (FINISHED, PARTIAL, UNANSWERED),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_system_is_known_by_its_columns_which_are_put_apart(
    name: str, tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    system, columns, statuses = SHAPES[name]
    export = beside(tmp_path, questionnaire, rows, columns)
    assert (export.system, export.statuses) == (system, statuses)
    left = {column.text for column in export.columns}
    assert not left & set(columns) - {"respondent_id"}
    assert len(left) >= len(writing.places(questionnaire))
    assert export.everyone_invited == (system == "SurveyXact")


def test_an_unknown_system_is_read_as_before(tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]) -> None:
    export = beside(tmp_path, questionnaire, rows, {"Løbenummer": IDS, "Gemt": DAY})
    assert (export.system, export.statuses, export.rows) == ("", None, (2, 3, 4))
    assert {"Løbenummer", "Gemt"} <= {column.text for column in export.columns}


def test_one_column_of_a_system_is_not_the_system(
    tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    export = beside(tmp_path, questionnaire, rows, {"Finished": ("True", "False", "True"), "ID": IDS})
    assert (export.system, export.statuses) == ("", None)


@pytest.mark.parametrize("system", load_systems(), ids=lambda system: system.name)
def test_each_description_tells_its_source_and_when_it_was_seen(system: SurveySystem) -> None:
    assert system.source
    assert isinstance(system.seen, datetime.date)
    told = [*system.own, *system.ids, *system.done, *system.tests, *(mark for group in system.marks for mark in group)]
    assert [text for text in told if text != normalise(text)] == []
