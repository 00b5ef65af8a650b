"""What the search finds, forgives and says, as a reader sees it."""

import json
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from .chromium import Browser, Tab
from .site import Site

pytestmark = pytest.mark.browser

# What is typed, the page and the place that have to come first.
FOUND = {
    "vaerested": ("ordliste", "Værested"),
    "varested": ("ordliste", "Værested"),
    "ensomed": ("metode", "Målgrupper og kernemålgrupper"),
    "tilskud": ("ordliste", "Driftsaftale, Driftsoverenskomst"),
    "hjemlos": ("metode", "Tidligere hjemløse"),
    "hjemloes": ("metode", "Tidligere hjemløse"),
    "aabningstid": ("analysedel-2", "Medarbejderkapacitet"),
    "selvejende": ("ordliste", "Selvejende værested"),
    "selvejnde": ("ordliste", "Selvejende værested"),
    "boligsocial": ("ordliste", "Boligsocial helhedsplan"),
    "frivilige": ("analysedel-2", "Brugen af frivillige"),
    "§ 104": ("ordliste", "§ 104"),
    "paragraf 104": ("ordliste", "§ 104"),
    "104": ("ordliste", "§ 104"),
    "housing first": ("opsamling", "Housing First og fællesskaber"),
    "Housing Frist": ("opsamling", "Housing First og fællesskaber"),
}
# What people type, and the chapters in which they would want to read: written down before the search was changed.
EVERYDAY = {
    "ansatte": "analysedel-2",
    "personale": "analysedel-2",
    "narko": "analysedel-2 metode",
    "stoffer": "analysedel-2 metode",
    "alkohol": "analysedel-2 metode",
    "husly": "baggrund analysedel-2 metode",
    "bolig": "baggrund opsamling",
    "lejlighed": "baggrund opsamling",
    "penge": "analysedel-2 baggrund",
    "økonomi": "analysedel-2 baggrund",
    "åbningstider": "analysedel-2",
    "frivillige": "analysedel-2",
    "kommunen": "analysedel-3",
    "kommunale": "analysedel-1 analysedel-2",
    "samarbejde": "analysedel-3 metode",
    "misbrug": "analysedel-2 metode",
    "psykisk syge": "analysedel-2 metode",
    "ensomhed": "metode analysedel-2 baggrund",
    "mad": "analysedel-2",
    "unge": "analysedel-2",
    "alder": "analysedel-2",
    "svarprocent": "metode",
    "spørgeskema": "metode",
    "hvem står bag": "forord",
    "København": "analysedel-1",
    "kort": "analysedel-1 index",
    "problemer": "analysedel-2",
    "styrker": "analysedel-2",
    "uddannelse": "analysedel-2",
    "pædagoger": "analysedel-2",
    "supervision": "analysedel-2",
    "herberg": "analysedel-3 ordliste",
    "sofasurfere": "ordliste analysedel-2",
    "anbefalinger": "opsamling",
    "konklusion": "opsamling",
    "usikkerhed": "metode",
    "fejl": "kildekontrol",
    "loven": "metode ordliste",
    "fællesskab": "baggrund opsamling",
    "gadesovere": "analysedel-2 baggrund metode",
}
# Words that the book does not have, some of them near to one that it has, and no words at all.
UNKNOWN = ("kvinder", "bande", "rad", "bondegård", "xyzzyx", "qwertyuiop", "asdfgh", "zzz")
GUESSED = {
    "ensomed": "ensomhed",
    "selvejnde": "selvejende",
    "Housing Frist": "housing first",
    "frivilige": "",
    "hjemlos": "",
    "tilskud": "",
    "§ 104": "",
}

READ = """
() => {
  const words = (part, selector) => part.querySelector(selector)?.textContent ?? "";
  return {
    status: words(document, "#search-status"),
    meant: words(document, "#search-status a"),
    advised: document.getElementById("search-advice").checkVisibility(),
    title: document.title,
    places: [...document.querySelectorAll("#search-results > li")].map((place) => ({
      address: place.querySelector(".where a").getAttribute("href"),
      chapter: words(place, ".chapter"),
      title: words(place, ".where"),
      marked: words(place, ".snippet mark"),
    })),
  };
}
"""


# How many words there are on all pages, and those whose page is not among what they find.
LOST = """
(() => {
  const vocabulary = vocabularyOf(searchBook.passages);
  let words = 0;
  const lost = [];
  for (const [page, sections] of Object.entries(searchBook.passages)) {
    const said = sections.map(([, ...parts]) => parts.join(" ")).join(" ");
    for (const word of new Set(wordsOf(said).map(({ word }) => word.toLowerCase()))) {
      words += 1;
      const fits = [...fitsOf(word, vocabulary).keys()];
      if (!fits.some((term) => vocabulary.get(term).has(page))) lost.push(`${page}: ${word}`);
    }
  }
  return [words, lost];
})()
"""


@dataclass(frozen=True)
class Place:
    """One result."""

    address: str
    chapter: str
    title: str
    marked: str

    @property
    def page(self) -> str:
        return self.address.removeprefix("./").partition(".html")[0]


@dataclass(frozen=True)
class Answer:
    """What the search page shows for a query."""

    status: str
    meant: str
    advised: bool
    title: str
    places: list[Place]


def answer(tab: Tab, site: Site, query: str) -> Answer:
    """What is shown where the page lies on a memory stick."""
    tab.open(site.on_disk(f"2024/search.html?q={quote(query)}"))
    shown = tab.call(READ)
    return Answer(**shown | {"places": [Place(**place) for place in shown["places"]]})


@pytest.fixture(scope="module")
def answers(browser: Browser, site: Site) -> dict[str, Answer]:
    with browser.tab() as tab:
        return {
            query: answer(tab, site, query) for query in (*FOUND, *GUESSED, *EVERYDAY, *UNKNOWN, "kommunale frivillige")
        }


@pytest.mark.parametrize("query", FOUND)
def test_the_best_place_comes_first(answers: dict[str, Answer], query: str) -> None:
    first = answers[query].places[0]
    assert (first.page, first.title) == FOUND[query]


@pytest.mark.parametrize("query", GUESSED)
def test_a_word_is_guessed_only_where_the_book_has_none(answers: dict[str, Answer], query: str) -> None:
    assert answers[query].meant == GUESSED[query]


def test_everyday_words_lead_to_the_chapter_that_tells_of_it_in_the_first_three(answers: dict[str, Answer]) -> None:
    lost = {
        query: [place.page for place in answers[query].places[:3]]
        for query, wanted in EVERYDAY.items()
        if answers[query].meant or not {place.page for place in answers[query].places[:3]} & set(wanted.split())
    }
    assert len(EVERYDAY) == 40
    assert len(lost) <= 2, lost


@pytest.mark.parametrize("query", UNKNOWN)
def test_no_other_word_is_offered_for_one_that_the_book_does_not_have(answers: dict[str, Answer], query: str) -> None:
    assert (answers[query].meant, answers[query].places) == ("", [])


def test_every_word_of_the_book_finds_its_page(tab: Tab, site: Site) -> None:
    tab.open(site.at("2024/search.html"))
    words, lost = tab.js(LOST)
    assert words > 8000
    assert lost == []


def test_what_is_shown_of_a_section_are_whole_sentences_and_no_cells(tab: Tab, site: Site) -> None:
    tab.open(site.at("2024/search.html"))
    snippet = (
        'snippetOf(judge(["", "", TEXT, "Svar 38 %"], "", [{ fits: new Map([[stemOf("frivillige"), 1]]) }], false))'
    )
    text = "Først én ting. De frivillige hjælper, bl.a. i § 85-tilbud. Til sidst lidt. " + "Og mere. " * 40
    found = tab.js(snippet.replace("TEXT", json.dumps(text)))
    assert text[found["from"] :].startswith("De frivillige hjælper, bl.a. i § 85-tilbud. Til sidst lidt. Og mere.")
    assert text[: found["to"]].endswith("Og mere.")
    assert found["to"] - found["from"] <= 240


def test_the_chapter_itself_is_found_besides_the_glossary(answers: dict[str, Answer]) -> None:
    pages = {query: [place.page for place in answers[query].places[:5]] for query in FOUND}
    assert {"metode"} <= set(pages["§ 104"])
    assert {"baggrund", "opsamling"} <= set(pages["housing first"])
    assert {"metode", "baggrund"} <= set(pages["hjemlos"])


def test_all_words_are_asked_for_and_no_chapter_fills_the_list(answers: dict[str, Answer]) -> None:
    both = answers["kommunale frivillige"]
    assert "Intet afsnit har alle ordene" not in both.status
    assert both.places[0].title == "Brugen af frivillige"
    for each in answers.values():
        pages = [place.page for place in each.places]
        assert max(map(pages.count, pages), default=0) <= 3


def test_a_result_tells_chapter_and_section_and_marks_the_word(tab: Tab, site: Site) -> None:
    found = answer(tab, site, "ensomed")
    assert "Mente du »ensomhed«?" in found.status
    assert "»ensomed«" in found.title
    first = found.places[0]
    assert (first.chapter, first.title) == ("Metode", "Målgrupper og kernemålgrupper")
    assert "ensom" in first.marked.lower()
    target, _, anchor = first.address.partition("#")
    assert f'id="{anchor}"' in (site.folder / "2024" / target).read_text(encoding="utf-8")


def test_where_nothing_is_found_the_page_says_what_to_try(tab: Tab, site: Site) -> None:
    found = answer(tab, site, "<xyzzyx>")
    assert "passer på »<xyzzyx>«" in found.status
    assert found.advised
    assert found.places == []
    assert found.meant == ""


def test_typing_errors_are_counted_up_to_a_limit(tab: Tab, site: Site) -> None:
    counted = {
        ("", ""): 0, ("abc", "abc"): 0, ("ensomed", "ensomhed"): 1, ("værestedre", "væresteder"): 1, ("ab", "ba"): 1,
        ("kat", "hat"): 1, ("selvejnde", "selvejende"): 1, ("abcd", "abef"): 2, ("abcd", "efgh"): 3, ("a", "abcdef"): 3,
    }  # fmt: skip
    tab.open(site.at("2024/search.html"))
    pairs = json.dumps([pair for a, b in counted for pair in ((a, b), (b, a))])
    found = tab.js(f"{pairs}.map(([a, b]) => typingErrors(a, b, 2))")
    assert found == [errors for errors in counted.values() for _ in range(2)]
