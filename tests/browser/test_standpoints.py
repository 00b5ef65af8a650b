"""*Egne standpunkter* keeps what is written on the reader's own device, takes it along in a file, and forgets it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .chromium import Browser, Tab
from .site import Site
from .standpoints import (
    CHOICE,
    KEPT,
    MINE,
    OUGHT,
    PAGE,
    THEIRS,
    TODAY,
    Filled,
    file_with,
    fill,
    press,
    read,
    said,
    take,
)
from .test_keyboard import faults, walk
from .test_private import found_on
from .test_reading import CUT, PAPER

pytestmark = pytest.mark.browser


@pytest.fixture
def form(tab: Tab, site: Site) -> Tab:
    tab.open(site.at(PAGE))
    return tab


def test_what_is_written_is_there_again(form: Tab, site: Site) -> None:
    fill(form, MINE, "Medarbejder")
    form.open(site.at("2024/index.html"))
    form.open(site.at(PAGE))
    assert read(form) == Filled("Medarbejder", MINE)
    assert said(form).strip() == ""


def test_it_is_there_again_on_a_memory_stick(tab: Tab, site: Site) -> None:
    tab.open(site.on_disk(PAGE))
    fill(tab, MINE)
    tab.open(site.on_disk(PAGE))
    assert read(tab).answers == MINE


def test_nobody_else_is_told_and_nothing_is_kept_before_something_is_written(form: Tab, site: Site) -> None:
    assert form.js(KEPT) == "[]"
    asked = list(form.seen.requests)
    fill(form, MINE)
    assert form.seen.requests == asked
    assert found_on(form, site.address) == []
    assert [key for key, _ in json.loads(form.js(KEPT))] == ["vaeresteder-standpunkter.2024"]


def test_another_reader_of_the_machine_has_a_form_of_their_own(form: Tab, browser: Browser, site: Site) -> None:
    fill(form, MINE)
    with browser.tab() as other:
        other.open(site.at(PAGE))
        assert read(other).answers == {}


def test_answers_go_through_a_file_to_another_device(form: Tab, browser: Browser, site: Site, tmp_path: Path) -> None:
    fill(form, MINE, "Karen, værestedet »Huset«")
    file = form.download(lambda: press(form, "save"), tmp_path)
    assert file.name == "standpunkter-2024-karen-værestedet-huset.json"
    assert file.name in said(form)
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told == {
        "kind": "vaeresteder-standpunkter", "version": 1, "edition": "2024",
        "name": "Karen, værestedet »Huset«", "answers": MINE,
    }  # fmt: skip
    with browser.tab() as other:
        other.open(site.at(PAGE))
        assert "er hentet fra filen" in take(other, file)
        assert read(other) == read(form)
        other.open(site.at(PAGE))
        assert read(other) == Filled(told["name"], MINE)


def test_one_click_deletes_everything_and_can_be_taken_back(form: Tab, site: Site) -> None:
    fill(form, MINE, "Medarbejder")
    press(form, "delete")
    assert read(form) == Filled("", {})
    assert form.js(KEPT) == "[]"
    assert "er slettet" in said(form)
    press(form, "undo")
    assert read(form) == Filled("Medarbejder", MINE)
    press(form, "delete")
    form.open(site.at(PAGE))
    assert read(form) == Filled("", {})
    assert not form.js("document.querySelector('[data-does=undo]').checkVisibility()")


def test_loading_a_file_can_be_taken_back(form: Tab, tmp_path: Path) -> None:
    fill(form, MINE)
    take(form, file_with(tmp_path, THEIRS, "Jens"))
    assert read(form) == Filled("Jens", THEIRS)
    press(form, "undo")
    assert read(form) == Filled("", MINE)


def test_an_answer_that_is_chosen_again_is_taken_back(form: Tab) -> None:
    here = "document.querySelector('#emne-vilkaar [value=utilfreds]')"
    form.js(f"{here}.focus()")
    for expected in ({"emne-vilkaar": {CHOICE: "utilfreds"}}, {}):
        form.press(" ")
        assert read(form).answers == expected
    assert form.js(KEPT) == "[]"
    form.press(" ")
    form.press("ArrowRight")
    assert read(form).answers == {"emne-vilkaar": {CHOICE: "ved-ikke"}}


def test_an_answer_that_is_pointed_at_again_is_taken_back(form: Tab) -> None:
    label = "document.querySelector('#emne-vilkaar label')"
    form.js(f"{label}.scrollIntoView({{ block: 'center' }})")
    x, y = form.js(f"((box) => [box.right - 5, box.top + box.height / 2])({label}.getBoundingClientRect())")
    for expected in ({"emne-vilkaar": {CHOICE: "tilfreds"}}, {}, {"emne-vilkaar": {CHOICE: "tilfreds"}}):
        for kind in ("mousePressed", "mouseReleased"):
            form.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        assert read(form).answers == expected


def test_the_keys_of_files_that_readers_keep_stay_the_same(form: Tab) -> None:
    """Whoever changes a key makes files unreadable: then raise the version and read the old ones too."""
    topics = form.js("[...document.querySelectorAll('.topic')].map((each) => each.id)")
    assert topics == [
        "emne-det-samlede-socialomraade", "eget-emne-a", "eget-emne-b", "emne-vilkaar", "emne-brugerinddragelse",
        "emne-brugerinvolvering", "emne-personale", "emne-refleksion-og-sparring", "emne-ugentlige-aktiviteter",
        "emne-gruppeforloeb", "emne-kurser", "emne-raad-og-vejledning", "emne-mulighed-for-nye-roller",
        "emne-fremskudt-sagsbehandling", "emne-brobygning", "emne-en-til-en-samtaler", "emne-bisidder",
        "emne-foelgeskab", "emne-hot-spot", "emne-tvaersektorielt-samarbejde", "eget-emne-c",
    ]  # fmt: skip
    questions = form.js(
        "[...new Set([...document.querySelectorAll('[data-question]')].map((e) => e.dataset.question))]"
    )
    assert set(questions) == {CHOICE, TODAY, OUGHT, "emne"}
    choices = form.js("[...document.querySelectorAll('#emne-vilkaar [type=radio]')].map((each) => each.value)")
    assert choices == ["tilfreds", "delvist-tilfreds", "utilfreds", "ved-ikke"]


# Files that are none, and what is said of them.
ONE: dict[str, Any] = {"emne-vilkaar": {CHOICE: "tilfreds"}}
BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "of another kind": ({"kind": "noget andet"}, "Den er ikke gemt fra denne side."),
    "of a later version": ({"version": 2}, "en anden udformning af siden"),
    "of no edition": ({"edition": 2024}, "hvilken udgave"),
    "with a name that is none": ({"name": ["Karen"]}, "Navnet"),
    "with a name without end": ({"name": "K" * 81}, "Navnet"),
    "without answers": ({"answers": []}, "Den har ingen svar."),
    "with a topic that is a text": ({"answers": {"emne-vilkaar": "tilfreds"}}, "»Vilkår«: svarene kan ikke læses"),
    "with an answer off the scale": (
        {"answers": {"emne-vilkaar": {CHOICE: "begejstret"}}},
        "»Vilkår«, »Hvor tilfreds er du?«: »begejstret« er ikke en af svarmulighederne",
    ),
    "with a number for a note": ({"answers": {"emne-vilkaar": {TODAY: 7}}}, "svaret er ikke en tekst"),
    "with a note without end": ({"answers": {"emne-vilkaar": {TODAY: "a" * 2001}}}, "længere end 2000 tegn"),
    "with a topic of its own": ({"answers": {"emne-vejret": {TODAY: "Regn"}}}, "1 svar hører ikke til noget emne"),
    "with many faults": (
        {"answers": {"emne-vilkaar": {TODAY: 1, OUGHT: 2}, "emne-kurser": {TODAY: 3, OUGHT: 4}, "x": 5}},
        "og 2 fejl mere",
    ),
    "that reaches for the page's own parts": (
        {"answers": {"constructor": {"name": "x"}, "hasOwnProperty": {"call": "y"}}}, "2 svar hører ikke til",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_is_refused_with_a_word_and_changes_nothing(form: Tab, tmp_path: Path, how: str) -> None:
    fill(form, MINE)
    kept = form.js(KEPT)
    other, words = BROKEN[how]
    for does in ("load", "lay"):
        told = take(form, file_with(tmp_path, ONE, **other), does)
        assert "Filen »svar.json« kan ikke bruges." in told
        assert words in told
        assert "Dine svar er, som de var." in told
    assert read(form).answers == MINE
    assert form.js(KEPT) == kept
    assert not form.js("document.querySelector('.beside').checkVisibility()")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ikke kan læses"),
        (b"Kaere alle", "er ikke gemt fra denne side"),
        (b'{"kind": "vaeresteder-standpunkter", ', "så den ikke kan læses"),
        (b"[1, 2]", "Den er ikke gemt fra denne side."),
        (b"\xff\xfe\x00", "ikke kan læses"),
        (b" " * 1_000_001, "for stor"),
    ],
    ids=["empty", "a text", "cut off", "a list", "bytes", "large"],
)
def test_what_is_no_file_of_answers_is_refused(form: Tab, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "svar.json"
    file.write_bytes(content)
    assert words in take(form, file)


def test_a_file_of_another_edition_is_read_as_far_as_it_fits(form: Tab, tmp_path: Path) -> None:
    told = take(form, file_with(tmp_path, {**ONE, "emne-nyt": {TODAY: "Nyt"}}, edition="2026"))
    assert "Filen er fra udgave 2026." in told
    assert "1 svar er udeladt" in told
    assert read(form).answers == ONE


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Site) -> Iterator[Tab]:
    """A page whose way of reading files is tried without files."""
    with browser.tab() as tab:
        tab.open(site.at(PAGE))
        yield tab


keys = st.sampled_from(["emne-vilkaar", "eget-emne-a", "emne", CHOICE, TODAY, "__proto__", "toString", "x"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8) | st.sampled_from(["tilfreds", "a" * 2001]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
files = st.fixed_dictionaries(
    {
        "kind": st.just("vaeresteder-standpunkter"), "version": st.just(1) | anything,
        "edition": st.sampled_from(["2024", "2026"]) | anything, "name": st.text(max_size=5) | anything,
        "answers": st.dictionaries(keys, st.dictionaries(keys, anything, max_size=3), max_size=3) | anything,
    }
)  # fmt: skip
TRY = """
(text) => {
  try { return readFile(text); } catch (fault) { return fault instanceof Refused ? fault.message : `${fault.stack}!`; }
}
"""


@given(files)
def test_whatever_a_file_holds_it_is_read_or_refused(reader: Tab, told: dict[str, Any]) -> None:
    found = reader.call(TRY, json.dumps(told))
    if isinstance(found, str):
        assert found.endswith(".")
        return
    for topic, given_ in found["answers"].items():
        assert topic in ("emne-vilkaar", "eget-emne-a")
        for question, text in given_.items():
            assert text.strip()
            assert len(text) <= 2000
            assert question != CHOICE or text == "tilfreds"


def test_what_was_kept_and_is_damaged_is_told(form: Tab, site: Site) -> None:
    form.js("localStorage.setItem('vaeresteder-standpunkter.2024', '{')")
    form.open(site.at(PAGE))
    assert "Det, der var gemt på denne enhed, kan ikke bruges." in said(form)
    fill(form, MINE)
    form.open(site.at(PAGE))
    assert read(form).answers == MINE


@pytest.mark.parametrize("what", ["get localStorage() { throw new DOMException('', 'SecurityError'); }", ""])
def test_where_nothing_may_be_kept_the_page_says_so_and_works(tab: Tab, site: Site, tmp_path: Path, what: str) -> None:
    full = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    refuse = f"Object.defineProperties(window, Object.getOwnPropertyDescriptors({{ {what} }}))" if what else full
    tab.send("Page.addScriptToEvaluateOnNewDocument", source=refuse)
    tab.open(site.at(PAGE))
    words = "Browseren vil ikke huske noget for denne side."
    assert words in said(tab)
    first = "document.querySelector('.said').compareDocumentPosition(document.querySelector('.topic'))"
    assert tab.js(f"{first} & Node.DOCUMENT_POSITION_FOLLOWING"), "it is said before something is written"
    fill(tab, MINE)
    assert words in said(tab)
    told = json.loads(tab.download(lambda: press(tab, "save"), tmp_path).read_text(encoding="utf-8"))
    assert told["answers"] == MINE
    assert tab.seen.complaints == []


BESIDE = """
[...document.querySelectorAll(".beside tbody")].map((body) => [
  body.querySelector("th").firstChild.textContent, body.querySelector(".verdict")?.textContent ?? "",
  ...[...body.querySelectorAll("tr:has(td)")].map((row) => [...row.cells].map((cell) => cell.lastChild.textContent)),
])
"""


def test_two_peoples_answers_stand_side_by_side(form: Tab, site: Site, tmp_path: Path) -> None:
    fill(form, MINE, "Medarbejder")
    kept = form.js(KEPT)
    assert "ved siden af dine" in take(form, file_with(tmp_path, THEIRS, "Karen"), "lay")
    heads = form.js("[...document.querySelectorAll('.beside thead th')].map((each) => each.textContent)")
    assert heads == ["Dine svar (Medarbejder)", "Karen"]
    assert form.js(BESIDE) == [
        ["Eget emne 1", "", ["Transport til lægen", "Åbningstid om vinteren"], ["Nr. 7 kører ikke mere", "Intet svar"]],
        ["Vilkår", "≠ Forskellige svar", ["Utilfreds", "Tilfreds"],
         ["Vi mangler plads.\n\nHuslejen stiger.", "<b>Lokalerne</b> er nye"], ["Et bad & et værksted", "Intet svar"]],
        ["Personale", "= Samme svar", ["Tilfreds", "Tilfreds"]],
        ["Kurser", "Kun den ene har svaret", ["Ved ikke", "Intet svar"]],
        ["Brobygning", "Kun den ene har svaret", ["Intet svar", "Delvist tilfreds"]],
    ]  # fmt: skip
    assert "for 2 emner. Svarene er forskellige for ét emne." in form.js(
        "document.querySelector('.summary').textContent"
    )
    assert form.js("document.activeElement.id") == "side-om-side"
    # One's own stay one's own: in the fields, and in what is kept.
    assert read(form) == Filled("Medarbejder", MINE)
    assert form.js(KEPT) == kept
    form.open(site.at(PAGE))
    assert not form.js("document.querySelector('.beside').checkVisibility()")


def test_what_is_changed_is_compared_anew_and_the_other_can_be_put_away(form: Tab, tmp_path: Path) -> None:
    take(form, file_with(tmp_path, THEIRS), "lay")
    assert [verdict for _, verdict, *_ in form.js(BESIDE) if verdict.startswith("=")] == []
    fill(form, {"emne-vilkaar": {CHOICE: "tilfreds"}})
    assert ["Vilkår", "= Samme svar"] in [row[:2] for row in form.js(BESIDE)]
    form.js("document.querySelector('.beside button').click()")
    assert form.js("document.querySelector('.beside').textContent") == ""
    assert form.js("document.activeElement.dataset.does") == "lay"


def test_a_difference_is_seen_without_colours(form: Tab, tmp_path: Path) -> None:
    form.look(forced_colors="active")
    fill(form, MINE)
    take(form, file_with(tmp_path, THEIRS), "lay")
    of = "((name) => getComputedStyle(document.querySelector(name)))"
    assert form.js(f"{of}('.differs .answer').fontWeight") == "600"
    assert form.js(f"{of}('.differs .answer').borderBottomWidth") == "2px"
    assert form.js(f"{of}('tr:not(.differs) .answer').borderBottomWidth") == "0px"


ON_PAPER = """
() => {
  const seen = (each) => each.checkVisibility();
  const written = [...document.querySelectorAll(".topic .written")].filter(seen);
  return {
    fields: [...document.querySelectorAll("textarea, [type=text], button, [type=file]")].filter(seen).length,
    texts: written.map((each) => each.innerText).filter(Boolean),
    lowest: Math.min(...written.filter((each) => each.matches(".box .written:empty")).map((each) => each.clientHeight)),
    ticked: [...document.querySelectorAll(".topic :checked")].filter(seen).length,
    beside: seen(document.querySelector(".beside")),
  };
}
"""


def test_on_paper_stands_what_was_filled_in_and_lines_for_a_pen(form: Tab, tmp_path: Path) -> None:
    long = "Alt det, vi mangler, er mere end en kasse kan rumme. " * 30
    fill(form, {**MINE, "emne-bisidder": {OUGHT: long}}, "Medarbejder")
    take(form, file_with(tmp_path, THEIRS), "lay")
    form.look(width=PAPER, medium="print")
    paper = form.call(ON_PAPER)
    assert paper["fields"] == 0
    assert [text.strip() for text in paper["texts"]] == [
        "Transport til lægen", "Nr. 7 kører ikke mere", "Vi mangler plads.\n\nHuslejen stiger.", "Et bad & et værksted",
        long.strip(),
    ]  # fmt: skip
    assert paper["ticked"] == 3
    assert paper["beside"]
    assert paper["lowest"] >= 30, "three lines to write on"
    assert form.call(CUT) == []


def test_without_script_the_page_can_be_filled_in_and_printed_and_says_that_nothing_is_kept(
    tab: Tab, site: Site
) -> None:
    tab.without_script()
    tab.open(site.at(PAGE))
    tab.js("document.querySelector('#emne-vilkaar textarea').focus()")
    tab.write("Vi mangler plads.")
    tab.js("document.querySelector('#emne-vilkaar [value=utilfreds]').click()")
    assert tab.js("document.querySelector('#emne-vilkaar textarea').value") == "Vi mangler plads."
    shown = tab.js("document.querySelector('main').innerText")
    assert "svarene bliver hverken husket eller gemt i en fil" in shown
    assert "Gem i en fil" not in shown
    tab.look(width=PAPER, medium="print")
    assert tab.js("document.querySelector('#emne-vilkaar textarea').checkVisibility()")
    assert tab.js("document.querySelector('#emne-vilkaar :checked').checkVisibility()")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_comes_to_every_field_and_button(form: Tab, tmp_path: Path, width: int) -> None:
    form.look(width=width)
    fill(form, MINE)
    take(form, file_with(tmp_path, THEIRS), "lay")
    assert form.call(CUT) == []
    form.js("document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges()")
    form.js("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    stops = walk(form)
    assert faults(stops) == []
    fields = form.js("""[...document.querySelectorAll("main :is(textarea, [type=text], button, fieldset.choice)")]
      .filter((each) => each.checkVisibility()).length""")
    assert len([stop for stop in stops if stop.role in ("textbox", "button", "radio")]) >= fields > 70


def test_a_screen_reader_is_told_what_each_field_asks(form: Tab) -> None:
    told = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in form.accessibility_tree()
        if not node.get("ignored")
    ]
    for expected in (
        ("group", "Brobygning"), ("group", "Hvor tilfreds er du?"), ("radio", "Delvist tilfreds"),
        ("textbox", "Sådan er det i dag"), ("textbox", "Emne"), ("button", "Læg en andens svar ved siden af"),
    ):  # fmt: skip
        assert expected in told
    assert ("status", "") in [(role, "") for role, _ in told]
