"""A page asks nobody but its own host, leaves nothing behind, and keeps to its own policy."""

import pytest

from .chromium import Tab
from .site import Site

pytestmark = pytest.mark.browser

# The search page also with something to find: then it reads the index.
SEARCHED = "2024/search.html?q=v%C3%A6rested"


def told_on(tab: Tab, address: str, home: str) -> list[str]:
    """What the page at an address did that it must not do; `home` is where all it needs lies."""
    tab.open(address)
    return found_on(tab, home)


def found_on(tab: Tab, home: str) -> list[str]:
    """What the open page has done until now that it must not do."""
    tab.js("new Promise((done) => setTimeout(done, 50))")
    faults = [f"spørger {each}" for each in tab.seen.requests if not each.startswith((home, "data:"))]
    faults += [f"klager: {each}" for each in tab.seen.complaints]
    faults += [f"nægtet: {each}" for each in tab.js("refused")]
    faults += [f"cookie: {each['name']}" for each in tab.cookies()]
    return faults


def test_no_page_tells_anybody_anything_on_a_server(tab: Tab, site: Site) -> None:
    pages = [*site.pages, SEARCHED]
    assert {page: found for page in pages if (found := told_on(tab, site.at(page), site.address))} == {}


def test_no_page_tells_anybody_anything_on_a_memory_stick(tab: Tab, site: Site) -> None:
    home = site.folder.as_uri()
    pages = [*site.pages, SEARCHED]
    assert {page: found for page in pages if (found := told_on(tab, site.on_disk(page), home))} == {}


def test_the_search_finds_from_a_memory_stick(tab: Tab, site: Site) -> None:
    tab.open(site.on_disk(SEARCHED))
    assert tab.js("document.querySelectorAll('#search-results > li').length") > 3


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("fetch('https://example.org/').catch(() => 0)", "nægtet: connect-src"),
        ("document.body.append(Object.assign(new Image(), {src: 'https://example.org/a.png'}))", "nægtet: img-src"),
        ("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))", "nægtet: script-src"),
        ("document.body.setAttribute('style', 'color: red')", "nægtet: style-src"),
        ("document.cookie = 'hvem=mig'", "cookie: hvem"),
        ("console.error('galt')", "klager: ['galt']"),
        ("setTimeout(() => { throw new Error('galt'); }, 0)", "klager: "),
        ("location.assign('http://localhost:9/')", "spørger http://localhost:9/"),
    ],
)
def test_what_a_page_must_not_do_would_be_found(tab: Tab, site: Site, does: str, told: str) -> None:
    tab.open(site.at("2024/baggrund.html"))
    assert found_on(tab, site.address) == []
    tab.js(f"{does};0")
    try:
        faults = found_on(tab, site.address)
    except RuntimeError:  # the page has gone elsewhere while it was asked
        faults = [f"spørger {each}" for each in tab.seen.requests]
    assert [fault for fault in faults if fault.startswith(told)], faults
