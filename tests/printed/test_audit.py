import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from helpers.base.errors import DataError
from helpers.base.paths import DATA
from helpers.facts.model import Fact, Facts
from helpers.printed.audit import (
    AGREES,
    DEVIATES,
    NOT_RECOMPUTED,
    audit_edition,
    audit_facts,
    audit_figures,
    audit_problems,
)
from helpers.survey.edition import load_edition
from helpers.survey.printed_figures import (
    Deviation,
    PrintedFigure,
    load_deviations,
    load_figures,
    load_quoted,
    read_figures,
)

EDITION = load_edition("2024")
FIGURE = PrintedFigure("f", 1, "Tabel 1", "", "", "38 %", Fraction(38), 0, "percent", 16, "x", "")
DEVIATION = Deviation(("f",), "regnestykke", "læsning", "grund")


@pytest.fixture
def facts(facts_2024: Facts) -> Facts:
    return facts_2024.with_facts({"x": Fact("x", Fraction(600, 16), "percent", 6, 16, "survey")})


def test_a_figure_agrees_with_its_fact_rounded_half_up(facts: Facts) -> None:
    [verdict] = audit_figures([FIGURE], facts, [])
    assert (verdict.state, verdict.recomputed) == (AGREES, 38)


def test_faces_are_compared_with_the_side_that_they_print(facts: Facts) -> None:
    figures = [
        replace(FIGURE, unit="count", value=Fraction(6)),
        replace(FIGURE, unit="base", value=Fraction(16)),
        replace(FIGURE, value=Fraction("37.5"), decimals=1),
    ]
    assert [v.state for v in audit_figures(figures, facts, [])] == [AGREES] * 3


def test_a_deviation_must_be_declared_and_a_declared_one_must_deviate(facts: Facts) -> None:
    wrong = replace(FIGURE, value=Fraction(37))
    verdicts = audit_figures([wrong], facts, [])
    assert verdicts[0].state == DEVIATES
    assert "rapporten trykker 38 %, svarene giver 38" in audit_problems(verdicts, [])[0]
    assert audit_problems(verdicts, [DEVIATION]) == []
    right = audit_figures([FIGURE], facts, [DEVIATION])
    assert "afviger ikke" in audit_problems(right, [DEVIATION])[0]
    gone = replace(DEVIATION, figures=("væk",))
    assert "findes ikke" in audit_problems(audit_figures([FIGURE], facts, [gone]), [gone])[0]


def test_what_cannot_be_recomputed_says_why(facts: Facts) -> None:
    silent = replace(FIGURE, fact="", note="")
    verdicts = audit_figures([silent], facts, [])
    assert verdicts[0].state == NOT_RECOMPUTED
    assert "mangler en note" in audit_problems(verdicts, [])[0]
    assert audit_problems(audit_figures([replace(silent, note="hvorfor")], facts, []), []) == []


def test_every_figure_of_2024_agrees_or_is_explained(facts_2024: Facts) -> None:
    deviations = load_deviations(EDITION)
    assert sum(len(deviation.figures) for deviation in deviations) > 10
    assert audit_problems(audit_edition(facts_2024), deviations) == []


def test_the_three_counts_add_up_to_all_numbers(facts_2024: Facts) -> None:
    verdicts = audit_edition(facts_2024)
    counts = audit_facts(verdicts)
    parts = [counts[f"trykte_tal.{key}"].count for key in ("stemmer", "afviger", "uden_modstykke")]
    assert sum(part or 0 for part in parts) == counts["trykte_tal"].count
    whole = [counts[key].count or 0 for key in ("trykte_tal", "trykte_navne", "tabte_tal")]
    assert sum(whole) == len(load_figures(EDITION))
    assert min(whole) > 20


def test_a_name_and_a_lost_number_are_no_printed_numbers(facts: Facts) -> None:
    name = replace(FIGURE, id="navn", unit="listed", printed="Rønne")
    lost = replace(FIGURE, id="tabt", printed="", value=None, note="Tabt.")
    counts = audit_facts(audit_figures([FIGURE, name, lost], facts, []))
    assert [counts[key].count for key in ("trykte_tal", "trykte_navne", "tabte_tal")] == [1, 1, 1]
    assert counts["trykte_tal.uden_modstykke"].count == 0


def test_every_deviation_shows_its_arithmetic_and_its_reason() -> None:
    for deviation in load_deviations(EDITION):
        assert deviation.figures
        assert any(character.isdigit() for character in deviation.arithmetic), deviation.figures
        assert len(deviation.reading) > 20
        assert len(deviation.reason) > 20


def test_quoted_figures_have_a_citation() -> None:
    quoted = load_quoted(EDITION)
    assert len({q.id for q in quoted}) == len(quoted) > 20
    assert all(q.printed and q.citation for q in quoted)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("unit", "procent", "er ingen enhed"),
        ("locator", "linje 4", "er ikke et linjenummer"),
        ("base_n", "16,0", "er ikke et helt tal"),
        ("value", "37,5", "er ikke et tal"),
        ("value", "", "både tekst og værdi"),
        ("id", "tabel_3.selvejende.ingen", "står der allerede"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, column: str, value: str, told: str) -> None:
    names = (DATA / "2024" / "published.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    row = "tabel_3.selvejende.ingen,1,Tabel 3,Selvejende,0 frivillige,13 %,13,percent,15,x,".split(",")
    spoilt = list(row)
    spoilt[names.index(column)] = value
    if column != "id":
        spoilt[0] = "andet"
    path = tmp_path / "tal.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, row, spoilt])
    with pytest.raises(DataError, match=told) as caught:
        read_figures(path)
    assert {fault.row for fault in caught.value.faults} == {3}


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    path.write_text("id,value\na,1\n", encoding="utf-8")
    with pytest.raises(DataError, match="Kolonnerne skal være"):
        read_figures(path)
