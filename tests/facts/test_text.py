from fractions import Fraction

import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.model import Fact
from helpers.facts.text import fact_text
from helpers.survey.edition import load_edition

EDITION = load_edition("2024")


@pytest.mark.parametrize(
    ("fact", "face", "text"),
    [
        (Fact("x", Fraction(1200, 103), "percent", 12, 103, "survey"), "", "12\u00a0%"),
        (Fact("x", Fraction(1200, 103), "percent", 12, 103, "survey"), "praecis", "11,65\u00a0%"),
        (Fact("x", Fraction(1200, 103), "percent", 12, 103, "survey"), "antal", "12"),
        (Fact("x", Fraction(1200, 103), "percent", 12, 103, "survey"), "antal-Ord", "Tolv"),
        (Fact("x", Fraction(1200, 103), "percent", 12, 103, "survey"), "base", "103"),
        (Fact("x", Fraction(107, 4), "hours", None, 4, "survey"), "", "26,8"),
        (Fact("x", Fraction(2695, 2), "total", None, 4, "survey"), "", "1.348"),
        (Fact("x", None, "percent", 0, 0, "survey"), "", "ingen svar"),
    ],
)
def test_every_face_of_a_fact_is_danish(fact: Fact, face: str, text: str) -> None:
    assert fact_text(fact, face) == text


@pytest.mark.parametrize("face", ["antal", "andel", "antal-stor"])
def test_a_face_that_a_fact_has_not_is_refused(face: str) -> None:
    with pytest.raises(VaerestederError, match="x"):
        fact_text(Fact("x", Fraction(1), "mean", None, 4, "survey"), face)
