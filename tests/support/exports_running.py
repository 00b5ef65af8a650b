"""A whole workbook by hand, and what a person does with it: run, read mapping.yml, decide, run again."""

import csv
from pathlib import Path

import exports_writing as writing
import yaml
from conftest import multiple

from helpers.intake.new_edition import NewEdition, new_edition
from helpers.survey.questionnaire import Questionnaire


def whole_response(questionnaire: Questionnaire, text: str = "") -> dict[str, str]:
    """The cells of a response in which everything is answered, questions of free text with `text`."""
    row = {"kommune": "0101", "aabningstimer": "20"}
    for question in questionnaire.questions.values():
        match question.kind:
            case "single":
                row[question.key] = question.answers[0].key
            case "multiple":
                row |= multiple(questionnaire, question.key, question.answers[0].key)
            case "text" if text:
                row[question.key] = text
            case "count" | "hours":
                row |= dict.fromkeys(question.columns, "2")
    return row


def whole_grid(questionnaire: Questionnaire) -> writing.Grid:
    """Headings and two whole responses, multiple answers as Ja and Nej."""
    row = whole_response(questionnaire, "nærhed")
    return writing.one_heading(questionnaire, [row, row], writing.yes_or_no)


def run(folder: Path, grid: writing.Grid, year: str = "2026", key: Path | None = None) -> NewEdition:
    return new_edition(year, writing.write_excel(folder / "eksport.xlsx", grid), folder / "data", key_path=key)


def edit(edition: NewEdition, **changes: object) -> None:
    raw = load(edition)
    raw["udgave"] = {"periode": "marts 2026", "medlemmer": "171", "ramme": "145"}
    raw |= changes
    edition.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")


def load(edition: NewEdition) -> dict[str, object]:
    raw: dict[str, object] = yaml.load(edition.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return raw


def decide_column(edition: NewEdition, wording: str, target: str) -> None:
    columns = load(edition)["kolonner"]
    for entry in columns:  # type: ignore[attr-defined]
        if entry["ordlyd"] == wording:
            entry["til"] = target
    edit(edition, kolonner=columns)


def answers(edition: NewEdition) -> list[dict[str, str]]:
    assert edition.responses is not None, edition.open
    with edition.responses.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def heading(questionnaire: Questionnaire, grid: writing.Grid, column: str) -> int:
    return [place.column for place in writing.places(questionnaire)].index(column)


def with_column(grid: writing.Grid, text: str, *cells: str) -> writing.Grid:
    """The grid with one more column on the right."""
    return [[*grid[0], text], *([*row, cell] for row, cell in zip(grid[1:], cells, strict=True))]
