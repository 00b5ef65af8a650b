"""The search: what it looks in, and in a real browser what it finds, forgives and says."""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from browser_once import evaluated, rendered
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from docutils.utils import new_document

from helpers import book as book_module
from helpers.chapters import edition_toc, staged_chapters
from helpers.edition import load_edition
from helpers.theme.search import Danish, passages

# What is typed, the page and the place that have to come first.
FOUND = {
    "vaerested": ("ordliste", "Værested"),
    "varested": ("ordliste", "Værested"),
    "ensomed": ("metode", "Målgrupper og kernemålgrupper"),
    "tilskud": ("ordliste", "Driftsaftale, Driftsoverenskomst"),
    "hjemlos": ("ordliste", "Hjemløs, Hjemløshed"),
    "hjemloes": ("ordliste", "Hjemløs, Hjemløshed"),
    "aabningstid": ("analysedel-2", "Medarbejderkapacitet"),
    "selvejende": ("ordliste", "Selvejende værested"),
    "selvejnde": ("ordliste", "Selvejende værested"),
    "boligsocial": ("ordliste", "Boligsocial helhedsplan"),
    "frivilige": ("analysedel-2", "Brugen af frivillige"),
    "§ 104": ("ordliste", "§ 104"),
    "paragraf 104": ("ordliste", "§ 104"),
    "104": ("ordliste", "§ 104"),
    "housing first": ("ordliste", "Housing First"),
    "Housing Frist": ("ordliste", "Housing First"),
}
GUESSED = {
    "ensomed": "ensomhed",
    "selvejnde": "selvejende",
    "Housing Frist": "housing first",
    "frivilige": "",
    "hjemlos": "",
    "tilskud": "",
    "§ 104": "",
}


# What is looked in


def test_a_section_of_the_law_is_one_word_and_a_soft_hyphen_cuts_none() -> None:
    split = Danish({}).split
    assert split("efter § 104 og §§ 85, 99 %") == ["efter", "§104", "og", "§85", "99"]
    assert split("drifts\u00adoverenskomst") == ["driftsoverenskomst"]


def page(*children: nodes.Node) -> nodes.document:
    document = new_document("side")
    document += nodes.section("", nodes.title("", "Kapitel"), *children, ids=["kapitel"])
    return document


def test_a_page_is_cut_into_its_sections_with_their_own_text() -> None:
    inner = nodes.section("", nodes.title("", "Af\u00adsnit"), nodes.paragraph("", "Indeni."), ids=["afsnit"])
    cut = list(passages(page(nodes.paragraph("", "Uden\u00adfor."), inner)))
    assert cut == [("", "Kapitel", "Udenfor."), ("afsnit", "Afsnit", "Indeni.")]


def test_terms_and_notes_are_passages_of_their_own() -> None:
    term = nodes.term("", "CTI", ids=["term-CTI"])
    item = nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", "En metode.")))
    listing = nodes.definition_list("", item, classes=["glossary"])
    note = nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "En note."), ids=["note"])
    cut = list(passages(page(listing, note)))
    assert cut == [("", "Kapitel", ""), ("term-CTI", "CTI", "En metode."), ("note", "Note 1", "En note.")]


def test_cells_are_kept_apart_and_what_stands_under_every_table_is_left_out() -> None:
    cells = [nodes.entry("", nodes.paragraph("", text)) for text in ("Ja", "", "38 %")]
    body = nodes.tbody("", nodes.row("", *cells))
    table = nodes.table("", nodes.title("", "Svar"), nodes.tgroup("", body, cols=3))
    source = nodes.paragraph("", "Rekonstruerede svar", classes=["source"])
    assert list(passages(page(table, source))) == [("", "Kapitel", "Svar Ja · 38 %")]


# What is found: the stored chapters, written as they are


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    stage = folder / "stage"
    stage.mkdir()
    toc = edition_toc(load_edition("2024"))
    for chapter in staged_chapters(toc):
        shutil.copyfile(chapter, stage / chapter.name)
    (stage / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
    settings = {"nb_execution_mode": "off", "vaeresteder_edition": "2024", "vaeresteder_responses": ""}
    book_module._run_sphinx(stage, "html", folder / "html", settings)
    return folder / "html"


@pytest.fixture(scope="module")
def answers(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the search finds for each query, in one run of the browser."""
    folder = tmp_path_factory.mktemp("asked")
    keeping = folder / "keep.js"
    keeping.write_text("var Search = { setIndex: (index) => { window.kept = index; } };", encoding="utf-8")
    static = site / "_static"
    scripts = [static / "search_language.js", static / "search_passages.js", static / "search_match.js"]
    queries = [*FOUND, *(query for query in GUESSED if query not in FOUND), "xyzzyx", "kommunale frivillige"]
    ask = "((query) => { const r = search(query, kept, searchPassages); return { ...r, sections: r.sections.map((s) => "
    ask += "({ page: kept.docnames[s.page], title: s.title, anchor: s.anchor, chapter: s.chapter })) }; })"
    expressions = [f"{ask}({json.dumps(query)})" for query in queries]
    found = evaluated([*scripts, keeping, site / "searchindex.js"], "", expressions, folder)
    return dict(zip(queries, found, strict=True))


@pytest.mark.parametrize("query", FOUND)
def test_the_best_place_comes_first(answers: dict[str, dict[str, Any]], query: str) -> None:
    first = answers[query]["sections"][0]
    assert (first["page"], first["title"]) == FOUND[query]


@pytest.mark.parametrize("query", GUESSED)
def test_a_word_is_guessed_only_where_the_book_has_none(answers: dict[str, dict[str, Any]], query: str) -> None:
    assert answers[query]["meant"] == GUESSED[query]


def test_the_chapter_itself_is_found_besides_the_glossary(answers: dict[str, dict[str, Any]]) -> None:
    pages = {query: [section["page"] for section in answers[query]["sections"][:5]] for query in FOUND}
    assert {"metode"} <= set(pages["§ 104"])
    assert {"baggrund", "opsamling"} <= set(pages["housing first"])
    assert {"metode", "baggrund"} <= set(pages["hjemlos"])


def test_all_words_are_asked_for_and_no_chapter_fills_the_list(answers: dict[str, dict[str, Any]]) -> None:
    both = answers["kommunale frivillige"]
    assert both["complete"]
    assert both["sections"][0]["title"] == "Brugen af frivillige"
    for answer in answers.values():
        pages = [section["page"] for section in answer["sections"]]
        assert max(map(pages.count, pages), default=0) <= 3


def test_what_is_nowhere_is_not_found(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["xyzzyx"]["total"] == 0
    assert answers["xyzzyx"]["meant"] == ""


def test_typing_errors_are_counted_up_to_a_limit(site: Path, tmp_path: Path) -> None:
    counted = {
        ("", ""): 0, ("abc", "abc"): 0, ("ensomed", "ensomhed"): 1, ("værestedre", "væresteder"): 1, ("ab", "ba"): 1,
        ("kat", "hat"): 1, ("selvejnde", "selvejende"): 1, ("abcd", "abef"): 2, ("abcd", "efgh"): 3, ("a", "abcdef"): 3,
    }  # fmt: skip
    asked = [f"typingErrors({json.dumps(x)}, {json.dumps(y)}, 2)" for a, b in counted for x, y in ((a, b), (b, a))]
    scripts = [site / "_static" / "search_language.js", site / "_static" / "search_match.js"]
    assert evaluated(scripts, "", asked, tmp_path) == [errors for errors in counted.values() for _ in range(2)]


# What is shown


def shown(site: Path, query: str, folder: Path) -> BeautifulSoup:
    """The search page as it is opened from a memory stick."""
    return rendered(f"{(site / 'search.html').as_uri()}?q={quote(query)}", folder)


def test_a_result_tells_chapter_and_section_and_marks_the_word(site: Path, tmp_path: Path) -> None:
    soup = shown(site, "ensomed", tmp_path / "profile")
    status = soup.find(id="search-status")
    assert isinstance(status, Tag)
    assert status["role"] == "status"
    assert "Mente du »ensomhed«?" in status.get_text()
    assert status.a is not None
    assert status.a["href"] == "?q=ensomhed"
    first = soup.select("#search-results > li")[0]
    assert [p.get_text() for p in first.select(".chapter, .where")] == ["Metode", "Målgrupper og kernemålgrupper"]
    assert "ensom" in first.select(".snippet mark")[0].get_text().lower()
    target, _, anchor = str(first.select(".where a")[0]["href"]).partition("#")
    assert f'id="{anchor}"' in (site / target).read_text(encoding="utf-8")
    field = soup.find(id="q-page")
    assert isinstance(field, Tag)
    assert soup.title is not None
    assert "»ensomed«" in soup.title.get_text()


def test_where_nothing_is_found_the_page_says_what_to_try(site: Path, tmp_path: Path) -> None:
    soup = shown(site, "<xyzzyx>", tmp_path / "profile")
    status, advice = soup.find(id="search-status"), soup.find(id="search-advice")
    assert isinstance(status, Tag)
    assert isinstance(advice, Tag)
    assert "passer på »<xyzzyx>«" in status.get_text()
    assert not status.find("xyzzyx")
    assert not advice.has_attr("hidden")
    assert not soup.select("#search-results > li")


def test_the_meaning_of_a_term_can_be_put_away_and_brought_back(site: Path, tmp_path: Path) -> None:
    body = '<span class="term"><a href="#x" aria-describedby="m">CTI</a><span class="meaning" id="m">…</span></span>'
    term = "document.querySelector('.term')"
    shown_now = f"{term}.matches(':focus-within:not(.put-away)')"
    tap = "new PointerEvent('{kind}', {{ pointerType: 'touch', bubbles: true, cancelable: true }})"
    link = f"{term}.firstChild"
    asked = [
        shown_now,
        f"{link}.dispatchEvent({tap.format(kind='pointerdown')}) && {link}.dispatchEvent({tap.format(kind='click')})",
        shown_now,
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))",
        f"[document.activeElement === {link}, {shown_now}]",
        f"{term}.dispatchEvent(new PointerEvent('pointerenter')) && {shown_now}",
        f"{link}.dispatchEvent({tap.format(kind='pointerdown')}) && {link}.dispatchEvent({tap.format(kind='click')})",
    ]
    found = evaluated([site / "_static" / "terms.js"], body, asked, tmp_path)
    # A first tap shows the meaning instead of following the link, a second follows it.
    assert found == [False, False, True, True, [True, False], True, True]
