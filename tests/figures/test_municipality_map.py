"""The map of Denmark, from facts typed from the report's Tabel 1."""

import itertools
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.model import Fact, Facts
from helpers.figures.descriptions import Figure
from helpers.figures.municipality_map import COLOURS, CREDIT, _pale, show_municipality_map
from helpers.survey.edition import load_edition
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import load_questionnaire

# Places, represented municipalities and all municipalities of each group.
TABLE_1 = {
    "land": (33, 16, 31),
    "opland": (10, 8, 24),
    "provinsby": (31, 12, 16),
    "storby": (9, 2, 3),
    "hovedstad": (20, 9, 24),
}
REPRESENTED = (
    "0400 0376 0326 0360 0306 0390 0510 0479 0540 0580 0779 0810 0860 0825 0773 0787 0250 0320 0316 0350 "
    "0329 0410 0450 0756 0217 0259 0370 0330 0607 0621 0630 0657 0661 0615 0730 0791 0461 0751 0165 0151 "
    "0147 0157 0159 0169 0223 0101 0173"
).split()


def share(key: str, count: int, base: int) -> Fact:
    return Fact(key, Fraction(100 * count, base), "percent", count, base, "reconstructed")


@pytest.fixture
def facts() -> Facts:
    every = [
        share("kommuner", 47, 98),
        *(share(f"kommunegruppe.{group}", places, 103) for group, (places, _, _) in TABLE_1.items()),
        *(share(f"kommuner.{group}", some, total) for group, (_, some, total) in TABLE_1.items()),
        *(share(f"kommuner.{code}", 1, 1) for code in REPRESENTED),
        share("kommuner.0851", 0, 1),
    ]
    return Facts(load_edition("2024"), load_questionnaire("2024"), {fact.id: fact for fact in every})


def draw(facts: Facts) -> Figure:
    return show_municipality_map(facts, name="figur-danmarkskort", title="Væresteder i Danmark")


def fills(figure: Figure) -> Counter[str]:
    """How many shapes have each fill."""
    return Counter(re.findall(r'fill="(#[0-9a-f]{6})"', figure.svg))


def texts(figure: Figure) -> list[str]:
    root = ElementTree.fromstring(figure.svg)
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_map_is_the_same_bytes_twice(facts: Facts) -> None:
    assert draw(facts) == draw(facts)


def test_map_says_what_the_facts_say(facts: Facts) -> None:
    figure = draw(facts)
    assert (figure.name, figure.title) == ("figur-danmarkskort", "Væresteder i Danmark")
    for group, (places, some, total) in TABLE_1.items():
        assert re.search(rf"\b{places} væresteder i {some} af {total} {group}", figure.alt)
        row = texts(figure).index(f"{some} af {total}")
        assert texts(figure)[row - 1] == str(places)
    assert "47 af 98 kommuner" in figure.alt
    assert {"103", "47 af 98", "I alt", "Bornholm", "Hovedstadsområdet"} <= set(texts(figure))


def test_source_line_gives_the_base_the_kind_of_responses_and_the_credit(facts: Facts) -> None:
    source = draw(facts).source
    assert draw(facts).subtitle.endswith("n\u00a0=\u00a0103.")
    assert facts.edition.short_notice in source
    assert CREDIT in source


def test_another_count_changes_alt_text_and_key(facts: Facts) -> None:
    changed = draw(facts.with_facts({"kommunegruppe.storby": share("kommunegruppe.storby", 1, 103)}))
    assert "1 værested i 2 af 3 storbykommuner" in changed.alt
    assert changed.alt != draw(facts).alt
    assert texts(changed)[texts(changed).index("2 af 3") - 1] == "1"


def test_represented_municipalities_are_strong_and_the_others_pale(facts: Facts) -> None:
    shown = fills(draw(facts))
    # Two of three cities; every group has a swatch of each kind in the key besides.
    assert shown[COLOURS["storby"]] == 2 + 1
    assert shown[_pale(COLOURS["storby"])] == 1 + 1
    assert shown[COLOURS["land"]] == 16 + 1
    assert shown[_pale(COLOURS["land"])] == 15 + 1
    # The capital's municipalities are drawn twice, on the map and enlarged.
    assert shown[COLOURS["hovedstad"]] == 2 * 9 + 1
    assert shown[_pale(COLOURS["hovedstad"])] == 2 * 15 + 1


def test_the_numbers_of_the_map_name_each_municipality_once(facts: Facts) -> None:
    numbers = draw(facts).numbers
    assert numbers is not None
    assert [row.label for row in numbers.rows] == [place.name for place in load_municipalities().values()]
    told = Counter(row.cells[1].text for row in numbers.rows)
    assert told["Ja"] == facts["kommuner"].count
    assert told["Ja"] + told["Nej"] == 98


def test_one_more_municipality_turns_from_pale_to_strong(facts: Facts) -> None:
    more = facts.with_facts({"kommuner.0851": share("kommuner.0851", 1, 1), "kommuner": share("kommuner", 48, 98)})
    shown = fills(draw(more))
    assert shown[COLOURS["storby"]] == 3 + 1
    assert shown[_pale(COLOURS["storby"])] == 0 + 1


def test_map_is_not_drawn_where_its_parts_contradict_the_total(facts: Facts) -> None:
    with pytest.raises(VaerestederError, match=r"47 kommuner .* siger 46"):
        draw(facts.with_facts({"kommuner": share("kommuner", 46, 98)}))


def test_no_number_of_a_single_municipality_is_shown(facts: Facts) -> None:
    once = draw(facts)
    twice = draw(facts.with_facts({c: replace(facts[c], value=Fraction(200), count=2) for c in ["kommuner.0461"]}))
    assert twice == once


def test_map_names_only_frames_and_groups(facts: Facts) -> None:
    names = {place.name for place in load_municipalities().values()} - {"Bornholm"}
    assert not names & set(texts(draw(facts)))


def test_svg_is_small_and_stands_alone(facts: Facts) -> None:
    svg = draw(facts).svg
    assert len(svg.encode()) < 150_000
    root = ElementTree.fromstring(svg)
    width, height = (float(side) for side in root.attrib["viewBox"].split()[2:])
    # Portrait, and the smallest text is still nine pixels high where the map is 360 pixels wide.
    assert height > 1.5 * width
    sizes = [float(size) for size in re.findall(r"(?:font-size=\"|font: )(\d+(?:\.\d+)?)px", svg)]
    assert len(sizes) == len(texts(draw(facts)))
    assert min(sizes) * 360 / width > 9


# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SEEN_BY = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, channel)) for channel in rgb)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_colours_stay_apart_for_the_colour_blind(eyes: str) -> None:
    seen = [
        lab([sum(w * c for w, c in zip(row, linear(colour), strict=True)) for row in SEEN_BY[eyes]])
        for colour in COLOURS.values()
    ]
    for one, other in itertools.combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 20


def test_colours_stay_apart_in_grey_and_from_the_paper() -> None:
    lightness = sorted(lab(linear(colour))[0] for colour in COLOURS.values())
    assert min(b - a for a, b in itertools.pairwise(lightness)) > 8
    for colour in COLOURS.values():
        luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        assert 1.05 / (luminance + 0.05) > 3
        # A municipality that is not represented never looks like one that is.
        assert lab(linear(_pale(colour)))[0] - lightness[-1] > 20


def test_every_group_of_the_questionnaire_has_a_colour() -> None:
    assert list(COLOURS) == [answer.key for answer in load_questionnaire("2024").answers("kommunegruppe")]
