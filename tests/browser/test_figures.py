"""What is pointed at in a figure is told below it, by pointer and by keyboard, and figures are legible on a phone."""

import pytest

from .chromium import Tab
from .site import Site

pytestmark = pytest.mark.browser

WITH_FIGURES = ("2024/index.html", "2024/analysedel-1.html", "2024/analysedel-2.html", "2024/analysedel-3.html")
CHART, MAP = "#figur-tilbudstype", "#figur-danmarkskort"
TOLD = "(figure) => document.querySelector(`${figure} .reading p`).textContent"
# As a screen reader hears it: name and value of what has the focus.
HEARD = "[document.activeElement.ariaLabel, document.activeElement.ariaValueText]"
MARKED = "(figure) => document.querySelectorAll(`${figure} .shown`).length"
POINT = """
(figure, mark, kind) => {
  const shape = document.querySelector(`${figure} [data-mark="${mark}"] path`);
  shape.dispatchEvent(new PointerEvent(kind, { bubbles: true, pointerType: "mouse" }));
}
"""


@pytest.fixture
def chart(tab: Tab, site: Site) -> Tab:
    tab.open(site.at("2024/analysedel-2.html"))
    return tab


@pytest.fixture
def denmark(tab: Tab, site: Site) -> Tab:
    tab.open(site.at("2024/analysedel-1.html"))
    return tab


def test_arrows_go_through_a_chart_bar_by_bar_from_one_stop(chart: Tab) -> None:
    stops = chart.call(
        "(f) => document.querySelectorAll(`${f} :is(input, a:not(.permalink, .why), [tabindex])`).length", CHART
    )
    assert stops == 1
    chart.js(f"document.querySelector('{CHART} .reading input').focus()")
    name, value = chart.js(HEARD)
    assert name.startswith("Figur ")
    assert value.startswith("Drevet som et åbent tilbud: 82")
    assert "84 af 103" in value
    assert "interval" in value
    assert chart.call(TOLD, CHART).startswith(value)
    chart.press("ArrowRight")
    value = chart.js(HEARD)[1]
    assert value.startswith("Drevet både som et åbent")
    assert chart.call(TOLD, CHART).startswith(value)
    assert chart.call(MARKED, CHART) == 1
    chart.press("Escape")
    assert chart.call(TOLD, CHART) == ""
    assert chart.call(MARKED, CHART) == 0


def test_a_pointer_over_a_bar_tells_it_and_a_click_keeps_it(chart: Tab) -> None:
    chart.call(POINT, CHART, "svar-2", "pointerover")
    assert chart.call(TOLD, CHART).startswith("Drevet som et visiteret tilbud: 8")
    chart.call(POINT, CHART, "svar-0", "click")
    chart.call(POINT, CHART, "svar-2", "pointerover")
    assert chart.call(TOLD, CHART).startswith("Drevet som et åbent tilbud: 82")


def test_the_map_names_a_municipality_and_leads_to_the_numbers_of_its_group(denmark: Tab, site: Site) -> None:
    denmark.call(POINT, MAP, "0851", "click")
    told = denmark.call(TOLD, MAP)
    assert told.startswith("Aalborg: ikke med. Storbykommuner: 9 væresteder i 2 af 3 kommuner.")
    denmark.follow(lambda: denmark.js(f"document.querySelector('{MAP} .reading a').click()"))
    assert denmark.js("document.querySelector(':target').textContent").startswith("Storbykommuner")


def test_the_keyboard_comes_to_every_municipality_in_danish_order_from_one_stop(denmark: Tab) -> None:
    names = denmark.call("""(figure) => {
      const slider = document.querySelector(`${figure} .reading input`);
      const names = [];
      for (slider.value = 0; ; slider.stepUp()) {
        slider.dispatchEvent(new Event("input"));
        const name = slider.ariaValueText.split(":")[0];
        if (names.at(-1) === name) return names;
        names.push(name);
      }
    }""", MAP)  # fmt: skip
    assert len(names) == 98
    assert names[0] == "Albertslund"
    assert names[-1] == "Aarhus"
    assert denmark.call(MARKED, MAP) == 1


def test_a_municipality_of_the_capital_is_marked_in_both_its_places(denmark: Tab) -> None:
    denmark.call(POINT, MAP, "0101", "click")
    assert denmark.call(TOLD, MAP).startswith("København: ")
    assert denmark.call(MARKED, MAP) == 2


SMALL = """
[...document.querySelectorAll("figure svg text")].map((text) =>
  [text.textContent, parseFloat(text.getAttribute("font-size")) * text.getScreenCTM().d])
  .filter(([words, size]) => words.trim() && size < 10)
"""


def test_every_word_in_a_figure_is_legible_on_a_phone(tab: Tab, site: Site) -> None:
    for page in WITH_FIGURES:
        for dark in (False, True):
            tab.look(width=360, dark=dark)
            tab.open(site.at(page))
            assert tab.js("document.querySelectorAll('figure svg text').length") > 5
            assert tab.js(SMALL) == [], page
    tab.js("document.querySelector('figure svg').style.width = '200px'")
    assert tab.js(SMALL) != []


def test_without_script_a_figure_explains_itself_and_leaves_no_gap(tab: Tab, site: Site) -> None:
    tab.without_script()
    tab.open(site.at("2024/analysedel-2.html"))
    shown = tab.js(f"""[
      document.querySelector('{CHART} [data-mark] title').textContent,
      document.querySelector('{CHART} .reading').checkVisibility(),
      document.querySelectorAll('{CHART} input').length]""")
    assert shown[0].startswith("Drevet som et åbent tilbud: 82")
    assert shown[1:] == [False, 0]


def test_what_is_told_moves_nothing(tab: Tab, site: Site) -> None:
    for width in (360, 1280):
        tab.look(width=width)
        tab.open(site.at("2024/analysedel-1.html"))
        below = f"document.querySelector('{MAP} + .source').getBoundingClientRect().top"
        before = tab.js(below)
        tab.call(POINT, MAP, "0101", "pointerover")
        assert tab.call(TOLD, MAP)
        assert tab.js(below) == before, width
