"""The 103 answers as a real survey would give them, and forty faults to plant in them."""

import csv
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import exports_writing as writing

from helpers.base.paths import DATA
from helpers.survey.questionnaire import Questionnaire

PUBLISHED = DATA / "2024" / "responses.csv"


def clean_rows() -> list[dict[str, str]]:
    """The 2024 responses, their staff by profession no more than their staff.

    The report never printed whether the two agree at one place, so the reconstruction did not ask.
    """
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, str]] = list(csv.DictReader(file))
    for row in rows:
        staff = [text for column, text in row.items() if column.startswith("personale_antal.")]
        if "" in staff:
            continue
        left = sum(map(int, staff))
        for column in row:
            if column.startswith("faglighed."):
                row[column] = str(min(int(row[column]), left))
                left -= int(row[column])
    return rows


@dataclass(frozen=True)
class Planted:
    """One fault: what is put into which column, the rule that finds it and the guess that is made.

    `formats` are those that can hold it besides a workbook: "csv" and "spss".
    """

    column: str
    cell: object
    rule: str
    near: str = ""
    formats: str = ""


MAY_FIRST = datetime.datetime(2026, 5, 1)
PLANTED = (
    Planted("organisationsform", "Privat firma", "ukendt_svar", "", "csv"),
    Planted("inddraget", "Måske", "ukendt_svar", "", "csv"),
    Planted("organisationsform", "Selvejene", "næsten_svar", "Selvejende", "csv"),
    Planted("tilbudstype", "Drevet som et åbent tilbudd", "næsten_svar", "Drevet som et åbent tilbud", "csv"),
    Planted("kernemaalgruppe", "Personer med misbruk", "næsten_svar", "Personer med misbrug", "csv"),
    Planted("aabningstimer", "hverdage", "tekst_i_tal", "", "csv"),
    Planted("personale_antal.studerende", "et par", "tekst_i_tal", "", "csv"),
    Planted("aabningstimer", "37.5", "punktum", "37,5", "csv"),
    Planted("personale_timer.fuldtid", "18.5", "punktum", "18,5", "csv"),
    Planted("personale_timer.deltid", "22.5", "punktum", "22,5", "csv"),
    Planted("personale_antal.frivillige", MAY_FIRST, "dato"),
    Planted("gennemsnitsalder", MAY_FIRST, "dato"),
    Planted("personale_antal.deltid", "01-maj", "dato", "", "csv"),
    Planted("personale_antal.fuldtid", -3, "negativ", "3", "csv spss"),
    Planted("aabningstimer", -10.5, "negativ", "10,5", "csv spss"),
    Planted("personale_antal.aktivering", 2.5, "brøk", "", "csv spss"),
    Planted("faglighed.paedagogisk", 1.5, "brøk", "", "csv spss"),
    Planted("personale_timer.frivillige", 12.25, "kvarter", "12,5", "csv spss"),
    Planted("aabningstimer", "30,8", "kvarter", "31", "csv"),
    Planted("aabningstimer", 200, "umulig", "", "csv spss"),
    Planted("aabningstimer", 168.5, "umulig", "", "csv spss"),
    Planted("personale_antal.frivillige", 1000, "umulig", "", "csv spss"),
    Planted("kommune", "Atlantis", "kommune", "", "csv spss"),
    Planted("kommune", "Odensse", "kommune", "Odense", "csv spss"),
    Planted("kommune", "9999", "postnummer", "", "csv spss"),
    Planted("kommune", "1999 Frederiksberg", "postnummer", "", "csv spss"),
    Planted("kommune", "461", "kommunekode", "0461 (Odense)", "csv spss"),
    Planted("faglig_sparring", 3, "kode_uden_ord", "1 gang om måneden", "csv"),
    Planted("mere_viden", 2, "kode_uden_ord", "Nej", "csv"),
    Planted("maalgrupper.misbrug", "måske", "mærke", "", "csv"),
    Planted("indsatser.gadeplan", 2, "mærke", "", "csv spss"),
    Planted("aktiviteter.samtaler", None, "tom_blandt_svar", "", "csv spss"),
    Planted("samarbejdspartnere.forsorgshjem", None, "tom_blandt_svar", "", "csv spss"),
    Planted("aabningstimer", "#N/A", "formelfejl", "", "csv"),
    Planted("personale_timer.aktivering", "#VÆRDI!", "formelfejl", "", "csv"),
    Planted("aabningstimer", "37,5 t", "enhed", "37,5", "csv"),
    Planted("personale_antal.frivillige", "ca. 12", "enhed", "12", "csv"),
    Planted("personale_timer.frivillige", "1.250", "tusinder", "1250", "csv"),
    Planted("faglighed.anden", "-", "intet_tal", "", "csv"),
    Planted("id", None, "id_to_gange", "", "csv spss"),
)


@dataclass(frozen=True)
class Spoilt:
    """A grid of one heading row and 103 answers with faults, and where they stand: row in the file, column, rule."""

    grid: writing.Grid
    faults: dict[tuple[int, int], Planted]


def spoil(questionnaire: Questionnaire, planted: Sequence[Planted] = PLANTED) -> Spoilt:
    """The clean answers under one heading row, the id first, and each fault in an answered cell of its own row."""
    rows = clean_rows()
    spots = ["id", *(place.column for place in writing.places(questionnaire))]
    plain = writing.one_heading(questionnaire, rows, writing.yes_or_no)
    numbers = writing._stored(plain)
    grid: writing.Grid = [["id", *numbers[0]]]
    grid += [[row["id"], *cells] for row, cells in zip(rows, numbers[1:], strict=True)]
    faults: dict[tuple[int, int], Planted] = {}
    taken: set[int] = {0}
    for fault in planted:
        column = spots.index(fault.column)
        row = next(n for n in range(1, len(grid)) if n not in taken and grid[n][column] not in ("", None))
        taken.add(row)
        grid[row][column] = grid[1][0] if fault.column == "id" else fault.cell
        faults[row + 1, column + 1] = fault
    return Spoilt(grid, faults)
