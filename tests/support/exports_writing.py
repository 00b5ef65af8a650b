"""The same answers written in every format that survey systems and spreadsheets export."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat

from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question

Row = Mapping[str, str]
Grid = list[list[object]]

STATES = ("Ny", "Distribueret", "Nogen svar", "Gennemført", "Frafaldet")
SYSTEM = ("respondent_id", "email", "created", "modified", "ip_address")
# Contact data and the status are in the structure like questions.
DESCRIBED = {"email": "Kontaktoplysninger - email"}
SEPARATED = {"utf16": ("\t", "utf-16"), "semicolon": (";", "cp1252"), "comma": (",", "cp1252")}


@dataclass(frozen=True)
class Place:
    """Where one column of the survey goes: its question, and the answer it stands for where there are several."""

    column: str
    question: Question
    answer: str = ""

    @property
    def label(self) -> str:
        return next((a.label for a in self.question.answers if a.key == self.answer), "")

    @property
    def wording(self) -> str:
        return f"{self.question.text} - {self.label}" if self.answer else self.question.text


def places(questionnaire: Questionnaire) -> list[Place]:
    found = []
    for question in questionnaire.questions.values():
        for column in question.columns:
            answer = column.removeprefix(f"{question.key}.") if column != question.key else ""
            found.append(Place(column, question, answer))
    return found


def worded(place: Place, text: str) -> str:
    """A single answer or a place in words, all else as it is, with a decimal comma."""
    if place.question.kind == "single":
        return next((a.label for a in place.question.answers if a.key == text), text)
    if place.question.kind == "municipality":
        known = load_municipalities()
        return known[text].name if text in known else text
    return text.replace(".", ",") if place.question.kind == "hours" else text


def numbered(place: Place, text: str) -> str:
    """A single answer as its number in the questionnaire's order."""
    if place.question.kind == "single":
        keys = [a.key for a in place.question.answers]
        return str(keys.index(text) + 1) if text in keys else text
    return worded(place, text)


def write_workbook(path: Path, sheets: Mapping[str, Grid]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for row in grid:
            sheet.append([None if cell == "" else cell for cell in row])
    # What a person wrote that begins with = is text, as it is where a survey system writes the file.
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
        cell.data_type = "s"
    book.save(path)
    return path


def as_csv(grid: Grid, delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(grid)
    return buffer.getvalue()


# --- SurveyXact ---------------------------------------------------------------------------------


def surveyxact_tables(
    questionnaire: Questionnaire,
    rows: Sequence[Row],
    unanswered: int = 0,
    partial: Sequence[Row] = (),
    decimal: str = ",",
) -> dict[str, Grid]:
    """The three tables; besides the finished `rows` those who began and those who never answered.

    Variable names say nothing and multiple answers hold 0 for everyone, as in the real export.
    """
    spots = places(questionnaire)
    numbers = {key: number for number, key in enumerate(questionnaire.questions, start=1)}
    structure: Grid = [
        ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"]
    ]
    labels: Grid = []
    names = []
    for place in spots:
        question = place.question
        name = f"s_{numbers[question.key]}"
        if place.answer:
            index = [a.key for a in question.answers].index(place.answer) + 1
            variable = f"{name}_{index}"
        else:
            index, variable = 0, name
        names.append(variable)
        if question.kind == "multiple":
            structure.append([name, variable, "Closed", "Multiple", question.text, index, f"{place.label} "])
            labels += [[variable, 0, "Ikke valgt"], [variable, 1, "Valgt"]]
        elif question.kind == "single":
            structure.append([name, variable, "Closed", "Single", question.text, "", ""])
            labels += [[variable, n, a.label] for n, a in enumerate(question.answers, start=1)]
        else:
            kind = "String" if question.kind in ("text", "municipality") else "Number"
            structure.append([name, variable, "Open", kind, place.wording, "", ""])
    states = [f"stato_{n}" for n in range(1, 6)]
    for name in states:
        labels += [[name, 0, "Ikke valgt"], [name, 1, "Valgt"]]
    structure += [["stato", name, "Closed", "Multiple", "Samlet status", n, state]
                  for n, (name, state) in enumerate(zip(states, STATES, strict=True), start=1)]  # fmt: skip
    structure += [[name, name, "Open", "String", text, "", ""] for name, text in DESCRIBED.items()]
    dataset: Grid = [[*SYSTEM, *names, *states]]

    def add(row: Row, state: int) -> None:
        cells: list[object] = []
        for place in spots:
            text = numbered(place, row.get(place.column, ""))
            if place.question.kind == "multiple":
                text = text or "0"
            cells.append(text.replace(",", decimal) if place.question.kind == "hours" else text)
        person = [str(7000 + len(dataset)), f"p{len(dataset)}@eksempel.dk", "2026-03-01", "2026-03-02", "10.0.0.1"]
        dataset.append([*person, *cells, *("1" if n == state else "0" for n in range(1, 6))])

    for row in rows:
        add(row, 4)
    for row in partial:
        add(row, 3)
    for _ in range(unanswered):
        add({}, 2)
    return {"Labels": labels, "Dataset": dataset, "Structure": structure}


def write_surveyxact(folder: Path, tables: Mapping[str, Grid], dialect: str = "utf16", packed: bool = False) -> Path:
    delimiter, encoding = SEPARATED[dialect]
    texts = {
        f"{name.casefold()}.csv": as_csv(grid, delimiter).encode(encoding, "replace") for name, grid in tables.items()
    }
    if packed:
        path = folder / "eksport.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in texts.items():
                archive.writestr(f"eksport/{name}", data)
        return path
    path = folder / f"surveyxact-{dialect}"
    path.mkdir()
    for name, data in texts.items():
        (path / name).write_bytes(data)
    return path


def write_surveyxact_workbook(path: Path, tables: Mapping[str, Grid], split: int | None = None) -> Path:
    """The workbook, numbers stored as numbers, the dataset on two sheets where `split` columns go on the first."""
    sheets = {"Labels": tables["Labels"], "Dataset": _stored(tables["Dataset"])}
    if split:
        sheets["Dataset"] = [row[:split] for row in _stored(tables["Dataset"])]
        sheets["Dataset(2)"] = [row[split:] for row in _stored(tables["Dataset"])]
    return write_workbook(path, {**sheets, "Structure": tables["Structure"]})


def _stored(grid: Grid) -> Grid:
    """Cells that a spreadsheet holds as numbers; municipality codes keep their zero as text."""

    def cell(text: object) -> object:
        if not isinstance(text, str) or not text.replace(",", "", 1).isdigit() or (text[0] == "0" and len(text) > 1):
            return text
        return float(text.replace(",", ".")) if "," in text else int(text)

    return [grid[0], *([cell(text) for text in row] for row in grid[1:])]


# --- SPSS ---------------------------------------------------------------------------------------


def write_spss(
    path: Path, questionnaire: Questionnaire, rows: Sequence[Row], more: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """A .sav file in which "Ved ikke" is declared missing, as a careful statistician would.

    `more` maps labels of further columns of text to their values.
    """
    data: dict[str, list[object]] = {}
    column_labels, value_labels, missing = {}, {}, {}
    for number, (label, texts) in enumerate((more or {}).items(), start=1):
        data[f"k{number}"], column_labels[f"k{number}"] = list(texts), label
    for number, place in enumerate(places(questionnaire), start=1):
        name, kind = f"v{number}", place.question.kind
        texts = [row.get(place.column, "") for row in rows]
        column_labels[name] = place.wording
        if kind in ("text", "municipality"):
            data[name] = [worded(place, text) for text in texts]
            continue
        data[name] = [float(numbered(place, text).replace(",", ".")) if text else float("nan") for text in texts]
        if kind == "single":
            value_labels[name] = {float(n): a.label for n, a in enumerate(place.question.answers, start=1)}
            unknown = [float(n) for n, a in enumerate(place.question.answers, start=1) if a.key == "ved_ikke"]
            if unknown:
                missing[name] = unknown
        elif kind == "multiple":
            value_labels[name] = {0.0: "Ikke valgt", 1.0: "Valgt"}
    pyreadstat.write_sav(
        pd.DataFrame(data),
        str(path),
        column_labels=column_labels,
        variable_value_labels=value_labels,
        missing_ranges=missing,
    )
    return path


# --- Sheets by hand -----------------------------------------------------------------------------

Show = Callable[[Place, str], object]


def one_heading(questionnaire: Questionnaire, rows: Sequence[Row], show: Show = worded) -> Grid:
    spots = places(questionnaire)
    return [[p.wording for p in spots], *([show(p, row.get(p.column, "")) for p in spots] for row in rows)]


def codes_over_wordings(questionnaire: Questionnaire, rows: Sequence[Row], show: Show = worded) -> Grid:
    spots = places(questionnaire)
    return [[f"q{n}" for n in range(1, len(spots) + 1)], *one_heading(questionnaire, rows, show)]


def questions_over_answers(questionnaire: Questionnaire, rows: Sequence[Row], show: Show = worded) -> Grid:
    """The question once over its columns, as in merged cells, and the answers below it."""
    spots = places(questionnaire)
    above, last = [], ""
    for place in spots:
        above.append("" if place.question.key == last else place.question.text)
        last = place.question.key
    grid = one_heading(questionnaire, rows, show)
    return [above, [p.label for p in spots], *grid[1:]]


def one_cell(questionnaire: Questionnaire, rows: Sequence[Row], separator: str = "; ") -> Grid:
    """Multiple answers as one cell with the chosen ones."""
    grid: Grid = [[]]
    kept = []
    for place in places(questionnaire):
        if place.question.kind != "multiple" or place.answer == place.question.answers[0].key:
            kept.append(place)
            grid[0].append(place.question.text if place.question.kind == "multiple" else place.wording)
    for row in rows:
        cells: list[object] = []
        for place in kept:
            if place.question.kind == "multiple":
                chosen = [a.label for a in place.question.answers if row.get(f"{place.question.key}.{a.key}") == "1"]
                cells.append(separator.join(chosen))
            else:
                cells.append(worded(place, row.get(place.column, "")))
        grid.append(cells)
    return grid


def yes_or_blank(place: Place, text: str) -> str:
    if place.question.kind == "multiple":
        return "Ja" if text == "1" else ""
    return worded(place, text)


def chosen_or_blank(place: Place, text: str) -> str:
    if place.question.kind == "multiple":
        return "Valgt" if text == "1" else ""
    return worded(place, text)


def yes_or_no(place: Place, text: str) -> str:
    if place.question.kind == "multiple":
        return {"1": "Ja", "0": "Nej"}.get(text, "")
    return worded(place, text)


def keyed(place: Place, text: str) -> str:
    """Answers as the questionnaire's own keys."""
    return text.replace(".", ",") if place.question.kind == "hours" else text


def write_csv(path: Path, grid: Grid, encoding: str = "utf-8-sig", delimiter: str = ";") -> Path:
    path.write_bytes(as_csv(grid, delimiter).encode(encoding, "replace"))
    return path


def write_excel(path: Path, grid: Grid, name: str = "Svar", heading_rows: int = 1) -> Path:
    """A workbook by hand: numbers stored as numbers."""
    return write_workbook(path, {name: [*grid[:heading_rows], *_stored([[], *grid[heading_rows:]])[1:]]})
