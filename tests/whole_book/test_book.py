"""The built book: every chapter there, nothing dangling, every page honest, web and PDF alike."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import openpyxl
import pikepdf
import pytest
from bs4 import BeautifulSoup, Tag
from danish_text import foreign_numbers, foreign_words
from outloud import check
from page_checks import (
    Check,
    description_faults,
    english_faults,
    number_faults,
    pages_of,
    policy_faults,
    resource_faults,
    sign_faults,
)
from pdf_checks import find_faults
from pdf_reading import page_texts, squeezed, structure, written_lines
from pdf_tree import Reading
from same_text import find_all, printed_chapter, printed_chapters, web_chapter
from taken_along import delimited_faults, links_to_take, read_delimited, sheet_faults, shown_text

from helpers.base.errors import VaerestederError
from helpers.book.contents import list_chapters
from helpers.book.number_register import REGISTER_PAGE
from helpers.build import sphinx_build as writing_module
from helpers.build.build_book import Book, build_book
from helpers.build.site import assemble_site
from helpers.facts.load import load_facts
from helpers.figures.descriptions import MEDIA_TYPE
from helpers.survey.edition import load_edition

NOTICE = load_edition("2024").notice
CHAPTERS = [path.stem for path in list_chapters("2024")]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A fresh build; a warning of Sphinx would have stopped it."""
    return build_book("2024", folder=tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def pages(book: Book) -> dict[str, BeautifulSoup]:
    html = book.front_page.parent
    return {path.stem: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in html.glob("*.html")}


def links(soup: BeautifulSoup) -> Iterator[str]:
    for tag, attribute in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("use", "href")):
        yield from (element[attribute] for element in soup.find_all(tag) if element.get(attribute))


def test_every_chapter_has_its_page(pages: dict[str, BeautifulSoup]) -> None:
    assert set(CHAPTERS) <= set(pages)
    for chapter in CHAPTERS:
        assert len(pages[chapter].find_all("h1")) == 1


def test_every_page_says_that_the_responses_are_reconstructed(pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        assert NOTICE in " ".join(soup.body.get_text(" ").split()), name


def test_the_book_has_its_place_in_the_site(book: Book, pages: dict[str, BeautifulSoup]) -> None:
    site = assemble_site(folder=book.front_page.parents[2])
    assert site.editions == ("2024",)
    for page in pages:
        html = (site.front_page.parent / "2024" / f"{page}.html").read_text(encoding="utf-8")
        [nav] = BeautifulSoup(html, "html.parser").select("nav.editions")
        assert [link["href"] for link in nav("a")] == ["#hovedindhold", "../index.html"], page
        assert not pages[page].select("nav.editions"), "a book by itself has nothing to switch to"


def test_every_page_leads_to_the_pdf_in_the_book_and_in_the_site(book: Book, pages: dict[str, BeautifulSoup]) -> None:
    site = assemble_site(folder=book.front_page.parents[2]).front_page.parent / "2024"
    for folder, place in ((book.front_page.parent, book.pdf), (site, site / book.pdf.name)):
        for page in pages:
            html = (folder / f"{page}.html").read_text(encoding="utf-8")
            [link] = BeautifulSoup(html, "html.parser").select("a.download")
            assert (folder / link["href"]).resolve() == place
            assert place.is_file()


def test_every_link_leads_somewhere(book: Book, pages: dict[str, BeautifulSoup]) -> None:
    html = book.front_page.parent
    ids = {name: {str(element["id"]) for element in soup.find_all(id=True)} for name, soup in pages.items()}
    seen = 0
    for name, soup in pages.items():
        for link in links(soup):
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                continue
            target = (html / unquote(parts.path)).resolve() if parts.path else html / f"{name}.html"
            assert target.is_file(), f"{name}: {link}"
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in ids[target.stem], f"{name}: {link}"
                seen += 1
    assert seen > 100


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        loaded = [e["src"] for e in soup.find_all(src=True)] + [e["href"] for e in soup.find_all("link")]
        assert not [address for address in loaded if urlsplit(address).netloc], name


def test_ids_are_unique_on_every_page(pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        ids = [element["id"] for element in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), (name, {i for i in ids if ids.count(i) > 1})


@pytest.fixture(scope="module")
def described(book: Book) -> Counter[str]:
    """How many tables and figures the executed chapters show."""
    return Counter(
        output.data[MEDIA_TYPE]["kind"]
        for path in (book.front_page.parents[2] / ".work" / "2024" / "stage").glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if MEDIA_TYPE in output.get("data", {})
    )


def test_tables_and_figures_are_numbered_through_the_book_in_danish(
    pages: dict[str, BeautifulSoup], described: Counter[str]
) -> None:
    captions = [
        caption.get_text(" ", strip=True)
        for chapter in CHAPTERS
        for caption in pages[chapter].find_all(["caption", "figcaption"])
    ]
    tables = [int(n) for caption in captions for n in re.findall(r"^Tabel (\d+)", caption)]
    figures = [int(n) for caption in captions for n in re.findall(r"^Figur (\d+)", caption)]
    assert tables == list(range(1, described["table"] + 1))
    assert figures == list(range(1, described["figure"] + 1))


def test_every_drawing_has_words_and_every_data_table_headers(
    pages: dict[str, BeautifulSoup], described: Counter[str]
) -> None:
    drawings = [svg for chapter in CHAPTERS for svg in pages[chapter].select("figure:not(.again) svg")]
    assert len(drawings) == described["figure"] >= 7
    again = [svg for chapter in CHAPTERS for svg in pages[chapter].select("figure.again svg")]
    assert len(again) == 1, "the map on the front page"
    for svg in drawings + again:
        assert svg["role"] == "img"
        assert len(svg["aria-label"]) > 60
    tables = [table for chapter in CHAPTERS for table in pages[chapter].select("table.data")]
    assert len(tables) == described["table"] >= 12
    for table in tables:
        assert table.caption
        assert table.select("thead th")
        assert table.select("tbody th")


def test_every_number_leads_to_its_entry_in_the_register_and_the_entry_back(pages: dict[str, BeautifulSoup]) -> None:
    numbers = [(chapter, a) for chapter in CHAPTERS for a in pages[chapter].select("a.fact")]
    assert len(numbers) > 400
    entries = {entry["id"]: entry.find_parent("tr") for entry in pages["talregister"].select("tbody th[id]")}
    for chapter, number in numbers:
        page, _, anchor = number["href"].partition("#")
        assert page == "talregister.html"
        row = entries[anchor]
        assert f"{chapter}.html" in [link["href"].partition("#")[0] for link in row.select("a")]
        assert "Rekonstruerede svar" in row.get_text() or "Rapporten" in row.get_text()


def test_an_entry_tells_value_and_count(pages: dict[str, BeautifulSoup]) -> None:
    entry = pages["talregister"].find(id="tal-kernemaalgruppe-ensomhed-selvejende").find_parent("tr")
    text = entry.get_text(" ", strip=True).replace("\u00a0", " ")
    assert text.startswith("Personer med ensomhedsproblematikker · Selvejende 38 % 6 af 16 Rekonstruerede svar")


def test_every_bound_sentence_leads_to_its_condition_and_back(book: Book, pages: dict[str, BeautifulSoup]) -> None:
    assert book.conclusions
    for conclusion in book.conclusions:
        anchor = conclusion.name.replace("_", "-")
        own = (conclusion.retold or conclusion.name).replace("_", "-")
        sentence = pages[conclusion.page].find(id=anchor)
        assert sentence.find("a", class_="why")["href"] == f"konklusioner.html#konklusion-{own}"
        listed = pages["konklusioner"].find(id=f"konklusion-{own}")
        assert listed.get_text().startswith("Holder: ")
        places = [link["href"] for link in listed.find_next_sibling("dd").find_all("a")]
        assert f"{conclusion.page}.html#{anchor}" in (places if conclusion.retold else places[:1])


def test_what_readers_link_to_has_a_name_that_stays(pages: dict[str, BeautifulSoup]) -> None:
    """A name that Sphinx has numbered moves when something is put in before it."""
    offered = [str(link["href"]) for chapter in CHAPTERS for link in pages[chapter].select("a.permalink")]
    assert len(offered) > 60
    assert not [name for name in offered if re.fullmatch(r"#id\d+", name)]


def test_code_is_folded_and_the_plumbing_is_gone(pages: dict[str, BeautifulSoup]) -> None:
    for chapter in CHAPTERS:
        assert "load_facts" not in pages[chapter].get_text(), chapter
        for block in pages[chapter].select(".cell_input, .highlight-ipython3, .highlight-python"):
            folded = block if block.name == "details" else block.find_parent("details")
            assert folded is not None, chapter
            assert not folded.has_attr("open")
            assert "Vis kode" in folded.summary.get_text()


def test_numbers_in_the_prose_are_those_of_the_facts(pages: dict[str, BeautifulSoup]) -> None:
    shown = [number.get_text() for chapter in CHAPTERS for number in pages[chapter].select("p .fact")]
    assert len(shown) > 150
    assert not [text for text in shown if not text.strip() or re.search(r"\d\.\d(?!\d\d)", text)]


def test_only_what_readers_need_is_published(book: Book) -> None:
    published = {path.name for path in book.front_page.parent.rglob("*")}
    assert not published & {"_sources", ".buildinfo", ".doctrees", "environment.pickle"}
    assert not [name for name in published if name.endswith((".ipynb", ".pickle", ".doctree"))]


def test_the_facts_file_holds_what_the_book_quotes(book: Book, pages: dict[str, BeautifulSoup]) -> None:
    with book.facts.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(load_facts("2024")) <= set(rows)
    assert "trykte_tal.stemmer" in rows
    for row in rows.values():
        assert row["source"] != "reconstructed" or "Rekonstruerede" in row["note"]


def test_the_pdf_holds_every_chapter_and_says_what_it_rests_on(book: Book) -> None:
    with pikepdf.open(book.pdf) as pdf:
        assert str(pdf.Root.Lang).startswith("da")
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_outline() as outline:
            titles = [str(entry.title) for entry in outline.root]
        pages_stated = re.findall(r"s\.\s*\d+", "".join(page_texts(pdf)))
    assert len(titles) >= len(CHAPTERS)
    assert len(pages_stated) > 200, "the register names the pages of each number"


@pytest.fixture(scope="module")
def reading(book: Book) -> Reading:
    return Reading(pikepdf.open(book.pdf))


def test_the_pdf_is_without_fault(book: Book) -> None:
    assert find_faults(pikepdf.open(book.pdf)) == []


def test_the_pdf_is_read_as_the_web_book_reads(reading: Reading, pages: dict[str, BeautifulSoup]) -> None:
    """The same text in the same order, the same notes, the same words in place of figures, as many tables."""
    printed = printed_chapters(reading)
    length = 0
    for name in CHAPTERS:
        elements = printed.pop(title_of(pages[name]))
        if name == REGISTER_PAGE:
            continue
        web = web_chapter(pages[name])
        assert printed_chapter(elements, web) == web, name
        # A form is a table in print.
        tables = pages[name].select("article :is(table, .topics)")
        tables = [table for table in tables if not table.find_parent(class_="web-only")]
        assert len(find_all(elements, "Table")) == len(tables), name
        length += len(web.text)
    assert length > 100_000
    assert list(printed) == ["Indhold"], "the PDF has a chapter that the web book has not"


def test_the_register_in_print_tells_what_the_one_on_the_web_tells(
    reading: Reading, pages: dict[str, BeautifulSoup]
) -> None:
    """Each number with value, count and source; where it stands is told in pages."""
    web = {
        tuple(squeezed(cell.get_text()) for cell in row.select("th, td")[:4])
        for row in pages[REGISTER_PAGE].select("article tbody tr")
    }
    tables = find_all(printed_chapters(reading)[title_of(pages[REGISTER_PAGE])], "Table")
    rows = [row for table in tables for part in table.all("TBody") for row in part.children]
    assert len(rows) > 200
    assert {tuple(squeezed(cell.text) for cell in row.children[:4]) for row in rows} <= web


def title_of(page: BeautifulSoup) -> str:
    return squeezed(page.h1.find(string=True))


def test_a_second_checker_finds_nothing_that_has_not_been_looked_into(book: Book) -> None:
    """What is left out, and why, stands in docs/decisions/pdf.md."""
    result = check(str(book.pdf), skip=["TAG-002", "TBL-010", "TBL-012", "ORD-001", "PAG-001"])
    assert result.error is None
    assert [(finding.rule, finding.message) for finding in result.findings] == []
    assert {"FIG-001", "TBL-001", "LNK-001", "FRM-001"} <= {run.rule for run in result.runs if run.status == "ran"}


def test_every_page_is_danish_words_and_numbers(book: Book) -> None:
    found = {
        page.path.name: faults
        for page in pages_of(book.front_page.parent)
        if (faults := [*english_faults(page), *number_faults(page)])
    }
    assert found == {}


def test_every_page_is_described_and_is_in_the_fonts_that_come_with_it(book: Book) -> None:
    pages = pages_of(book.front_page.parent)
    found = {page.path.name: told for page in pages if (told := [*description_faults(page), *sign_faults(page)])}
    assert found == {}
    descriptions = [page.soup("meta", {"name": "description"})[0]["content"] for page in pages]
    assert len(set(descriptions)) == len(pages)


@pytest.mark.parametrize(
    ("find", "old", "new"),
    [
        (english_faults, "<h2>", "<h2>Results "),
        (english_faults, 'aria-label="[^"]*"', 'aria-label="Close menu"'),
        (english_faults, ' class="meaning"', ' title="Show more" class="meaning"'),
        (number_faults, "siden 2009", "hos 37.5 %"),
        (number_faults, "siden 2009", "hos 38%"),
        (number_faults, "4. maj 2023", "2023-05-04"),
    ],
)  # fmt: skip
def test_foreign_words_and_numbers_on_a_page_would_be_found(book: Book, find: Check, old: str, new: str) -> None:
    [page] = [page for page in pages_of(book.front_page.parent) if page.path.stem == "baggrund"]
    assert list(find(page.with_fault(old, new)))


def test_the_pdf_is_danish_words_and_numbers(book: Book) -> None:
    with pikepdf.open(book.pdf) as pdf:
        with pdf.open_outline() as outline:
            said = [str(entry.title) for entry in outline.root]
        said += [str(element.Alt) for _, element in structure(pdf) if "/Alt" in element]
        said += written_lines(pdf)
    assert len(said) > 5000
    assert "Ordliste" in said
    assert [fault for text in said for find in (foreign_words, foreign_numbers) for fault in find(text)] == []


def test_a_term_is_explained_where_it_stands_and_leads_to_its_entry(pages: dict[str, BeautifulSoup]) -> None:
    seen = 0
    for chapter in CHAPTERS:
        for term in pages[chapter].select(".term"):
            meaning = term.find(id=term.a["aria-describedby"])
            assert meaning["role"] == "tooltip"
            page, _, anchor = unquote(term.a["href"]).partition("#")
            assert page == "ordliste.html"
            entry = pages["ordliste"].find("dt", id=anchor).find_next("dd")
            assert meaning.get_text() == " ".join(entry.p.get_text().split())
            seen += 1
        loaded = [script["src"] for script in pages[chapter].select("script[src]")]
        assert any("terms.js" in source for source in loaded) == bool(pages[chapter].select(".term"))
    assert seen > 60


def test_the_form_and_what_it_loads_are_on_the_page_of_the_form_only(pages: dict[str, BeautifulSoup]) -> None:
    parts = ("script[src$='/standpoints.js']", "link[href$='/standpoints.css']", ".topic", ".form-tools")
    for chapter, page in pages.items():
        assert {bool(page.select(part)) for part in parts} == {chapter == "egne-standpunkter"}, chapter
    tools = pages["egne-standpunkter"].select_one(".form-tools")
    assert (tools["data-edition"], tools["data-version"]) == ("2024", "1")


def test_nothing_of_the_old_book_is_touched_when_a_build_fails(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise VaerestederError("i stykker")

    before = {path: path.stat().st_mtime_ns for path in book.front_page.parent.parent.rglob("*")}
    monkeypatch.setattr(writing_module, "write_book", fail)
    monkeypatch.setattr("helpers.build.fingerprint.source_commit", lambda: "et andet commit")
    with pytest.raises(VaerestederError, match="i stykker"):
        build_book("2024", folder=book.front_page.parents[2])
    after = {path: path.stat().st_mtime_ns for path in book.front_page.parent.parent.rglob("*")}
    assert after == before


def test_a_warning_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Titel\n\n{fact}`findes.ikke`\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match=r"findes\.ikke"):
        writing_module._run_sphinx(tmp_path, tmp_path / "html", {})


def test_regions_of_a_page_have_different_names(pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        labels = [region["aria-label"] for region in soup.select("[role=region][aria-label]")]
        assert len(labels) == len(set(labels)), name


# What a reader takes along


@pytest.fixture(scope="module")
def described_in(pages: dict[str, BeautifulSoup]) -> dict[str, tuple[str, Tag]]:
    """The page of every table and figure of the book, and the table or figure, by its name."""
    found = [(chapter, tag) for chapter in CHAPTERS for tag in pages[chapter].select("table.data[id], figure[id]")]
    return {str(tag["id"]): (chapter, tag) for chapter, tag in found}


def file_of(book: Book, name: str, ending: str) -> Path:
    return book.front_page.parent / "hent" / f"vaeresteder-2024-{name}.{ending}"


def test_below_every_table_and_figure_is_the_way_to_its_files(
    book: Book,
    pages: dict[str, BeautifulSoup],
    described_in: dict[str, tuple[str, Tag]],
    described: Counter[str],
) -> None:
    assert len(described_in) == described["table"] + described["figure"]
    for name, (chapter, tag) in described_in.items():
        fold = links_to_take(pages[chapter])[name]
        assert not fold.has_attr("open")
        following = [element for element in tag.find_all_next(["p", "details", "table", "figure"])
                     if element.name != "p" or "source" in element.get("class", [])]  # fmt: skip
        assert fold in following[:2], name
        endings = ("csv",) if tag.name == "table" else ("csv", "svg", "png")
        files = [file_of(book, name, ending) for ending in endings] + [file_of(book, "tabeller", "xlsx")]
        assert [a["href"] for a in fold.select(".files a")] == [f"hent/{file.name}" for file in files]
        for link, file in zip(fold.select(".files a"), files, strict=True):
            kilobytes = max(1, int(file.stat().st_size / 1000 + 0.5))
            assert re.search(rf"\((CSV|SVG|PNG|Excel), {kilobytes}\s+kB\)$", link.get_text())
        assert fold.select_one(".code").get_text() == f"2024 · {name}"
        citation = fold.select_one(".citation")
        assert citation.a["href"] == f"#{name}"
        assert citation.a.get_text() == f"{chapter}.html#{name}"
        computed = tag.name == "figure" or tag.select("td a.fact")
        assert ("Beregnet af rekonstruerede svar" in citation.get_text()) == bool(computed)


def test_every_file_says_what_its_table_says(book: Book, described_in: dict[str, tuple[str, Tag]]) -> None:
    workbook = openpyxl.load_workbook(file_of(book, "tabeller", "xlsx"))
    tables = {name: tag for name, (_, tag) in described_in.items() if tag.name == "table"}
    assert workbook.sheetnames == ["Forside", "Indhold", "Noter", *described_in, "alle-tal"]
    for name, table in tables.items():
        assert list(delimited_faults(table, file_of(book, name, "csv"))) == []
        assert list(sheet_faults(workbook[name], file_of(book, name, "csv"))) == []
        assert workbook[name]["A1"].value in shown_text(table.caption)
    for name in ({*described_in} - {*tables}) | {"alle-tal"}:
        assert list(sheet_faults(workbook[name], file_of(book, name, "csv"))) == []


def test_the_numbers_of_a_figure_are_those_it_tells(book: Book, described_in: dict[str, tuple[str, Tag]]) -> None:
    for name in ("figur-organisationsform", "figur-tilbudstype", "figur-fagligheder"):
        words = shown_text(described_in[name][1])
        words += str(described_in[name][1].svg["aria-label"])
        _, rows = read_delimited(file_of(book, name, "csv"))
        numbers = [value for row in rows for value in row[1:-1] if value[:1].isdigit()]
        assert len(numbers) > 5
        assert all(re.search(rf"(?<![\d,]){value}(?![\d,]\d)", words) for value in numbers)
    _, rows = read_delimited(file_of(book, "figur-danmarkskort", "csv"))
    assert sum(row[2] == "Ja" for row in rows) == 47
    assert len(rows) == 98


def test_a_file_that_says_another_number_would_be_found(
    book: Book, described_in: dict[str, tuple[str, Tag]], tmp_path: Path
) -> None:
    _, table = described_in["tabel-sparring"]
    text = file_of(book, "tabel-sparring", "csv").read_text(encoding="utf-8-sig")
    for old, new in ((';"25";', ';"26";'), ("procent", "tal"), ('\n"1 eller', '\n"2 eller')):
        assert old in text
        changed = tmp_path / "tabel.csv"
        changed.write_bytes(text.replace(old, new, 1).encode("utf-8-sig"))
        assert list(delimited_faults(table, changed)), new
        sheet = openpyxl.load_workbook(file_of(book, "tabeller", "xlsx"))["tabel-sparring"]
        assert list(sheet_faults(sheet, changed)), new


def test_reconstructed_numbers_go_nowhere_unlabelled(book: Book, described_in: dict[str, tuple[str, Tag]]) -> None:
    short = load_edition("2024").short_notice
    for name, (_, tag) in described_in.items():
        if tag.name == "figure":
            assert NOTICE in file_of(book, name, "svg").read_text(encoding="utf-8")
        elif tag.select("td a.fact"):
            headings, rows = read_delimited(file_of(book, name, "csv"))
            assert headings[-1] == "Kilde"
            assert all(row[-1].startswith(f"2024 · {name}. ") and short in row[-1] for row in rows)


def test_the_files_are_found_from_every_page_and_described(book: Book, pages: dict[str, BeautifulSoup]) -> None:
    folder = book.front_page.parent / "hent"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {path.name for path in folder.iterdir()} == {
        "datapackage.json", *(resource["path"] for resource in package["resources"])
    }  # fmt: skip
    for chapter in CHAPTERS:
        offered = [a["href"] for a in pages[chapter].select("footer a")]
        assert {f"hent/{file_of(book, 'tabeller', 'xlsx').name}", "hent/datapackage.json"} <= set(offered)
        assert bool(pages[chapter].select('script[src="_static/cite.js"]')) == bool(pages[chapter].select(".take"))
    assert not pages["404"].select('a[href^="hent/"]'), "its links must hold for every edition"


def test_the_files_come_along_to_the_site(book: Book) -> None:
    site = assemble_site(folder=book.front_page.parents[2])
    taken = {path.name for path in (site.front_page.parent / "2024" / "hent").iterdir()}
    assert taken == {path.name for path in (book.front_page.parent / "hent").iterdir()}
    assert 'href="2024/hent/vaeresteder-2024-tabeller.xlsx"' in site.front_page.read_text(encoding="utf-8")


def test_nothing_on_a_page_with_folds_breaks_its_policy(book: Book, pages: dict[str, BeautifulSoup]) -> None:
    for page in pages_of(book.front_page.parent):
        if pages[page.path.stem].select(".take"):
            assert list(policy_faults(page)) == []
            assert list(resource_faults(page)) == []
