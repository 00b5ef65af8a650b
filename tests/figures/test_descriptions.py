import json
from fractions import Fraction
from typing import Any

import pytest
from bs4 import BeautifulSoup

from helpers.base.danish import NO_BREAK_SPACE
from helpers.facts.missing import LOST
from helpers.figures.cells import missing_cell, number_cell, of_cell
from helpers.figures.descriptions import MEDIA_TYPE, Cell, Figure, Row, Table, base_text, source_line

HOSTILE = '<script>alert("x")</script>'
TABLE = Table(
    "tabel-x",
    f"Titel {HOSTILE}",
    ("Svar", "Selvejende"),
    (Row("Gruppe"), Row(HOSTILE, (Cell("13 %", "x.y", number=True),))),
    "n = 15.",
)


def bundle(description: Table | Figure) -> dict[str, Any]:
    return description._repr_mimebundle_()


def test_a_table_has_header_cells_for_columns_rows_and_groups() -> None:
    soup = BeautifulSoup(bundle(TABLE)["text/html"], "html.parser")
    assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "rowgroup", "row"]
    assert soup.find("th", scope="rowgroup")["colspan"] == "2"
    assert soup.caption is not None


def test_text_from_outside_is_text_in_every_face() -> None:
    soup = BeautifulSoup(bundle(TABLE)["text/html"], "html.parser")
    assert soup.find("script") is None
    assert HOSTILE in soup.get_text()
    assert HOSTILE in bundle(TABLE)["text/plain"]


def test_the_description_is_plain_json_and_keeps_the_ids_of_the_facts() -> None:
    description = json.loads(json.dumps(bundle(TABLE)[MEDIA_TYPE]))
    assert description["kind"] == "table"
    assert description["rows"][1]["cells"] == [{"text": "13 %", "fact": "x.y", "number": True}]


def test_a_figure_stands_for_itself_in_words_where_it_cannot_be_drawn() -> None:
    figure = Figure("figur-x", "Titel", "<svg/>", "Søjlediagram.", "n = 3.")
    assert "Søjlediagram." in bundle(figure)["text/plain"]
    assert bundle(figure)["image/svg+xml"] == "<svg/>"


def test_the_source_line_gives_one_base_or_the_span_of_them() -> None:
    assert source_line("Rekonstruerede svar", [103, 103]) == "n = 103. Rekonstruerede svar."
    assert source_line("Rekonstruerede svar", [15, 51, 17]) == "n = 15-51. Rekonstruerede svar."
    assert source_line("Rekonstruerede svar", []) == "Rekonstruerede svar."


def test_a_cell_tells_its_numbers_to_programs_beside_its_text() -> None:
    cells = (number_cell(Fraction("12.5"), "percent"), missing_cell(LOST), of_cell(16, 1031), Cell("Ja"))
    description = bundle(Table("tabel-x", "Titel", tuple("abcde"), (Row("x", cells),), ""))[MEDIA_TYPE]
    assert [cell.text for cell in cells] == ["13\u00a0%", "tabt", "16 af 1.031", "Ja"]
    told = [cell.get("shown") for cell in description["rows"][0]["cells"]]
    assert [(each["values"], each["unit"], each["between"]) for each in told[:3]] == [
        (("13",), "percent", ""), (("tabt",), "", ""), (("16", "1031"), "count", "af"),
    ]  # fmt: skip
    assert told[3] is None


@pytest.mark.parametrize(
    ("bases", "told"),
    [
        ((103, 103), "n = 103."),
        ((15, 51), "n = 15-51."),
        ((), ""),
        ((None, None), "Rapporten trykker ikke, hvor mange der har svaret."),
        ((None, 15, 54), "n = 15-54, hvor rapporten trykker det."),
    ],
)
def test_a_base_that_was_not_printed_is_not_told(bases: tuple[int | None, ...], told: str) -> None:
    assert base_text(bases).replace(NO_BREAK_SPACE, " ") == told
