"""The files that a reader takes along: the same numbers, nothing withheld, nothing that a spreadsheet changes."""

import csv
import io
import json
import multiprocessing
import re
import string
import struct
import zipfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from conftest import WriteResponses
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.cache import Cache
from helpers.base.danish import NO_BREAK_SPACE, SOFT_HYPHEN
from helpers.base.forking import CAN_FORK
from helpers.book.build_context import Build
from helpers.book.renderers import table_nodes
from helpers.editions.changes import DOWN, UP, Change
from helpers.facts.compute import compute_facts
from helpers.facts.missing import HIDDEN, MEANINGS
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.facts.uncertainty import Interval
from helpers.figures.cells import (
    blank_cell,
    change_limits_cell,
    dash_cell,
    marked,
    missing_cell,
    number_cell,
    of_cell,
    share_of_cell,
)
from helpers.figures.descriptions import MEDIA_TYPE, Cell, Figure, Note, Row, Table
from helpers.figures.share_bars import show_share_bars
from helpers.figures.tables import show_shares
from helpers.survey.edition import Edition, load_edition
from helpers.survey.responses import load_responses, questionnaire_of
from helpers.web.downloads.citation import cite_description, cited_address
from helpers.web.downloads.csv_file import cell_text, write_csv
from helpers.web.downloads.datapackage import Resource, write_datapackage
from helpers.web.downloads.extension import file_size, put_folds
from helpers.web.downloads.figure_image import draw_png, draw_svg
from helpers.web.downloads.files import BookItem, make_files
from helpers.web.downloads.grid import Grid, grid_of_facts, grid_of_table
from helpers.web.downloads.prerender import draw_figures, draw_once
from helpers.web.downloads.workbook import CONTENTS, COVER, NOTES, Entry, sheet_names, write_workbook

RECONSTRUCTED = load_edition("2024")
QUESTIONNAIRE = questionnaire_of(RECONSTRUCTED)
SURVEY = replace(RECONSTRUCTED, key="2026", source="survey", short_notice="Værestedernes svar", minimum_base=0)


def content(description: Table | Figure | Note) -> dict[str, Any]:
    return dict(description._repr_mimebundle_()[MEDIA_TYPE])


def grid(columns: Sequence[str], *rows: Row, edition: Edition = RECONSTRUCTED) -> Grid:
    return grid_of_table(
        content(Table("tabel-x", "Titel", tuple(columns), rows, "n = 9. Svar.")), edition, QUESTIONNAIRE
    )


CHANGED = Change("a.b", "percent", Fraction(20), Fraction(29), (30, 40), Interval(-2.5, 20.6))


def read(file: bytes) -> list[list[str]]:
    """The lines of a CSV file as a Danish spreadsheet splits them."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


# From shown text to values


def test_percentages_become_numbers_and_their_unit_a_column() -> None:
    made = grid(
        ("Svar", "Selvejende", "Kommunale"),
        Row("Ja", (number_cell(25, "percent"), number_cell(7, "percent"))),
        Row("Antal (n)", (number_cell(16), number_cell(1061))),
    )
    assert made.headings == ("Svar", "Enhed", "Selvejende", "Kommunale")
    assert made.rows == (("Ja", "procent", 25, 7), ("Antal (n)", "tal", 16, 1061))


def test_a_unit_that_differs_between_columns_stands_in_their_headings() -> None:
    made = grid(("Tema", "Andel", "Svar"), Row("Rum", (number_cell(25, "percent"), number_cell(4))))
    assert made.headings == ("Tema", "Andel (procent)", "Svar")
    assert made.rows == (("Rum", 25, 4),)


def test_a_unit_that_differs_both_ways_stands_beside_each_number() -> None:
    made = grid(
        ("Tema", "A", "B"),
        Row("x", (number_cell(25, "percent"), number_cell(4))),
        Row("y", (number_cell(3), number_cell(5, "percent"))),
    )
    assert made.headings == ("Tema", "A", "A, enhed", "B", "B, enhed")
    assert made.rows == (("x", 25, "procent", 4, "tal"), ("y", 3, "tal", 5, "procent"))


def test_what_heads_other_rows_becomes_a_column() -> None:
    made = grid(("Svar", "A"), Row("Før?"), Row("Ja", (number_cell(1),)), Row("Nu?"), Row("Ja", (number_cell(2),)))
    assert made.headings == ("Overskrift i tabellen", "Svar", "A")
    assert made.rows == (("Før?", "Ja", 1), ("Nu?", "Ja", 2))


def test_two_numbers_in_a_cell_become_two_columns() -> None:
    made = grid(
        ("Svar", "Kommuner", "Interval"),
        Row("Land", (of_cell(16, 31), change_limits_cell(CHANGED))),
        Row("By", (missing_cell(HIDDEN), blank_cell())),
    )
    assert made.headings == ("Svar", "Kommuner", "Kommuner, ud af", "Interval, nedre grænse", "Interval, øvre grænse")
    assert made.rows == (("Land", 16, 31, -3, 21), ("By", "skjult", "skjult", "", ""))


def test_a_withheld_part_of_two_numbers_is_told_twice() -> None:
    withheld = share_of_cell(Fact("a.b", None, "percent", None, 3, "survey", suppressed=True))
    made = grid(("Svar", "K"), Row("Land", (withheld,)), Row("By", (of_cell(1, 2),)))
    assert made.rows == (("Land", "skjult", "skjult", "a.b"), ("By", 1, 2, ""))


def test_an_arrow_becomes_a_word_in_a_column_of_its_own() -> None:
    cells = [
        marked(number_cell(Fraction(value), "percent", 1), arrow) for value, arrow in (("62.04", UP), ("31.5", DOWN))
    ]
    assert [cell.text for cell in cells] == ["62,0\u00a0%\u00a0↑", "31,5\u00a0%\u00a0↓"]
    made = grid(("Svar", "A"), Row("Ja", (cells[0],)), Row("Nej", (cells[1],)))
    assert made.headings == ("Svar", "Enhed", "A", "A, sikker ændring")
    assert made.rows == (("Ja", "procent", Decimal("62.0"), "større"), ("Nej", "procent", Decimal("31.5"), "mindre"))


def test_a_dash_is_told_in_words() -> None:
    for edition, word in ((RECONSTRUCTED, "ikke trykt"), (SURVEY, "ikke opgjort")):
        row = Row("Ja", (dash_cell(edition), number_cell(1)))
        assert row.cells[0].text == "–"
        assert grid(("Svar", "A", "B"), row).rows[0][1] == word


def test_a_number_quoted_as_printed_stays_as_printed() -> None:
    made = grid(
        ("Tal", "Trykt", "Beregnet"),
        Row("x", (Cell("12,50"), replace(number_cell(Fraction("12.5"), "mean", 1, "a.b"), number=False))),
    )
    assert made.rows == (("x", "12,50", Decimal("12.5"), "a.b"),)


def test_a_row_names_what_its_numbers_are_of_whatever_their_groups() -> None:
    one = [number_cell(1, fact=f"faglig_sparring.ugentligt.{group}") for group in ("selvejende", "kommunal")]
    other = [number_cell(1, fact=fact) for fact in ("medlemmer", "ramme")]
    made = grid(("Svar", "A", "B"), Row("x", tuple(one)), Row("y", tuple(other)), Row("z", (Cell(""), Cell(""))))
    assert made.headings[-1] == "Id"
    assert [row[-1] for row in made.rows] == ["faglig_sparring.ugentligt", "medlemmer ramme", ""]


def test_no_two_headings_are_alike() -> None:
    assert grid(("Svar", "A", "a"), Row("x", (Cell("1"), Cell("2")))).headings == ("Svar", "A", "a (2)")


def test_marks_of_typesetting_are_left_behind() -> None:
    made = grid((f"drifts{SOFT_HYPHEN}tilskud", "A"), Row("to\nlinjer\x07", (Cell("a\u00a0b"),)))
    assert made.headings[0] == "driftstilskud"
    assert made.rows == (("to linjer", "a b"),)


# CSV


def test_the_file_opens_right_in_a_danish_spreadsheet() -> None:
    file = write_csv(
        grid(("Svar", "A"), Row("Åben; lukket", (number_cell(Fraction("1026.5"), "hours", 1),))), "2024 · tabel-x"
    )
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.endswith(b"\r\n")
    assert file.decode("utf-8-sig").splitlines()[0] == '"Svar";"A";"Kilde"'
    assert read(file) == [
        ["Svar", "A", "Kilde"],
        ["Åben; lukket", "1026,5", "2024 · tabel-x. n = 9. Svar."],
    ]


def test_a_range_of_numbers_is_told_in_words() -> None:
    assert [cell_text(text) for text in ("6-10", "1–5", "6 - 10", "2024-2026")] == [
        "6 til 10", "1 til 5", "6 til 10", "2024 til 2026",
    ]  # fmt: skip


def test_what_needs_no_protection_gets_none() -> None:
    for text in ("Ja", "1-5 frivillige", "0 frivillige", "18-35 år", "12,5", "1.348", "2026", "8 %", "tre procent",
                 "§ 104", "n = 3", "Maj", "19 af 61 er 31,1 %", "15, 30 …", "Ved ikke"):  # fmt: skip
        assert cell_text(text) == text


MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
SEPARATORS = st.sampled_from(["-", "/", ".", " ", "–", ":", ". ", " - "])
PARTS = st.one_of(st.integers(0, 9999).map(str), st.integers(0, 99).map("{:02}".format))
SHORT = [month[:3] for month in MONTHS]
DATES = st.one_of(
    st.builds("{}{}{}".format, PARTS, SEPARATORS, PARTS),
    st.builds("{}{}{}{}{}".format, PARTS, SEPARATORS, PARTS, SEPARATORS, PARTS),
    st.builds("{}{}{}".format, PARTS, SEPARATORS, st.sampled_from([*MONTHS, *SHORT, "May", "Oct", "DEC"])),
    st.builds("{}{}{}".format, st.sampled_from([*MONTHS, *SHORT]), SEPARATORS, PARTS),
    st.builds("{}. {} {}".format, PARTS, st.sampled_from(MONTHS), PARTS),
    st.builds("{}:{} {}".format, PARTS, PARTS, st.sampled_from(["AM", "pm"])),
    st.builds("{}{}{}".format, PARTS, st.sampled_from(["e", "E", "e-", "E+"]), st.integers(0, 30)),
    st.builds("{} {}/{}".format, PARTS, PARTS, PARTS),
)
# What a cell may begin with, or be, and no spreadsheet takes for a date: a mark of quotation, two numbers with a
# word between them, or one Danish number.
HARMLESS = re.compile(r"».*«|\d+ til \d+|\d{1,15}(,\d+)?|\d{1,3}(\.\d{3})+(,\d+)?")


@given(DATES)
def test_no_label_becomes_a_date(label: str) -> None:
    assert HARMLESS.fullmatch(cell_text(label)), label


@given(st.text(string.digits + "-/.:, –+%()", max_size=12))
def test_no_text_of_digits_becomes_another(label: str) -> None:
    text = cell_text(label)
    if any(char.isdigit() for char in text):
        assert HARMLESS.fullmatch(text.removesuffix("%").strip())


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")


@given(st.sampled_from(FORMULA_STARTS), st.text(max_size=40), st.sampled_from(["", " ", "\n", "\u00a0", "\ufeff"]))
def test_no_text_becomes_a_formula(start: str, rest: str, before: str) -> None:
    text = f"{before}{start}{rest}"
    made = grid((text, "A"), Row(text, (Cell(text),)))
    for line in read(write_csv(made, "2024 · tabel-x")):
        assert not [cell for cell in line if cell.startswith(FORMULA_STARTS)]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_no_text_breaks_out_of_its_cell(texts: list[str]) -> None:
    made = grid(("Svar", *texts), Row("x", tuple(Cell(text) for text in texts)))
    lines = read(write_csv(made, "2024 · tabel-x"))
    assert [len(line) for line in lines] == [len(texts) + 2] * 2


def test_a_number_of_the_report_is_not_said_to_rest_on_responses(facts_2024: Facts) -> None:
    _, *lines = read(write_csv(grid_of_facts(facts_2024), "2024 · alle-tal"))
    stated = {line[0]: (line[-2], line[-1]) for line in lines}
    assert stated["medlemmer"] == ("Rapporten", "2024 · alle-tal. Rapportens eget tal.")
    assert stated["respondenter"] == ("Rekonstruerede svar", f"2024 · alle-tal. {RECONSTRUCTED.short_notice}.")
    assert {told for told, source in stated.values() if "Rapportens" in source} == {"Rapporten"}


def test_a_number_of_which_only_the_base_is_known_says_so_in_every_file(facts_2024: Facts) -> None:
    told = {str(row[0]): row for row in grid_of_facts(facts_2024).rows}["frivillige.ingen"]
    assert told[4:] == ("ikke trykt", "procent", "", 90, "Rekonstruerede svar")
    assert fact_text(facts_2024["frivillige.ingen"]) == "ikke trykt"


# What is withheld


@pytest.fixture
def small(write_responses: WriteResponses) -> tuple[Facts, Facts]:
    """One survey counted twice: as it is, and with what rests on fewer than five places withheld."""
    rows = [{"organisationsform": "selvejende", "faglig_sparring": "ugentligt", "kommune": "0101"}] * 3
    rows += [{"organisationsform": "kommunal", "faglig_sparring": "maanedligt", "kommune": "0461"}] * 17
    loaded = load_responses(SURVEY, write_responses(rows))
    return compute_facts(loaded, SURVEY), compute_facts(loaded, replace(SURVEY, minimum_base=5))


def test_withheld_numbers_are_in_no_table_and_not_among_all_numbers(small: tuple[Facts, Facts]) -> None:
    open_facts, careful = small
    hidden = [fact.id for fact in careful.values() if fact.suppressed]
    assert "faglig_sparring.ugentligt.selvejende" in hidden
    listed = {str(row[0]): row for row in grid_of_facts(careful).rows}
    for fact_id in hidden:
        assert (listed[fact_id][4], *listed[fact_id][6:8]) == ("skjult",) * 3
    shown = {str(row[0]): row for row in grid_of_facts(open_facts).rows}
    assert shown["faglig_sparring.ugentligt.selvejende"][4] == 100
    table = show_shares(careful, "faglig_sparring", name="tabel-x", title="Titel")
    made = grid_of_table(content(table), careful.edition, careful.questionnaire)
    own = made.headings.index("Selvejende")
    assert {row[own] for row in made.rows} == {"skjult"}
    lines = read(write_csv(made, "2026 · tabel-x"))
    assert {line[own] for line in lines[1:]} == {"skjult"}
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook([Entry(made)], SURVEY, "Frit")))["tabel-x"]
    assert {sheet.cell(row, own + 1).value for row in range(6, sheet.max_row + 1)} == {"skjult"}


def test_all_facts_of_2024_are_listed_with_what_they_say(facts_2024: Facts) -> None:
    made = grid_of_facts(facts_2024)
    assert [row[0] for row in made.rows] == list(facts_2024)
    for row, fact in zip(made.rows, facts_2024.values(), strict=True):
        if fact.value is not None:
            assert float(row[4]) == pytest.approx(float(fact.value))
        assert row[6:8] == tuple("" if each is None else each for each in (fact.count, fact.base_n))


# The workbook

HOSTILE = '=HYPERLINK("http://x";"y")'


@pytest.fixture(scope="module")
def workbook(facts_2024: Facts) -> bytes:
    tables = [
        show_shares(facts_2024, "faglig_sparring", name="tabel-sparring", title="Sparring"),
        Table(
            "tabel-fjendtlig", HOSTILE, (HOSTILE, "2024"), (Row("-1+2", (Cell(""),)), Row("@SUM", (Cell("+x"),))), ""
        ),
    ]
    entries = [Entry(grid_of_table(content(table), RECONSTRUCTED, QUESTIONNAIRE), "Analysedel 2") for table in tables]
    return write_workbook([*entries, Entry(grid_of_facts(facts_2024))], RECONSTRUCTED, "Må bruges af alle.")


def opened(workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook))


def test_the_workbook_begins_with_cover_contents_and_notes(workbook: bytes) -> None:
    book = opened(workbook)
    assert book.sheetnames == [COVER, CONTENTS, NOTES, "tabel-sparring", "tabel-fjendtlig", "alle-tal"]
    assert book.active.title == COVER
    cover = [cell.value for cell in book[COVER]["A"]]
    assert RECONSTRUCTED.notice in cover
    assert None not in cover
    notes = {cell.value for cell in book[NOTES]["A"]}
    assert {*MEANINGS, "(tom)"} <= notes


def test_every_sheet_of_numbers_is_one_marked_table_without_gaps(workbook: bytes) -> None:
    for sheet in opened(workbook).worksheets[1:]:
        [table] = sheet.tables.values()
        assert not sheet.merged_cells.ranges
        headings, *rows = sheet[table.ref]
        assert [cell.value for cell in headings] == [column.name for column in table.tableColumns]
        assert rows
        assert all(cell.value not in (None, "") for row in (headings, *rows) for cell in row)
        assert sheet.freeze_panes == rows[0][0].coordinate
        above = [sheet.cell(row, 1).value for row in range(1, headings[0].row)]
        assert None not in above
        assert sheet.max_row == rows[-1][0].row


def test_the_source_stands_above_every_table(workbook: bytes) -> None:
    book = opened(workbook)
    assert RECONSTRUCTED.short_notice in book["tabel-sparring"]["A3"].value
    assert book["tabel-sparring"]["A2"].value.startswith("Kode: 2024 · tabel-sparring.")


def test_numbers_are_numbers_and_texts_never_formulas(workbook: bytes) -> None:
    book = opened(workbook)
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert book["tabel-fjendtlig"]["A1"].value == HOSTILE
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
    sparring = {row[0].value: row for row in book["tabel-sparring"].iter_rows(min_row=6)}
    assert sparring["1 eller flere gange om ugen"][2].value == 25
    assert sparring["1 eller flere gange om ugen"][2].data_type == "n"


def test_every_link_in_the_workbook_leads_to_a_sheet(workbook: bytes) -> None:
    book = opened(workbook)
    links = [cell.hyperlink.location for sheet in book for row in sheet for cell in row if cell.hyperlink]
    assert len(links) == 2 * len(book.sheetnames[3:])
    for link in links:
        assert re.sub(r"^'?(.*?)'?!A1$", r"\1", link) in book.sheetnames


def test_the_workbook_has_the_same_bytes_twice_and_no_time_in_it(facts_2024: Facts) -> None:
    entry = Entry(grid_of_facts(facts_2024))
    first, second = (write_workbook([entry], RECONSTRUCTED, "Frit") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"dcterms:created" not in archive.read("docProps/core.xml")


def test_long_names_of_sheets_stay_apart() -> None:
    names = [f"tabel-{'x' * 30}-{end}" for end in "abc"]
    sheets = list(sheet_names(names).values())
    assert len(set(sheets)) == 3
    assert max(map(len, sheets)) <= 31


# Pictures


@pytest.fixture(scope="module")
def figure(facts_2024: Facts) -> dict[str, Any]:
    return content(show_share_bars(facts_2024, "organisationsform", name="figur-x", title="Værestederne & <andre>"))


def test_a_picture_can_be_passed_on_alone(figure: dict[str, Any]) -> None:
    root = ElementTree.fromstring(draw_svg(figure, RECONSTRUCTED))
    svg = "{http://www.w3.org/2000/svg}"
    written = " ".join("".join(text.itertext()) for text in root.iter(f"{svg}text"))
    for expected in ("Værestederne & <andre>", RECONSTRUCTED.short_notice, RECONSTRUCTED.notice, "2024 · figur-x"):
        assert expected in written
    assert root.findtext(f"{svg}title") == "Værestederne & <andre>"
    assert figure["alt"].replace(NO_BREAK_SPACE, " ") in str(root.findtext(f"{svg}desc"))
    assert RECONSTRUCTED.notice in str(root.findtext(f"{svg}desc"))
    assert not re.search(r"https?://(?!www\.w3\.org)", draw_svg(figure, RECONSTRUCTED))


def test_the_picture_in_dots_is_fit_for_print_and_the_same_twice(figure: dict[str, Any]) -> None:
    svg = draw_svg(figure, RECONSTRUCTED)
    first = draw_png(svg)
    assert first == draw_png(draw_svg(figure, RECONSTRUCTED))
    assert first.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", first[16:24])
    inches = float(ElementTree.fromstring(svg).attrib["width"].removesuffix("pt")) / 72
    assert width / inches == pytest.approx(300, rel=0.01)
    assert height > 0


def test_the_notice_is_drawn_in_the_dots_too(figure: dict[str, Any]) -> None:
    other = replace(RECONSTRUCTED, notice="Noget andet.")
    assert draw_png(draw_svg(figure, RECONSTRUCTED)) != draw_png(draw_svg(figure, other))


# Citation and description


@pytest.mark.parametrize(
    ("source", "basis"),
    [
        ("reconstructed", "Beregnet af rekonstruerede svar, ikke værestedernes egne."),
        ("survey", "Beregnet af værestedernes svar."),
        ("rehearsal", "Beregnet af opdigtede svar."),
    ],
)
def test_a_citation_says_what_the_numbers_rest_on(source: str, basis: str) -> None:
    table = content(Table("tabel-x", "Titel", ("Svar", "A"), (Row("Ja", (Cell("1", "a.b"),)),), "n = 1."))
    cited = cite_description(table, replace(RECONSTRUCTED, source=source))
    assert cited.endswith(f"Tabellen »Titel« (2024 · tabel-x). {basis}")
    assert ("Landsforeningen af Væresteder. Tabellen" in cited) == (source == "survey")


def test_a_citation_names_the_address_of_publication_where_it_is_known() -> None:
    published = replace(RECONSTRUCTED, site_url="https://example.org/rapport/2024/")
    assert cited_address("a.html", "#tabel-x", published) == "https://example.org/rapport/2024/a.html#tabel-x"
    assert cited_address("a.html", "#tabel-x", replace(RECONSTRUCTED, site_url="")) == "a.html#tabel-x"


def test_a_citation_of_a_table_without_numbers_of_the_survey_claims_no_computation() -> None:
    table = content(Table("tabel-x", "Titel", ("Svar", "A"), (Row("Ja", (Cell("1"),)),), "Bygger på trykte tal."))
    assert cite_description(table, RECONSTRUCTED).endswith("(2024 · tabel-x). Bygger på trykte tal.")


@pytest.fixture(scope="module")
def resources(facts_2024: Facts, figure: dict[str, Any]) -> list[Resource]:
    table = show_shares(facts_2024, "kernemaalgruppe", "frivillige", name="tabel-x", title="Titel")
    return make_files([BookItem(content(table), "Kapitel"), BookItem(figure, "Kapitel")], facts_2024)


def test_the_description_fits_every_file(resources: list[Resource]) -> None:
    package = json.loads(write_datapackage(resources, RECONSTRUCTED))
    assert package["notice"] == RECONSTRUCTED.notice
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"]
    files = {resource.file: resource.content for resource in resources}
    assert {resource["path"] for resource in package["resources"]} == set(files)
    assert len({resource["name"] for resource in package["resources"]}) == len(files)
    for resource in package["resources"]:
        file = files[resource["path"]]
        assert resource["bytes"] == len(file)
        assert resource["hash"] == f"sha256:{sha256(file).hexdigest()}"
        if resource["format"] == "csv":
            headings, *lines = read(file)
            fields = resource["schema"]["fields"]
            assert [field["name"] for field in fields] == headings
            for line in lines:
                for field, text in zip(fields, line, strict=True):
                    if field["type"] == "number" and text not in resource["schema"]["missingValues"]:
                        assert re.fullmatch(r"-?\d+(,\d+)?", text)


def test_a_figure_comes_with_its_numbers(resources: list[Resource], figure: dict[str, Any]) -> None:
    files = {resource.name: resource for resource in resources}
    assert {"figur-x", "figur-x-svg", "figur-x-png"} <= set(files)
    headings, *lines = read(files["figur-x"].content)
    assert headings[:4] == ["Svar", "Andel (procent)", "Antal", "95 %-interval (procent), nedre grænse"]
    own = {line[0]: line for line in lines}["Selvejende"]
    assert own[1:3] == ["16", "16"]
    assert f"Selvejende {own[3]}-{own[4]}" in figure["alt"]


def test_files_are_the_same_twice(resources: list[Resource], facts_2024: Facts, figure: dict[str, Any]) -> None:
    table = show_shares(facts_2024, "kernemaalgruppe", "frivillige", name="tabel-x", title="Titel")
    assert make_files([BookItem(content(table), "Kapitel"), BookItem(figure, "Kapitel")], facts_2024) == resources


def draw_beforehand(figures: list[dict[str, Any]], folder: Path) -> None:
    """In a process in which Typst has not run."""
    build = Build(folder)
    build.begin("pictures", draw_figures, figures, RECONSTRUCTED, build.cache("pictures"))
    with suppress(EOFError):
        build.result("pictures")


@pytest.mark.skipif(not CAN_FORK, reason="pictures are drawn in their turn here")
def test_pictures_drawn_beforehand_are_those_of_the_files(
    resources: list[Resource], figure: dict[str, Any], tmp_path: Path
) -> None:
    files = {resource.name: resource.content for resource in resources}
    drawing = files["figur-x-svg"].decode("utf-8")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        # What is wrong with a figure is told where it stands in the book.
        for number, figures in enumerate(([figure], [figure, {}])):
            fresh.submit(draw_beforehand, figures, tmp_path / str(number)).result()
            assert Cache(tmp_path / str(number) / "pictures").get(drawing) == files["figur-x-png"]


def test_a_picture_that_is_kept_is_taken_for_its_own_drawing_only(
    resources: list[Resource], facts_2024: Facts, figure: dict[str, Any], tmp_path: Path
) -> None:
    files = {resource.name: resource.content for resource in resources}
    for drawing, picture in ((files["figur-x-svg"].decode("utf-8"), b"der"), ("en anden", files["figur-x-png"])):
        cache = Cache(tmp_path / sha256(drawing.encode("utf-8")).hexdigest())
        cache.put(b"der", drawing)
        made = make_files([BookItem(figure, "Kapitel")], facts_2024, partial(draw_once, cache=cache))
        assert {resource.name: resource.content for resource in made}["figur-x-png"] == picture


def test_file_sizes_are_told_in_danish(tmp_path: Any) -> None:
    path = tmp_path / "fil"
    told = []
    for size in (10, 1_499, 119_000, 1_250_000):
        path.write_bytes(bytes(size))
        told.append(file_size(path).replace(NO_BREAK_SPACE, " "))
    assert told == ["1 kB", "1 kB", "119 kB", "1,3 MB"]


def test_a_bare_build_offers_nothing() -> None:
    described = Table("tabel-x", "Titel", ("Svar", "A"), (Row("Ja", (Cell("1"),)),), "n = 1.")
    doctree: Any = nodes.container("", *table_nodes(content(described)))
    app: Any = SimpleNamespace(
        builder=SimpleNamespace(format="html"), config=SimpleNamespace(vaeresteder_downloads=False)
    )
    before = doctree.pformat()
    put_folds(app, doctree, "kapitel")
    assert doctree.pformat() == before
