"""A postcode only suggests a municipality: a person accepts all, corrects some, or places an unknown one."""

import importlib.util
import json
from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import answers, edit, heading, load, run, whole_grid

from helpers.base.paths import ROOT
from helpers.intake.coding.municipalities import load_postcodes, placed_postcodes
from helpers.intake.decisions import Decisions
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire

SPEC = importlib.util.spec_from_file_location("take_postcodes", ROOT / "scripts" / "take_postcodes.py")
assert SPEC is not None
assert SPEC.loader is not None
take = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(take)


@pytest.fixture
def coded(questionnaire: Questionnaire) -> writing.Grid:
    """Two responses from postcodes that are known."""
    grid = whole_grid(questionnaire)
    column = heading(questionnaire, grid, "kommune")
    grid[1][column], grid[2][column] = "5000", "DK-5683 Haarby"
    return grid


def test_a_known_postcode_is_suggested_and_never_taken(tmp_path: Path, coded: writing.Grid) -> None:
    edit(run(tmp_path, coded))
    edition = run(tmp_path, coded)
    assert [sentence.split(",")[0][:46] for sentence in edition.open] == [
        "postnummerforslag: 2 postnumre har en foreslåe"
    ]
    assert edition.responses is None
    assert load(edition)["foreslåede_kommuner"] == {"5000": "0461 Odense", "5683": "0420 Assens"}


def test_the_suggestions_are_accepted_with_one_word(tmp_path: Path, coded: writing.Grid) -> None:
    edit(run(tmp_path, coded), postnummerforslag="brug")
    assert [row["kommune"] for row in answers(run(tmp_path, coded))] == ["0461", "0420"]


def test_a_wrong_suggestion_is_corrected_beside_the_accepted(tmp_path: Path, coded: writing.Grid) -> None:
    edit(run(tmp_path, coded), postnumre={"5683": "0430"}, postnummerforslag="brug")
    edition = run(tmp_path, coded)
    assert [row["kommune"] for row in answers(edition)] == ["0461", "0430"]
    assert load(edition)["foreslåede_kommuner"] == {"5000": "0461 Odense"}


def test_all_may_be_placed_one_by_one(tmp_path: Path, coded: writing.Grid) -> None:
    edit(run(tmp_path, coded), postnumre={"5000": "0461", "5683": "0430"})
    assert [row["kommune"] for row in answers(run(tmp_path, coded))] == ["0461", "0430"]


@pytest.mark.parametrize("answer", ["461", "Odense", "0411"])
def test_what_is_no_municipality_is_asked_again(tmp_path: Path, coded: writing.Grid, answer: str) -> None:
    edit(run(tmp_path, coded), postnumre={"5000": answer}, postnummerforslag="brug")
    assert run(tmp_path, coded).open == (
        f'postnumre, 5000: "{answer}" er ikke en kommunekode. Skriv fire cifre, f.eks. 0461.',
    )


def test_an_unknown_postcode_is_a_question(tmp_path: Path, questionnaire: Questionnaire, coded: writing.Grid) -> None:
    coded[1][heading(questionnaire, coded, "kommune")] = "9999"
    edit(run(tmp_path, coded), postnummerforslag="brug")
    edition = run(tmp_path, coded)
    assert edition.open == (
        "postnumre, 9999: Postnummeret kendes ikke. Skriv koden på den kommune, stedet ligger i, f.eks. 0461.",
    )
    edit(edition, postnumre={"9999": "0461"})
    assert answers(run(tmp_path, coded))[0]["kommune"] == "0461"


def test_what_a_person_wrote_goes_before_what_is_suggested() -> None:
    assert placed_postcodes(Decisions(postcodes={"5000": "0101"}, suggested_postcodes="brug"))["5000"] == "0101"
    assert placed_postcodes(Decisions(postcodes={"5000": ""})) == {}


def test_every_municipality_has_a_postcode_and_no_other_is_named() -> None:
    assert set(load_postcodes().values()) == set(load_municipalities())


@pytest.mark.parametrize(
    ("postcode", "municipality"),
    [("1050", "0101"), ("2000", "0147"), ("3700", "0400"), ("5000", "0461"), ("6720", "0563"), ("8000", "0751"),
     ("8305", "0741"), ("9000", "0851"), ("9940", "0825"), ("9990", "0813")],
)  # fmt: skip
def test_known_examples(postcode: str, municipality: str) -> None:
    assert load_postcodes()[postcode] == municipality


def test_postcodes_lie_in_the_part_of_the_country_that_their_first_digit_says() -> None:
    assert min(load_postcodes()) > "1000"
    regions = {"1": {"Region Hovedstaden"}, "2": {"Region Hovedstaden", "Region Sjælland"},
               "4": {"Region Sjælland", "Region Hovedstaden"}, "5": {"Region Syddanmark"},
               "9": {"Region Nordjylland", "Region Midtjylland"}}  # fmt: skip
    places = load_municipalities()
    for postcode, code in load_postcodes().items():
        assert places[code].region in regions.get(postcode[0], {places[code].region}), postcode
        assert len(postcode) == 4


def test_the_source_is_read_without_being_run() -> None:
    entries = [
        {"postal_code": "9000", "admin_name2": "Ålborg Kommune"},
        {"postal_code": "1050", "admin_name2": "Copenhagen"},
        {"postal_code": "0999", "admin_name2": "Copenhagen"},
    ]
    source = f"raise SystemExit\nd=r'{json.dumps(entries)}'"
    assert take.take_postcodes(source, {"Aalborg": "0851", "København": "0101"}) == {"1050": "0101", "9000": "0851"}


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([("5000", "Atlantis Kommune")], "no municipality"),
        ([("5000", "Odense"), ("5000", "Assens")], "two municipalities"),
    ],
)
def test_a_source_that_does_not_fit_is_refused(entries: list[tuple[str, str]], told: str) -> None:
    rows = [{"postal_code": code, "admin_name2": name} for code, name in entries]
    with pytest.raises(ValueError, match=told):
        take.take_postcodes(f"d=r'{json.dumps(rows)}'", {"Odense": "0461", "Assens": "0420"})
    with pytest.raises(ValueError, match="found 0"):
        take.take_postcodes("x = 1", {})
