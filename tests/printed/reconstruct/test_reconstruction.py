"""The reconstructed responses of 2024, counted by a checker of its own: csv, yaml and plain Python.

The checker shares no code with the solver and none with `helpers.facts.model`.
"""

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest
import yaml
from ortools.sat.python.cp_model import CpModel, CpSolver

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA, QUESTIONNAIRE
from helpers.base.rounding import Rounding, counts_behind
from helpers.printed.reconstruct.fact_terms import Quantity
from helpers.printed.reconstruct.reconstruction import format_responses, reconstruct_responses, write_reconstruction
from helpers.printed.reconstruct.targets import Target, add_reading, collect_readings
from helpers.survey.edition import load_edition
from helpers.survey.municipalities import load_municipalities
from helpers.survey.printed_figures import PrintedFigure, load_figures
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.questionnaire_file import read_questionnaire
from helpers.survey.responses import read_responses

RESPONSES = DATA / "2024" / "responses.csv"
Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read_rows(RESPONSES)
PRINTED = [row for row in read_rows(DATA / "2024" / "published.csv") if row["fact"] and row["value"]]
SURVEY = read_questionnaire(QUESTIONNAIRE)
DECLARED = {
    figure
    for entry in yaml.safe_load((DATA / "2024" / "deviations.yml").read_text(encoding="utf-8"))
    for figure in entry["figures"]
}
GROUP_OF = {row["code"]: row["group"] for row in read_rows(DATA / "municipalities.csv")}


# The checker ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """A numerator and a base; `of` is 100 where the quotient is a percentage."""

    total: Fraction
    base: int
    of: int = 1


def recount(rows: Sequence[Row], fact: str) -> Counted:
    """What the rows say of a fact."""
    measure, *rest = fact.split(".")
    frame = next(int(row["value"]) for row in PRINTED if row["fact"] == "ramme")
    members = next(int(row["value"]) for row in PRINTED if row["fact"] == "medlemmer")
    fieldwork = {
        "respondenter": Counted(Fraction(len(rows)), len(rows)),
        "svarprocent": Counted(Fraction(len(rows)), frame, 100),
        "ramme": Counted(Fraction(frame), frame),
        "medlemmer": Counted(Fraction(members), members),
    }
    if measure in fieldwork:
        return fieldwork[measure]
    if measure == "kommuner":
        wanted = [code for code, group in GROUP_OF.items() if not rest or rest[0] in (code, group)]
        found = {row["kommune"] for row in rows} & set(wanted)
        return Counted(Fraction(len(found)), len(wanted), 100)
    plain = measure.removesuffix("_i_alt")
    grouping = SURVEY["groups"].get(SURVEY["breakdowns"].get(plain, ""), {"members": {}})
    if rest and rest[-1] in grouping["members"]:
        member = grouping["members"][rest[-1]]
        answer = member["answer"] if isinstance(member, dict) else rest[-1]
        rows = [row for row in rows if row[grouping["of"]] == answer]
        rest = rest[:-1]
    values = [value for row in rows if (value := value_of(row, plain, rest[0] if rest else "")) is not None]
    share = not isinstance(next(iter(values), True), Fraction)
    return Counted(sum(map(Fraction, values), Fraction(0)), len(values), 100 if share else 1)


def value_of(row: Row, measure: str, item: str) -> bool | Fraction | None:
    """What one row adds to a fact: yes or no, a number, or None where it is not in the base."""
    question = SURVEY["questions"].get(measure)
    if question is None:
        return derived(row, SURVEY["measures"][measure], item)
    if question["kind"] == "single":
        return row[measure] == item if row[measure] else None
    if question["kind"] == "text":
        return row[measure] != ""
    cell = row[f"{measure}.{item}" if item else measure]
    if cell == "":
        return None
    return cell == "1" if question["kind"] == "multiple" else Fraction(cell)


def derived(row: Row, measure: Mapping[str, Any], item: str) -> bool | Fraction | None:
    of = measure["of"]
    if measure["kind"] == "municipality_group":
        return GROUP_OF[row[of]] == item
    if measure["kind"] == "intervals":
        limits = measure["answers"][item]
        return limits["from"] <= int(row[of]) <= limits.get("to", 10**6) if row[of] else None
    if measure["kind"] == "sum":
        return sum((Fraction(row[c]) for c in of), Fraction(0)) if all(row[c] for c in of) else None
    if measure["kind"] == "number_marked":
        marks = [row[f"{of}.{answer}"] for answer in SURVEY["questions"][of]["answers"]]
        return Fraction(marks.count("1")) if all(marks) else None
    battery = {other: row[f"{of}.{other}"] for other in measure["among"]}
    if all(battery[wanted] == "" for wanted in measure["items"]):
        return None
    given = {other for other, cell in battery.items() if cell != "0"}
    return bool(given) and given <= set(measure["items"]) and "" not in battery.values()


def is_met(rows: Sequence[Row], figure: Mapping[str, str]) -> bool:
    counted = recount(rows, figure["fact"])
    sides = {"count": counted.total, "listed": counted.total, "total": counted.total, "base": Fraction(counted.base)}
    exact = sides.get(figure["unit"], Fraction(counted.of * counted.total, counted.base or 1))
    decimals = len(figure["value"].partition(".")[2])
    return Fraction(floor(exact * 10**decimals + Fraction(1, 2)), 10**decimals) == Fraction(figure["value"])


def unmet(rows: Sequence[Row]) -> set[str]:
    return {figure["id"] for figure in PRINTED if not is_met(rows, figure)}


# The file -------------------------------------------------------------------------------------------


def test_every_figure_is_met_or_declared_and_nothing_else_is_declared() -> None:
    assert len(PRINTED) > 320
    assert unmet(ROWS) == DECLARED


@pytest.mark.parametrize(
    ("fact", "total", "base"),
    [
        ("organisationsform.selvejende", 16, 103),
        ("organisationsform.driftsoverenskomst", 17, 103),
        ("organisationsform.kommunal", 61, 103),
        ("organisationsform.brugerdrevet", 7, 103),
        ("kommunegruppe.land", 33, 103),
        ("kommuner", 47, 98),
        ("personaletimer_i_alt.selvejende", Fraction(2695, 2), 15),
        ("kun_ordinaert_ansatte", 32, 92),
        ("kun_deltidsansatte", 26, 92),
        ("frivillige.ingen", 35, 90),
        ("frivillige.ingen.kommunal", 28, 51),
        ("frivillige.over_20.driftsoverenskomst", 7, 17),
        ("tilbudstype.aaben", 84, 103),
        ("maalgrupper.hjemloeshed.aaben", 34, 84),
        ("maalgrupper.psykisk_saarbarhed.visiteret", 8, 8),
        ("kernemaalgruppe.psykisk_saarbarhed.kommunal", 41, 61),
        ("kernemaalgruppe.hjemloeshed.selvejende", 2, 16),
        ("har_hjemloese.ja", 41, 103),
        ("har_hjemloese.nej", 59, 103),
        ("faglig_sparring.ugentligt.kommunal", 24, 61),
        ("aktiviteter.fremskudt_sagsbehandling.selvejende", 5, 16),
        ("indsatser.brobygning.med_hjemloese", 20, 41),
        ("samarbejdspartnere.forsorgshjem.uden_hjemloese", 8, 59),
        ("tilbud_hjemloese.nej.uden_hjemloese", 51, 59),
        ("samarbejdspartner.besvaret.uden_hjemloese", 15, 59),
    ],
)
def test_golden_numbers(fact: str, total: int | Fraction, base: int) -> None:
    counted = recount(ROWS, fact)
    assert (counted.total, counted.base) == (total, base)


def test_the_file_has_103_rows_of_known_answers(questionnaire: Questionnaire) -> None:
    assert [row["id"] for row in ROWS] == [f"r{number:03}" for number in range(1, 104)]
    assert list(ROWS[0]) == ["id", *questionnaire.columns]
    assert len(read_responses(RESPONSES, questionnaire).frame) == 103


def test_rows_stand_by_form_of_organisation() -> None:
    order = "selvejende driftsoverenskomst kommunal brugerdrevet boligsocial ved_ikke".split()
    places = [order.index(row["organisationsform"]) for row in ROWS]
    assert places == sorted(places)


def test_no_section_of_numbers_contains_another() -> None:
    staff = {row["id"] for row in ROWS if row["personale_antal.fuldtid"]}
    volunteers = {row["id"] for row in ROWS if row["personale_antal.frivillige"]}
    assert (len(staff), len(volunteers)) == (92, 90)
    assert staff - volunteers
    assert volunteers - staff


def test_free_texts_say_that_they_were_never_published() -> None:
    texts = [key for key, question in SURVEY["questions"].items() if question["kind"] == "text" and key != "navn"]
    assert Counter(row[key] for key in texts for row in ROWS if row[key]) == {"[ikke offentliggjort]": 27}


HOURS_A_PERSON = {
    "fuldtid": (37, 37),
    "deltid": (10, 30),
    "saerlige_vilkaar": (5, 19),
    "frivillige": (1, 4),
    "aktivering": (10, 25),
    "studerende": (20, 37),
}
PROFESSIONS = "paedagogisk sundhedsfaglig socialfaglig assistent ufaglaert".split()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_is_plausible(row: Row) -> None:
    for item, (lowest, highest) in HOURS_A_PERSON.items():
        persons, hours = row[f"personale_antal.{item}"], row[f"personale_timer.{item}"]
        assert (persons == "") == (hours == "")
        if persons:
            assert (2 * Fraction(hours)).denominator == 1
            assert lowest * int(persons) <= Fraction(hours) <= highest * int(persons)
    if row["aabningstimer"]:
        paid = sum(int(row[f"personale_antal.{item}"]) for item in ("fuldtid", "deltid", "saerlige_vilkaar"))
        if row["organisationsform"] == "brugerdrevet":
            assert (paid, row["aabningstimer"]) == (0, "0")
        else:
            worked = sum(Fraction(row[f"personale_timer.{i}"]) for i in ("fuldtid", "deltid", "saerlige_vilkaar"))
            assert 1 <= paid <= 12
            assert 10 <= Fraction(row["aabningstimer"]) <= min(60, worked)
        assert abs(sum(int(row[f"faglighed.{profession}"]) for profession in PROFESSIONS) - paid) <= 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_questions_that_must_agree_agree(row: Row) -> None:
    assert (row["har_hjemloese"] == "ja") == (row["maalgrupper.hjemloeshed"] == "1")
    assert row[f"maalgrupper.{row['kernemaalgruppe']}"] == "1"
    outreach = (row["aktiviteter.fremskudt_sagsbehandling"], row["aktiviteter.fremskudt_sundhed"])
    assert "1" not in outreach or row["indsatser.fremskudt"] == "1"


# The checker, checked -------------------------------------------------------------------------------


def changed(number: int, column: str, cell: str) -> list[Row]:
    return [row | {column: cell} if at == number else row for at, row in enumerate(ROWS)]


def first_row(condition: Callable[[Row], bool]) -> int:
    return next(number for number, row in enumerate(ROWS) if condition(row))


def test_the_checker_names_the_figures_of_a_changed_answer() -> None:
    number = first_row(lambda row: row["organisationsform"] == "selvejende" and row["faglig_sparring"] == "ugentligt")
    wrong = unmet(changed(number, "faglig_sparring", "hver_anden_uge")) - DECLARED
    assert wrong == {"tabel_6.selvejende.ugentligt", "tabel_6.selvejende.hver_anden_uge"}


def test_the_checker_names_the_figures_of_a_lost_answer() -> None:
    number = first_row(lambda row: row["personale_antal.frivillige"] == "0" and row["organisationsform"] == "kommunal")
    wrong = unmet(changed(number, "personale_antal.frivillige", "")) - DECLARED
    assert {"tekst.frivillige.3", "tabel_3.kommunal.ingen"} <= wrong


def test_the_checker_sees_half_an_hour() -> None:
    column = "personale_timer.deltid"
    number = first_row(lambda row: row["organisationsform"] == "selvejende" and row[column] not in ("", "0"))
    less = Fraction(ROWS[number][column]) - Fraction(1, 2)
    assert "tabel_2.selvejende.timer_i_alt" in unmet(changed(number, column, f"{float(less):g}"))


def test_a_deviation_that_vanished_is_seen() -> None:
    number = first_row(lambda row: row["tilbud_hjemloese"] == "nej" and row["har_hjemloese"] == "nej")
    other = "tabel_8.uden_hjemloese.tilbud_hjemloese.nej"
    assert other in DECLARED - unmet(changed(number, "tilbud_hjemloese", "ja"))


# The solver -----------------------------------------------------------------------------------------


def difference(expected: Sequence[Mapping[str, str]], found: Sequence[Mapping[str, str]]) -> str:
    """Where two lists of rows differ first: row and column, what was written and what the solver finds."""
    for left, right in zip(expected, found, strict=True):
        for column in left:
            if left[column] != right.get(column):
                return f'{left["id"]}, {column}: "{left[column]}" in the file, "{right.get(column)}" anew'
    return ""


def test_the_file_is_what_the_solver_finds(tmp_path: Path) -> None:
    anew = write_reconstruction(tmp_path / "svar.csv")
    assert difference(ROWS, read_rows(anew)) == ""
    assert anew.read_bytes() == RESPONSES.read_bytes()


def test_a_difference_is_told_by_row_and_column() -> None:
    told = difference(ROWS, changed(4, "kommune", "0851"))
    assert told == f'r005, kommune: "{ROWS[4]["kommune"]}" in the file, "0851" anew'


@pytest.mark.parametrize("base", [1, 7, 8, 16, 40, 103])
@pytest.mark.parametrize("percent", [0, 13, 50, 88, 100])
def test_a_percentage_is_met_by_the_counts_that_print_it(percent: int, base: int) -> None:
    for count in range(base + 1):
        model = CpModel()
        reading = Target("fakta", "percent", Fraction(percent), 0, ("x",), True)
        met, _ = add_reading(model, reading, Quantity(count, base, base))
        model.add(met == 1)
        assert (CpSolver().solve(model) in (2, 4)) == (
            count in counts_behind(Fraction(percent), 0, base, Rounding.HALF_UP)
        )


def figure(number: int, fact: str, value: str, unit: str = "count", *, table: bool = True) -> PrintedFigure:
    name = f"{'tabel' if table else 'tekst'}.{number}"
    decimals = len(value.partition(".")[2])
    return PrintedFigure(name, 1, "", "", "", value, Fraction(value), decimals, unit, None, fact, "")


def test_a_figure_printed_three_times_is_one_reading() -> None:
    figures = [figure(n, "har_hjemloese.nej", "56", "percent", table=n == 2) for n in range(3)]
    (reading,) = collect_readings(figures)
    assert reading.figures == ("tekst.0", "tekst.1", "tabel.2")
    assert reading.tabulated


def test_a_mean_without_a_decimal_is_read_as_its_neighbours_are() -> None:
    figures = [figure(1, "faglighed.socialfaglig", "1", "mean"), figure(2, "faglighed.ufaglaert", "0.5", "mean")]
    assert [reading.decimals for reading in collect_readings(figures)] == [1, 1]


def test_facts_of_the_fieldwork_and_lost_figures_are_no_readings() -> None:
    lost = replace(figure(1, "tilbudstype.aaben", "82"), value=None)
    assert collect_readings([figure(2, "svarprocent", "69.66", "percent"), lost]) == ()


def test_the_number_of_respondents_must_be_printed(questionnaire: Questionnaire) -> None:
    with pytest.raises(VaerestederError, match="respondenter"):
        reconstruct_responses(questionnaire, load_municipalities(), [figure(1, "tilbudstype.aaben", "3")])


def test_another_survey_is_reconstructed_and_the_table_wins_over_a_text_that_repeats_itself(
    questionnaire: Questionnaire,
) -> None:
    shares = {"organisationsform.kommunal": 75, "organisationsform.selvejende": 25, "tilbudstype.aaben": 50}
    figures = [
        figure(0, "respondenter", "20"),
        *(figure(n, fact, str(percent), "percent") for n, (fact, percent) in enumerate(shares.items(), start=1)),
        figure(10, "tilbudstype.visiteret", "40", "percent"),
        *(figure(n, "tilbudstype.visiteret", "35", "percent", table=False) for n in (11, 12)),
        figure(13, "aktiviteter.samtaler.kommunal", "7", "percent"),
        figure(14, "kommuner.land", "3"),
    ]
    rows = reconstruct_responses(questionnaire, load_municipalities(), figures)
    counts = {key: Counter(row[key] for row in rows) for key in ("organisationsform", "tilbudstype")}
    assert counts["organisationsform"] == {"selvejende": 5, "kommunal": 15}
    assert (counts["tilbudstype"]["aaben"], counts["tilbudstype"]["visiteret"]) == (10, 8)
    assert sum(row["aktiviteter.samtaler"] == "1" for row in rows if row["organisationsform"] == "kommunal") == 1
    assert len({row["kommune"] for row in rows if GROUP_OF[row["kommune"]] == "land"}) == 3
    assert format_responses(rows).count("\n") == 21


def test_all_readings_of_2024_are_about_what_was_asked() -> None:
    readings = collect_readings(load_figures(load_edition("2024")))
    named = {reading.fact.partition(".")[0].removesuffix("_i_alt") for reading in readings}
    asked = {*load_questionnaire("2024").questions, *load_questionnaire("2024").measures, "kommuner"}
    assert named <= asked
