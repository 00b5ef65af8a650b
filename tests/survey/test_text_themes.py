import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.errors import DataError
from helpers.base.paths import THEMES
from helpers.survey import text_themes
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.text_themes import Theme, find_themes, load_themes, theme_columns, theme_labels

QUESTIONS = ("styrker", "udfordringer")
PERSONNEL = Theme("personale", "Mangel på personale", ("*mangel", "mangl* hænder", "personale"))
CONFLICT = Theme("konflikt", "Konflikter", ("*konflikt*", "skænderi*"))
THREE = (PERSONNEL, CONFLICT, Theme("øl", "Øl", ("øl", "å")))

LETTERS = st.text("abkmnærøåÆØÅÉ", min_size=1, max_size=8)
TEXTS = st.text("abeklmnæøåÆØÅé*_ .,-!?\n\u00ad", max_size=60)
PARTS = st.builds(
    lambda first, stem, last: first + stem + last,
    st.sampled_from(["", "*"]), st.text("abkæøå", min_size=1, max_size=3), st.sampled_from(["", "*"]),
)  # fmt: skip
WORDS = st.lists(PARTS, min_size=1, max_size=3).map(" ".join)
CODEBOOKS = st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=4).map(
    lambda found: [Theme(f"t{n}", f"T{n}", tuple(words)) for n, words in enumerate(found)]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Personalemangel!", ("personale",)),
        ("Vi MANGLER hænder", ("personale",)),
        ("vi mangler, hænder", ("personale",)),
        ("Vi mangler. Hænder har vi ellers.", ()),
        ("Vi mangler flere hænder", ()),
        ("personaler", ()),
        ("Der er brugerkonflikter, og vi har ikke mangel på andet", ("personale", "konflikt")),
        ("mangel-konflikt", ("personale", "konflikt")),
        ("øl", ("øl",)),
        ("ØL", ("øl",)),
        ("a\u030a", ("øl",)),
        ("person\u00adale", ("personale",)),
        ("pølse", ()),
        ("", ()),
    ],
)
def test_a_theme_is_found_by_its_words(text: str, found: tuple[str, ...]) -> None:
    assert find_themes(text, THREE) == found


@given(TEXTS, CODEBOOKS)
def test_case_and_composition_of_letters_make_no_difference(text: str, themes: list[Theme]) -> None:
    assert find_themes(unicodedata.normalize("NFD", text.upper()), themes) == find_themes(text, themes)


@given(TEXTS, TEXTS, CODEBOOKS)
def test_two_sentences_have_the_themes_of_each_and_no_other(one: str, other: str, themes: list[Theme]) -> None:
    both = set(find_themes(one, themes)) | set(find_themes(other, themes))
    assert set(find_themes(f"{one}. {other}", themes)) == both


@given(TEXTS, CODEBOOKS)
def test_themes_come_in_the_order_of_the_codebook_and_once(text: str, themes: list[Theme]) -> None:
    found = find_themes(text, themes)
    assert list(found) == [theme.key for theme in themes if theme.key in found]


@given(LETTERS, LETTERS, LETTERS)
def test_a_star_stands_for_any_letters_and_only_where_it_stands(before: str, stem: str, after: str) -> None:
    def found(word: str, text: str) -> bool:
        return bool(find_themes(text, [Theme("t", "T", (word,))]))

    small = stem.casefold()
    assert found(f"{small}*", stem + after)
    assert found(f"*{small}", before + stem)
    assert found(f"*{small}*", before + stem + after)
    assert found(small, stem)
    longer = (before + stem + after).casefold()
    assert not found(small, longer)
    assert found(f"{small}*", longer) == longer.startswith(small)
    assert found(f"*{small}", longer) == longer.endswith(small)


@given(TEXTS, CODEBOOKS)
def test_a_second_implementation_finds_the_same(text: str, themes: list[Theme]) -> None:
    plain = unicodedata.normalize("NFC", text.replace("\u00ad", "").casefold())
    plain = re.sub(r"[.!?]+(?=\s|\Z)|\n", " | ", plain)
    plain = " ".join(["", *re.findall(r"[|]|[^\W_]+", plain), ""])

    def pattern(word: str) -> str:
        return re.escape(f" {word} ").replace(r"\*", "[^ |]*")

    expected = [theme.key for theme in themes if any(re.search(pattern(word), plain) for word in theme.words)]
    assert list(find_themes(text, themes)) == expected


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "themes.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_gives_themes_in_order_with_words_as_they_are_compared(tmp_path: Path) -> None:
    path = write(tmp_path, (
        "styrker:\n  b:\n    navn: Bé\n    ord: |\n      RUMME*   # note\n\n      # mere\n      Plads, til ALLE\n"
        "  a:\n    navn: A\n    ord: |\n      *mangel\n      nej\n"
    ))  # fmt: skip
    assert load_themes(path, QUESTIONS) == {
        "styrker": (Theme("b", "Bé", ("rumme*", "plads til alle")), Theme("a", "A", ("*mangel", "nej")))
    }


def test_without_a_file_there_are_no_themes(tmp_path: Path) -> None:
    assert load_themes(tmp_path / "themes.yml", QUESTIONS) == {}


GOOD = "styrker:\n  a:\n    navn: A\n    ord: |\n      rumme*\n"


@pytest.mark.parametrize(
    ("text", "row", "told"),
    [
        ("", 0, "Filen er tom"),
        ("# kun en note\n", 0, "Filen er tom"),
        ("styrker\n", 1, "Her skal stå spørgsmålene"),
        ("styrker:\n", 1, "Her skal stå et tema eller flere"),
        ("styrke:\n  a: {}\n", 1, '"styrke" er ikke et spørgsmål med fritekst. Skriv et af: styrker, udfordringer'),
        (GOOD + GOOD, 6, '"styrker" står der to gange'),
        (GOOD + "  a:\n    navn: B\n    ord: |\n      andet\n", 6, '"a" står der to gange'),
        (GOOD.replace("a:", "å:", 1), 2, '"å" kan ikke være nøgle'),
        (GOOD.replace("a:", "uden:", 1), 2, '"uden" kan ikke være nøgle'),
        (GOOD.replace("navn: A", "navn:"), 3, 'Temaet "a" mangler sit navn'),
        (GOOD.replace("    navn: A\n", ""), 2, 'Temaet "a" mangler sit navn'),
        (GOOD.replace("      rumme*\n", ""), 4, 'Temaet "a" har ingen ord'),
        (GOOD.replace("rumme*", "# rumme*"), 4, 'Temaet "a" har ingen ord'),
        (GOOD.replace("    ord: |\n      rumme*\n", ""), 2, 'Temaet "a" har ingen ord'),
        (GOOD.replace("|", ""), 5, "skriv ord: |"),
        (GOOD.replace("ord", "orde"), 4, '"orde" kendes ikke. Under et tema står navn og ord'),
        (GOOD + "      rum*me\n", 6, "en stjerne midt i et ord eller alene"),
        (GOOD + "      plads * alle\n", 6, "en stjerne midt i et ord eller alene"),
        (GOOD + "      ru*\n", 6, "for få bogstaver ved stjernen. Skriv mindst 3"),
        (GOOD + "      - !\n", 6, "har ingen bogstaver"),
        (GOOD + "      godt. Skidt\n", 6, "punktum"),
        (GOOD + "      Rumme*\n", 6, 'står allerede i temaet "a"'),
        (GOOD + "  b:\n    navn: B\n    ord: |\n      RUMME*\n", 9, 'står allerede i temaet "a"'),
        (GOOD + "  b:\n    navn: A\n    ord: |\n      andet\n", 6, "samme navn som et andet tema"),
        (GOOD + " b:\n", 6, "Filen kan ikke læses her"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_line(tmp_path: Path, text: str, row: int, told: str) -> None:
    with pytest.raises(DataError) as caught:
        load_themes(write(tmp_path, text), QUESTIONS)
    assert [(fault.file, fault.row) for fault in caught.value.faults if told in fault.message] == [("themes.yml", row)]


def test_the_same_word_may_stand_under_two_questions(tmp_path: Path) -> None:
    themes = load_themes(write(tmp_path, GOOD + GOOD.replace("styrker", "udfordringer")), QUESTIONS)
    assert themes["styrker"] == themes["udfordringer"]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "andet:\n  a: {}\nstyrker:\n  Å:\n    navn:\n    ord: |\n      x*\n      y*\n"
    with pytest.raises(DataError) as caught:
        load_themes(write(tmp_path, text), QUESTIONS)
    assert [fault.row for fault in caught.value.faults] == [1, 4, 5, 7, 8]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "themes.yml"
    path.write_bytes("styrker: # øjenhøjde\n".encode("cp1252"))
    with pytest.raises(DataError, match="UTF-8"):
        load_themes(path, QUESTIONS)


def test_columns_and_names_end_with_having_no_theme() -> None:
    assert theme_columns("q", THREE[:2]) == ("q.tema.personale", "q.tema.konflikt", "q.tema.uden")
    assert theme_labels(THREE[:1]) == {"personale": "Mangel på personale", "uden": "Uden tema"}


# What the report of 2024 says that answers were about.
SAID = [
    ("styrker", "Vi kan rumme de fleste", "rummelighed"),
    ("styrker", "vi ser folk i øjenhøjde", "oejenhoejde"),
    ("styrker", "Værestedsfællesskabet", "faellesskab"),
    ("styrker", "at bryde ensomheden", "ensomhed"),
    ("styrker", "den nære relation", "relation"),
    ("styrker", "Tryghed", "tryghed"),
    ("styrker", "Vi ser brugernes styrker", "brugernes_styrker"),
    ("styrker", "De frivilliges levede erfaringer", "levede_erfaringer"),
    ("udfordringer", "Vi mangler personale", "personalemangel"),
    ("udfordringer", "Årets nedskæringer", "nedskaeringer"),
    ("udfordringer", "For lidt tid til den enkelte", "tid"),
    ("udfordringer", "målgruppen er meget bred", "bred_maalgruppe"),
    ("udfordringer", "Interne konflikter", "konflikter"),
    ("udfordringer", "lang ventetid på bostøtte", "ventetid"),
]


@pytest.mark.parametrize(("question", "text", "theme"), SAID)
def test_the_shipped_themes_know_what_the_report_tells_of(question: str, text: str, theme: str) -> None:
    themes = load_themes(THEMES, [q.key for q in load_questionnaire("").questions.values() if q.kind == "text"])
    assert find_themes(text, themes[question]) == (theme,)


def test_the_shipped_file_explains_itself_with_words_that_work() -> None:
    head = THEMES.read_text(encoding="utf-8").partition("\nstyrker:")[0]
    examples = re.findall(r"^#   (\S.*?) {2,}.*?: (.+)$", head, re.MULTILINE)
    assert len(examples) == 4
    for word, shown in examples:
        for text in shown.split(", "):
            assert find_themes(text.strip('"'), [Theme("t", "T", (word,))])


def test_each_word_of_a_text_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fits = text_themes._fits
    monkeypatch.setattr(text_themes, "_fits", lambda part, word: asked.append(word) or fits(part, word))
    themes = (Theme("tid", "Tid", ("mangel på tid", "travl*")),)
    assert [find_themes(text, themes) for text in ("mangel på tid", "mangel på tid", "travlhed")] == [("tid",)] * 3
    assert asked.count("mangel") == len(themes[0].words)
