"""Dots for questions with several answers, bars to both sides for yes and no."""

import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.model import Fact, Facts
from helpers.figures.descriptions import Figure, Note
from helpers.figures.dots import show_dots
from helpers.figures.share_bars import show_share_bars
from helpers.figures.style import FORM_COLOURS
from helpers.figures.yes_no_bars import show_yes_and_no

SVG = "{http://www.w3.org/2000/svg}"
NAMED = {"name": "figur-x", "title": "Titel"}


def texts(figure: Figure) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(figure.svg).iter(f"{SVG}text")]


def told(figure: Figure) -> list[str]:
    """What the parts of a drawing say when they are pointed at."""
    return [
        str(group.findtext(f"{SVG}title"))
        for group in ElementTree.fromstring(figure.svg).iter(f"{SVG}g")
        if "data-mark" in group.attrib
    ]


def dots(facts: Facts) -> Figure:
    figure = show_dots(facts, "aktiviteter", **NAMED)
    assert isinstance(figure, Figure)
    return figure


def yes_and_no(facts: Facts, *keys: str) -> Figure:
    figure = show_yes_and_no(facts, *keys, **NAMED)
    assert isinstance(figure, Figure)
    return figure


def test_bars_by_size_begin_with_the_largest_and_end_with_who_does_not_know(facts_2024: Facts) -> None:
    more = facts_2024.with_facts({
        "tilbudstype.ved_ikke": Fact("tilbudstype.ved_ikke", Fraction(40), "percent", 41, 103, "survey")
    })  # fmt: skip
    figure = show_share_bars(more, "tilbudstype", by_size=True, **NAMED)
    assert isinstance(figure, Figure)
    assert [text.partition(":")[0].rpartition(" ")[2] for text in told(figure)] == [
        "tilbud",
        "tilbud",
        "tilbud",
        "ikke",
    ]
    assert [row.cells[0].text for row in figure.numbers.rows] == ["82\u00a0%", "11\u00a0%", "8\u00a0%", "40\u00a0%"]
    as_asked = show_share_bars(more, "tilbudstype", **NAMED)
    assert isinstance(as_asked, Figure)
    assert as_asked.numbers is not None
    assert [row.cells[0].text for row in as_asked.numbers.rows] == ["82\u00a0%", "8\u00a0%", "11\u00a0%", "40\u00a0%"]


def test_a_bar_tells_value_count_base_and_interval(facts_2024: Facts) -> None:
    figure = show_share_bars(facts_2024, "tilbudstype", **NAMED)
    assert told(figure)[0] == (
        "Drevet som et åbent tilbud: 82\u00a0% (84 af 103), 95\u00a0%-interval 77-85\u00a0%."
    )  # fmt: skip


def test_dots_have_the_colours_of_the_organisation_forms_and_their_numbers_outside(facts_2024: Facts) -> None:
    figure = dots(facts_2024)
    for colour in FORM_COLOURS.values():
        assert colour in figure.svg
    assert {"74\u00a0%", "94\u00a0%", "57\u00a0%", "95\u00a0%"} <= set(texts(figure))
    assert "Selvejende: 81\u00a0% (13 af 16)" in figure.alt
    assert figure.subtitle.endswith("Flere svar mulige. Procent af gruppen. n\u00a0=\u00a07-61.")


def test_answers_stand_by_size_and_their_numbers_are_those_of_the_table(facts_2024: Facts) -> None:
    numbers = dots(facts_2024).numbers
    assert numbers is not None
    means = []
    *rows, bases = numbers.rows
    assert [cell.text for cell in bases.cells] == ["16", "17", "61", "7"]
    for row in rows:
        values = [facts_2024[cell.fact].value for cell in row.cells]
        means.append(sum(value for value in values if value is not None) / len(values))
    assert means == sorted(means, reverse=True)
    assert len(means) == 6


def test_a_withheld_share_is_no_dot_and_is_not_told(facts_2024: Facts) -> None:
    key = "aktiviteter.basal_omsorg.brugerdrevet"
    hidden = dots(facts_2024.with_facts({key: Fact(key, None, "percent", None, 7, "survey", suppressed=True)}))
    assert "Brugerdrevne: 86" in dots(facts_2024).alt
    assert "Brugerdrevne: 86" not in hidden.alt
    [row] = [row for row in hidden.numbers.rows if row.label == "Basal omsorg"]
    assert row.cells[3].text == "skjult"


def test_several_questions_are_blocks_under_their_wordings(facts_2024: Facts) -> None:
    figure = show_dots(facts_2024, "indsatser", "samarbejdspartnere", **NAMED)
    assert isinstance(figure, Figure)
    assert "Hvilke af disse indsatser tilbyder værestedet?" in texts(figure)
    assert len(told(figure)) == 8


def test_yes_and_no_go_to_their_sides_as_far_as_their_shares(facts_2024: Facts) -> None:
    figure = yes_and_no(facts_2024, "inddraget")
    first_sides = re.findall(r'd="M[\d.]+ [\d.]+l(-?[\d.]+)[^"]*" fill="(?:#84919b|#0b6073)"', figure.svg)
    lengths = [abs(float(side)) for side in first_sides]
    shares = [float(facts_2024[f"inddraget.{a}.{g}"].value or 0) for g in ("med_hjemloese", "uden_hjemloese")
              for a in ("nej", "ja")]  # fmt: skip
    assert lengths == pytest.approx([share * 1.152 for share in shares], abs=0.1)
    assert {"← Nej", "Ja →", "Ved ikke", "44\u00a0%", "39\u00a0%", "17\u00a0%"} <= set(texts(figure))
    assert "Ja: 44\u00a0% (18 af 41)" in figure.alt


def test_a_question_with_other_answers_has_no_sides(facts_2024: Facts) -> None:
    with pytest.raises(VaerestederError, match='"tilbudstype" har andre svar end ja, nej og ved ikke'):
        yes_and_no(facts_2024, "tilbudstype")


@pytest.mark.parametrize(("show", "key"), [(show_dots, "aktiviteter"), (show_yes_and_no, "inddraget")])
def test_what_was_not_asked_is_a_note(facts_2024: Facts, show: Callable[..., Figure | Note], key: str) -> None:
    unasked = Facts(facts_2024.edition, facts_2024.questionnaire.as_asked({}, [key]), {})
    note = show(unasked, key, **NAMED)
    assert isinstance(note, Note)
    assert "indgik ikke" in note.text


@pytest.mark.parametrize(("show", "key"), [(show_dots, "samarbejdspartnere"), (show_yes_and_no, "inddraget")])
def test_without_groups_all_places_are_one(facts_2024: Facts, show: Callable[..., Figure | Note], key: str) -> None:
    ungrouped = facts_2024.questionnaire.as_asked({}, ["har_hjemloese"])
    answers = [answer.key for answer in ungrouped.answers(key)]
    facts = {f"{key}.{a}": Fact(f"{key}.{a}", Fraction(30), "percent", 30, 100, "survey") for a in answers}
    figure = show(Facts(facts_2024.edition, ungrouped, facts), key, **NAMED)
    assert isinstance(figure, Figure)
    assert "Alle væresteder" in texts(figure)


@pytest.mark.parametrize("show", [dots, lambda facts: yes_and_no(facts, "inddraget", "mere_viden")])
def test_the_same_numbers_give_the_same_bytes(facts_2024: Facts, show: Callable[[Facts], Figure]) -> None:
    assert show(facts_2024) == show(facts_2024)
