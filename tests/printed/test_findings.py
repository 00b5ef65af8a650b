"""The findings in the 2024 report, the verbal comparisons, and the chapter that shows them."""

import ast
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import nbformat
import pytest
import yaml

from helpers.base.danish import NO_BREAK_SPACE
from helpers.base.errors import VaerestederError
from helpers.base.rounding import Rounding
from helpers.facts.model import Facts
from helpers.figures.audit_tables import (
    show_answer_rows,
    show_comparisons,
    show_finding_counts,
    show_findings,
    show_printed,
)
from helpers.figures.descriptions import Table
from helpers.printed.audit import audit_edition
from helpers.printed.checks.amounts import Amount
from helpers.printed.checks.comparison_rules import CANNOT_TELL, FAILS, HOLDS, HOLDS_BARELY, judge
from helpers.printed.checks.comparisons import (
    VERDICTS,
    Judged,
    PrintedComparison,
    judge_comparisons,
    load_comparisons,
    named_figures,
)
from helpers.printed.checks.entered_findings import load_labels
from helpers.printed.checks.finding import AMBIGUITY, CATEGORIES, CERTAIN, ERROR, LOST, NAMING, Finding
from helpers.printed.findings import (
    edition_comparisons,
    edition_findings,
    finding_facts,
)
from helpers.survey.edition import load_edition
from helpers.survey.frozen import frozen_chapters
from helpers.survey.printed_figures import PrintedFigure, load_figures, load_quoted

EDITION = load_edition("2024")
FIGURES = load_figures(EDITION)
FINDINGS = edition_findings(EDITION)
COMPARISONS = {entry.comparison.id: entry for entry in edition_comparisons(EDITION)}


def plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def about(*figures: str) -> list[Finding]:
    """The findings that name all of these figures."""
    return [finding for finding in FINDINGS if set(figures) <= set(finding.figures)]


# The findings of 2024


@pytest.mark.parametrize(
    ("figures", "category", "arithmetic"),
    [
        (["tekst.dataindsamling.5"], ERROR, "100 · 103 / 145 = 71,03 %"),
        (["tabel_3.driftsoverenskomst.fra_1_til_5"], ERROR, "2 af 17 er 11,8 %, og 3 af 17 er 17,6 %"),
        (["tekst.maalgrupper.5", "tabel_4.aaben.hjemloeshed"], ERROR, "41 af 84; 40 %: 34 af 84"),
        (["tabel_4.visiteret.andel", "diagram_1.visiteret"], ERROR, "8 af 103; 100 %: 103 af 103"),
        (["tekst.aktiviteter.6", "tekst.aktiviteter.7", "tabel_7.selvejende.fremskudt_sundhed"], ERROR, "»31 %«"),
        (["tekst.samarbejde.14"], ERROR, "38 af 59 er 64,4 %, og 39 af 59 er 66,1 %"),
        (["tabel_8.uden_hjemloese.andel", "tekst.hjemloese.3"], ERROR, "8 af 58 er 13,8 %, og 9 af 58 er 15,5 %"),
        (["tabel_8.uden_hjemloese.tilbud_hjemloese.nej"], AMBIGUITY, "2 + 50 + 6 = 58, ikke 59"),
        (["tabel_2.selvejende.timer_i_alt"], AMBIGUITY, "1.347,5 / 15 = 89,83"),
        (["tabel_2.selvejende.andel"], AMBIGUITY, "16 % af 103 er 16 af 103, men grundlaget er 15"),
        (["tabel_2.kommunal.andel"], AMBIGUITY, "59 % af 103 er 61 af 103, men grundlaget er 54"),
        (["tekst.samarbejde.3", "tabel_8.uden_hjemloese.indsatser.brobygning"], ERROR, "3,2 gange"),
        (["tekst.samarbejde.6", "tabel_8.uden_hjemloese.samarbejdspartnere.almene_boliger"], ERROR, "1,96 gange"),
        (["tabel_1.kommune.0400"], NAMING, "Rønne"),
        (["tabel_7.selvejende.fremskudt_sundhed", "tabel_7.kommunal.fremskudt_sundhed"], NAMING, "kolonne 6"),
        (["diagram_2.kommunal.paedagogisk"], LOST, "Tabt: 15"),
    ],
)
def test_the_known_conflicts_are_found(figures: list[str], category: str, arithmetic: str) -> None:
    found = [finding for finding in about(*figures) if finding.category == category]
    assert any(arithmetic in plain(finding.arithmetic) for finding in found), found


def test_every_finding_is_whole_and_names_figures_that_exist() -> None:
    known = {figure.id for figure in FIGURES} | {quote.id for quote in load_quoted(EDITION)}
    assert len({finding.id for finding in FINDINGS}) == len(FINDINGS) > 50
    for finding in FINDINGS:
        assert finding.where
        assert finding.text.endswith((".", "«.", "?"))
        told_in_words = finding.id.startswith(("navn", "uden-tal", "laes-stavning"))
        assert told_in_words or any(character.isdigit() for character in finding.arithmetic), finding.id
        assert finding.action.startswith("Bogen")
        assert set(finding.figures) <= known, finding.id


def test_the_findings_stand_by_class_and_place() -> None:
    order = [(list(CATEGORIES).index(finding.category), finding.locator) for finding in FINDINGS]
    assert order == sorted(order)


def test_every_printed_figure_has_a_verdict_and_a_place_in_the_chapter(facts_2024: Facts) -> None:
    verdicts = {verdict.figure.id for verdict in audit_edition(facts_2024)}
    assert verdicts == {figure.id for figure in FIGURES}
    shown = [row.label for table in printed_tables(facts_2024) for row in table.rows if row.cells]
    assert len(shown) == len(FIGURES)


def test_entered_findings_are_refused_where_they_are_not_whole(tmp_path: Path) -> None:
    entry = yaml.safe_load((EDITION.folder / "labels.yml").read_text(encoding="utf-8"))[0]
    path = tmp_path / "labels.yml"
    path.write_text(yaml.safe_dump([entry | {"category": "fjel"}]), encoding="utf-8")
    with pytest.raises(VaerestederError, match="category er en af"):
        load_labels(path)
    path.write_text(yaml.safe_dump([entry, entry]), encoding="utf-8")
    with pytest.raises(VaerestederError, match="står der allerede"):
        load_labels(path)
    assert load_labels(tmp_path / "ingen.yml") == ()


# The verbal comparisons


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        ("naesten-tre-gange", FAILS),
        ("mere-end-dobbelt-almene", FAILS),
        ("mere-end-dobbelt-boliganvisning", HOLDS),
        ("mere-end-dobbelt-viden", HOLDS),
        ("mere-end-tre-gange", HOLDS),
        ("langt-stoerstedelen-aabne", HOLDS),
        ("langt-stoerstedelen-nej", HOLDS_BARELY),
        ("generelt-mere-udbredte", HOLDS_BARELY),
        ("naesten-halvdelen", HOLDS_BARELY),
        ("misbrug-sammenlignet", HOLDS_BARELY),
        ("sparring-hyppigst", HOLDS),
        ("bredere-maalgruppe-aabne", HOLDS),
        ("bredere-maalgruppe-kommunale", CANNOT_TELL),
        ("paedagogisk-hoejest-kommunale", CANNOT_TELL),
        ("psykisk-stoerste-samlet", HOLDS),
        ("psykisk-stoerste-i-hver", FAILS),
        ("hjemloese-naestefter", HOLDS),
        ("kommunale-over-halvdelen", HOLDS),
        ("hjemloese-kommunale-betydelig-lavere", HOLDS),
    ],
)
def test_the_verbal_comparisons_are_judged(comparison: str, verdict: str) -> None:
    assert COMPARISONS[comparison].verdict == verdict


def test_every_comparison_that_cannot_be_judged_says_why() -> None:
    for entry in COMPARISONS.values():
        assert entry.verdict != CANNOT_TELL or entry.comparison.note, entry.comparison.id
        assert entry.verdict == CANNOT_TELL or entry.arithmetic, entry.comparison.id


def test_comparisons_quote_few_words_and_stand_in_the_order_of_the_report() -> None:
    assert len(COMPARISONS) > 100
    assert all(len(entry.comparison.words.split()) <= 7 for entry in COMPARISONS.values())
    for chapter in ("Analysedel 2", "Analysedel 3", "Opsamling"):
        lines = [e.comparison.locator for e in COMPARISONS.values() if e.comparison.where.startswith(chapter)]
        assert lines == sorted(lines)


def amount(number: str, step: str = "0") -> Amount:
    return Amount(Fraction(number), Fraction(number), Fraction(step), number)


@pytest.mark.parametrize(
    ("kind", "left", "right", "number", "verdict"),
    [
        ("more", ["2"], ["1"], 1, HOLDS),
        ("more", ["2"], ["2"], 1, FAILS),
        ("times", ["6.1"], ["3"], 2, HOLDS),
        ("times", ["6"], ["3"], 2, FAILS),
        ("clearly_more", ["3"], ["2"], 1, HOLDS),
        ("clearly_more", ["2.9"], ["2"], 1, HOLDS_BARELY),
        ("clearly_more", ["2"], ["2"], 1, FAILS),
        ("almost_times", ["2.9"], ["1"], 3, HOLDS),
        ("almost_times", ["2.5"], ["1"], 3, HOLDS_BARELY),
        ("almost_times", ["3"], ["1"], 3, FAILS),
        ("almost_times", ["2.3"], ["1"], 3, FAILS),
        ("almost", ["46"], [], 50, HOLDS),
        ("almost", ["43"], [], 50, HOLDS_BARELY),
        ("almost", ["51"], [], 50, FAILS),
        ("majority", ["51"], [], 1, HOLDS),
        ("majority", ["50"], [], 1, FAILS),
        ("clear_majority", ["67"], [], 1, HOLDS),
        ("clear_majority", ["60"], [], 1, HOLDS_BARELY),
        ("clear_majority", ["67", "49"], [], 1, FAILS),
        ("minority", ["20"], [], 1, HOLDS),
        ("minority", ["50"], [], 1, FAILS),
        ("generally_more", ["2", "2", "2"], ["1", "1", "1"], 1, HOLDS),
        ("generally_more", ["2", "2", "1"], ["1", "1", "1"], 1, HOLDS_BARELY),
        ("generally_more", ["2", "1"], ["1", "1"], 1, FAILS),
        ("order", ["3", "2", "1"], [], 1, HOLDS),
        ("order", ["3", "1", "2"], [], 1, FAILS),
        ("exactly", ["1"], [], 1, HOLDS),
        ("exactly", ["2"], [], 1, FAILS),
        ("not_printed", [], [], 1, CANNOT_TELL),
    ],
)
def test_each_kind_of_comparison(kind: str, left: list[str], right: list[str], number: int, verdict: str) -> None:
    assert judge(kind, [amount(a) for a in left], [amount(b) for b in right], Fraction(number)) == verdict


def test_one_answer_decides_what_holds_barely() -> None:
    assert judge("more", [amount("60", "10")], [amount("45", "1")], Fraction(1)) == HOLDS
    assert judge("more", [amount("60", "10")], [amount("50", "1")], Fraction(1)) == HOLDS_BARELY


def test_numbers_rounded_too_roughly_cannot_be_judged() -> None:
    rough = Amount(Fraction(1), Fraction(3), Fraction(0), "2")
    assert judge("more", [rough], [amount("2")], Fraction(1)) == CANNOT_TELL
    assert judge("almost", [Amount(Fraction(49), Fraction(51), Fraction(0), "50")], [], Fraction(50)) == CANNOT_TELL


def test_an_unknown_kind_or_figure_is_told() -> None:
    with pytest.raises(VaerestederError, match="ingen slags sammenligning"):
        judge("bigger", [], [], Fraction(1))
    lost = PrintedComparison(
        "x", 1, "Tabel 1", "flest", "a mod b", "more", ("findes.ikke",), ("tabel_1.land.kommuner",)
    )
    with pytest.raises(VaerestederError, match=r'"x": .*findes\.ikke'):
        judge_one(lost)


def judge_one(comparison: PrintedComparison, figures: tuple[PrintedFigure, ...] = FIGURES) -> Judged:
    return judge_comparisons([comparison], figures, [], Rounding.HALF_UP)[0]


def test_numbers_are_added_pooled_and_counted() -> None:
    both = "tabel_6.kommunal.ugentligt + tabel_6.kommunal.hver_anden_uge"
    pooled = "tabel_7.selvejende.samtaler & tabel_7.brugerdrevet.samtaler"
    counted = "antal: tabel_1.storby.kommuner_i_alt - tabel_1.storby.kommuner"
    entry = PrintedComparison("x", 1, "Tabel 1", "flest", "a mod b", "more", (pooled,), (both, counted))
    assert plain(judge_one(entry).arithmetic) == (
        "14 + 5 = 19 af 23 (82,6 %) mod 24 + 16 = 40 af 61 (65,6 %), 3 − 2 = 1"
    )
    assert named_figures(entry)[:2] == ("tabel_7.selvejende.samtaler", "tabel_7.brugerdrevet.samtaler")


def test_a_changed_number_changes_the_verdict() -> None:
    almene = COMPARISONS["mere-end-dobbelt-almene"].comparison
    changed = tuple(
        replace(f, value=Fraction(39), printed="39 procent") if f.id == "tekst.samarbejde.6" else f for f in FIGURES
    )
    assert judge_one(almene).verdict == FAILS
    assert judge_one(almene, changed).verdict in (HOLDS, HOLDS_BARELY)


def test_two_comparisons_with_one_id_are_refused(tmp_path: Path) -> None:
    entry = {"id": "x", "locator": 1, "where": "w", "words": "flest", "about": "a", "kind": "not_printed", "note": "n"}
    path = tmp_path / "comparisons.yml"
    path.write_text(yaml.safe_dump([entry, entry]), encoding="utf-8")
    with pytest.raises(VaerestederError, match="x står flere gange"):
        load_comparisons(path)
    assert load_comparisons(tmp_path / "ingen.yml") == ()


# The chapter


def printed_tables(facts: Facts) -> list[Table]:
    """The tables of printed figures that the chapter's calls make."""
    cells = nbformat.read(frozen_chapters("2024") / "kildekontrol.ipynb", as_version=4).cells
    calls = [
        node
        for cell in cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "show_printed"
    ]
    places = [[str(a.value) for a in call.args if isinstance(a, ast.Constant)] for call in calls]
    return [show_printed(facts, *listed, name="x", title="y") for listed in places]


def test_the_counts_in_the_book_are_those_of_the_lists() -> None:
    facts = finding_facts(EDITION)
    assert facts["fund"].value == len(FINDINGS)
    assert facts["fund.fejl"].count == Counter(finding.category for finding in FINDINGS)[ERROR]
    assert facts["sammenligninger"].value == len(COMPARISONS)
    parts = ("holder", "holder_knap", "holder_ikke", "kan_ikke_afgoeres")
    assert sum(facts[f"sammenligninger.{part}"].count or 0 for part in parts) == len(COMPARISONS)


def test_the_tables_hold_every_finding_and_comparison(facts_2024: Facts) -> None:
    tables = [show_findings(facts_2024, category, name="x", title="y") for category in CATEGORIES]
    labels = " ".join(row.label for table in tables for row in table.rows)
    assert all(f"({finding.id})" in labels for finding in FINDINGS)
    compared = show_comparisons(facts_2024, name="x", title="y")
    assert sum(bool(row.cells) for row in compared.rows) == len(COMPARISONS)
    assert {row.cells[1].text for row in compared.rows if row.cells} <= {
        text.capitalize() for text in VERDICTS.values()
    }
    total = show_finding_counts(facts_2024, name="x", title="y").rows[-1]
    assert [cell.text for cell in total.cells][-1] == str(len(FINDINGS))


def test_rows_of_answers_show_the_bases_that_they_allow(facts_2024: Facts) -> None:
    rows = {
        row.label: [cell.text for cell in row.cells] for row in show_answer_rows(facts_2024, name="x", title="y").rows
    }
    assert rows["Kommunale: Antal frivillige"][1:] == [
        "28 + 17 + 4 + 2 + 0 + 0 = 51", "51", "49, 51, 73, 75, 76, 78 …", "Giver 100",
    ]  # fmt: skip
    assert rows["Selvejende med driftsoverenskomst: Antal frivillige"][1:] == ["umuligt", "17", "ingen", "Fejl"]


def test_a_printed_figure_is_shown_with_what_was_recomputed(facts_2024: Facts) -> None:
    rows = show_printed(facts_2024, "Metode", "Tabel 1", name="x", title="y").rows
    told = {row.label: [plain(cell.text) for cell in row.cells] for row in rows if row.cells}
    assert told["Alle væresteder, Svarprocent"][:3] == ["69,66", "71,03 %", "Afviger"]
    assert told["Landkommuner, Bornholm"][:3] == ["Rønne", "repræsenteret", "Stemmer overens"]
    assert told["Kriterier for spørgsmålene"][2] == "Kan ikke beregnes"


@pytest.mark.parametrize(
    ("begins", "places"),
    [
        ("uden-tal", {"Forord", "Analysedel 2, Værestedernes største udfordringer", "Opsamling"}),
        ("rest", {"Analysedel 3"}),
        ("gruppe-mangler", {"Tabel 2", "Tabel 4", "Tabel 6", "Diagram 2"}),
        ("laes-styrket-indsats-roller", {"Baggrund og Metode, Styrket indsats på væresteder"}),
        ("laes-fodnote-13", {"Diagram 2, fodnote 13"}),
    ],
)
def test_each_wider_kind_is_found_in_the_report(begins: str, places: set[str]) -> None:
    found = {finding.where for finding in FINDINGS if finding.id.startswith(begins)}
    assert places <= found
    if begins != "uden-tal":
        assert found == places


def test_a_misprint_of_a_name_is_no_error_of_a_number() -> None:
    names = [finding for finding in FINDINGS if finding.category == NAMING]
    assert {finding.id for finding in FINDINGS if finding.id.startswith("navn")} <= {finding.id for finding in names}
    numbers = [finding for finding in FINDINGS if finding.category == ERROR]
    assert len(names) > 10
    assert not [f.id for f in numbers if f.id.startswith(("navn", "laes-tabel", "laes-diagram", "laes-stavning"))]


def test_certain_is_only_what_a_number_shows() -> None:
    certain = [finding for finding in FINDINGS if finding.certainty == CERTAIN]
    assert certain
    for finding in certain:
        assert any(character.isdigit() for character in finding.arithmetic), finding.id
    assert not [finding.id for finding in certain if finding.id.startswith(("navn", "uden-tal", "gruppe"))]
