"""The table of bounds, and what stands in its place where an edition has none."""

from dataclasses import replace

import pytest

from helpers.base.danish import NO_BREAK_SPACE
from helpers.facts.model import Facts
from helpers.figures.bounds_table import show_bounds
from helpers.figures.descriptions import Note, Table


def test_each_group_heads_its_answers(facts_2024: Facts) -> None:
    table = show_bounds(facts_2024, name="t", title="T")
    assert isinstance(table, Table)
    heads = [row.label for row in table.rows if not row.cells]
    assert heads[0] == "Har brugere med hjemløseproblematikker (41 væresteder)"
    assert len(heads) == len(set(heads))
    first = table.rows[1]
    assert (first.label, *(cell.text.replace(NO_BREAK_SPACE, " ") for cell in first.cells)) == (
        "Fællesskabende aktiviteter", "33", "41", "80", "100", "Det gælder mere end halvdelen",
    )  # fmt: skip


def test_the_table_says_that_it_does_not_rest_on_responses(facts_2024: Facts) -> None:
    table = show_bounds(facts_2024, name="t", title="T")
    assert isinstance(table, Table)
    assert table.source.startswith("Bygger kun på rapportens trykte tal.")


def test_an_edition_without_bounds_shows_nothing(facts_2024: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(facts_2024.edition, key="1900")
    monkeypatch.setattr(facts_2024, "edition", other)
    assert show_bounds(facts_2024, name="t", title="T") == Note("t", "")
