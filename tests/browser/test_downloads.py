"""What a reader takes along from the pages as they are shown: every file opened and held against its table."""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen
from xml.etree import ElementTree

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from taken_along import (
    delimited_faults,
    links_to_take,
    read_delimited,
    sheet_faults,
    shown_text,
)

from .chromium import Browser, Tab
from .site import Site

pytestmark = pytest.mark.browser

FOLDS = "document.querySelector('details.take') !== null"
SHOWN = "document.documentElement.outerHTML"


@dataclass(frozen=True)
class Offered:
    """A table or figure as the browser shows it, and what its fold offers: full addresses of files by kind."""

    page: str
    name: str
    title: str  # by which the fold calls it: above a figure its finding may stand
    shown: Tag
    files: dict[str, str]


def fetched(address: str, folder: Path) -> Path:
    """The file at an address of the local server, under its own name."""
    file = folder / address.rpartition("/")[2]
    if not file.exists():
        with urlopen(address) as answer:
            file.write_bytes(answer.read())
    return file


@pytest.fixture(scope="module")
def offered(browser: Browser, site: Site) -> list[Offered]:
    """Every table and figure of every page, with its files."""
    found = []
    with browser.tab() as tab:
        for page in site.pages:
            tab.open(site.at(page))
            if not tab.js(FOLDS):
                continue
            soup = BeautifulSoup(tab.js(SHOWN), "html.parser")
            for name, fold in links_to_take(soup).items():
                addresses = [urljoin(site.at(page), str(link["href"])) for link in fold.select(".files a")]
                files = {address.rpartition(".")[2]: address for address in addresses}
                title = shown_text(fold.summary).partition(": ")[2]
                found.append(Offered(page, name, title, soup.find(id=name), files))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files come to, each once."""
    return tmp_path_factory.mktemp("hentet")


def test_every_table_and_figure_in_sight_has_files_to_take_along(offered: list[Offered], site: Site) -> None:
    described = {
        (page, str(tag["id"]))
        for page in site.pages
        for tag in BeautifulSoup((site.folder / page).read_text(encoding="utf-8"), "html.parser").select(
            "main :is(table.data, figure)[id]"
        )
    }
    assert {(each.page, each.name) for each in offered} == described
    assert len(described) > 15
    for each in offered:
        wanted = {"csv", "xlsx"} if each.shown.name == "table" else {"csv", "svg", "png", "xlsx"}
        assert set(each.files) == wanted, each.name


def table_faults(each: Offered, folder: Path) -> list[str]:
    """What the CSV file and the sheet of a table say otherwise than the table that is shown."""
    file = fetched(each.files["csv"], folder)
    sheet = openpyxl.load_workbook(fetched(each.files["xlsx"], folder))[each.name]
    found = list(delimited_faults(each.shown, file)) if each.shown.name == "table" else []
    found += sheet_faults(sheet, file)
    if sheet["A1"].value != each.title:
        found.append(f"{each.name}: arket hedder {sheet['A1'].value}")
    return found


def test_a_table_is_called_in_its_fold_as_above_it(offered: list[Offered]) -> None:
    tables = [each for each in offered if each.shown.name == "table"]
    assert len(tables) > 10
    assert [each.name for each in tables if each.title not in shown_text(each.shown.caption)] == []


def test_every_file_of_numbers_says_what_its_table_shows(offered: list[Offered], folder: Path) -> None:
    assert {each.name: found for each in offered if (found := table_faults(each, folder))} == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [(';"25";', ';"26";'), ("procent", "tal"), ('\n"1 eller', '\n"2 eller'), ('\r\n"1 eller', '\r\n\r\n"1 eller')],
)
def test_a_file_that_says_something_else_would_be_found(
    offered: list[Offered], folder: Path, tmp_path: Path, old: str, new: str
) -> None:
    [each] = [each for each in offered if each.name == "tabel-sparring"]
    (tmp_path / "x").mkdir()
    for address in each.files.values():
        source = fetched(address, folder)
        (tmp_path / source.name).write_bytes(source.read_bytes())
    assert table_faults(each, tmp_path) == []
    file = tmp_path / fetched(each.files["csv"], folder).name
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    try:
        assert table_faults(each, tmp_path)
    except (AssertionError, ValueError):
        assert "\r\n\r\n" in new, "rows of another length are no table"


PICTURE = """
(address) => new Promise((done) => {
  const picture = new Image();
  picture.onload = () => done([picture.naturalWidth, picture.naturalHeight]);
  picture.onerror = () => done(null);
  picture.src = address;
})
"""


def test_every_picture_opens_and_carries_its_words(tab: Tab, offered: list[Offered], folder: Path) -> None:
    figures = [each for each in offered if each.shown.name == "figure"]
    assert len(figures) >= 4
    for each in figures:
        drawn = ElementTree.fromstring(fetched(each.files["svg"], folder).read_bytes())
        words = "".join(drawn.itertext())
        above = each.shown.figcaption.select_one(".caption-text")
        for way in above.select("a"):
            way.decompose()
        assert shown_text(above) in " ".join(words.split()), each.name
        assert f"2024 · {each.name}" in words
        tab.open(each.files["svg"])
        # The browser itself looks for an icon where a file has none.
        asked = [address for address in tab.seen.requests if not address.endswith("/favicon.ico")]
        assert asked == [each.files["svg"]], "a picture asks for nothing else"
        assert [fault for fault in tab.seen.complaints if "favicon" not in fault] == []
        assert tab.js("document.documentElement.getBoundingClientRect().width") > 200
        width, height = tab.call(PICTURE, each.files["png"])
        ratio = float(drawn.attrib["width"].removesuffix("pt")) / float(drawn.attrib["height"].removesuffix("pt"))
        assert width > 1200
        assert width / height == pytest.approx(ratio, rel=0.01)


def test_the_description_tells_of_every_file_what_it_is(site: Site, offered: list[Offered], folder: Path) -> None:
    home = site.at("2024/hent/")
    with urlopen(f"{home}datapackage.json") as answer:
        package: dict[str, Any] = json.load(answer)
    resources = {urljoin(home, each["path"]): each for each in package["resources"]}
    assert {address for each in offered for address in each.files.values()} <= set(resources)
    for address, told in resources.items():
        file = fetched(address, folder)
        content = file.read_bytes()
        assert told["bytes"] == len(content)
        assert told["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if "schema" in told:
            headings, _ = read_delimited(file)
            assert [each["name"] for each in told["schema"]["fields"]] == headings


def test_the_footer_of_every_page_leads_to_the_workbook_and_the_description(tab: Tab, site: Site) -> None:
    for page in site.pages:
        if not page.startswith("2024/") or page.endswith("404.html"):
            continue
        soup = BeautifulSoup((site.folder / page).read_text(encoding="utf-8"), "html.parser")
        leads = [urljoin(site.at(page), str(link["href"])) for link in soup.select('footer a[href*="hent/"]')]
        assert [address.rpartition(".")[2] for address in leads] == ["xlsx", "json"], page
    with urlopen(leads[0]) as answer:
        assert "Forside" in openpyxl.load_workbook(io.BytesIO(answer.read())).sheetnames


@pytest.mark.parametrize("where", ["server", "disk"])
def test_a_link_is_clicked_and_the_file_comes_under_its_own_name(
    tab: Tab, site: Site, tmp_path: Path, where: str
) -> None:
    page = "2024/analysedel-2.html"
    tab.open(site.at(page) if where == "server" else site.on_disk(page))
    link = "document.querySelector('.take .files a[href$=\".csv\"]')"
    name = str(tab.js(f"{link}.getAttribute('href')")).rpartition("/")[2]
    file = tab.download(lambda: tab.act(f"{link}.closest('details').open = true; {link}.click()"), tmp_path)
    assert file.name == name
    assert file.read_bytes() == (site.folder / "2024" / "hent" / name).read_bytes()


# The citation


CITATION = """
() => {
  const fold = document.querySelector(".take:has(.copy)");
  fold.open = true;
  fold.querySelector(".copy button").click();
}
"""
COPIED = """
new Promise((done) => {
  const status = document.querySelector(".take[open] [role=status]");
  const look = () => (status.textContent ? done(status.textContent) : setTimeout(look, 5));
  look();
})
"""


def test_a_citation_is_copied_with_a_full_address_that_leads_back(tab: Tab, site: Site) -> None:
    tab.open(site.at("2024/analysedel-2.html"))
    tab.permit("clipboardReadWrite", "clipboardSanitizedWrite")
    tab.act(f"({CITATION})()")
    assert tab.js(COPIED) == "Kopieret."
    copied = tab.js("navigator.clipboard.readText()")
    assert copied == tab.js("document.querySelector('.take[open] .citation').textContent.trim()")
    told, _, address = copied.rpartition(" ")
    name = address.partition("#")[2]
    assert f"(2024 · {name})" in told
    assert "Beregnet af rekonstruerede svar, ikke værestedernes egne." in told
    assert address.startswith(site.at("2024/analysedel-2.html#"))
    tab.open(site.at("2024/index.html"))
    tab.open(address)
    top = f"document.getElementById({json.dumps(name)}).getBoundingClientRect().top"
    assert -2 <= tab.js(top) < tab.js("innerHeight")


@pytest.mark.parametrize("where", ["server", "disk"])
def test_where_a_page_may_not_copy_the_citation_is_marked(tab: Tab, site: Site, where: str) -> None:
    refuse = "navigator.clipboard && (navigator.clipboard.writeText = () => Promise.reject(new Error('nej')))"
    tab.send("Page.addScriptToEvaluateOnNewDocument", source=refuse)
    page = "2024/analysedel-2.html"
    tab.open(site.at(page) if where == "server" else site.on_disk(page))
    tab.act(f"({CITATION})()")
    assert tab.js(COPIED).startswith("Teksten er markeret.")
    citation = tab.js("document.querySelector('.take[open] .citation').textContent.trim()")
    assert tab.js("getSelection().toString().trim()") == citation
    # From a disk there is no address that others could use: the place within the book is named.
    assert ("http://" in citation) == (where == "server")


def test_an_address_of_publication_is_kept_as_the_edition_states_it(tab: Tab, site: Site) -> None:
    page = site.folder / "2024" / "analysedel-2.html"
    published = "https://example.org/rapport/analysedel-2.html#tabel"
    copy = page.with_name("udgivet.html")
    html = page.read_text(encoding="utf-8")
    place = BeautifulSoup(html, "html.parser").select_one(".citation a").get_text()
    copy.write_text(html.replace(f">{place}</a>", f">{published}</a>"), encoding="utf-8")
    try:
        tab.open(site.at("2024/udgivet.html"))
        assert tab.js("document.querySelector('.citation a').textContent") == published
    finally:
        copy.unlink()
