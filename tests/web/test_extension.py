"""The theme, seen in a small book that is built with the settings of the real one.

A check that finds no fault proves nothing by itself, so each is also shown a page with the fault in it.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from jupyter_book.sphinx import build_sphinx
from page_checks import (
    Check,
    Page,
    description_faults,
    english_faults,
    language_faults,
    notice_faults,
    number_faults,
    pages_of,
    policy_faults,
    reference_faults,
    resource_faults,
    sign_faults,
    skip_link_faults,
    structure_faults,
    table_faults,
)

from helpers.base.paths import ROOT, THEME
from helpers.web.html_translator import COLOURED

NOTICE = "Genskabt udgave: tallene hviler på rekonstruerede svar."
OWN_EXTENSIONS = {"helpers.book.extension", "helpers.pdf.extension"}  # they need the edition's data; the theme does not

TOC = """
format: jb-book
root: notebooks/index
parts:
  - caption: Første del
    chapters:
      - file: notebooks/kapitel
"""

FRONT_PAGE = """# En lille bog

Se [kapitlet](kapitel.ipynb) og {numref}`tabel-timer`.
"""

CHAPTER = """# Kapitel

En påstand,[^kilde] som gentages.[^kilde] En anden.[^anden]

## Tabeller

```{list-table} Timer og svar
:name: tabel-timer
:header-rows: 1
:stub-columns: 1

* - Svar
  - Selvejende
* - Ja
  - 38 %
```

| | Uden titel |
|---|---|
| Række | 1 |

## Figurer

### Et kort

```{figure} tegning.svg
:name: figur-tegning
:alt: En tegning

En tegning
```

:::{note}
Et råd.
:::

[^kilde]: Rapporten, side 3.
[^anden]: Rapporten, side 4.
"""

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages of a small book, made with the settings in `_config.yml`, warnings fatal."""
    source = tmp_path_factory.mktemp("book")
    (source / "notebooks").mkdir()
    (source / "_toc.yml").write_text(TOC, encoding="utf-8")
    (source / "notebooks" / "index.md").write_text(FRONT_PAGE, encoding="utf-8")
    (source / "notebooks" / "tegning.svg").write_text(DRAWING, encoding="utf-8")
    (source / "notebooks" / "kapitel.ipynb").write_text(json.dumps(_notebook()), encoding="utf-8")
    (source / "_config.yml").write_text(yaml.safe_dump(_settings()), encoding="utf-8")
    output = source / "_build" / "html"
    result = build_sphinx(
        source,
        output,
        noconfig=True,
        path_config=source / "_config.yml",
        confoverrides={"external_toc_path": "_toc.yml", "latex_individualpages": False},
        warningiserror=True,
        quiet=True,
    )
    assert result == 0
    return output


def _notebook() -> dict[str, Any]:
    code: dict[str, Any] = {
        "cell_type": "code",
        "id": "kode",
        "metadata": {"tags": ["hide-input"]},
        "source": 'show("tal")',
        "outputs": [],
        "execution_count": None,
    }
    text = {"cell_type": "markdown", "id": "tekst", "metadata": {}, "source": CHAPTER}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    return {"cells": [text, code], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config = settings["sphinx"]["config"]
    config["extensions"] = [name for name in config["extensions"] if name not in OWN_EXTENSIONS]
    config = {key: value for key, value in config.items() if not key.startswith("vaeresteder_")}
    settings["sphinx"]["config"] = config | {"vaeresteder_edition": "2024", "vaeresteder_notice": NOTICE}
    settings["execute"]["execute_notebooks"] = "off"
    return settings


def own_notice_faults(page: Page) -> Iterator[str]:
    return notice_faults(page, NOTICE)


# A check, the page on which it is tried, what to replace there, by what.
FAULTS: list[tuple[Check, str, str, str]] = [
    (language_faults, "kapitel", 'lang="da"', 'lang="en"'),
    (own_notice_faults, "404", re.escape(NOTICE), ""),
    (english_faults, "kapitel", "Næste|Forrige", "Previous"),
    (english_faults, "kapitel", 'title="Link til dette afsnit"', 'title="Link to this heading"'),
    (english_faults, "kapitel", "<summary>", '<summary aria-label="Toggle hidden content">'),
    (english_faults, "search", 'spellcheck="false"', 'placeholder="Search"'),
    (english_faults, "kapitel", 'alt="En tegning"', 'alt="An image of Denmark"'),
    (english_faults, "search", "Søgeord", "Search term"),
    (number_faults, "kapitel", "38 %", "37.5 %"),
    (number_faults, "kapitel", 'alt="En tegning"', 'alt="En tegning fra 2024-05-04"'),
    (resource_faults, "kapitel", 'href="[^"]*vaeresteder.css"', 'href="https://cdn.example/a.css"'),
    (resource_faults, "kapitel", 'href="[^"]*vaeresteder.css"', 'href="../_static/missing.css"'),
    (resource_faults, "search", 'src="[^"]*search.js"', 'src="//cdn.example/a.js"'),
    (policy_faults, "kapitel", "default-src 'self'", ""),
    (policy_faults, "kapitel", "<h1>", '<h1 style="color:red">'),
    (policy_faults, "kapitel", "<h1>", "<script>run()</script><h1>"),
    (description_faults, "kapitel", 'name="description"', 'name="andet"'),
    (description_faults, "index", 'content="Se [^"]*"', 'content=""'),
    (description_faults, "kapitel", 'content="En påstand,', 'content="En påstand.1'),
    (sign_faults, "kapitel", "Selvejende", "Ж"),
    (structure_faults, "kapitel", "<h1>", "<h1>To</h1><h1>"),
    (structure_faults, "kapitel", "<main ", "<div "),
    (structure_faults, "kapitel", '<nav class="book-nav" aria-label="Indhold">', "<nav>"),
    (structure_faults, "kapitel", "<h1>", '<h1 id="hovedindhold">'),
    (skip_link_faults, "index", '<a class="skip"', '<a href="#x">Noget andet</a><a class="skip"'),
    (skip_link_faults, "index", 'id="hovedindhold"', 'id="andet"'),
    (table_faults, "kapitel", 'role="region" tabindex="0"', 'role="region"'),
    (table_faults, "kapitel", 'aria-labelledby="tabel-timer-titel"', ""),
    (table_faults, "kapitel", 'scope="col"', ""),
    (reference_faults, "kapitel", 'class="book" href="index.html"', 'href="missing.html"'),
    (reference_faults, "index", 'href="kapitel.html#tabel-timer"', 'href="kapitel.html#andet"'),
]


@pytest.mark.parametrize("check", dict.fromkeys(fault[0] for fault in FAULTS), ids=lambda c: c.__name__)
def test_no_page_has_the_fault(site: Path, check: Check) -> None:
    pages = pages_of(site)
    assert {page.path.relative_to(site).as_posix() for page in pages} == {
        "404.html", "index.html", "search.html", "tilgaengelighed.html",
        "notebooks/index.html", "notebooks/kapitel.html",
    }  # fmt: skip
    assert {p.path.name: found for p in pages if (found := list(check(p)))} == {}


@pytest.mark.parametrize(("check", "name", "old", "new"), FAULTS)
def test_the_fault_would_be_found(site: Path, check: Check, name: str, old: str, new: str) -> None:
    page = [page for page in pages_of(site) if page.path.stem == name][-1]
    assert list(check(page.with_fault(old, new)))


def test_foreign_address_inside_a_loaded_file_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('@import "https://cdn.example/b.css";', encoding="utf-8")
    html = '<link rel="stylesheet" href="a.css">'
    assert list(resource_faults(Page(tmp_path / "a.html", html)))


def chapter(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "notebooks" / "kapitel.html").read_text(encoding="utf-8"), "html.parser")


def test_code_is_folded_without_script(site: Path) -> None:
    fold = chapter(site).find("details", class_="code")
    assert isinstance(fold, Tag)
    assert not fold.has_attr("open")
    assert fold.summary is not None
    assert list(fold.summary.stripped_strings) == ["Vis kode", "Skjul kode"]
    assert "show" in str(fold.pre)


def test_code_has_marks_where_the_style_sheet_has_colours_and_nowhere_else(site: Path) -> None:
    code = chapter(site).select_one("details.code pre")
    assert code is not None
    assert code.decode_contents().strip() == 'show(<span class="s2">"tal"</span>)'
    rules = (THEME / "html" / "static" / "vaeresteder.css").read_text(encoding="utf-8")
    assert set(re.findall(r"pre \.(\w+)", rules)) == set(COLOURED)


def test_links_and_rows_carry_no_class_that_nothing_reads(site: Path) -> None:
    page = chapter(site)
    classes = {name for tag in page.select("article a, article tr") for name in tag.get("class", [])}
    assert page.select("article tr")
    assert not classes & {"reference", "internal", "external", "row-odd", "row-even"}


def test_footnotes_lead_there_and_back(site: Path) -> None:
    page = chapter(site)
    notes = page.select("section.footnotes > .footnote")
    references = page.select("a.footnote-reference")
    assert [p.get_text() for note in notes for p in note("p")] == ["Rapporten, side 3.", "Rapporten, side 4."]
    assert [str(a["href"]) for a in references] == [f"#{notes[i]['id']}" for i in (0, 0, 1)]
    back = [str(a["href"]) for note in notes for a in note.select(".label a")]
    assert back == [f"#{a['id']}" for a in references]


def test_a_page_is_described_in_its_own_first_words(site: Path) -> None:
    [told] = chapter(site)("meta", {"name": "description"})
    assert told["content"] == "En påstand, som gentages. En anden."


def test_contents_name_the_parts_and_mark_the_page(site: Path) -> None:
    nav = chapter(site).select_one("nav.book-nav")
    assert nav is not None
    assert [p.get_text() for p in nav.select(".part")] == ["Første del"]
    current = nav.select("[aria-current=page]")
    assert [a.get_text() for a in current] == ["Kapitel"]


def test_page_contents_have_two_levels(site: Path) -> None:
    nav = chapter(site).select_one("nav.page-nav > ol")
    assert nav is not None
    top = [item.a.get_text() for item in nav.find_all("li", recursive=False) if item.a]
    assert top == ["Tabeller", "Figurer"]
    assert [a.get_text() for a in nav.select("ol ol a")] == ["Et kort"]


def test_start_page_leads_to_the_first_page(site: Path) -> None:
    start = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    refresh = start.find("meta", {"http-equiv": "refresh"})
    assert isinstance(refresh, Tag)
    assert refresh["content"] == "0; url=notebooks/index.html"


def test_every_page_leads_to_the_accessibility_statement(site: Path) -> None:
    for page in pages_of(site):
        assert page.soup.footer is not None
        links = {str(a["href"]) for a in page.soup.footer("a") if a.get_text() == "Tilgængelighedserklæring"}
        statement = (site / "tilgaengelighed.html").resolve()
        assert {page.path if link == "#" else (page.path.parent / link).resolve() for link in links} == {statement}


def test_fonts_come_with_their_licence(site: Path) -> None:
    fonts = {path.name for path in (site / "_static" / "fonts").iterdir()}
    assert len([name for name in fonts if name.endswith(".woff2")]) == 6
    assert fonts >= {"OFL-SourceSans3.md", "OFL-SourceSerif4.md", "FONTLOG.md"}
    assert not [name for name in fonts if name.endswith(".ttf")]


def test_nothing_of_the_default_theme_is_published(site: Path) -> None:
    names = {path.name for path in site.rglob("*") if path.is_file()}
    scripts = {"jquery.js", "searchindex.js", "searchtools.js", "doctools.js", "thebe.js"}
    assert not names & {*scripts, "clipboard.min.js", "togglebutton.js"}
    assert not [name for name in names if "fontawesome" in name or "sphinx-book" in name]
    assert not (site / "_sources").exists()


def test_search_runs_under_a_strict_policy(site: Path) -> None:
    page = BeautifulSoup((site / "search.html").read_text(encoding="utf-8"), "html.parser")
    files = [site / urlsplit(str(tag["src"])).path for tag in page("script")]
    language, passages, match, search = (file.read_text(encoding="utf-8") for file in files)
    assert "DanishStemmer" in language
    assert "search-results" in search
    assert not re.search(r"\beval\(|new Function\(|fetch\(|innerHTML", language + match + search)
    assert passages.startswith('var searchBook = {"passages":{')
