"""Checks of a built web page, shared by the theme's tests and the book's: a page in, its faults out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from danish_text import foreign_numbers, foreign_words
from fontTools.ttLib import TTFont

from helpers.base.paths import FONTS


@dataclass(frozen=True)
class Page:
    """One HTML file of a built site."""

    path: Path
    html: str

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    def with_fault(self, old: str, new: str) -> "Page":
        """The same page with one thing replaced; what is replaced has to be there."""
        assert re.search(old, self.html), f"{old} står ikke i {self.path.name}"
        return Page(self.path, re.sub(old, new, self.html, count=1))


Check = Callable[[Page], Iterator[str]]


def pages_of(site: Path) -> list[Page]:
    """Every page below a folder, in the order of their paths."""
    return [Page(path, path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))]


def language_faults(page: Page) -> Iterator[str]:
    html = page.soup.html
    if html is None or html.get("lang") != "da":
        yield "siden siger ikke, at den er på dansk"


def notice_faults(page: Page, notice: str) -> Iterator[str]:
    header = page.soup.header
    if header is None or notice not in header.get_text():
        yield "meddelelsen mangler"


SPOKEN_ATTRIBUTES = (
    "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "alt", "value",
    "label", "summary", "abbr",
)  # fmt: skip


def spoken_texts(page: Page) -> list[str]:
    """All that is read or said on a page, code and the titles of English works (in `em`) left out."""
    soup = page.soup
    for foreign in soup(["pre", "code", "script", "em"]):
        foreign.decompose()
    texts = list(soup.stripped_strings)
    texts += [str(tag[name]) for tag in soup(True) for name in SPOKEN_ATTRIBUTES if tag.has_attr(name)]
    texts += [str(tag["content"]) for tag in soup("meta", {"name": "description"})]
    return [text.replace("\u00ad", "") for text in texts]


def english_faults(page: Page) -> Iterator[str]:
    for text in spoken_texts(page):
        yield from foreign_words(text)


def number_faults(page: Page) -> Iterator[str]:
    for text in spoken_texts(page):
        yield from foreign_numbers(text)


def description_faults(page: Page) -> Iterator[str]:
    """A search engine shows the description below the title: some words, not many, and no mark of a footnote."""
    told = [str(tag.get("content", "")) for tag in page.soup("meta", {"name": "description"})]
    if len(told) != 1:
        yield f"{len(told)} beskrivelser"
    yield from (f"beskrivelsen er på {len(text)} tegn" for text in told if not 20 <= len(text) <= 250)
    yield from (f"beskrivelsen bærer en note: {text}" for text in told if re.search(r"[.?!]\d|\s\s", text))


@cache
def web_signs() -> frozenset[str]:
    """The signs that each of the web's fonts has."""
    files = sorted(FONTS.glob("*.woff2"))
    assert files
    return frozenset(map(chr, frozenset.intersection(*(frozenset(TTFont(file).getBestCmap()) for file in files))))


def sign_faults(page: Page) -> Iterator[str]:
    """What is read on a page, code aside, is in the book's fonts and not in whatever the reader's device has."""
    soup = page.soup
    for other in soup(["pre", "code", "script", "style"]):
        other.decompose()
    for sign in sorted(set(soup.get_text()) - web_signs() - {"\n"}):
        yield f"{sign} (U+{ord(sign):04X}) er ikke i skrifterne: føj det til SIGNS i scripts/make_web_fonts.py"


LOADED = ("script[src]", "link[rel~=stylesheet][href]", "link[rel~=icon][href]", "img[src]", "source[src]")
ADDRESS = re.compile(r"https?://(?!www\.w3\.org/)")


def resource_faults(page: Page) -> Iterator[str]:
    """What the page loads has to lie beside it and to name no other host itself."""
    for tag in page.soup.select(", ".join(LOADED)):
        address = str(tag.get("src") or tag.get("href"))
        yield from _address_faults(address, page.path.parent)


def _address_faults(address: str, folder: Path) -> Iterator[str]:
    if urlsplit(address).scheme or address.startswith("//"):
        yield f"{address} hentes udefra"
        return
    file = (folder / urlsplit(address).path).resolve()
    if not file.is_file():
        yield f"{address} findes ikke"
    elif file.suffix in {".css", ".js", ".svg"}:
        text = file.read_text(encoding="utf-8")
        if found := ADDRESS.search(text):
            yield f"{address} nævner {text[found.start() :][:60]}"
        if file.suffix == ".css":
            for inner in re.findall(r"url\([\"']?([^\"')]+)", text):
                yield from _address_faults(inner, file.parent)


def policy_faults(page: Page) -> Iterator[str]:
    """What `default-src 'self'` would refuse: anything inline that runs or styles."""
    soup = page.soup
    if "default-src 'self'" not in str(soup.find("meta", {"http-equiv": "Content-Security-Policy"})):
        yield "siden har ingen sikkerhedspolitik"
    for tag in soup(True):
        inline = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        if inline or tag.name == "style" or (tag.name == "script" and not tag.has_attr("src")):
            yield f"indlejret i <{tag.name}>: {inline}"


def structure_faults(page: Page) -> Iterator[str]:
    soup = page.soup
    if len(soup("h1")) != 1:
        yield f"{len(soup('h1'))} overskrifter på øverste niveau"
    for landmark in ("header", "main", "footer"):
        if len(soup(landmark)) != 1:
            yield f"{len(soup(landmark))} <{landmark}>"
    if not soup.nav:
        yield "ingen <nav>"
    yield from (f"<nav> uden navn: {nav}" for nav in soup("nav") if not nav.get("aria-label"))
    ids = [str(tag["id"]) for tag in soup(id=True)]
    yield from (f"id {name} findes to gange" for name in ids if ids.count(name) > 1)


def skip_link_faults(page: Page) -> Iterator[str]:
    body = page.soup.body
    first = body.find(["a", "button", "input", "summary"]) if body else None
    if not isinstance(first, Tag) or first.get_text() != "Spring til indholdet":
        yield "det første, tastaturet når, er ikke springlinket"
    elif page.soup.find(id=str(first["href"]).removeprefix("#")) != page.soup.main:
        yield "springlinket når ikke frem til indholdet"


def table_faults(page: Page) -> Iterator[str]:
    soup = page.soup
    for table in soup("table"):
        region = table.parent
        if region is None or region.get("role") != "region" or region.get("tabindex") != "0":
            yield "tabellen kan ikke rulles med tastaturet"
        elif not (region.get("aria-label") or soup.find(id=str(region.get("aria-labelledby")))):
            yield "tabellens område har intet navn"
        yield from (f"{cell} uden scope" for cell in table("th") if not cell.get("scope"))
        yield from (f"{cell} er tom" for cell in table("th") if not cell.get_text(strip=True))


def reference_faults(page: Page) -> Iterator[str]:
    """Every link inside the book has to arrive, its `#` included."""
    for link in page.soup.select("a[href]"):
        address = urlsplit(str(link["href"]))
        target = (page.path.parent / address.path).resolve() if address.path else page.path
        if not target.is_file():
            yield f"{link['href']} findes ikke"
        elif address.fragment:
            html = page.html if target == page.path else target.read_text(encoding="utf-8")
            if address.fragment not in _ids(html):
                yield f"{link['href']} peger ud i luften"


@cache
def _ids(html: str) -> frozenset[str]:
    return frozenset(str(tag["id"]) for tag in BeautifulSoup(html, "html.parser")(id=True))
