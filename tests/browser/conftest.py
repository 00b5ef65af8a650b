"""The browser and the site that all tests of this folder share."""

import os
import shutil
from collections.abc import Iterator

import pytest

from helpers.base.paths import ROOT
from helpers.build.build_book import build_book
from helpers.build.site import assemble_site

from .chromium import Browser, Tab, find_browser
from .serving import served
from .site import Site

MISSING = (
    "Der er ingen browser her, så siderne er ikke prøvet i en. Installér chromium (Debian: apt-get install chromium)."
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, but never where nobody would notice."""
    program = find_browser()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Browser(program, tmp_path_factory.mktemp("profil")) as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    with browser.tab() as opened:
        yield opened


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as it is published, with the 2024 book that `make book` has built, or one built here."""
    folder = tmp_path_factory.mktemp("site")
    if _built_after_its_sources():
        shutil.copytree(ROOT / "_build" / "2024", folder / "2024")
    else:
        build_book("2024", folder=folder)
    root = assemble_site(folder=folder).front_page.parent
    with served(root) as address:
        yield Site(root, address)


def _built_after_its_sources() -> bool:
    """Whether nothing that the book is made from is younger than the book in `_build`."""
    built = ROOT / "_build" / "2024" / "facts.csv"
    sources = [ROOT / "_config.yml", ROOT / "_toc.yml"]
    for folder in (ROOT / name for name in ("src", "data", "notebooks")):
        sources += [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return built.is_file() and max(path.stat().st_mtime for path in sources) < built.stat().st_mtime


_TABLES: list[str] = []


@pytest.fixture
def tables() -> list[str]:
    """Tables that are printed when all tests are done, whether they failed or not."""
    return _TABLES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for text in _TABLES:
        terminalreporter.write_sep("-", "what a first visit costs")
        terminalreporter.write_line(text)
