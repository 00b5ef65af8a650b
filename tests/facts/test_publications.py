"""A correction tells nobody apart: what few places moved is withheld, or waits for others."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from two_editions import Row, change, edition, responses, rows

from helpers.facts.compute import compute_facts
from helpers.facts.counting import count_responses
from helpers.facts.facts_csv import write_facts
from helpers.facts.model import Fact, Facts
from helpers.facts.profiles import profile_of
from helpers.facts.publications import (
    count_publications,
    drop_publication,
    keep_publication,
    load_publications,
    look_back,
)
from helpers.facts.published_tables import tables
from helpers.survey.edition import Edition

SURVEY = edition("2026", disclosure="små grupper")
Count = Callable[..., Facts]


@pytest.fixture
def count(tmp_path: Path) -> Count:
    def counted(of: list[Row], *published: Facts, described: Edition = SURVEY) -> Facts:
        return compute_facts(responses(of, tmp_path), described, published)

    return counted


def told(fact: Fact) -> tuple[object, ...]:
    return (fact.value, fact.count, fact.suppressed) if not fact.suppressed else (fact.suppressed,)


def moved(first: Facts, second: Facts) -> list[str]:
    return [key for key in second if told(second[key]) != told(first[key])]


def test_a_late_response_waits_for_others(count: Count) -> None:
    of = rows(120)
    first = count(of[:-1])
    later = count(of, first)
    assert dict(later) == dict(first)
    assert later.waiting.startswith("Udgaven 2026 bliver, som den er udgivet, for 1 svar er kommet til")
    assert "mindst 5 væresteder" in later.waiting


def test_late_responses_are_published_when_there_are_enough_in_each_group(count: Count) -> None:
    of = rows(120)
    # Five alone are one or two in each group, and known by its numbers.
    assert "i hver af de grupper" in count(of, count(of[:-5])).waiting
    first = count(of[:-50])
    later = count(of, first)
    assert later.waiting == ""
    assert later["respondenter"].count == 120


def test_one_that_corrects_an_answer_is_not_told_from_the_numbers_before_and_after(count: Count) -> None:
    of = rows(120)
    first = count(of)
    given = of[7]["inddraget"]
    other = next(answer for answer in ("ja", "nej") if answer != given)
    later = count([*of[:7], *change(of[7:8], inddraget=other), *of[8:]], first)
    assert later.waiting == ""
    gone = moved(first, later)
    assert all(later[key].suppressed for key in gone)
    assert {key.split(".")[0] for key in gone} == {"inddraget"}
    assert not any(fact.suppressed for key, fact in later.items() if not key.startswith("inddraget"))


def test_each_correction_of_one_answer_leaves_no_number_that_moved(count: Count) -> None:
    of = rows(60, seed=4)
    first = count(of)
    for number, column, answer in (
        (0, "tilbudstype", "visiteret"), (1, "aabningstimer", "3"), (2, "maalgrupper__misbrug", "x"),
        (3, "kernemaalgruppe", "misbrug"), (4, "personale_antal__frivillige", "19"), (5, "mere_viden", ""),
    ):  # fmt: skip
        name = column.replace("__", ".")
        new = str(1 - int(of[number][name])) if answer == "x" else answer
        later = count([*of[:number], *change(of[number : number + 1], **{column: new}), *of[number + 1 :]], first)
        shown = [key for key in moved(first, later) if not later[key].suppressed]
        assert shown == [], column


def test_what_many_have_corrected_is_shown(count: Count) -> None:
    of = [row | {"inddraget": "ja"} for row in rows(120)]
    first = count(of)
    later = count([*change(of[:40], inddraget="nej"), *of[40:]], first)
    assert later["inddraget.nej"].count == 40


def test_an_edition_that_withholds_nothing_is_corrected_as_it_was_printed(count: Count) -> None:
    of, bare = rows(120), replace(SURVEY, disclosure="ingen", minimum_base=0)
    first = count(of[:-1], described=bare)
    later = count(of, first, described=bare)
    assert (later.waiting, later["respondenter"].count) == ("", 120)


def test_every_earlier_publication_counts(count: Count, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Edition, "folder", tmp_path / "data")
    (tmp_path / "data").mkdir()
    of = [row | {"inddraget": "ja"} for row in rows(120)]
    assert keep_publication(SURVEY) is None
    for answers in (of, [*change(of[:9], inddraget="nej"), *of[9:]]):
        keep_publication(SURVEY)
        write_facts(count(answers), SURVEY.folder / "facts.csv")
    earlier = load_publications(SURVEY)
    assert [facts["inddraget.ja"].count for facts in earlier] == [120, 111]
    # Far from the last one, but a step from the first.
    again = count([*change(of[:1], inddraget="nej"), *of[1:]], *earlier)
    assert again["inddraget.ja"].suppressed
    assert count_publications(SURVEY) == 1
    drop_publication(SURVEY, 0)
    assert not (SURVEY.folder / "udgivelser").exists()


def grouped(*forms: tuple[int, str]) -> list[Row]:
    """So many places of each form."""
    names = [form for count, form in forms for _ in range(count)]
    return [row | {"organisationsform": form} for row, form in zip(rows(len(names)), names, strict=True)]


def newcomers(after: int, count: int, form: str) -> list[Row]:
    """So many more places of one form, which are alike in what else makes groups."""
    return change(rows(after + count)[after:], organisationsform=form, har_hjemloese="ja", tilbudstype="aaben")


def withheld(facts: Facts, question: str) -> set[str]:
    """The groups in which some answer to a question is withheld."""
    return {key.split(".")[-1] for key, fact in facts.items() if key.startswith(question) and fact.suppressed}


def test_what_was_withheld_to_protect_others_stays_so_while_its_group_is_the_same(count: Count) -> None:
    """Shown a year later, the second group would be taken from the whole of the year before."""
    first = grouped((40, "kommunal"), (20, "selvejende"), (8, "driftsoverenskomst"), (3, "brugerdrevet"))
    published = count(first)
    assert "brugerdrevet" in withheld(published, "har_hjemloese")
    # Twelve more of the second group: now another is the smallest that is enough.
    second = [*first, *newcomers(71, 12, "driftsoverenskomst")]
    alone, after = count(second), count(second, published)
    assert not after.waiting
    size = {"driftsoverenskomst"}
    assert withheld(published, "har_hjemloese") - size <= withheld(after, "har_hjemloese")
    assert withheld(published, "gennemsnitsalder") - size <= withheld(after, "gennemsnitsalder")
    truth = count(second, described=replace(SURVEY, disclosure="ingen", minimum_base=0))
    same = {key for key, fact in published.items() if not fact.suppressed and told(fact) == told(truth[key])}
    assert not any(after[key].suppressed for key in same), "what is known already protects nobody"
    assert any(alone[key].suppressed for key in same), "and without the publication before it was taken"


def test_one_that_came_to_a_withheld_group_is_not_the_whole_without_the_others(count: Count) -> None:
    """Of six that came five are of a group that is shown: what the whole moved besides is the sixth."""
    first = grouped((60, "kommunal"), (30, "selvejende"), (20, "driftsoverenskomst"), (3, "brugerdrevet"))
    published = count(first)
    more, one = newcomers(113, 5, "kommunal"), newcomers(118, 1, "brugerdrevet")
    five, six = count([*first, *more], published), count([*first, *more, *one], published)
    assert five["har_hjemloese.ja"].count == (published["har_hjemloese.ja"].count or 0) + 5
    assert six["har_hjemloese.ja"].suppressed
    assert six["har_hjemloese.ja.kommunal"].count == five["har_hjemloese.ja.kommunal"].count


def test_the_strict_profile_does_not_tell_what_all_who_came_answered(count: Count, tmp_path: Path) -> None:
    strict = edition("2026", disclosure="streng")
    first = rows(120)
    published = count(first, described=strict)
    more = [row | {"inddraget": ("ja", "nej")[number % 2]} for number, row in enumerate(rows(180)[120:])]
    assert any(not fact.suppressed for key, fact in published.items() if key.startswith("inddraget"))
    found = tables(count_responses(responses(first + more, tmp_path)), published.questionnaire)
    # None of the sixty that came said "ved ikke".
    assert "inddraget.ved_ikke" in look_back(found, 180, profile_of(strict), [published]).moved
    assert "inddraget.ved_ikke" not in look_back(found, 180, profile_of(SURVEY), [published]).moved
