"""What the comparing words claim, and the slips that people make in their file."""

from pathlib import Path

import pytest

from helpers.base.errors import SlipError
from helpers.base.paths import COMPARISON_WORDS
from helpers.facts.lexicon import Need, condition_words, find_words, load_lexicon, read_lexicon

LEXICON = read_lexicon(COMPARISON_WORDS)


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("De kommunale er den største gruppe.", ["stoerst"]),
        ("Langt de fleste er åbne.", ["langt_de_fleste"]),
        ("De fleste er åbne.", ["de_fleste"]),
        ("Næsten lige så mange svarer nej.", ["naesten_lige_saa_mange"]),
        ("Svarene tyder på, at den er næsten dobbelt så stor.", ["tyder_paa", "naesten_dobbelt"]),
        ("Frivillige er langt mindre udbredt her end der.", ["langt", "mindre"]),
        ("Ugentlige møder har de sjældnere end de andre.", ["mindre", "de_andre"]),
        ("Man mødes mindst en gang om ugen.", ["navne_paa_svar"]),
        ("Kun få svarer ja.", ["faa"]),
        ("Små steder er smålige.", ["lille"]),
        ("Der er 12 af dem.", []),
    ],
)
def test_of_several_words_in_one_place_the_longest_counts(sentence: str, keys: list[str]) -> None:
    assert [word.key for _, word in find_words(sentence, LEXICON)] == keys


@pytest.mark.parametrize(
    ("need", "meets", "falls_short"),
    [
        (Need("below", 20), ("below", 10), ("below", 21)),
        (Need("above", 75), ("above", 80), ("above", 74)),
        (Need("nearly_times", 2), ("nearly_times", 2), ("nearly_times", 3)),
        (Need("few", 10), ("few", 10), ("few", None)),
        (Need("largest"), ("largest", None), ("smallest", None)),
    ],
)
def test_a_condition_bears_a_word_if_it_says_at_least_as_much(
    need: Need, meets: tuple[str, int | None], falls_short: tuple[str, int | None]
) -> None:
    assert need.is_met(*meets)
    assert not need.is_met(*falls_short)


def test_every_word_of_the_file_is_borne_by_some_condition_or_claims_nothing() -> None:
    assert {need.word for word in LEXICON for need in word.needs} <= set(condition_words())
    assert [word.key for word in LEXICON if not word.needs and not word.of_all_shown] == ["navne_paa_svar"]


def test_an_edition_that_keeps_a_list_of_its_own_is_held_against_that_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2031").mkdir()
    (tmp_path / "2031" / COMPARISON_WORDS.name).write_text("a:\n  ord: [mest]\n  siger: mest\n", encoding="utf-8")
    monkeypatch.setattr("helpers.facts.lexicon.edition_data", lambda edition: tmp_path / edition)
    assert [word.key for word in load_lexicon("2031")] == ["a"]
    assert [word.key for word in load_lexicon("2033")] == [word.key for word in LEXICON]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a:\n  ord: [mest]\n  siger: mest\n  kraever: [stoerst]\n", '"stoerst" er ingen betingelse'),
        ("a:\n  ord: [mest]\n  siger: mest\n  kraever: [below ti]\n", '"below ti" er ingen betingelse'),
        ("a:\n  ord: [mest]\n", 'mangler feltet "siger"'),
        ("a:\n  ord: [mest]\n  siger: mest\n  om: alle\n", "Skriv en af: viste"),
        ("a:\n  ord: [mest]\n  siger: mest\n  krav: [largest]\n", 'feltet "krav", som ikke kendes'),
        ("", "Filen er tom"),
    ],
)
def test_a_slip_is_told_in_danish(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / COMPARISON_WORDS.name
    path.write_text(written, encoding="utf-8")
    with pytest.raises(SlipError, match=r"(?s).*") as error:
        read_lexicon(path)
    assert told in str(error.value)
