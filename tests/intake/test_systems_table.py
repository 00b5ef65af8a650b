"""The same 103 answers as thirteen survey systems export them: few questions, and the bytes of the template.

The table stands in docs/decisions/exports.md.
"""

import re
from collections.abc import Callable
from pathlib import Path

import exports_writing as writing
import pytest
from intake.formats.test_same_answers import FORMATS, PUBLISHED, Rows, Write, decide
from intake.formats.test_same_answers import rows as rows

from helpers.base.paths import ROOT
from helpers.intake.new_edition import new_edition
from helpers.survey.questionnaire import Questionnaire

MOST = 12
# Without words each of its coded questions is asked about by itself.
CODES_ALONE = "Enalyzer, etiketnummer"


def joined(form: str) -> Callable[[writing.Place], str]:
    return lambda place: place.question.text + form.format(place.label) if place.answer else place.question.text


def named(grid: writing.Grid, questionnaire: Questionnaire, heading: Callable[[writing.Place], str]) -> writing.Grid:
    return [[heading(place) for place in writing.places(questionnaire)], *grid[1:]]


def beside(grid: writing.Grid, columns: dict[str, str], headings: int = 1) -> writing.Grid:
    """The grid with a system's own columns before it, `#` being the number of the response."""
    above = [["" for _ in columns]] * (headings - 1)
    own = [[text.replace("#", str(n)) for text in columns.values()] for n in range(1, len(grid) - headings + 1)]
    return [[*left, *right] for left, right in zip([list(columns), *above, *own], grid, strict=True)]


def checked(place: writing.Place, text: str) -> str:
    return (
        {"1": "Checked", "0": "Unchecked"}.get(text, "") if place.question.kind == "multiple" else worded(place, text)
    )


def ones(place: writing.Place, text: str) -> str:
    return text if place.question.kind == "multiple" else worded(place, text)


worded = writing.worded


def microsoft_forms(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    own = {"ID": "#", "Starttidspunkt": "2026-03-02", "Fuldførelsestidspunkt": "2026-03-02", "Mail": "", "Navn": ""}
    return writing.write_excel(folder / "Svar.xlsx", beside(writing.one_cell(questionnaire, rows, ";"), own))


def google_forms(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    grid = beside(writing.one_cell(questionnaire, rows, ", "), {"Tidsstempel": "02/03/2026 10.15.#"})
    return writing.write_csv(folder / "svar.csv", grid, "utf-8", ",")


def nettskjema(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    own = {"$submission_id": "#", "$created": "2026-03-02"}
    grid = writing.one_heading(questionnaire, rows, writing.yes_or_no)
    return writing.write_csv(folder / "data.csv", beside(grid, own), "utf-8-sig")


def kobo(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    grid = named(writing.one_heading(questionnaire, rows, ones), questionnaire, joined("/{}"))
    own = {"start": "2026-03-02", "_id": "#", "_uuid": "a#", "_submission_time": "2026-03-02", "_index": "#"}
    return writing.write_excel(folder / "labels.xlsx", beside(grid, own))


def redcap(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    grid = named(writing.one_heading(questionnaire, rows, checked), questionnaire, joined(" (choice={})"))
    own = {"Record ID": "#", "Survey Identifier": "", "Survey Timestamp": "2026-03-02", "Complete?": "Complete"}
    return writing.write_csv(folder / "labels.csv", beside(grid, own), "utf-8", ",")


def limesurvey(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    grid = named(writing.one_heading(questionnaire, rows, writing.yes_or_no), questionnaire, joined(" [{}]"))
    own = {"Svar-ID": "#", "Dato for indsendelse": "2026-03-02", "Sidste side": "4", "Startsprog": "da"}
    return writing.write_csv(folder / "results.csv", beside(grid, own), "utf-8-sig")


def surveymonkey(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    grid = writing.questions_over_answers(questionnaire, rows, writing.yes_or_no)
    grid[1] = [text or "Response" for text in grid[1]]
    own = {"Respondent ID": "#", "Collector ID": "1", "Start Date": "2026-03-02", "End Date": "2026-03-02"}
    return writing.write_csv(folder / "svar.csv", beside(grid, own, 2), "utf-8-sig", ",")


def qualtrics(folder: Path, questionnaire: Questionnaire, rows: Rows) -> Path:
    grid = writing.codes_over_wordings(questionnaire, rows, writing.yes_or_blank)
    grid.insert(2, [f'{{"ImportId":"QID{n}"}}' for n in range(len(grid[0]))])
    own = {"Status": "IP Address", "Finished": "True", "RecordedDate": "2026-03-02", "ResponseId": "R_#"}
    grid = beside(grid, own, 3)
    grid[1][:4], grid[2][:4] = list(own), [f'{{"ImportId":"{name}"}}' for name in own]
    return writing.write_csv(folder / "svar.csv", grid, "utf-8-sig", ",")


SYSTEMS: dict[str, Write] = {
    "SurveyXact, tre filer": FORMATS["SurveyXact, UTF-16 og tabulator"],
    "SurveyXact, projektmappe": FORMATS["SurveyXact, projektmappe"],
    "SPSS": FORMATS["SPSS"],
    "Enalyzer, tekst": FORMATS["Enalyzer, tekst"],
    "Enalyzer, etiketnummer": FORMATS["Enalyzer, etiketnummer"],
    "Microsoft Forms": microsoft_forms,
    "Google Forms": google_forms,
    "Nettskjema": nettskjema,
    "KoboToolbox": kobo,
    "REDCap": redcap,
    "LimeSurvey": limesurvey,
    "SurveyMonkey": surveymonkey,
    "Qualtrics": qualtrics,
}  # fmt: skip


def told() -> dict[str, int]:
    """How many questions the page on exports says that each system's export is asked."""
    page = (ROOT / "docs" / "decisions" / "exports.md").read_text(encoding="utf-8")
    return {name: int(count) for name, count in re.findall(r"^\| ([^|]+?) \| (\d+) \|", page, re.MULTILINE)}


@pytest.mark.parametrize("name", SYSTEMS)
def test_few_things_are_asked_and_the_same_bytes_come_of_it(
    name: str, tmp_path: Path, questionnaire: Questionnaire, rows: Rows
) -> None:
    export = SYSTEMS[name](tmp_path, questionnaire, rows)
    first = new_edition("2026", export, tmp_path / "data", questionnaire)
    assert len(first.open) == told()[name], first.open
    assert len(first.open) <= MOST or name == CODES_ALONE
    decide(first, talkoder="rækkefølge", decimaltegn="punktum")
    second = new_edition("2026", export, tmp_path / "data", questionnaire)
    assert second.open == ()
    assert second.responses is not None
    assert second.responses.read_bytes() == PUBLISHED.read_bytes()
