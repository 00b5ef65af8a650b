"""Every page can be read on a narrow screen, enlarged, in forced colours, at rest, on paper and without script."""

import pytest

from .chromium import Browser, Tab
from .site import LIKE_ALL, Site

pytestmark = pytest.mark.browser

OPEN_ALL = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"

# Text that runs beyond the screen, or beyond a box that cuts it off. What scrolls by itself (a table, by
# keyboard too) is not cut; what is hidden from sight on purpose (`.unseen`, a skip link at rest) neither.
CUT = """
() => {
  const faults = [];
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) faults.push(`siden er ${page.scrollWidth} px bred på ${innerWidth}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const box = text.parentElement;
    if (!text.data.trim() || box.closest(".unseen, .skip, noscript, option, svg") || !box.checkVisibility()) continue;
    const scrolls = box.closest(".table-scroll, .book-nav, .page-nav");
    const range = document.createRange();
    range.selectNodeContents(text);
    const right = Math.max(...[...range.getClientRects()].map((each) => each.right));
    let edge = scrolls && getComputedStyle(scrolls).overflowX !== "visible" ? Infinity : innerWidth;
    for (let outer = box; outer && outer !== scrolls; outer = outer.parentElement)
      if (["hidden", "clip"].includes(getComputedStyle(outer).overflowX))
        edge = Math.min(edge, outer.getBoundingClientRect().right);
    if (right > edge + 1) faults.push(`"${text.data.trim().slice(0, 40)}" går til ${Math.round(right)} af ${edge}`);
  }
  return faults.slice(0, 5);
}
"""


def cut_on(tab: Tab, site: Site, pages: list[str]) -> dict[str, list[str]]:
    """The pages on which something is cut off or runs off the screen, folds opened."""
    faults = {}
    for page in pages:
        tab.open(site.at(page))
        tab.js(OPEN_ALL)
        if found := tab.call(CUT):
            faults[page] = found
    return faults


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_runs_off_the_screen(tab: Tab, site: Site, width: int) -> None:
    tab.look(width=width)
    assert cut_on(tab, site, [*site.pages, "2024/search.html?q=ensomhed"]) == {}


def test_what_runs_off_the_screen_would_be_found(tab: Tab, site: Site) -> None:
    tab.look(width=320)
    tab.open(site.at("2024/baggrund.html"))
    assert tab.call(CUT) == []
    tab.js("document.querySelector('main p').style.whiteSpace = 'nowrap'")
    assert len(tab.call(CUT)) >= 2
    tab.js("document.querySelector('main').style.overflow = 'hidden'")
    assert "går til" in tab.call(CUT)[0]


@pytest.mark.parametrize("width", [360, 1280])
def test_text_of_double_size_loses_nothing(tab: Tab, site: Site, width: int) -> None:
    tab.look(width=width)
    tab.send("Page.setFontSizes", fontSizes={"standard": 32, "fixed": 26})
    tab.open(site.at("2024/baggrund.html"))
    assert tab.js("getComputedStyle(document.querySelector('main p')).fontSize") >= "36px"
    assert cut_on(tab, site, list(site.pages)) == {}


# Headings in the book's own face, whether it was in time or not, of which a word is wider than the line.
BROKEN_WORDS = """
async () => {
  const own = new FontFace("Overskrift", `url(${new URL("%s", document.baseURI)})`);
  document.fonts.add(await own.load());
  const headings = [...document.querySelectorAll("h1, h2, h3, h4")].filter((heading) => heading.checkVisibility());
  return headings.filter((heading) => {
    heading.style.fontFamily = "Overskrift";
    heading.style.overflowWrap = "normal";
    return heading.scrollWidth > heading.clientWidth;
  }).map((heading) => heading.textContent);
}
"""
HEADING_FONT = "_static/fonts/VaerestederSerif-SemiBold.woff2"


@pytest.mark.parametrize("width", [320, 360])
def test_no_heading_breaks_a_word_but_at_a_hyphen(tab: Tab, site: Site, width: int) -> None:
    tab.look(width=width)
    faults = {}
    for page in site.pages:
        tab.open(site.at(page))
        if found := tab.call(BROKEN_WORDS % HEADING_FONT):
            faults[page] = found
    assert faults == {}


# Links in the colour that the browser has for a page that gives them none.
UNCOLOURED = """
() => {
  const own = document.createElement("a");
  own.href = "#";
  own.style.all = "revert";
  document.body.append(own);
  const colour = getComputedStyle(own).color;
  own.remove();
  const links = [...document.querySelectorAll("a[href]")];
  return links.filter((link) => getComputedStyle(link).color === colour).map((link) => link.text);
}
"""


@pytest.mark.parametrize("dark", [False, True])
def test_every_link_has_a_colour_of_the_book(tab: Tab, site: Site, dark: bool) -> None:
    tab.look(dark=dark)
    faults = {}
    for page in LIKE_ALL:
        tab.open(site.at(page))
        if found := tab.call(UNCOLOURED):
            faults[page] = found
    assert faults == {}


# WCAG 1.4.12: what a reader may ask of lines, paragraphs, letters and words.
SPACED = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; }`);
document.adoptedStyleSheets = [sheet];
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_text_with_more_space_loses_nothing(tab: Tab, site: Site, width: int) -> None:
    tab.look(width=width)
    faults = {}
    for page in LIKE_ALL:
        tab.open(site.at(page))
        tab.js(OPEN_ALL)
        tab.js(SPACED)
        if found := tab.call(CUT):
            faults[page] = found
    assert faults == {}


def test_fourfold_zoom_leaves_room_to_read(tab: Tab, site: Site) -> None:
    """A window of 1280 × 1024 at 400 %: 320 × 256. What stays in place while the text scrolls takes none of it."""
    tab.look(width=320, height=256)
    for page in LIKE_ALL:
        tab.open(site.at(page))
        assert tab.call(CUT) == [], page
        tab.js("scrollTo(0, document.documentElement.scrollHeight / 2)")
        covering = """[...document.querySelectorAll("body *")].filter((each) =>
          ["fixed", "sticky"].includes(getComputedStyle(each).position) && each.checkVisibility()
          && !each.closest(".table-scroll") && each.getBoundingClientRect().height > 64
          && each.getBoundingClientRect().bottom > 0).map((each) => each.className)"""
        assert tab.js(covering) == [], page


# Colours as the browser shows them, of text in drawings against what is behind them.
DRAWN = """
[...document.querySelectorAll("figure svg")].map((svg) => {
  let behind = svg;
  while (behind && getComputedStyle(behind).backgroundColor.endsWith(", 0)")) behind = behind.parentElement;
  const text = svg.querySelector("text");
  return [getComputedStyle(text).fill, behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)"];
})
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_drawings_stand_out_from_what_is_behind_them(tab: Tab, site: Site, forced: str, dark: bool) -> None:
    tab.look(dark=dark, forced_colors=forced)
    drawings = 0
    for page in site.pages:
        tab.open(site.at(page))
        for ink, paper in tab.js(DRAWN):
            assert contrast(ink, paper) >= 4.5, (page, ink, paper)
            drawings += 1
    assert drawings >= 4


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG reckons it; `rgb(r, g, b)`."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(119, 119, 119)", "rgb(255, 255, 255)") == pytest.approx(4.48, abs=0.01)


def test_drawings_are_set_in_the_fonts_of_the_page(tab: Tab, site: Site) -> None:
    for page in ("2024/analysedel-1.html", "2024/analysedel-2.html"):
        tab.open(site.at(page))
        families = "[...document.querySelectorAll('figure svg text')].map((each) => getComputedStyle(each).fontFamily)"
        assert {family.split(",")[0] for family in tab.js(families)} == {'"Væresteder Sans"'}
        face = "[...document.fonts].some((each) => each.family.includes('Sans') && each.status === 'loaded')"
        assert tab.js(face)


# How far what is in view has moved by itself since the page began, as search engines reckon it (CLS).
SHIFTED = """
new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => { sum += each.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})
"""


def test_nothing_moves_by_itself_on_a_first_visit(browser: Browser, site: Site) -> None:
    moved = {}
    for page in LIKE_ALL:
        with browser.tab() as tab:
            tab.look(width=412, height=823)
            tab.open(site.at(page))
            moved[page] = tab.js(SHIFTED)
    assert {page: sum for page, sum in moved.items() if sum} == {}


def test_what_moves_by_itself_would_be_found(tab: Tab, site: Site) -> None:
    tab.look(width=412, height=823)
    tab.open(site.at("2024/baggrund.html"))
    tab.js("document.querySelector('h1').before(Object.assign(document.createElement('p'), {textContent: 'Senere.'}))")
    assert tab.js(SHIFTED) > 0.01


MOVING = """
[...document.querySelectorAll("*")].flatMap((each) => {
  const style = getComputedStyle(each);
  const moves = [...style.transitionDuration.split(", "), ...style.animationDuration.split(", ")]
    .some((time) => parseFloat(time) > 0.01);
  return moves || style.scrollBehavior === "smooth" ? [each.outerHTML.slice(0, 60)] : [];
})
"""


def test_nothing_moves_for_who_wants_rest(tab: Tab, site: Site) -> None:
    tab.look(prefers_reduced_motion="reduce")
    for page in LIKE_ALL:
        tab.open(site.at(page))
        assert tab.js(MOVING) == [], page
    tab.js("document.querySelector('main').style.transition = 'color 1s'")
    assert len(tab.js(MOVING)) == 1


PAPER = 658  # CSS pixels between the margins of an A4 page: 174 mm
NOT_ON_PAPER = ".skip, .search, .editions, .menu, .book-nav, .page-nav, .turn, .permalink, details.code"


def test_on_paper_the_text_is_whole_and_the_interface_gone(tab: Tab, site: Site) -> None:
    tab.look(width=PAPER, medium="print", dark=True)
    faults = {}
    for page in site.pages:
        tab.open(site.at(page))
        seen = tab.js(
            f"[...document.querySelectorAll('{NOT_ON_PAPER}')].filter((each) => each.checkVisibility()).length"
        )
        found = [*(["betjening"] if seen else []), *tab.call(CUT)]
        ink, paper = tab.js(
            "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
        )
        if contrast(ink, paper) < 15 or paper != "rgb(255, 255, 255)":
            found.append(f"{ink} på {paper}")
        if found:
            faults[page] = found
    assert faults == {}


def test_without_script_the_same_is_read(tab: Tab, site: Site) -> None:
    # What only a script can do is not offered without one: the form's tools (`test_standpoints.py`).
    words = """[...document.querySelectorAll('.with-script, .without-script')].forEach((each) => each.remove()),
      document.querySelector('main').innerText"""
    pages = [page for page in site.pages if not page.endswith("search.html")]
    with_script = {}
    for page in pages:
        tab.open(site.at(page))
        with_script[page] = tab.js(words)
    tab.without_script()
    for page in pages:
        tab.open(site.at(page))
        read = tab.js(words)
        assert len(read) > 80
        assert read == with_script[page], page
    tab.open(site.at("2024/search.html?q=ensomhed"))
    assert "Søgningen kræver JavaScript" in tab.js(words)
