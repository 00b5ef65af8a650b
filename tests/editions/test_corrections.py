"""Published numbers that moved: found, written down, and told on the page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from editions import Data
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.errors import VaerestederError
from helpers.editions.corrections import (
    CORRECTIONS,
    Correction,
    Moved,
    find_moved,
    load_corrections,
    save_corrections,
)
from helpers.facts.facts_csv import read_facts, write_facts
from helpers.facts.model import Fact, Facts
from helpers.figures.corrections_table import show_corrections
from helpers.figures.descriptions import Note, Table
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import load_questionnaire

SHARE = Fact("organisationsform.selvejende", Fraction(600, 16), "percent", 6, 16, "survey")
MEAN = Fact("aabningstimer.kommunal", Fraction(73, 2), "hours", None, 12, "survey")
COUNT = Fact("respondenter", Fraction(1348), "count", 1348, None, "survey")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    data = Data(tmp_path / "data", monkeypatch)
    data.add("2032")
    yield data
    load_edition.cache_clear()


def facts_of(*facts: Fact) -> Facts:
    return Facts(load_edition("2024"), load_questionnaire("2024"), {fact.id: fact for fact in facts})


def moved(was: Fact | None, now: Fact | None) -> Moved:
    [found] = find_moved(facts_of(*[was] if was else []), facts_of(*[now] if now else []))
    return found


def share(count: int, base: int) -> Fact:
    return replace(SHARE, value=Fraction(100 * count, base), count=count, base_n=base)


def test_numbers_that_are_the_same_have_not_moved() -> None:
    assert find_moved(facts_of(SHARE, MEAN, COUNT), facts_of(COUNT, MEAN, replace(SHARE, source="published"))) == ()


def test_a_moved_share_is_told_with_what_it_rests_on_and_by_how_much() -> None:
    found = moved(SHARE, share(8, 16))
    assert (found.was, found.now, found.change) == ("38\u00a0% (6 af 16)", "50\u00a0% (8 af 16)", "+13 procentpoint")
    assert "Selvejende" in found.what
    assert str(found).endswith(": 38\u00a0% (6 af 16) → 50\u00a0% (8 af 16)")


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        (COUNT, replace(COUNT, value=Fraction(1346), count=1346), "−2"),
        (MEAN, replace(MEAN, value=Fraction(147, 4)), "+0,3"),
        (MEAN, replace(MEAN, value=MEAN.value and MEAN.value + Fraction(1, 1000)), "+under 0,01"),
        (SHARE, share(601, 1600), "+0,1 procentpoint"),
        (share(4, 16), share(5, 20), "samme værdi"),
        (SHARE, replace(SHARE, value=None, count=None, base_n=0), "–"),
        (None, SHARE, "nyt tal"),
        (SHARE, None, "udgået"),
        (replace(SHARE, value=None, count=None, suppressed=True), SHARE, "ikke længere skjult"),
    ],
)
def test_the_change_is_told_in_the_unit_of_the_number(was: Fact | None, now: Fact | None, change: str) -> None:
    assert moved(was, now).change == change


def test_what_is_withheld_now_is_not_told_as_it_was() -> None:
    found = moved(SHARE, replace(SHARE, value=None, count=None, base_n=2, suppressed=True))
    assert (found.was, found.now) == ("offentliggjort", "skjult")
    assert not set("0123456789") & set(found.was + found.now + found.change)


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        (SHARE, "Hvordan er værestedet organiseret? Selvejende"),
        (MEAN, "Hvor mange timer om ugen har værestedet åbent med personale? Kommunale"),
        (COUNT, "Væresteder, der svarede"),
    ],
)
def test_a_moved_number_is_named_in_the_words_of_the_questionnaire(fact: Fact, what: str) -> None:
    assert moved(fact, None).what == what


def test_a_number_that_the_questionnaire_no_longer_knows_is_told_by_its_id() -> None:
    assert moved(replace(SHARE, id="nedlagt.svar"), None).what == "nedlagt.svar"


@given(st.integers(0, 40), st.integers(0, 40), st.integers(40, 60))
def test_a_number_has_moved_where_and_only_where_it_is_another(was: int, now: int, base: int) -> None:
    found = find_moved(facts_of(share(was, base)), facts_of(share(now, base)))
    assert bool(found) == (was != now)
    assert all(figure.change.startswith("+" if now > was else "−") for figure in found)


def test_a_number_read_back_from_the_record_has_not_moved(data: Data, facts_2024: Facts) -> None:
    path = data.folder / "2032" / "facts.csv"
    write_facts(facts_2024, path)
    assert find_moved(read_facts(path, facts_2024.edition), facts_2024) == ()


FIRST = Correction(date(2032, 3, 4), "Et sted <b>talte</b> forkert.", (moved(SHARE, share(8, 16)),))
SECOND = Correction(date(2032, 5, 1), "Fejl i: programmet", (moved(MEAN, None),))


def test_corrections_are_read_as_they_were_written(data: Data) -> None:
    assert load_corrections(load_edition("2032")) == ()
    save_corrections(load_edition("2032"), [FIRST, SECOND])
    assert load_corrections(load_edition("2032")) == (FIRST, SECOND)


@pytest.mark.parametrize(
    ("was", "written", "told"),
    [
        ("dato: 2032-03-04", "dato: i foråret", 'linje 2: dato: "i foråret" er ikke en dato'),
        ("grund:", "grnd:", 'linje 3: Rettelsen har feltet "grnd", .*\n.*\n    Skriv:      grund: Et sted'),
        ("  foer:", "  før:", 'linje 7: Tallet har feltet "før"'),
        ("- dato:", "dato:", "linje 3: Linjen er ikke rykket lige så langt ind"),
    ],
)
def test_a_spoilt_file_of_corrections_is_told(data: Data, was: str, written: str, told: str) -> None:
    save_corrections(load_edition("2032"), [FIRST])
    path = data.folder / "2032" / CORRECTIONS
    path.write_text(path.read_text(encoding="utf-8").replace(was, written), encoding="utf-8")
    with pytest.raises(VaerestederError, match=f"data/2032/corrections.yml, {told}"):
        load_corrections(load_edition("2032"))


def test_a_file_of_earlier_shape_is_read_and_written_anew_in_danish(data: Data) -> None:
    save_corrections(load_edition("2032"), [FIRST])
    path = data.folder / "2032" / CORRECTIONS
    danish = path.read_text(encoding="utf-8")
    english = danish
    for now, was in (
        ("dato", "date"), ("grund", "reason"), ("tal", "figures"), ("noegle", "fact"), ("hvad", "what"),
        ("foer", "was"), ("nu", "now"), ("forskel", "change"),
    ):  # fmt: skip
        english = re.sub(rf"^([ -]*){now}:", rf"\1{was}:", english, flags=re.MULTILINE)
    path.write_text(english, encoding="utf-8")
    assert english != danish
    save_corrections(load_edition("2032"), load_corrections(load_edition("2032")))
    assert path.read_text(encoding="utf-8") == danish


def test_the_page_tells_day_reason_and_each_number(data: Data) -> None:
    save_corrections(load_edition("2032"), [FIRST, SECOND])
    facts = Facts(load_edition("2032"), load_questionnaire("2032"), {})
    table = show_corrections(facts, name="tabel-rettelser", title="Rettelser")
    assert isinstance(table, Table)
    assert [row.label for row in table.rows if not row.cells] == [
        "4.\u00a0marts 2032: Et sted <b>talte</b> forkert.",
        "1.\u00a0maj 2032: Fejl i: programmet",
    ]
    cells = ("38\u00a0% (6\u00a0af\u00a016)", "50\u00a0% (8\u00a0af\u00a016)", "+13 procentpoint")
    assert tuple(cell.text for cell in table.rows[1].cells) == cells
    assert "<b>" not in table._repr_mimebundle_()["text/html"]


def test_without_corrections_the_page_says_so(data: Data) -> None:
    note = show_corrections(Facts(load_edition("2032"), load_questionnaire("2032"), {}), name="x", title="y")
    assert isinstance(note, Note)
    assert note.text == "Der er ingen rettelser til denne udgave."
