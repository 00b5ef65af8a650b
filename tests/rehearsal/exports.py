"""Invented answers in every format that an export comes in, with contacts and system columns as they really have."""

from collections.abc import Callable, Mapping
from pathlib import Path

import exports_writing as writing

from helpers.survey.municipalities import load_municipalities
from rehearsal.answers import Answers

Write = Callable[[Path, Answers], Path]

# Places of which some give the postcode with the town, as people do.
POSTCODES = {
    "0461": "5000 Odense C", "0751": "8000 Aarhus C", "0630": "7100 Vejle", "0607": "7000 Fredericia", "0101": "2200",
    "0730": "8900 Randers C", "0370": "4700 Næstved", "0400": "3700 Rønne",
}  # fmt: skip
# The number of the row in which the first response stands.
FIRST_ROW = {"spss": 1, "enalyzer": 3}
_EMAIL = "Kontaktoplysninger - email"
_PERSON = "Kontaktperson"


def _surveyxact(answers: Answers, decimal: str = ",") -> dict[str, writing.Grid]:
    """The three tables, with other names of variables than the questionnaire's order gives, and with contacts."""
    tables = writing.surveyxact_tables(
        answers.questionnaire, answers.rows, answers.unanswered, answers.partial, decimal=decimal
    )
    tables = {name: [[_renamed(cell) for cell in row] for row in _by_post(grid)] for name, grid in tables.items()}
    dataset, structure = tables["Dataset"], tables["Structure"]
    email = dataset[0].index("email")
    dataset[0] += ["s_90", "kontakt"]
    rows = [*answers.rows, *answers.partial, *[{}] * answers.unanswered]
    for cells, row, contact in zip(dataset[1:], rows, answers.contacts, strict=True):
        cells[email] = contact.email
        cells += [row.get("navn", ""), contact.person]
    structure.append(["s_90", "s_90", "Open", "String", answers.questionnaire.questions["navn"].text, "", ""])
    return tables


def _renamed(cell: object) -> object:
    """`s_7_2` as `s_27_2`: variables are numbered anew from one year to the next."""
    if not isinstance(cell, str) or not cell.startswith("s_"):
        return cell
    number, *rest = cell.removeprefix("s_").split("_")
    return "_".join(["s", str(int(number) + 20), *rest])


def _by_post(grid: writing.Grid) -> writing.Grid:
    known = {load_municipalities()[code].name: postcode for code, postcode in POSTCODES.items()}
    return [[known.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in grid]


def _contacts(answers: Answers) -> Mapping[str, list[str]]:
    """The columns of contacts of those who answered: heading → values."""
    contacts = answers.contacts[: len(answers.rows)]
    return {
        answers.questionnaire.questions["navn"].text: [contact.place for contact in contacts],
        _PERSON: [contact.person for contact in contacts],
        _EMAIL: [contact.email for contact in contacts],
    }


def _beside_contacts(grid: writing.Grid, answers: Answers, heading_rows: int = 1) -> writing.Grid:
    columns = _contacts(answers)
    above: writing.Grid = [[f"k{number}" for number in range(1, len(columns) + 1)]] * (heading_rows - 1)
    left: writing.Grid = [*above, list(columns), *map(list, zip(*columns.values(), strict=True))]
    return [[*one, *other] for one, other in zip(left, _by_post(grid), strict=True)]


def _folder(dialect: str) -> Write:
    def write(folder: Path, answers: Answers) -> Path:
        tables = _surveyxact(answers, "." if dialect == "comma" else ",")
        return writing.write_surveyxact(folder, tables, dialect)

    return write


def _surveyxact_workbook(folder: Path, answers: Answers) -> Path:
    return writing.write_surveyxact_workbook(folder / "surveyxact.xlsx", _surveyxact(answers), split=40)


def _excel(folder: Path, answers: Answers) -> Path:
    grid = writing.one_heading(answers.questionnaire, answers.rows, writing.yes_or_no)
    return writing.write_excel(folder / "svar.xlsx", _beside_contacts(grid, answers))


def _csv(folder: Path, answers: Answers) -> Path:
    grid = writing.one_heading(answers.questionnaire, answers.rows, writing.yes_or_no)
    return writing.write_csv(folder / "svar.csv", _beside_contacts(grid, answers), "cp1252")


def _spss(folder: Path, answers: Answers) -> Path:
    return writing.write_spss(folder / "svar.sav", answers.questionnaire, answers.rows, _contacts(answers))


def _enalyzer(folder: Path, answers: Answers) -> Path:
    grid = writing.codes_over_wordings(answers.questionnaire, answers.rows, writing.numbered)
    return writing.write_excel(folder / "enalyzer.xlsx", _beside_contacts(grid, answers, 2), heading_rows=2)


WRITE: Mapping[str, Write] = {
    "surveyxact": _folder("utf16"),
    "surveyxact-semikolon": _folder("semicolon"),
    "surveyxact-projektmappe": _surveyxact_workbook,
    "excel": _excel,
    "csv": _csv,
    "spss": _spss,
    "enalyzer": _enalyzer,
}
