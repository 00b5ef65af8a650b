"""The site, assembled from small editions: what is in it, where its links lead, what it refuses.

`whole_book/test_book.py` holds the site of the real 2024 book.
"""

import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from editions import Data
from page_checks import (
    Page,
    description_faults,
    language_faults,
    pages_of,
    policy_faults,
    reference_faults,
    resource_faults,
    skip_link_faults,
    structure_faults,
)

from helpers.base.errors import VaerestederError
from helpers.base.own_folders import MARKER
from helpers.base.paths import FONTS, ROOT, THEME
from helpers.build import site as site_module
from helpers.build.manifest import FILE as MANIFEST
from helpers.build.site import PLACE_OF_SWITCH, Site, _copy_responses, assemble_site
from helpers.facts.facts_csv import write_facts
from helpers.facts.model import Fact, Facts
from helpers.survey.edition import RECORD, load_edition
from helpers.survey.questionnaire import load_questionnaire

LAYOUT = (THEME / "html" / "layout.html").read_text(encoding="utf-8")
KINDS = {".html", ".css", ".svg", ".woff2", ".md", ".pdf", ".csv", ".js"}

PAGE = """<!DOCTYPE html>
<html lang="da"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; object-src 'none'">
<title>{title}</title><link rel="stylesheet" href="{up}_static/vaeresteder.css"></head>
<body><a class="skip" href="#hovedindhold">Spring til indholdet</a><header>""" + PLACE_OF_SWITCH + """</header>
<main id="hovedindhold"><h1 id="overskrift">{title}</h1></main><footer></footer></body></html>
"""  # fmt: skip


def build(folder: Path, key: str, *pages: str, members: int = 200) -> None:
    """What a build of an edition leaves: pages, PDF, files of numbers, and the letter to its author."""
    html = folder / key / "html"
    static = html / "_static"
    shutil.copytree(FONTS, static / "fonts", ignore=shutil.ignore_patterns("*.ttf"))
    for name in ("vaeresteder.css", "favicon.svg"):
        shutil.copyfile(THEME / "html" / "static" / name, static / name)
    for page in ("index.html", "rettelser.html", *pages):
        path = html / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(title=f"{key}: {page}", up="../" * page.count("/")), encoding="utf-8")
    for private in ("brev.html", "brev.md", "environment.pickle", "kapitel.ipynb"):
        (html / private).write_text("ikke til andre", encoding="utf-8")
    (folder / key / "brev.html").write_text("ikke til andre", encoding="utf-8")
    (folder / key / f"vaeresteder-{key}.pdf").write_bytes(b"%PDF" + bytes(1_250_000))
    (folder / key / "claims.csv").write_text("name\n", encoding="utf-8")
    write_facts(some_facts(key, members), folder / key / "facts.csv")


def some_facts(key: str, members: int) -> Facts:
    fact = Fact("medlemmer", Fraction(members), "count", members, None, "survey")
    return Facts(load_edition(key), load_questionnaire(key), {fact.id: fact})


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    yield Data(tmp_path / "data", monkeypatch)
    load_edition.cache_clear()


@pytest.fixture
def built(tmp_path: Path, data: Data) -> Path:
    """Two editions that share one chapter; each has one more."""
    for key, own in (("2030", "analyse/gammel.html"), ("2032", "ny.html")):
        folder = data.add(key, subtitle=f"Prøven fra {key}", responses_public=key == "2030", disclosure="ingen")
        (folder / "responses.csv").write_text('id,styrker,sted\nr001,"Ro, og ""orden""",a1b2\n', encoding="utf-8")
        build(tmp_path / "_build", key, "metode.html", own)
    return tmp_path / "_build"


@pytest.fixture
def site(built: Path) -> Site:
    return assemble_site(folder=built)


def switch(page: Path) -> dict[str, str]:
    """The links of the switch on a page, by their words."""
    [nav] = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select('nav[aria-label="Udgaver"]')
    return {link.get_text(): str(link["href"]) for link in nav("a")}


def test_the_editions_lie_side_by_side_newest_first(site: Site) -> None:
    assert site.editions == ("2032", "2030")
    folder = site.front_page.parent
    assert (folder / "2030" / "analyse" / "gammel.html").is_file()
    headings = BeautifulSoup(site.front_page.read_text(encoding="utf-8"), "html.parser")("h2")
    assert [heading.a["href"] for heading in headings if heading.a] == ["2032/index.html", "2030/index.html"]


def test_the_front_page_tells_of_each_edition_what_it_is(site: Site) -> None:
    soup = BeautifulSoup(site.front_page.read_text(encoding="utf-8"), "html.parser")
    listed = " ".join(soup.select("section.listed")[0].get_text(" ").split())
    assert "Prøven fra 2032" in listed
    assert "Værestedernes svar. Tallene er talt af værestedernes svar." in listed
    assert "Bogen som PDF (1,3 MB)" in listed
    assert "Rettelser til udgaven" in listed
    assert "Data: alle tal (facts.csv), konklusionerne (claims.csv)" in listed.replace(" ,", ",")
    assert "svarene" not in listed.split("Data:")[1]


def test_responses_are_there_only_where_they_are_public_and_never_with_the_pseudonyms(site: Site) -> None:
    folder = site.front_page.parent
    assert not (folder / "2032" / "responses.csv").exists()
    published = (folder / "2030" / "responses.csv").read_text(encoding="utf-8")
    assert published == 'id,styrker\nr001,"Ro, og ""orden"""\n'


def test_the_switch_stays_on_the_chapter(site: Site) -> None:
    folder = site.front_page.parent
    assert switch(folder / "2032" / "metode.html") == {
        "2032": "#hovedindhold", "2030": "../2030/metode.html", "Alle udgaver": "../index.html",
    }  # fmt: skip


def test_without_such_a_chapter_the_switch_leads_to_the_front_page_and_says_so(site: Site) -> None:
    folder = site.front_page.parent
    [(words, target)] = [item for item in switch(folder / "2032" / "ny.html").items() if item[0].startswith("2030")]
    assert target == "../2030/index.html"
    assert "findes ikke i den udgave" in words
    deep = switch(folder / "2030" / "analyse" / "gammel.html")
    assert next(link for words, link in deep.items() if words.startswith("2032")) == "../../2032/index.html"


def test_the_switch_tells_which_edition_one_is_in(site: Site) -> None:
    soup = BeautifulSoup((site.front_page.parent / "2030" / "metode.html").read_text(encoding="utf-8"), "html.parser")
    assert [link.get_text() for link in soup.select(".editions [aria-current]")] == ["2030"]


CHECKS = (language_faults, policy_faults, reference_faults, resource_faults, skip_link_faults, structure_faults)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_page_of_the_site_has_the_fault(site: Site, check: type[Iterator[str]]) -> None:
    pages = pages_of(site.front_page.parent)
    assert len(pages) == 10
    assert {page.path.name: found for page in pages if (found := list(check(page)))} == {}


def test_the_own_pages_of_the_site_are_described(site: Site) -> None:
    for name in ("index.html", "404.html"):
        html = (site.front_page.parent / name).read_text(encoding="utf-8")
        assert list(description_faults(Page(site.front_page, html))) == []


def test_a_link_to_a_missing_edition_would_be_found(site: Site) -> None:
    page = Page(site.front_page, site.front_page.read_text(encoding="utf-8"))
    assert list(reference_faults(page.with_fault("2030/index.html", "2031/index.html")))


def test_no_link_needs_to_know_where_the_site_lies(site: Site) -> None:
    for page in pages_of(site.front_page.parent):
        links = [str(tag.get("href") or tag.get("src")) for tag in page.soup(lambda t: t.get("href") or t.get("src"))]
        assert not [link for link in links if re.match(r"/|\w+:", link)], page.path


def test_the_page_for_a_lost_reader_works_one_folder_down_as_well(site: Site) -> None:
    folder = site.front_page.parent
    shutil.copyfile(folder / "404.html", folder / "2030" / "404.html")
    [lost] = [page for page in pages_of(folder / "2030") if page.path.name == "404.html"]
    assert not [*reference_faults(lost), *resource_faults(lost)]


def test_nothing_but_what_readers_need_is_in_the_site(site: Site) -> None:
    files = {path for path in site.front_page.parent.rglob("*") if path.is_file()}
    # And what it holds, and the mark by which the program knows the folder.
    files -= {site.front_page.with_name(MARKER), site.front_page.with_name(MANIFEST)}
    assert {path.suffix for path in files} <= KINDS
    assert not [path for path in files if path.name.startswith("brev")]
    assert not [path for path in files if path.suffix == ".html" and "ikke til andre" in path.read_text("utf-8")]


def test_each_edition_has_its_pdf_and_its_numbers_and_only_public_responses(site: Site) -> None:
    folder = site.front_page.parent
    assert (folder / "2032" / "vaeresteder-2032.pdf").is_file()
    assert sorted(path.name for path in (folder / "2032").glob("*.csv")) == ["claims.csv", "facts.csv"]
    assert (folder / "2030" / "responses.csv").is_file()


def test_markup_in_a_title_stays_text(data: Data, built: Path) -> None:
    data.add("2032", title="<b>Rammer</b> & vilkår")
    soup = BeautifulSoup(assemble_site(folder=built).front_page.read_text(encoding="utf-8"), "html.parser")
    assert not soup("b")
    assert soup.h1
    assert soup.h1.get_text() == "<b>Rammer</b> & vilkår"


def test_the_new_site_replaces_the_old_one_as_a_whole(site: Site, built: Path, data: Data) -> None:
    (built / "2032" / "html" / "ny.html").unlink()
    again = assemble_site(folder=built)
    assert not (again.front_page.parent / "2032" / "ny.html").exists()
    assert sorted(path.name for path in (built / ".work" / "site").iterdir()) == []


def test_a_build_without_room_for_the_switch_is_refused_and_the_old_site_stays(site: Site, built: Path) -> None:
    page = built / "2032" / "html" / "metode.html"
    page.write_text(page.read_text(encoding="utf-8").replace(PLACE_OF_SWITCH, ""), encoding="utf-8")
    with pytest.raises(VaerestederError, match=r"2032/metode\.html har ingen plads"):
        assemble_site(folder=built)
    assert site.front_page.is_file()


def test_every_page_of_a_book_has_room_for_the_switch() -> None:
    assert LAYOUT.count(PLACE_OF_SWITCH) == 1
    assert LAYOUT.index("<header") < LAYOUT.index(PLACE_OF_SWITCH) < LAYOUT.index("</header>")


def test_numbers_that_moved_since_publication_are_not_put_on_the_site(built: Path) -> None:
    write_facts(some_facts("2032", 200), load_edition("2032").folder / RECORD)
    assert assemble_site(folder=built).unpublished == ("2030",)
    write_facts(some_facts("2032", 201), load_edition("2032").folder / RECORD)
    with pytest.raises(VaerestederError, match="vaeresteder publish 2032"):
        assemble_site(folder=built)


def test_a_rehearsal_is_never_among_the_projects_own_editions(
    built: Path, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.add("2032", source="rehearsal")
    # As if the tests' own data were a project's.
    monkeypatch.setattr(site_module, "DATA", data.folder)
    monkeypatch.setattr(site_module, "ROOT", data.folder.parent)
    assert assemble_site(folder=built).editions == ("2030",)
    monkeypatch.setattr(site_module, "ROOT", ROOT)
    assert assemble_site(folder=built).editions == ("2032", "2030")


def test_an_edition_that_is_not_built_is_not_listed(data: Data, built: Path) -> None:
    data.add("2034")
    assert assemble_site(folder=built).editions == ("2032", "2030")


def test_without_a_built_edition_there_is_no_site(data: Data, tmp_path: Path) -> None:
    data.add("2034")
    with pytest.raises(VaerestederError, match="Ingen udgave er bygget"):
        assemble_site(folder=tmp_path / "_build")


def test_what_is_published_is_the_site() -> None:
    workflow = (ROOT / ".github" / "workflows" / "book.yml").read_text(encoding="utf-8")
    assert "path: _build/site" in workflow
    assert "make site" in workflow


def test_of_the_files_to_take_along_only_their_own_kinds_are_published(built: Path) -> None:
    html = built / "2032" / "html"
    (html / "hent").mkdir()
    for name in ("t.csv", "f.svg", "f.png", "t.xlsx", "datapackage.json", "env.pickle", "kapitel.ipynb", "brev.html"):
        (html / "hent" / name).write_text("x", encoding="utf-8")
    (html / "svar.csv").write_text("x", encoding="utf-8")
    edition = assemble_site(folder=built).front_page.parent / "2032"
    published = {path.name for path in (edition / "hent").iterdir()}
    assert published == {"t.csv", "f.svg", "f.png", "t.xlsx", "datapackage.json"}
    assert not (edition / "svar.csv").exists()


def test_public_responses_hold_no_formula_and_no_pseudonym(tmp_path: Path) -> None:
    source, target = tmp_path / "responses.csv", tmp_path / "kopi.csv"
    source.write_text('id,sted,tema\nr001,p1,"=1+1"\nr002,p2,＠a\nr003,p3,ja\n', encoding="utf-8")
    _copy_responses(source, target)
    assert target.read_text(encoding="utf-8") == "id,tema\nr001,»=1+1«\nr002,»＠a«\nr003,ja\n"


def test_the_answers_of_an_edition_that_withholds_numbers_are_not_published(data: Data, tmp_path: Path) -> None:
    data.add("2031", responses_public=True, disclosure="små grupper")
    build(tmp_path / "bøger", "2031")
    with pytest.raises(VaerestederError, match=r"Udgaven 2031 skjuler tal.*offentlige_svar: nej"):
        assemble_site(folder=tmp_path / "bøger")
    assert not (tmp_path / "bøger" / "site").exists()
