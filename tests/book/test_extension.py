from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from helpers.base.errors import VaerestederError
from helpers.book.nodes import chart
from helpers.book.quotations import Quotations, load_book_facts
from helpers.book.renderers import DescriptionRenderer, figure_nodes, table_nodes
from helpers.figures.descriptions import MEDIA_TYPE, Cell, Figure, Row, Table

TABLE = Table(
    "tabel-x",
    "Titel",
    ("Svar", "Selvejende", "Bemærkning"),
    (Row("Gruppe"), Row("Ja <b>", (Cell("13 %", "x.y", number=True), Cell("ingen")))),
    "n = 15.",
)


def content(description: Table | Figure) -> dict[str, Any]:
    return dict(description._repr_mimebundle_()[MEDIA_TYPE])


@pytest.fixture(scope="module")
def quotations() -> Quotations:
    return Quotations(load_book_facts("2024"))


def test_a_description_becomes_a_table_with_title_header_row_and_header_column() -> None:
    table, source = table_nodes(content(TABLE))
    assert [title.astext() for title in table.findall(nodes.title)] == ["Titel"]
    assert [spec.get("stub", 0) for spec in table.findall(nodes.colspec)] == [1, 0, 0]
    [head] = table.findall(nodes.thead)
    assert [entry.astext() for entry in head.findall(nodes.entry)] == ["Svar", "Selvejende", "Bemærkning"]
    assert source["classes"] == ["source"]


def test_numbers_carry_their_fact_and_their_column_its_side() -> None:
    table, _ = table_nodes(content(TABLE))
    entries = {entry.astext(): entry for entry in table.findall(nodes.entry)}
    assert entries["13 %"]["classes"] == entries["Selvejende"]["classes"] == ["number"]
    assert entries["ingen"]["classes"] == entries["Bemærkning"]["classes"] == []
    assert [inline["fact_id"] for inline in table.findall(nodes.inline)] == ["x.y"]


def test_a_heading_row_spans_the_table() -> None:
    table, _ = table_nodes(content(TABLE))
    [entry] = [entry for entry in table.findall(nodes.entry) if entry.astext() == "Gruppe"]
    assert entry["morecols"] == 2


def test_markup_in_a_text_stays_text() -> None:
    table, _ = table_nodes(content(TABLE))
    assert not list(table.findall(nodes.raw))
    assert "Ja <b>" in table.astext()


def test_a_figure_has_drawing_caption_and_words() -> None:
    figure, _ = figure_nodes(content(Figure("figur-x", "Titel", "<svg/>", "Søjlediagram.", "n = 3.")))
    [drawing] = figure.findall(chart)
    assert drawing["alt"] == "Søjlediagram."
    assert [caption.astext() for caption in figure.findall(nodes.caption)] == ["Titel"]


def test_the_renderer_leaves_other_media_types_alone() -> None:
    data: Any = SimpleNamespace(mime_type="text/html", content="<b>")
    renderer: Any = None
    assert DescriptionRenderer.handle_mime(renderer, data, inline=False) is None


def test_roles_quote_facts_printed_figures_and_other_studies(quotations: Quotations) -> None:
    assert quotations.fact("kernemaalgruppe.ensomhed.selvejende") == "38\u00a0%"
    assert quotations.fact("kernemaalgruppe.ensomhed.selvejende antal-ord") == "seks"
    assert quotations.figure("tekst.dataindsamling.1") == "171"


def test_the_counts_of_the_source_control_can_be_quoted(quotations: Quotations) -> None:
    total = int(quotations.fact("trykte_tal"))
    parts = [int(quotations.fact(f"trykte_tal.{p} antal")) for p in ("stemmer", "afviger", "uden_modstykke")]
    assert sum(parts) == total > 320


@pytest.mark.parametrize("ask", ["fact", "figure", "quoted"])
def test_an_unknown_id_is_an_error(quotations: Quotations, ask: str) -> None:
    with pytest.raises(VaerestederError, match="findes_ikke"):
        getattr(quotations, ask)("findes_ikke")


def test_a_lost_figure_cannot_be_quoted(quotations: Quotations) -> None:
    lost = next(figure for figure, printed in quotations.printed.items() if not printed)
    with pytest.raises(VaerestederError, match="tabt"):
        quotations.figure(lost)
