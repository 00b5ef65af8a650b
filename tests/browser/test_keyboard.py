"""Who has no mouse reaches everything, sees where they are, and is told what they are at."""

from dataclasses import dataclass

import pytest

from .chromium import Tab
from .site import Site

pytestmark = pytest.mark.browser

CHARTS = "2024/analysedel-2.html"
MAP = "2024/analysedel-1.html"
FRONTS = ("index.html", "2024/index.html")
MOST = 900  # stops; the longest page walked has some three hundred

# The element that has the focus: whether it can be seen (on the screen, nothing in front of it), and by
# what mark. `box` is empty for an element of no size.
HERE = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body || here === document.documentElement) return null;
  const style = getComputedStyle(here);
  const box = [...here.getClientRects()].find((each) => each.width && each.height);
  const inside = box && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  const middle = (from, to, end) => (Math.max(0, from) + Math.min(end, to)) / 2;
  const front = inside && document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  window.stops ??= new Map();
  if (!stops.has(here)) stops.set(here, stops.size);
  return {
    number: stops.get(here),
    what: here.outerHTML.slice(0, 90),
    seen: Boolean(front && here.contains(front)),
    mark: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    colour: style.outlineColor,
    skip: here.classList.contains("skip"),
    main: Boolean(here.closest("main")),
  };
}
"""


@dataclass(frozen=True)
class Stop:
    """An element that the keyboard came to: what a screen reader calls it, and how it is seen."""

    number: int
    what: str
    name: str
    role: str
    seen: bool
    mark: float
    skip: bool
    main: bool


def stop_here(tab: Tab) -> Stop | None:
    """Where the focus is; None where it is nowhere."""
    here = tab.call(HERE)
    if here is None:
        return None
    element = tab.send("Runtime.evaluate", expression="document.activeElement")["result"]["objectId"]
    [node] = tab.send("Accessibility.getPartialAXTree", objectId=element, fetchRelatives=False)["nodes"]
    name, role = (str(node.get(part, {}).get("value", "")) for part in ("name", "role"))
    del here["colour"]
    return Stop(name=name.strip(), role=role, **here)


def walk(tab: Tab, *, back: bool = False) -> list[Stop]:
    """Every stop from here until the focus leaves the page or comes round."""
    stops: list[Stop] = []
    for _ in range(MOST):
        tab.press("Tab", shift=back)
        stop = stop_here(tab)
        if stop is None or (stops and stop.number in {stops[0].number, stops[-1].number}):
            return stops
        stops.append(stop)
    raise AssertionError("tastaturet kommer ikke igennem siden")


def faults(stops: list[Stop]) -> list[str]:
    """The stops that cannot be seen or are called nothing, and a first one that is no skip link."""
    found = [] if stops and stops[0].skip else ["det første stop er ikke springlinket"]
    for stop in stops:
        if not stop.name:
            found.append(f"uden navn: {stop.what}")
        if not stop.seen:
            found.append(f"ses ikke: {stop.what}")
        if stop.mark < 2:
            found.append(f"uden ramme: {stop.what}")
    return found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("page", [*FRONTS, CHARTS, MAP])
def test_the_keyboard_goes_through_the_page(tab: Tab, site: Site, page: str, width: int) -> None:
    tab.look(width=width)
    tab.open(site.at(page))
    there = walk(tab)
    assert len(there) >= 5
    assert faults(there) == []
    reachable = "[...document.querySelectorAll('main a[href], main summary, main button, main input')]" \
        ".filter((each) => each.checkVisibility()).length"  # fmt: skip
    assert sum(stop.main for stop in there) >= tab.js(reachable)


def test_the_keyboard_goes_back_the_way_it_came(tab: Tab, site: Site) -> None:
    tab.open(site.at("2024/baggrund.html"))
    there = walk(tab)
    tab.js("[...stops.keys()].at(-1).focus()")
    back = walk(tab, back=True)
    expected = [stop.number for stop in reversed(there[:-1])]
    assert [stop.number for stop in back][: len(expected)] == expected


def test_the_skip_link_leads_past_the_contents(tab: Tab, site: Site) -> None:
    tab.open(site.at(CHARTS))
    tab.press("Tab")
    tab.press("Enter")
    assert tab.js("document.activeElement.id") == "hovedindhold"
    tab.press("Tab")
    stop = stop_here(tab)
    assert stop
    assert stop.main


def test_the_menu_opens_and_closes_by_key(tab: Tab, site: Site) -> None:
    tab.look(width=360)
    tab.open(site.at("2024/baggrund.html"))
    tab.js("document.querySelector('.menu summary').focus()")
    closed = len(walk(tab))
    tab.js("document.querySelector('.menu summary').focus()")
    tab.press("Enter")
    assert tab.js("document.querySelector('.menu').open")
    opened = walk(tab)
    assert len(opened) > closed + 10
    assert faults(opened)[1:] == [], "the menu is below the skip link"
    tab.js("document.querySelector('.menu summary').focus()")
    tab.press("Enter")
    assert not tab.js("document.querySelector('.menu').open")


def test_a_search_is_typed_and_followed_by_key(tab: Tab, site: Site) -> None:
    tab.open(site.at("2024/search.html"))
    tab.js("document.querySelector('#q-page').focus()")
    tab.write("ensomhed")
    tab.follow(lambda: tab.press("Enter"))
    assert "q=ensomhed" in tab.js("location.search")
    found = tab.js("document.querySelectorAll('#search-results a').length")
    assert found >= 2
    assert len([stop for stop in walk(tab) if stop.main]) >= found
    tab.js("document.querySelector('#search-results a').focus()")
    tab.follow(lambda: tab.press("Enter"))
    assert "search" not in tab.js("location.pathname")


def test_a_wide_table_scrolls_by_key(tab: Tab, site: Site) -> None:
    tab.look(width=320)
    tab.open(site.at(CHARTS))
    wide = "[...document.querySelectorAll('.table-scroll')].find((each) => each.scrollWidth > each.clientWidth)"
    tab.js(f"{wide}.focus()")
    for _ in range(5):
        tab.press("ArrowRight")
    assert tab.js(f"new Promise((done) => setTimeout(() => done({wide}.scrollLeft), 300))") > 0


# What is spoilt, and what the walk says of it.
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("document.querySelector('main a[href]').style.outline = 'none'", "uden ramme"),
        ("document.querySelector('main a[href^=litteratur]').replaceChildren(new Image(10, 10))", "uden navn"),
        ("document.querySelector('main p a').style.clipPath = 'inset(50%)'", "ses ikke"),
        ("document.querySelector('.skip').remove()", "springlinket"),
    ],
)
def test_a_stop_that_fails_would_be_found(tab: Tab, site: Site, spoil: str, told: str) -> None:
    tab.open(site.at("2024/baggrund.html"))
    tab.js(spoil)
    assert [fault for fault in faults(walk(tab)) if told in fault]
