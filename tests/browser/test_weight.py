"""What a first visit costs: requests and bytes of each page, in a table at the end of the tests' output."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from .chromium import Browser, Tab
from .serving import bytes_sent
from .site import Site

pytestmark = pytest.mark.browser

# The budget of a chapter.
MOST_REQUESTS = 12
MOST_BYTES = 200_000
MOST_FONTS = 65_000  # all six faces; what is left is the page's own

# A slow line brings ten packets in the first journey there and back, and twice as many in each further one; the head of
# the answer takes some of the first.
FIRST_JOURNEY = 10 * 1460
HEAD = 180

FRONT_PAGE = "2024/index.html"


# Every text in italics, also what is not seen before the reader opens it or points at it.
ITALIC = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    if (text.data.trim() && getComputedStyle(text.parentElement).fontStyle !== "normal") found.push(text.data);
  return found;
}
"""


@dataclass(frozen=True)
class Cost:
    """One page on a first visit; bytes as they are sent, compressed, and as they are on the disk."""

    page: str
    requests: int
    sent: int
    fonts: int
    raw: int

    @property
    def besides(self) -> int:
        return self.sent - self.fonts


def cost_of(browser: Browser, site: Site, page: str) -> Cost:
    """What a reader's browser asks for who has never been here; each address once."""
    with browser.tab() as tab:
        tab.open(site.at(page))
        asked = tab.seen.requests
    sent = {address: bytes_sent(address, site.folder) for address in asked}
    fonts = sum(size for address, size in sent.items() if address.endswith(".woff2"))
    raw = sum((site.folder / address.removeprefix(site.address)).stat().st_size for address in sent)
    return Cost(page, len(asked), sum(sent.values()), fonts, raw)


def table(costs: list[Cost]) -> str:
    """The costs for whoever reads the tests' output, kB of 1000 bytes."""
    lines = [f"{'':32}{'requests':>9}{'kB sent':>9}{'of which fonts':>16}{'without fonts':>15}{'kB on disk':>12}"]
    for each in costs:
        kilobytes = [f"{size / 1000:.0f}" for size in (each.sent, each.fonts, each.besides, each.raw)]
        lines.append("{:32}{:>9}{:>9}{:>16}{:>15}{:>12}".format(each.page, each.requests, *kilobytes))
    return "\n".join(lines)


def test_a_first_visit_stays_within_its_limits(browser: Browser, site: Site, tables: list[str]) -> None:
    costs = [cost_of(browser, site, page) for page in site.pages]
    tables.append(table(costs))
    assert [each for each in costs if each.requests > MOST_REQUESTS] == []
    assert [each for each in costs if each.fonts > MOST_FONTS] == []
    assert [each for each in costs if each.sent > MOST_BYTES] == []


def journeys(sent: int) -> int:
    """How many journeys there and back an answer of so many bytes takes on a new line."""
    number, room = 1, FIRST_JOURNEY
    while room < HEAD + sent:
        number, room = number + 1, room + FIRST_JOURNEY * 2**number
    return number


def test_the_front_page_is_as_light_as_its_first_text_needs(browser: Browser, site: Site) -> None:
    """What its LCP is reckoned from: docs/decisions/weight.md."""
    cost = cost_of(browser, site, FRONT_PAGE)
    assert cost.requests <= 9, "the page, the style sheet, two scripts, four faces, the icon"
    assert cost.fonts < 42_000
    assert journeys(bytes_sent(site.at(FRONT_PAGE), site.folder)) <= 2
    assert journeys(bytes_sent(site.at("2024/_static/vaeresteder.css"), site.folder)) == 1


def test_journeys_are_reckoned_as_a_slow_line_makes_them() -> None:
    sizes = (0, 14_420, 14_421, 43_620, 43_621, 102_020, 102_021)
    assert [journeys(size) for size in sizes] == [1, 1, 2, 2, 3, 3, 4]


def italic_faces(tab: Tab, address: str) -> list[str]:
    """The names of the files of italics that a page asks for, which it does where words are set in them."""
    tab.open(address)
    return sorted(Path(each).name for each in tab.seen.requests if each.endswith("Italic.woff2"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_front_page_asks_for_no_italics(tab: Tab, site: Site, width: int) -> None:
    tab.look(width=width)
    assert italic_faces(tab, site.at(FRONT_PAGE)) == []
    assert tab.call(ITALIC) == []


def test_italics_would_be_found(tab: Tab, site: Site) -> None:
    assert italic_faces(tab, site.at("2024/forord.html")) == ["VaerestederSerif-Italic.woff2"]
    assert "rekonstruerede svar" in tab.call(ITALIC)


def test_what_can_be_compressed_is_reckoned_compressed(tmp_path: Path) -> None:
    for name in ("a.css", "a.woff2"):
        (tmp_path / name).write_bytes(b"a" * 10_000)
    assert bytes_sent("http://127.0.0.1:1/a.css", tmp_path) < 100
    assert bytes_sent("http://127.0.0.1:1/a.woff2", tmp_path) == 10_000
