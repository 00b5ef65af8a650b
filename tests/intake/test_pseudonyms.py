"""A place is the same from year to year by its pseudonym, and its name is found nowhere."""

import os
import re
from pathlib import Path

import exports_writing as writing
import pandas as pd
import pyreadstat
import pytest
import yaml
from exports_running import answers, decide_column, edit, heading, load, run, whole_grid, with_column
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT
from helpers.intake.examination import examine_export
from helpers.intake.new_edition import new_edition
from helpers.intake.pseudonyms import key_id, load_key, place_pseudonym, place_pseudonyms, plain_name
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import read_responses, with_themes

KEY = bytes(range(32))
OTHER = bytes(32)
NAMES = ("Café Solsikken", "Den Gamle Smedje")


@pytest.fixture
def named(questionnaire: Questionnaire) -> writing.Grid:
    return with_column(whole_grid(questionnaire), questionnaire.text("navn"), *NAMES)


def finish(folder: Path, grid: writing.Grid, year: str = "2026", key: Path | None = None) -> list[dict[str, str]]:
    # The same answers are handed in for several years here.
    edit(run(folder, grid, year, key), rigtig_fil="ja")
    return answers(run(folder, grid, year, key))


# Reckoned with another tool: printf 'solsikken\n0101' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
def test_the_pseudonym_is_the_first_half_of_an_hmac() -> None:
    assert place_pseudonym("Solsikken", "0101", KEY) == "a8f02932d0694a96"


@pytest.mark.parametrize(
    "name",
    [
        "solsikken",
        " SOLSIKKEN\u00a0",
        '"Solsikken"',
        "Værestedet Solsikken",
        "Solsikken - værested",
        "værested: Solsikken.",
    ],
)
def test_ways_of_writing_one_name_are_one_place(name: str) -> None:
    assert place_pseudonym(name, "0101", KEY) == place_pseudonym("Solsikken", "0101", KEY)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Café Blå", "Cafe\u0301 Blaa"), ("Kaffe & Kage", "kaffe og kage"), ("Skt. Hans-huset", "Skt Hans huset")],
)
def test_letters_that_danes_write_in_two_ways_are_one(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Huset 1", "Huset 2"), ("Åen", "Øen"), ("Værestedet", ""), ("Café Nord", "Café Syd"), ("Mod", "Møde")],
)
def test_names_of_two_places_stay_two(one: str, other: str) -> None:
    assert plain_name(one) != plain_name(other)


def test_a_place_without_a_name_or_a_municipality_has_no_pseudonym() -> None:
    assert place_pseudonym("", "0101", KEY) == place_pseudonym("–", "0101", KEY) == ""
    assert place_pseudonym("Solsikken", "", KEY) == ""


@given(st.text(), st.sampled_from(["0101", "0461"]))
def test_another_key_or_another_municipality_is_another_pseudonym(name: str, municipality: str) -> None:
    pseudonym = place_pseudonym(name, municipality, KEY)
    assert pseudonym == "" or re.fullmatch(r"[0-9a-f]{16}", pseudonym)
    assert not pseudonym or pseudonym != place_pseudonym(name, municipality, OTHER)
    assert not pseudonym or pseudonym != place_pseudonym(name, "0851", KEY)


def test_the_pseudonym_is_the_last_column(tmp_path: Path, named: writing.Grid, questionnaire: Questionnaire) -> None:
    key = tmp_path / "hos-forskeren" / "noegle"
    rows = finish(tmp_path, named, key=key)
    assert list(rows[0])[: len(questionnaire.columns) + 1] == ["id", *questionnaire.columns]
    assert list(rows[0])[-1] == "sted"
    made = load_key(key)
    assert [row["sted"] for row in rows] == [place_pseudonym(name, "0101", made) for name in NAMES]
    folder = tmp_path / "data" / "2026"
    frame = read_responses(folder / "responses.csv", with_themes(questionnaire, folder / "themes.yml")).frame
    assert list(frame["sted"]) == [row["sted"] for row in rows]


def test_the_same_place_has_the_same_pseudonym_next_year(tmp_path: Path, named: writing.Grid) -> None:
    first = finish(tmp_path, named)
    named[1][-1] = "VÆRESTEDET CAFE SOLSIKKEN"
    assert [row["sted"] for row in finish(tmp_path, named, "2027")] == [row["sted"] for row in first]


def test_without_names_there_is_no_column_and_no_key(tmp_path: Path, questionnaire: Questionnaire) -> None:
    key = tmp_path / "noegle"
    for grid in (
        whole_grid(questionnaire),
        with_column(whole_grid(questionnaire), questionnaire.text("navn"), "", " "),
    ):
        assert "sted" not in finish(tmp_path, grid, key=key)[0]
    assert not key.exists()


def test_a_place_that_left_its_name_out_is_blank(tmp_path: Path, named: writing.Grid) -> None:
    named[1][-1] = ""
    assert [bool(row["sted"]) for row in finish(tmp_path, named)] == [False, True]


def test_a_column_in_other_words_is_the_name_when_a_person_says_so(
    tmp_path: Path, named: writing.Grid, questionnaire: Questionnaire
) -> None:
    named[0][-1] = "Stedets navn og adresse"
    edition = run(tmp_path, named)
    assert any("kan ikke følges fra år til år" in note and "Stedets navn og adresse" in note for note in edition.notes)
    decide_column(edition, "Stedets navn og adresse", "navn")
    edition = run(tmp_path, named)
    assert len(answers(edition)[0]["sted"]) == 16
    assert not any("kan ikke følges" in note for note in edition.notes)


def test_two_columns_of_names_are_a_question(tmp_path: Path, named: writing.Grid, questionnaire: Questionnaire) -> None:
    edition = run(tmp_path, with_column(named, questionnaire.text("navn"), "a", "b"))
    assert sum('Flere kolonner er "navn"' in sentence for sentence in edition.open) == 2


def test_a_name_that_spss_keeps_as_a_label_is_the_name(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = tmp_path / "eksport.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"v1": [1.0], "v2": ["0101"]}), str(path), variable_value_labels={"v1": {1.0: NAMES[0]}},
        column_labels={"v1": questionnaire.text("navn"), "v2": questionnaire.text("kommune")},
    )  # fmt: skip
    key = tmp_path / "noegle"
    examined = examine_export(path, tmp_path / "mapping.yml", questionnaire)
    assert place_pseudonyms(examined, key).pseudonyms == (place_pseudonym(NAMES[0], "0101", load_key(key)),)


def test_no_name_and_no_address_travels_further(
    tmp_path: Path, questionnaire: Questionnaire, named: writing.Grid
) -> None:
    secrets = ("Hanne Hemmelig", "hanne@hemmelig.dk", "Ring til Hemmelig")
    for text, secret in zip(("Kontaktperson", "Hvem svarer?", "Bemærkning"), secrets, strict=True):
        named = with_column(named, text, secret, secret)
    named[1][heading(questionnaire, named, "styrker")] = "Hemmelig styrke"
    finish(tmp_path, named, key=tmp_path / "noegle")
    run(tmp_path, named, key=tmp_path / "noegle")
    # What the researcher has beside the export is the export's own: its answers without theme are listed there.
    written = [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("eksport.")]
    made = {"mapping.yml", "afgoerelser.yml", "codebook.csv", "responses.csv", "edition.yml", "themes.yml", "noegle"}
    assert made == {path.name for path in written}
    for path in written:
        text = path.read_text(encoding="utf-8").casefold()
        for part in (*NAMES, "solsikken", "smedje", *secrets, "hemmelig"):
            assert part.casefold() not in text, path.name
    assert not list(tmp_path.rglob("*draft*"))


def test_no_name_is_told_where_the_export_is_at_fault(tmp_path: Path, named: writing.Grid) -> None:
    named[1] = ["???" if cell not in NAMES else cell for cell in named[1]]
    told = " ".join((*run(tmp_path, named).open, *run(tmp_path, named).notes)).casefold()
    assert "???" in told
    assert "solsikken" not in told


def test_labels_of_columns_that_answer_nothing_stay_behind(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = tmp_path / "eksport.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"v1": [1.0], "v2": ["0101"], "v3": [1.0]}), str(path),
        column_labels={"v1": "Panel", "v2": questionnaire.text("kommune"), "v3": questionnaire.text("mere_viden")},
        variable_value_labels={"v1": {1.0: NAMES[0]}, "v3": {1.0: "Ja"}},
    )  # fmt: skip
    codebook = (new_edition("2026", path, tmp_path / "data").folder / "codebook.csv").read_text(encoding="utf-8")
    assert "Panel" in codebook
    assert ",mere_viden,1,Ja" in codebook
    assert NAMES[0] not in codebook


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "ny" / "mappe" / "noegle"
    key = load_key(path)
    assert len(key) == 32
    assert load_key(path) == key != load_key(tmp_path / "en-anden")
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "abc", "g" * 64, "0" * 63, "0" * 66, "æ" * 64])
def test_a_damaged_key_is_told_and_not_replaced(tmp_path: Path, named: writing.Grid, text: str) -> None:
    path = tmp_path / "noegle"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(VaerestederError, match=r"noegle er beskadiget: .* Hent den fra din kopi"):
        run(tmp_path, named, key=path)
    assert path.read_text(encoding="utf-8") == text
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_can_read_is_told_with_the_remedy(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "noegle"
    load_key(path)
    path.chmod(mode)
    with pytest.raises(VaerestederError, match=rf"kan læses af andre på maskinen. Skriv: chmod 600 {path}"):
        load_key(path)


def test_a_key_in_the_repository_is_refused() -> None:
    with pytest.raises(VaerestederError, match="ligger i projektets mappe"):
        load_key(ROOT / "docs" / "noegle")
    assert not (ROOT / "docs" / "noegle").exists()


def test_a_place_where_no_key_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(VaerestederError, match="kan ikke læses eller skrives"):
        load_key(tmp_path / "fil" / "noegle")


def test_the_edition_records_the_key_and_reveals_nothing_of_it(tmp_path: Path, named: writing.Grid) -> None:
    path = tmp_path / "noegle"
    finish(tmp_path, named, key=path)
    recorded = yaml.safe_load((tmp_path / "data" / "2026" / "edition.yml").read_text(encoding="utf-8"))["noegle_id"]
    assert recorded == key_id(load_key(path))
    assert re.fullmatch(r"[0-9a-f]{8}", recorded)
    assert recorded not in path.read_text(encoding="ascii")


def test_a_lost_key_is_told_and_refuses_nothing(tmp_path: Path, named: writing.Grid) -> None:
    finish(tmp_path, named, "2026", tmp_path / "gammel")
    first = finish(tmp_path, named, "2027", tmp_path / "gammel")
    assert not any("kan ikke følges" in note for note in run(tmp_path, named, "2027", tmp_path / "gammel").notes)
    rows = finish(tmp_path, named, "2028", tmp_path / "ny")
    note = run(tmp_path, named, "2028", tmp_path / "ny").notes[0]
    assert note.startswith("Nøglen er en anden end den, der blev brugt til 2026 og 2027: Forbindelsen er brudt")
    assert "stederne i 2028 kan ikke følges fra 2026 og 2027" in note
    assert {row["sted"] for row in rows}.isdisjoint(row["sted"] for row in first)


def test_the_environment_names_another_key(
    tmp_path: Path, named: writing.Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAERESTEDER_KEY", str(tmp_path / "andetsteds"))
    rows = finish(tmp_path, named)
    assert rows[0]["sted"] == place_pseudonym(NAMES[0], "0101", load_key(tmp_path / "andetsteds"))
    assert "navn" in {entry["til"] for entry in load(run(tmp_path, named))["kolonner"]}  # type: ignore[attr-defined]


def test_what_an_export_leaves_in_an_edition_is_git_ignored() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/data/*/responses*.csv", "/data/*/mapping.yml", "/data/*/codebook.csv"} <= set(ignored)
