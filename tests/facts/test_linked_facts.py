"""What the places that answered twice tell: nothing of few, and nothing that is withheld of all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from two_editions import Row, change, edition, responses, rows

from helpers.facts.compute import compute_facts
from helpers.facts.fact_id import TIMES, linked_id
from helpers.facts.linked_facts import link_facts
from helpers.facts.model import Fact, Facts

Links = dict[str, Fact]
Linked = Callable[..., Links]


@pytest.fixture
def link(tmp_path: Path) -> Linked:
    def linked(first: list[Row], second: list[Row], profile: str, *published: Links) -> Links:
        described = [edition(year, disclosure=profile, key_id="n") for year in ("2026", "2028")]
        read = [responses(of, tmp_path) for of in (first, second)]
        before, after = (compute_facts(each, of) for each, of in zip(read, described, strict=True))
        records = [Facts(after.edition, after.questionnaire, {**after, **each}) for each in published]
        return link_facts(before, read[0], after, read[1], records)

    return linked


def shown(links: Links, share: str) -> list[int | None]:
    """The earlier and the later count, and of those who gave the answer twice; None where they are withheld."""
    return [links[linked_id(share, time)].count for time in TIMES]


def answered(of: list[Row], *counts: tuple[int, str, str]) -> tuple[list[Row], list[Row]]:
    """Two editions of the same places: so many answered this first, and then that."""
    given = [(was, now) for count, was, now in counts for _ in range(count)]
    pairs = list(zip(of, given, strict=True))
    return [row | {"inddraget": was} for row, (was, _) in pairs], [row | {"inddraget": now} for row, (_, now) in pairs]


def test_the_answers_of_a_question_are_withheld_together(link: Linked) -> None:
    """All who answered gave one of them: the last is the base without the others."""
    first, second = answered(rows(60), (24, "ja", "ja"), (16, "nej", "nej"), (10, "ja", "nej"), (10, "nej", "ja"))
    assert shown(link(first, second, "streng"), "inddraget.ja") == [None] * 3, "nobody said ved_ikke"
    assert shown(link(first, second, "små grupper"), "inddraget.ja") == [34, 34, 24]


def test_the_strict_profile_withholds_what_few_changed(link: Linked) -> None:
    thirds = [(12, each, each) for each in ("ja", "nej", "ved_ikke")]
    many = [(6, *pair) for pair in (("ja", "nej"), ("nej", "ved_ikke"), ("ved_ikke", "ja"))]
    first, second = answered(rows(54), *thirds, *many)
    assert shown(link(first, second, "streng"), "inddraget.nej") == [18, 18, 12]
    first, second = answered(rows(54), *thirds, *many[:2], (4, "ved_ikke", "ja"), (2, "ved_ikke", "nej"))
    links = link(first, second, "streng")
    assert shown(links, "inddraget.ja") == shown(links, "inddraget.nej") == [None] * 3


def test_those_who_answered_only_once_are_the_whole_without_the_linked(link: Linked) -> None:
    first, second = answered(rows(60), (30, "ja", "nej"), (30, "nej", "ja"))
    assert shown(link(first, second[:-2], "små grupper"), "inddraget.ja") == [None] * 3
    assert shown(link(first, second[:-8], "små grupper"), "inddraget.ja") == [30, 22, 0]
    # All eight who did not answer again said no.
    assert shown(link(first, second[:-8], "streng"), "inddraget.ja") == [None] * 3


def test_a_correction_of_few_is_not_told_by_the_linked_places(link: Linked) -> None:
    """Ten changed their answer, of whom one has answered before: of all it is ten, and of the linked one."""
    of = rows(120)
    first = [row | {"inddraget": "ja"} for row in of[:60]]
    second = [row | {"inddraget": "ja"} for row in of[50:]]
    published = link(first, second, "små grupper")
    assert shown(published, "inddraget.ja") == [10, 10, 10]
    later = [*change(second[:1], inddraget="nej"), *second[1:-9], *change(second[-9:], inddraget="nej")]
    assert shown(link(first, later, "små grupper"), "inddraget.ja") == [10, 9, 9]
    assert shown(link(first, later, "små grupper", published), "inddraget.ja") == [None] * 3


def test_what_is_withheld_of_all_is_withheld_of_the_linked(link: Linked) -> None:
    first, second = answered(rows(60), (57, "ja", "ja"), (3, "nej", "nej"))
    assert shown(link(first, second, "streng"), "inddraget.ja") == [None] * 3
