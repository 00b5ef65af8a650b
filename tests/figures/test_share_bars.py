import itertools
import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.figure import Figure as Drawing

from helpers.facts.model import Fact, Facts
from helpers.figures.descriptions import Figure
from helpers.figures.mean_bars import show_mean_bars
from helpers.figures.palette import FONT
from helpers.figures.share_bars import show_share_bars
from helpers.figures.svg import Mark, in_steps, svg_of

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> str:
    words = ["".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    return " ".join(words)


def drawing() -> Drawing:
    figure = Drawing(figsize=(2, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.bar([1, 2], [3, 4], color="#0b6073", hatch="/")
    axes.text(1, 1, "æøå <b>", fontfamily=FONT)
    return figure


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert svg_of(drawing(), "figur-x") == svg_of(drawing(), "figur-x")


def test_a_drawing_needs_no_style_and_shares_no_id_with_another() -> None:
    one, other = svg_of(drawing(), "figur-x"), svg_of(drawing(), "figur-y")
    assert "style" not in one
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for reference in re.findall(r'(?:url\(#|href="#)([^")]+)', one):
        assert reference in ids[0]


def test_text_stays_text_in_the_books_font() -> None:
    svg = svg_of(drawing(), "figur-x")
    assert "æøå <b>" in texts(svg)
    # Unquoted, a family name whose last word begins with a digit is no CSS.
    assert "font-family=\"'Source Sans 3'\"" in svg


def test_colours_survive_the_naming_of_ids() -> None:
    assert 'fill="#0b6073"' in svg_of(drawing(), "figur-x")


POINT = st.tuples(*[st.integers(-70_000, 70_000)] * 2)
LINES = st.lists(st.tuples(st.sampled_from(["L", "Q", "C"]), st.tuples(POINT, POINT, POINT)), min_size=1, max_size=6)
OUTLINES = st.lists(st.tuples(POINT, LINES, st.booleans()), min_size=1, max_size=3)


def places_of(path: str) -> list[tuple[str, list[tuple[int, int]]]]:
    """The commands of a path, absolute or in steps, each with its places in hundredths."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    start = here = (0, 0)
    for command, numbers in re.findall(r"([MLQClqcz])([^MLQClqcz]*)", path):
        values = [round(float(number) * 100) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        points = list(zip(values[::2], values[1::2], strict=True))
        size = {"M": 1, "L": 1, "Q": 2, "C": 3}.get(command.upper(), 0)
        assert size == len(points) == 0 or len(points) % size == 0
        for number in range(0, len(points), size or 1):
            some = points[number : number + size]
            if command.islower():
                some = [(x + here[0], y + here[1]) for x, y in some]
            here = some[-1]
            start = here if command == "M" else start
            found.append((command.upper(), some))
        if command == "z":
            here = start
            found.append(("z", []))
    return found


@given(OUTLINES)
@example([((0, 0), [("L", ((0, 0),) * 3)] * 2, True)])
def test_an_outline_in_steps_goes_through_the_same_places(
    outlines: list[tuple[tuple[int, int], list[tuple[str, tuple[tuple[int, int], ...]]], bool]],
) -> None:
    path = drawn = ""
    for start, lines, closed in outlines:
        some = [("M", (start,)), *((command, points[: "LQC".index(command) + 1]) for command, points in lines)]
        told = [f"{c} {' '.join(f'{x / 100} {y / 100}' for x, y in points)} " for c, points in some]
        path += "".join(told) + ("z " if closed else "")
        # Closing draws the line that leads back by itself.
        drawn += "".join(told[:-1] if closed and some[-1] == ("L", (start,)) else told) + ("z " if closed else "")
    assert places_of(in_steps(path)) == places_of(drawn)


def test_an_outline_is_told_with_no_sign_too_many() -> None:
    assert in_steps("M 358 308.3  L 357 307.2  L 357.25 307.204  L 358 308.3  z ") == "M358 308.3l-1-1.1 .25 0z"
    assert in_steps("M 0 0  C 1 0 2 0.5 2 1  L 2 -1  ") == "M0 0c1 0 2 .5 2 1l0-2"


def test_bars_carry_share_and_count_and_the_alt_text_says_the_same(facts_2024: Facts) -> None:
    figure = show_share_bars(facts_2024, "tilbudstype", name="figur-tilbudstype", title="Tilbud")
    for words in ("82\u00a0% (84)", "8\u00a0% (8)", "11\u00a0% (11)"):
        assert words in texts(figure.svg)
        assert words in figure.alt
    assert figure.source == "Tynde streger: 95\u00a0%-interval. Rekonstruerede svar, ikke værestedernes egne."
    assert figure.subtitle == f"{facts_2024.questionnaire.text('tilbudstype')} Procent (antal). n\u00a0=\u00a0103."
    assert figure.numbers is not None
    assert "n = 103." in figure.numbers.source


def test_each_bar_has_the_mark_that_the_alt_text_tells_of(facts_2024: Facts) -> None:
    figure = show_share_bars(facts_2024, "tilbudstype", name="figur-tilbudstype", title="Tilbud")
    assert "De tynde streger viser 95\u00a0%-intervallet: Drevet som et åbent tilbud 77-85\u00a0%" in figure.alt
    bars = len([fact for fact in facts_2024 if fact.startswith("tilbudstype.")])
    assert figure.alt.count("-interval") == 1
    assert len(re.findall(r'stroke="#1f2a33" stroke-width="1\.2"', figure.svg)) == bars


def test_a_share_of_which_only_the_base_is_known_has_no_mark_and_nothing_is_said_of_one(facts_2024: Facts) -> None:
    empty = Facts(
        facts_2024.edition,
        facts_2024.questionnaire,
        {"tilbudstype.aaben": Fact("tilbudstype.aaben", None, "percent", None, 103, "survey")},
    )
    figure = show_share_bars(empty, "tilbudstype", name="figur-tilbudstype", title="Tilbud")
    assert "interval" not in figure.alt + figure.source
    assert 'stroke-width="1.2"' not in figure.svg


def test_alt_text_and_drawing_follow_the_facts(facts_2024: Facts) -> None:
    changed = facts_2024.with_facts(
        {"tilbudstype.aaben": Fact("tilbudstype.aaben", Fraction(5000, 103), "percent", 50, 103, "survey")}
    )
    figure = show_share_bars(changed, "tilbudstype", name="figur-tilbudstype", title="Tilbud")
    assert "49\u00a0% (50)" in figure.alt
    assert "49\u00a0% (50)" in texts(figure.svg)
    assert "82\u00a0%" not in figure.alt


@pytest.mark.parametrize("value", ["2,1", "1,2", "0,6", "1,3", "1,0", "0,5"])
def test_the_means_that_the_report_states_are_drawn(facts_2024: Facts, value: str) -> None:
    figure = show_mean_bars(facts_2024, "faglighed", name="figur-fagligheder", title="Fagligheder")
    assert value in texts(figure.svg)
    assert value in figure.alt


def test_the_numbers_of_a_chart_are_those_beside_its_bars(facts_2024: Facts) -> None:
    shares = show_share_bars(facts_2024, "tilbudstype", name="figur-tilbudstype", title="Tilbud")
    assert shares.numbers is not None
    assert [column.replace("\u00a0", " ") for column in shares.numbers.columns] == [
        "Svar", "Andel", "Antal", "95 %-interval (procent)",
    ]  # fmt: skip
    for row in shares.numbers.rows:
        share, count, limits = (cell.text for cell in row.cells)
        assert f"{row.label} {share} ({count})" in shares.alt
        assert f"{row.label} {limits.replace(' til ', '-')}" in shares.alt
    means = show_mean_bars(facts_2024, "faglighed", name="figur-fagligheder", title="Fagligheder")
    assert means.numbers is not None
    *rows, bases = means.numbers.rows
    assert [cell.text for cell in bases.cells] == ["ikke trykt"] * 3
    told = [cell.text for row in rows for cell in row.cells]
    words = ("".join(element.itertext()) for element in ElementTree.fromstring(means.svg).iter(f"{SVG}text"))
    assert [word for word in words if word in told] == told


def test_a_lost_bar_is_said_to_be_lost_and_not_drawn(facts_2024: Facts) -> None:
    figure = show_mean_bars(facts_2024, "faglighed", name="figur-fagligheder", title="Fagligheder")
    stated = [fact for fact in facts_2024 if fact.startswith("faglighed.")]
    bars = 5 * 3
    assert texts(figure.svg).count("ikke bevaret") == bars - len(stated) > 0
    assert figure.alt.count("ikke bevaret") == bars - len(stated)


@pytest.mark.parametrize("show", [show_share_bars, show_mean_bars])
@pytest.mark.parametrize("signs", [8, 24])
def test_no_label_touches_the_next_however_long_it_is(
    facts_2024: Facts, monkeypatch: pytest.MonkeyPatch, show: Callable[..., Figure], signs: int
) -> None:
    monkeypatch.setattr(f"{show.__module__}.LABEL", signs)
    key = "organisationsform" if show is show_share_bars else "faglighed"
    svg = show(facts_2024, key, name="figur", title="Titel").svg
    # Labels stand left of the bars; a line of a longer one is placed by itself.
    placed = [text.attrib for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    heights = sorted(float(text["y"]) for text in placed if float(text["x"]) < 135)
    assert len(heights) > 8
    assert min(below - above for above, below in itertools.pairwise(heights)) > 11.5


@pytest.mark.filterwarnings("error")
def test_a_label_is_plain_text_whatever_its_signs() -> None:
    labels = ["$a$ og $b$", "5 $ og 6 $ og \\frac", "$_", "Tak 😀 漢", "a\x07b", "</text><x/>"]
    figure = Drawing(figsize=(2, 4))
    axes = figure.add_axes((0.4, 0, 0.6, 1))
    axes.barh(labels, [1] * len(labels))
    axes.set_title("$x^2$ 😀")
    svg = svg_of(figure, "figur-x", {"ingen": Mark("\x07")})
    drawn = {"".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")}
    assert {*labels[:4], "a\ufffdb", labels[5], "$x^2$ 😀"} <= drawn
