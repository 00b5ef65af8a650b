"""Publication: what moved needs a reason, and nothing is half published."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from editions import Data

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA
from helpers.build import release as publish_module
from helpers.build.release import publish_edition, record_publication, tell_afterwards
from helpers.editions.corrections import CORRECTIONS, find_moved, load_corrections
from helpers.editions.letter import compose_letter
from helpers.editions.published_despite import DESPITE, Despite, load_despite
from helpers.facts.compute import compute_facts
from helpers.facts.facts_csv import read_facts, write_facts
from helpers.facts.load import load_facts
from helpers.facts.model import Fact, Facts
from helpers.facts.publications import load_publications
from helpers.figures.corrections_table import show_corrections
from helpers.figures.descriptions import Table
from helpers.survey.asked_record import ASKED
from helpers.survey.edition import RECORD, list_editions, load_edition
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.responses import load_responses


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    data = Data(tmp_path / "data", monkeypatch)
    data.add("2032")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1961000000")
    yield data
    load_edition.cache_clear()


def counted(respondents: int) -> Facts:
    fact = Fact("respondenter", Fraction(respondents), "count", respondents, None, "survey")
    return Facts(load_edition("2032"), load_questionnaire("2032"), {fact.id: fact})


def contents(data: Data) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (data.folder / "2032").iterdir()}


def test_the_first_publication_is_a_record_and_no_correction(data: Data) -> None:
    assert record_publication(counted(80), "") is None
    assert set(contents(data)) == {"edition.yml", RECORD, ASKED}


def test_publishing_the_same_numbers_again_changes_nothing(data: Data) -> None:
    record_publication(counted(80), "")
    before = contents(data)
    assert record_publication(counted(80), "Ingen grund") is None
    assert contents(data) == before


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_moved_number_without_a_reason_is_refused_by_name_and_nothing_is_written(data: Data, reason: str) -> None:
    record_publication(counted(80), "")
    before = contents(data)
    with pytest.raises(VaerestederError) as refused:
        record_publication(counted(79), reason)
    assert "- Væresteder, der svarede: 80 → 79" in str(refused.value)
    assert "--reason" in str(refused.value)
    assert contents(data) == before


def test_with_a_reason_it_is_written_down_with_its_day_and_the_record_follows(data: Data) -> None:
    record_publication(counted(80), "")
    correction = record_publication(counted(79), "Et sted svarede\n to gange.")
    assert correction
    assert (correction.date, correction.reason) == (date(2032, 2, 21), "Et sted svarede to gange.")
    assert record_publication(counted(81), "To manglede.")
    told = [(figure.was, figure.now) for each in load_corrections(load_edition("2032")) for figure in each.figures]
    assert told == [("80", "79"), ("79", "81")]
    assert read_facts(data.folder / "2032" / RECORD, load_edition("2032"))["respondenter"].count == 81


def test_what_was_published_before_is_kept_beside_the_record(data: Data) -> None:
    for respondents in (80, 79, 81):
        record_publication(counted(respondents), "Et sted svarede to gange.")
    kept = load_publications(load_edition("2032"))
    assert [facts["respondenter"].count for facts in kept] == [80, 79, 81]


def test_a_correction_that_waits_for_others_is_refused_with_its_reason(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_publication(counted(80), "")
    before = contents(data)
    waiting = counted(80).waits("Udgaven 2032 bliver, som den er udgivet.")
    monkeypatch.setattr(publish_module, "load_facts", lambda _: waiting)
    with pytest.raises(VaerestederError, match="bliver, som den er udgivet"):
        publish_edition("2032", "Et sted svarede sent.")
    assert contents(data) == before


def test_without_a_stated_time_the_day_is_today(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    record_publication(counted(80), "")
    before = date.today()
    correction = record_publication(counted(79), "Et sted svarede to gange.")
    assert correction
    assert before <= correction.date <= date.today()


def test_a_rehearsal_is_never_published(data: Data) -> None:
    data.add("2032", source="rehearsal")
    with pytest.raises(VaerestederError, match="er en prøve"):
        publish_edition("2032")


def fail(*_: Any, **__: Any) -> None:
    raise VaerestederError("i stykker")


@pytest.mark.parametrize("step", ["build_book", "assemble_site"])
def test_a_book_that_cannot_be_built_leaves_the_record_as_it_was(
    data: Data, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    record_publication(counted(80), "")
    before = contents(data)
    monkeypatch.setattr(publish_module, "load_facts", lambda _: counted(79))
    monkeypatch.setattr(publish_module, "pass_gate", lambda *_: ())
    monkeypatch.setattr(publish_module, "build_book", lambda *_, **__: None)
    monkeypatch.setattr(publish_module, step, fail)
    with pytest.raises(VaerestederError, match="i stykker"):
        publish_edition("2032", "Et sted svarede to gange.")
    assert contents(data) == before
    assert CORRECTIONS not in before


def test_a_publication_tells_what_it_did(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish_module, "build_book", lambda *_, **__: "bog")
    monkeypatch.setattr(publish_module, "assemble_site", lambda **_: "websted")
    monkeypatch.setattr(publish_module, "load_facts", lambda _: counted(80))
    monkeypatch.setattr(publish_module, "pass_gate", lambda *_: ())
    first = publish_edition("2032")
    assert (first.first, first.correction) == (True, None)
    monkeypatch.setattr(publish_module, "load_facts", lambda _: counted(81))
    second: Any = publish_edition("2032", "Et manglede.")
    assert not second.first
    assert [figure.now for figure in second.correction.figures] == ["81"]


RECORDED = [key for key in list_editions() if (DATA / key / RECORD).is_file()]


@pytest.mark.parametrize("key", RECORDED)
def test_the_record_of_an_edition_is_what_its_responses_give(key: str) -> None:
    """Whoever moves a published number, in data or in code, runs `vaeresteder publish` and says why."""
    edition = load_edition(key)
    moved = find_moved(read_facts(edition.folder / RECORD, edition), load_facts(key))
    assert [str(figure) for figure in moved] == []


def test_the_2024_edition_has_a_record_and_a_moved_number_would_be_found(tmp_path: Path) -> None:
    assert "2024" in RECORDED
    edition = load_edition("2024")
    everything = compute_facts(load_responses(edition), edition)
    write_facts(everything, tmp_path / RECORD)
    assert find_moved(read_facts(tmp_path / RECORD, edition), load_facts("2024")), "only printed figures are facts"


def test_what_passed_open_stands_in_the_letter_and_on_the_page_of_corrections(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish_module, "build_book", lambda *_, **__: "bog")
    monkeypatch.setattr(publish_module, "assemble_site", lambda **_: "websted")
    monkeypatch.setattr(publish_module, "load_facts", lambda _: counted(80))
    monkeypatch.setattr(publish_module, "pass_gate", lambda *_: ("3 afsnit er ikke læst igennem",))
    assert publish_edition("2032", despite="Tallene  haster.").passed == ("3 afsnit er ikke læst igennem",)
    [kept] = load_despite(load_edition("2032"))
    assert kept == Despite(date(2032, 2, 21), "Tallene haster.", ("3 afsnit er ikke læst igennem",))
    told = "Offentliggjort, selv om 3 afsnit er ikke læst igennem. Grunden var: Tallene haster."
    table = show_corrections(counted(80), name="tabel-rettelser", title="Rettelser")
    assert isinstance(table, Table)
    assert [row.label for row in table.rows] == [f"21.\u00a0februar 2032: {told}"]
    assert told in compose_letter(counted(80)).markdown
    (data.folder / "2032" / DESPITE).write_text("- dato: i dag\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match=DESPITE):
        load_despite(load_edition("2032"))


def test_the_gate_is_passed_before_anything_is_written(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(data)
    monkeypatch.setattr(publish_module, "load_facts", lambda _: counted(80))
    monkeypatch.setattr(publish_module, "pass_gate", fail)
    with pytest.raises(VaerestederError, match="i stykker"):
        publish_edition("2032")
    assert contents(data) == before


def test_afterwards_it_is_told_what_to_publish_to_commit_and_to_keep(tmp_path: Path) -> None:
    told = "\n".join(tell_afterwards("2032", tmp_path))
    for part in (str(tmp_path / "site"), "git add notebooks data", "noegle", "responses.csv", "mapping.yml"):
        assert part in told
