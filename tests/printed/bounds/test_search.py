"""The bounds against brute force on small tables, and against what is known of the 2024 report."""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import floor
from pathlib import Path

import pytest

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA
from helpers.printed.bounds.bounds_file import BOUNDS, CrossBound, format_bounds, load_bounds, load_crosses
from helpers.printed.bounds.search import find_bound, find_bounds, undisputed, write_bounds
from helpers.survey.edition import load_edition
from helpers.survey.printed_figures import PrintedFigure, load_deviations, load_figures
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Answer, Group, Question

EDITION = load_edition("2024")

# A survey of two forms, a question of yes and no, and two activities, all printed for each form.
FORMS, ANSWERS, TICKED = ("by", "land", ""), ("ja", "nej", ""), ("1", "")
SMALL = Questionnaire(
    themes={"emne": "Emne"},
    questions={
        "form": Question("form", "emne", "single", "Form?", (Answer("by", "By"), Answer("land", "Land"))),
        "kontakt": Question("kontakt", "emne", "single", "Kontakt?", (Answer("ja", "Ja"), Answer("nej", "Nej"))),
        "gør": Question("gør", "emne", "multiple", "Gør?", (Answer("mad", "Mad"), Answer("tur", "Tur"))),
    },
    measures={},
    groupings={"form": (Group("by", "By", "form", "by"), Group("land", "Land", "form", "land"))},
    breakdowns={"kontakt": "form", "gør": "form"},
)
Person = tuple[str, str, str]


def figure(fact: str, people: Sequence[Person], among: Sequence[Person], unit: str = "percent") -> PrintedFigure:
    """What a report would print of some people among others."""
    share = Fraction(100 * len(people), len(among)) if unit == "percent" else Fraction(len(people))
    value = Fraction(floor(share + Fraction(1, 2)))
    return PrintedFigure(fact, 1, "", "", "", str(value), value, 0, unit, len(among), fact, "")


def printed_of(people: Sequence[Person], chance: random.Random) -> list[PrintedFigure]:
    """Some of the figures that a report on these people could print."""
    found = []
    for form in ("", "by", "land"):
        among = [each for each in people if form in ("", each[0])]
        if not among:
            continue
        group = f".{form}" if form else ""
        yes, fed = [p for p in among if p[1] == "ja"], [p for p in among if p[2] == "1"]
        found += [figure(f"kontakt.ja{group}", yes, among), figure(f"gør.mad{group}", fed, among)]
        if form:
            found.append(figure(f"form.{form}", among, people, "count"))
    return [each for each in found if chance.random() < 0.7]


def prints(people: Sequence[Person], printed: PrintedFigure) -> bool:
    """Whether these people would have the figure printed of them, by a rounding of its own."""
    measure, item, *group = printed.fact.split(".")
    place = {"form": 0, "kontakt": 1, "gør": 2}[measure]
    wanted = "1" if measure == "gør" else item
    count = sum(p[place] == wanted and (not group or p[0] == group[0]) for p in people)
    assert printed.value is not None
    assert printed.base_n is not None
    if printed.unit == "count":
        return count == printed.value
    return (2 * printed.value - 1) * printed.base_n <= 200 * count < (2 * printed.value + 1) * printed.base_n


def every_survey(size: int) -> Iterator[tuple[Person, ...]]:
    """Every way in which so many people can have answered, whoever is who."""
    return combinations_with_replacement(tuple(product(FORMS, ANSWERS, TICKED)), size)


@pytest.mark.parametrize("seed", range(8))
def test_the_bounds_are_those_of_trying_every_survey(seed: int) -> None:
    chance = random.Random(seed)
    people = [(chance.choice(FORMS), chance.choice(ANSWERS), chance.choice(TICKED)) for _ in range(5)]
    printed = printed_of(people, chance)
    possible = [tried for tried in every_survey(5) if all(prints(tried, each) for each in printed)]
    both = [sum(p[1] == "ja" and p[2] == "1" for p in tried) for tried in possible]
    group = [sum(p[1] == "ja" for p in tried) for tried in possible]
    found = find_bound(SMALL, printed, 5, "kontakt.ja", "gør.mad")
    assert found == CrossBound("kontakt.ja", "gør.mad", min(both), max(both), min(group), max(group))


def test_a_figure_more_can_only_narrow_the_bounds() -> None:
    people = [("by", "ja", "1"), ("by", "ja", ""), ("land", "nej", "1"), ("land", "nej", ""), ("by", "nej", "1")]
    printed = [p for p in printed_of(people, random.Random(0)) if p.fact != "kontakt.ja.by"]
    narrower = [*printed, figure("kontakt.ja.by", people[:2], [p for p in people if p[0] == "by"])]
    wide, narrow = (find_bound(SMALL, each, 5, "kontakt.ja", "gør.mad") for each in (printed, narrower))
    assert wide.least <= narrow.least
    assert narrow.most <= wide.most
    assert (wide.least, wide.most) != (narrow.least, narrow.most)


def test_two_answers_to_a_question_that_takes_one_are_never_given_together() -> None:
    found = find_bound(SMALL, (), 3, "kontakt.ja", "kontakt.nej")
    assert (found.least, found.most, found.group_most) == (0, 0, 3)


@pytest.mark.parametrize(
    ("given", "asked", "least", "most", "of"),
    [
        # By form, contact + activities - all of the form: 11+15-16, 9+15-17, 19+58-61, and none of the others.
        ("har_hjemloese.ja", "aktiviteter.faellesskab", 10 + 7 + 16, 41, 41),
        # Neither is printed with the other, nor with a third question.
        ("kommunegruppe.hovedstad", "har_hjemloese.ja", 0, 20, 20),
        # Of the 41 with contact at most the 19 that are not open stand outside.
        ("tilbudstype.aaben", "har_hjemloese.ja", 41 - (103 - 84), 41, 84),
        # 27 of the 41 work with shelters; 41 - 19 of these are not municipal. At most 19 and 8 and the 2 who know not.
        ("organisationsform.kommunal", "samarbejdspartnere.forsorgshjem", 27 - (41 - 19), 19 + 8 + 2, 61),
    ],
)
def test_the_report_of_2024_allows(given: str, asked: str, least: int, most: int, of: int) -> None:
    assert find_bounds(EDITION, [(given, asked)]) == (CrossBound(given, asked, least, most, of, of),)


def test_a_group_whose_size_the_report_contradicts_has_no_one_size() -> None:
    (found,) = find_bounds(EDITION, [("har_hjemloese.nej", "aktiviteter.faellesskab")])
    assert (found.group_least, found.group_most) == (58, 59)


def test_the_file_of_the_edition_is_what_the_printed_figures_give() -> None:
    crosses = load_crosses(EDITION.folder / BOUNDS)
    assert load_bounds(EDITION) == find_bounds(EDITION, crosses)
    assert len(set(crosses)) == len(crosses)


def test_no_pair_of_the_file_is_printed(questionnaire: Questionnaire) -> None:
    printed = {each.fact for each in load_figures(EDITION)}
    for bound in load_bounds(EDITION):
        groups = questionnaire.groups(bound.asked.partition(".")[0])
        crossed = {f"{bound.asked}.{g.key}" for g in groups if f"{g.question}.{g.answer}" == bound.given}
        assert not crossed & printed, f"{bound.given} and {bound.asked} are printed together"


def test_what_is_disputed_binds_nothing() -> None:
    disputed = {name for deviation in load_deviations(EDITION) for name in deviation.figures}
    kept = {each.id for each in undisputed(load_figures(EDITION), load_deviations(EDITION))}
    assert disputed
    assert not disputed & kept
    assert len(kept) == len(load_figures(EDITION)) - len(disputed)


@pytest.mark.parametrize("column", ["aabningstimer", "har_hjemloese.ja.kommunal", "styrker.besvaret"])
def test_only_answers_can_be_crossed(column: str) -> None:
    with pytest.raises(VaerestederError, match="intet svar, der kan krydses"):
        find_bounds(EDITION, [(column, "har_hjemloese.ja")])


def test_an_impossible_figure_is_named() -> None:
    wrong = PrintedFigure("w", 1, "", "", "", "13 %", Fraction(13), 0, "percent", 17, "kontakt.ja", "")
    with pytest.raises(VaerestederError, match='"w": intet antal af 17'):
        find_bound(SMALL, [wrong], 20, "kontakt.ja", "gør.mad")


def test_figures_that_contradict_each_other_have_no_bounds() -> None:
    printed = [
        PrintedFigure(str(n), 1, "", "", "", str(n), Fraction(n), 0, "count", None, "kontakt.ja", "") for n in (2, 3)
    ]
    with pytest.raises(VaerestederError, match="Der findes ingen fordeling"):
        find_bound(SMALL, printed, 5, "kontakt.ja", "gør.mad")


def test_the_file_is_written_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("published.csv", "deviations.yml"):
        (tmp_path / name).write_bytes((DATA / "2024" / name).read_bytes())
    monkeypatch.setattr("helpers.survey.edition.Edition.folder", tmp_path)
    with pytest.raises(VaerestederError, match="findes ikke"):
        write_bounds(EDITION)
    path = tmp_path / BOUNDS
    path.write_text("given,asked,least,most,group_least,group_most\ntilbudstype.aaben,har_hjemloese.ja\n", "utf-8")
    with pytest.raises(VaerestederError, match="Kør `vaeresteder bounds`"):
        load_bounds(EDITION)
    found = write_bounds(EDITION)
    assert load_bounds(EDITION) == found
    assert path.read_text("utf-8") == format_bounds(found)
    path.write_text("given,asked\n", "utf-8")
    with pytest.raises(VaerestederError, match="Kolonnerne skal være"):
        load_bounds(EDITION)
