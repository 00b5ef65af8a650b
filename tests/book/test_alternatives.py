"""What may stand in for a sentence, and what is tried first."""

from helpers.book.alternatives import alternatives_to, sentence_of


def test_those_for_the_edition_come_before_those_for_any_and_each_kind_in_its_order() -> None:
    known = ["a_ellers_10", "a_ellers", "a_2031_2", "a_ellers_2", "a_2033", "a_2031", "ab_ellers", "a_senere", "a"]
    assert alternatives_to("a", known, "2031") == ["a_2031", "a_2031_2", "a_ellers", "a_ellers_2", "a_ellers_10"]
    assert alternatives_to("b", known, "2031") == []


def test_an_alternative_names_its_sentence() -> None:
    for name in ("a_b_ellers", "a_b_ellers_2", "a_b_2031", "a_b_2031_3", "a_b"):
        assert sentence_of(name) == "a_b"
