"""What a first visit costs: requests and bytes of each page, in a table at the end of the tests' output."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from .chromium import Browser
from .serving import bytes_sent
from .site import Site

pytestmark = pytest.mark.browser

# The budget of a chapter.
MOST_REQUESTS = 12
MOST_BYTES = 200_000
MOST_FONTS = 65_000  # all six faces; what is left is the page's own


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


def test_what_can_be_compressed_is_reckoned_compressed(tmp_path: Path) -> None:
    for name in ("a.css", "a.woff2"):
        (tmp_path / name).write_bytes(b"a" * 10_000)
    assert bytes_sent("http://127.0.0.1:1/a.css", tmp_path) < 100
    assert bytes_sent("http://127.0.0.1:1/a.woff2", tmp_path) == 10_000
