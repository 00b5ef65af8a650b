"""No page breaks a rule of axe-core, whatever the screen, the colours, and what is opened."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.web.accessibility_statement import RULES, load_known_faults

from .chromium import Browser, Tab
from .rules import broken_rules
from .site import LIKE_ALL, Site
from .standpoints import MINE, THEIRS, file_with, fill, press, take
from .standpoints import PAGE as FORM

pytestmark = pytest.mark.browser

AT_ONCE = 2  # tabs; a page of tables takes axe seconds
OPEN_ALL = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; }); scrollTo(0, 0)"


def broken_on(
    browser: Browser, site: Site, pages: list[str], *, width: int, dark: bool, opened: bool = False
) -> set[str]:
    """Page and rule, for each rule that is broken there; the heaviest pages first."""

    def look(page: str) -> list[str]:
        with browser.tab() as tab:
            tab.look(width=width, dark=dark)
            tab.open(site.at(page))
            if opened:
                tab.js(OPEN_ALL)
            return [f"{page} {fault}" for fault in broken_rules(tab)]

    by_weight = sorted(pages, key=lambda page: -(site.folder / page.partition("?")[0]).stat().st_size)
    with ThreadPoolExecutor(AT_ONCE) as at_once:
        return {fault for found in at_once.map(look, by_weight) for fault in found}


def unknown(found: set[str]) -> set[str]:
    """The faults that the accessibility statement does not tell."""
    told = {(fault.page, f"{fault.rule}:") for fault in load_known_faults()}
    return {fault for fault in found if tuple(fault.split()[:2]) not in told}


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_no_page_breaks_a_rule(browser: Browser, site: Site, width: int, dark: bool) -> None:
    assert unknown(broken_on(browser, site, site.pages, width=width, dark=dark)) == set()


def test_what_the_statement_tells_is_still_so(tab: Tab, site: Site) -> None:
    for fault in load_known_faults():
        tab.look(width=360)
        tab.open(site.at(fault.page))
        assert broken_rules(tab, [fault.rule]), f"{fault.rule} på {fault.page} er rettet: tag den ud af listen"


def test_the_statement_names_the_rules_that_were_used(tab: Tab, site: Site) -> None:
    tab.open(site.at("404.html"))
    broken_rules(tab)
    assert f"axe-core {tab.js('axe.version')}".startswith(f"{RULES}.")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_kind_of_page_breaks_a_rule_on_any_screen(browser: Browser, site: Site, width: int, dark: bool) -> None:
    assert unknown(broken_on(browser, site, list(LIKE_ALL), width=width, dark=dark)) == set()


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_nothing_that_is_opened_breaks_a_rule(browser: Browser, site: Site, width: int, dark: bool) -> None:
    pages = [*LIKE_ALL, "2024/search.html?q=ensomhed", "2024/search.html?q=xyzzy"]
    assert unknown(broken_on(browser, site, pages, width=width, dark=dark, opened=True)) == set()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_form_breaks_no_rule_when_it_is_used(tab: Tab, site: Site, tmp_path: Path, width: int, dark: bool) -> None:
    tab.look(width=width, dark=dark)
    tab.open(site.at(FORM))
    fill(tab, MINE, "Medarbejder")
    take(tab, file_with(tmp_path, {"emne-vilkaar": "?"}))
    assert broken_rules(tab) == []
    take(tab, file_with(tmp_path, THEIRS, "Karen"), "lay")
    assert broken_rules(tab) == []
    press(tab, "delete")
    assert broken_rules(tab) == []


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("label", "document.querySelector('.topic label[for]').remove()"),
        ("color-contrast", "document.querySelector('.verdict').style.color = '#bbb'"),
        ("button-name", "document.querySelector('.beside button').replaceChildren()"),
        ("scope-attr-valid", "document.querySelector('.beside th').scope = 'søjle'"),
    ],
)
def test_a_rule_that_the_form_breaks_would_be_found(
    tab: Tab, site: Site, tmp_path: Path, rule: str, spoil: str
) -> None:
    tab.open(site.at(FORM))
    fill(tab, MINE)
    take(tab, file_with(tmp_path, THEIRS), "lay")
    tab.js(spoil)
    assert rule in {fault.split(":")[0] for fault in broken_rules(tab)}


SMALL = """
for (const name of "ab") {
  const button = Object.assign(document.createElement("button"), { textContent: name });
  button.style.cssText = "width: 9px; height: 9px; padding: 0; border: 0; margin: 0; font-size: 6px";
  document.querySelector("main").append(button);
}
"""
STRAY = "document.body.append(Object.assign(document.createElement('p'), { textContent: 'Løs tekst' }))"
EMPTY = """document.querySelector("main").insertAdjacentHTML("beforeend",
  "<table><tr><th></th><th>A</th></tr><tr><td>1</td><td>2</td></tr></table>")"""


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("color-contrast", "document.querySelector('h1').style.color = '#bbb'"),
        ("link-name", "document.querySelector('main a[href^=litteratur]').replaceChildren()"),
        ("target-size", SMALL),
        ("region", STRAY),
        ("empty-table-header", EMPTY),
    ],
)
def test_a_broken_rule_would_be_found(tab: Tab, site: Site, rule: str, spoil: str) -> None:
    tab.open(site.at("2024/baggrund.html"))
    tab.js(spoil)
    assert rule in {fault.split(":")[0] for fault in broken_rules(tab)}
