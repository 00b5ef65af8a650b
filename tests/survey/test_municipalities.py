"""The table of municipalities and their outlines."""

import json
from collections import Counter

import pytest

from helpers.base.paths import DATA
from helpers.survey.municipalities import load_drawing, load_municipalities
from helpers.survey.questionnaire import load_questionnaire

OUTLINES = DATA / "municipality_outlines.json"

# Tabel 1 of the report, with the names as the table prints them on the left where they are not the
# official ones: a town for the island (Rønne), misspellings, other hyphens.
PRINTED_OTHERWISE = {
    "Rønne": "Bornholm",
    "Kallundborg": "Kalundborg",
    "Ikast / Brande": "Ikast-Brande",
    "Høje Taastrup": "Høje-Taastrup",
    "Lyngby/Taarbæk": "Lyngby-Taarbæk",
}
TABLE_1 = {
    "land": "Rønne, Guldborgsund, Kallundborg, Lolland, Odsherred, Vordingborg, Haderslev, Svendborg, "
    "Sønderborg, Aabenraa, Skive, Brønderslev, Hjørring, Læsø, Morsø, Thisted",
    "opland": "Frederikssund, Faxe, Holbæk, Lejre, Ringsted, Middelfart, Nyborg, Ikast / Brande",
    "provinsby": "Helsingør, Køge, Næstved, Slagelse, Fredericia, Kolding, Vejle, Herning, Holstebro, "
    "Horsens, Randers, Viborg",
    "storby": "Odense, Aarhus",
    "hovedstad": "Albertslund, Ballerup, Frederiksberg, Gentofte, Gladsaxe, Høje Taastrup, Hørsholm, "
    "København, Lyngby/Taarbæk",
}


def test_there_are_98_municipalities_with_four_digit_codes() -> None:
    places = load_municipalities()
    assert len(places) == 98
    assert all(len(code) == 4 and code.isdecimal() for code in places)
    assert list(places) == sorted(places)
    assert len({place.name for place in places.values()}) == 98
    assert all(code == place.code for code, place in places.items())


def test_christiansoe_is_no_municipality() -> None:
    assert "0411" not in load_municipalities()


def test_groups_have_the_sizes_of_the_classification() -> None:
    sizes = Counter(place.group for place in load_municipalities().values())
    assert sizes == {"hovedstad": 24, "storby": 3, "provinsby": 16, "opland": 24, "land": 31}


def test_groups_are_those_of_the_questionnaire() -> None:
    answers = {answer.key for answer in load_questionnaire("2024").answers("kommunegruppe")}
    assert {place.group for place in load_municipalities().values()} == answers


def test_regions_have_their_sizes() -> None:
    assert Counter(place.region for place in load_municipalities().values()) == {
        "Region Hovedstaden": 29,
        "Region Sjælland": 17,
        "Region Syddanmark": 22,
        "Region Midtjylland": 19,
        "Region Nordjylland": 11,
    }


@pytest.mark.parametrize(
    ("code", "name", "region", "group"),
    [
        ("0101", "København", "Region Hovedstaden", "hovedstad"),
        ("0185", "Tårnby", "Region Hovedstaden", "hovedstad"),
        ("0253", "Greve", "Region Sjælland", "hovedstad"),
        ("0400", "Bornholm", "Region Hovedstaden", "land"),
        ("0430", "Faaborg-Midtfyn", "Region Syddanmark", "opland"),
        ("0480", "Nordfyns", "Region Syddanmark", "opland"),
        ("0492", "Ærø", "Region Syddanmark", "land"),
        ("0615", "Horsens", "Region Midtjylland", "provinsby"),
        ("0751", "Aarhus", "Region Midtjylland", "storby"),
        ("0773", "Morsø", "Region Nordjylland", "land"),
        ("0820", "Vesthimmerlands", "Region Nordjylland", "land"),
        ("0851", "Aalborg", "Region Nordjylland", "storby"),
    ],
)
def test_municipality_reads_as_in_the_classification(code: str, name: str, region: str, group: str) -> None:
    place = load_municipalities()[code]
    assert (place.name, place.region, place.group) == (name, region, group)


def test_the_47_municipalities_of_table_1_are_in_the_groups_it_lists_them_in() -> None:
    group_of = {place.name: place.group for place in load_municipalities().values()}
    printed = {group: names.split(", ") for group, names in TABLE_1.items()}
    assert sum(len(names) for names in printed.values()) == 47
    for group, names in printed.items():
        found = {name: group_of[PRINTED_OTHERWISE.get(name, name)] for name in names}
        assert found == dict.fromkeys(names, group)


def test_every_municipality_has_an_outline_and_no_other_place_has() -> None:
    assert set(load_drawing().outlines) == set(load_municipalities())


def test_outlines_are_rings_inside_the_drawing() -> None:
    drawing = load_drawing()
    for code, rings in drawing.outlines.items():
        assert rings, code
        for ring in rings:
            assert len(ring) >= 4, code
            assert ring[0] != ring[-1], code
            assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in ring), code


def test_bornholm_lies_in_its_inset_and_nothing_else_does() -> None:
    drawing = load_drawing()
    left, top, right, bottom = drawing.bornholm_inset
    inside = {
        code
        for code, rings in drawing.outlines.items()
        if any(left < x < right and top < y < bottom for ring in rings for x, y in ring)
    }
    assert inside == {"0400"}
    assert all(left < x < right and top < y < bottom for ring in drawing.outlines["0400"] for x, y in ring)


def test_outlines_lie_where_the_places_are() -> None:
    """Neighbours in the country are neighbours in the drawing, so no code is on the wrong outline."""

    def centre(code: str) -> tuple[float, float]:
        points = load_drawing().outlines[code][0]
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)

    west_to_east = ["0573", "0530", "0630", "0461", "0450", "0330", "0329", "0259", "0101"]
    north_to_south = ["0813", "0851", "0846", "0730", "0751", "0615", "0621", "0510", "0580"]
    assert [centre(c)[0] for c in west_to_east] == sorted(centre(c)[0] for c in west_to_east)
    assert [centre(c)[1] for c in north_to_south] == sorted(centre(c)[1] for c in north_to_south)


def test_outline_file_is_small_and_says_what_it_is() -> None:
    assert OUTLINES.stat().st_size < 120_000
    head = json.loads(OUTLINES.read_text(encoding="utf-8"))
    assert "react-denmark-map 1.0.0" in head["source"]
    assert "MIT" in head["licence"]
    assert "Martin Polley" in head["licence"]
    assert "not for GIS" in head["note"]
