"""Sentences of the book under answers that a real year may bring: where one would say something false, it is not said.

Each case was found by a reader who tried to break the sentence: the condition held, and the sentence was false.
"""

import csv
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.book.review.bindings import condition_of
from helpers.book.review.broken_sentences import find_broken
from helpers.book.review.reviewed_book import ReviewedBook, read_reviewed_book
from helpers.facts.claims import Claim, judge
from helpers.facts.claims_csv import BROKEN, HOLDS
from helpers.facts.model import Fact, Facts
from helpers.facts.plain_numbers import tell_plainly

# What the book says in the place of each, as somebody read it.
INSTEAD = Path(__file__).parents[1] / "data" / "sagt-i-stedet.csv"
# A count among so many, or a mean of so many.
Answers = Mapping[str, tuple[int, int] | int]


class Case(NamedTuple):
    """A sentence by its name, other answers than those of 2024, and why the sentence is false with them."""

    name: str
    answers: Answers
    why: str


CASES = (
    # The group that the condition forgot.
    Case("kommunale_har_laengst_aabent", {"aabningstimer.brugerdrevet": 60}, "the user-run are open for 60 hours"),
    Case("drift_har_naestlaengst_aabent", {"aabningstimer.brugerdrevet": 35}, "the user-run come second"),
    Case("selvejende_har_kortest_aabent", {"aabningstimer.brugerdrevet": 5}, "the user-run are open for 5 hours"),
    Case("selvejende_har_faerrest_timer", {"personaletimer.brugerdrevet": 0}, "the user-run pay nobody"),
    Case("loennede_timer_samme_raekkefoelge", {"personaletimer.brugerdrevet": 500, "aabningstimer.brugerdrevet": 5},
         "the user-run are last in one order and first in the other"),
    Case("ugentlige_moeder_forskel_kan_vaere_tilfaeldig", {"faglig_sparring.ugentligt.brugerdrevet": (0, 7)},
         "the user-run meet more seldom"),
    Case("samtaler_og_omsorg_dernaest_hos_selvejende", {"aktiviteter.gruppeforloeb.selvejende": (14, 16)},
         "courses come before care"),
    Case("raekkefoelge_hos_brugerdrevne", {"aktiviteter.fremskudt_sundhed.brugerdrevet": (5, 7)},
         "health comes between"),
    Case("fremskudt_og_grupper_hos_faerre_selvejende", {"aktiviteter.samtaler.selvejende": (1, 16)},
         "conversations are rarer than what is said to be rarer"),
    Case("faa_har_hjemloese_som_kernemaalgruppe", {"kernemaalgruppe.hjemloeshed.driftsoverenskomst": (9, 17)},
         "half of a third group have"),
    Case("misbrug_i_alle_grupper", {"kernemaalgruppe.misbrug.brugerdrevet": (0, 7)}, "one form has nobody"),
    # The word that is weaker in the condition.
    Case("naesten_lige_saa_mange_ikke_inddraget",
         {"inddraget.ja.med_hjemloese": (3, 41), "inddraget.nej.med_hjemloese": (1, 41)}, "1 is not nearly 3"),
    Case("gadeplan_mere_udbredt_med_kontakt",
         {"indsatser.gadeplan.med_hjemloese": (10, 41), "indsatser.gadeplan.uden_hjemloese": (14, 59)},
         "24 % and 24 % suggest nothing"),
    Case("aabne_naar_oftere_hjemloese",
         {"maalgrupper.hjemloeshed.aaben": (43, 84), "maalgrupper.hjemloeshed.visiteret": (4, 8)},
         "51 % and 50 % suggest nothing"),
    Case("store_frivilliggrupper_hos_drift", {"frivillige.over_20.selvejende": (6, 15)},
         "41 % and 40 % suggest nothing"),
    Case("psykisk_saarbare_faerre_hos_brugerdrevne", {"kernemaalgruppe.psykisk_saarbarhed.brugerdrevet": (4, 6)},
         "67 % and 67 % suggest nothing"),
    Case("forskel_i_misbrug_kan_vaere_tilfaeldig",
         {"maalgrupper.misbrug.visiteret": (6, 8), "maalgrupper.misbrug.aaben": (63, 84)}, "there is no difference"),
    Case("faa_svar_uden_for_grupperne",
         {"organisationsform.boligsocial": (0, 103), "organisationsform.ved_ikke": (0, 103)}, "none are not a few"),
    Case("brugerdrevne_er_faa", {"organisationsform.brugerdrevet": (0, 103)}, "none are not few"),
    Case("kontakt_lavest_hos_brugerdrevne", {"organisationsform.brugerdrevet": (36, 103)},
         "36 of 103 are no small group"),
    Case("gruppeforloeb_mest_hos_kommunale_og_brugerdrevne", {"aktiviteter.gruppeforloeb.driftsoverenskomst": (7, 17)},
         "43 % and 41 % suggest nothing"),
    Case("boligforeninger_naesten_dobbelt",
         {"samarbejdspartnere.almene_boliger.med_hjemloese": (4, 41),
          "samarbejdspartnere.almene_boliger.uden_hjemloese": (3, 59)},
         "4 and 3 places suggest nothing"),
    Case("de_mindste_grupper_er_smaa", {"tilbudstype.visiteret": (0, 103)}, "no places are no small group"),
    Case("stor_usikkerhed_om_brugerdrevne", {"organisationsform.brugerdrevet": (0, 103)}, "nothing is said of nobody"),
    Case("faa_kraever_visitation", {"tilbudstype.visiteret": (0, 103)}, "none are not only some"),
    Case("intervaller_er_korte", {"respondenter": 75}, "an interval of 16 points is not short"),
)  # fmt: skip


@pytest.fixture(scope="module")
def book(facts_2024: Facts) -> ReviewedBook:
    return read_reviewed_book(facts_2024)


def other_answers(facts: Facts, answers: Answers) -> Facts:
    """The facts of an edition with other answers to some questions."""
    changed = {}
    for key, given in answers.items():
        if isinstance(given, tuple):
            changed[key] = Fact(key, Fraction(100 * given[0], given[1]), "percent", *given, "survey")
        else:
            unit = facts[key].unit if key in facts else "mean"
            changed[key] = Fact(key, Fraction(given), unit, given if unit == "count" else None, 50, "survey")
    return facts.with_facts(changed)


def printed(book: ReviewedBook, name: str, answers: Answers) -> str:
    """What the book says in the place of a sentence that is not true with these answers."""
    other = ReviewedBook(other_answers(book.facts, answers), book.chapters, book.rules)
    anchor = name.replace("_", "-")
    found = next(each for each in find_broken(other) if each.anchor == anchor)
    numbers = {number.fact: number.text for number in judge_by_name(other, name).numbers}
    return found.alternative or tell_plainly(numbers, other.facts, numbers.__getitem__)


def judge_by_name(book: ReviewedBook, name: str) -> Claim:
    binding = next(bindings[name] for bindings in book.bindings.values() if name in bindings)
    return judge(name, condition_of(binding.expression), book.facts)


def state(book: ReviewedBook, name: str, answers: Answers) -> str:
    return judge_by_name(ReviewedBook(other_answers(book.facts, answers), book.chapters, book.rules), name).state


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_would_be_false_is_not_said(book: ReviewedBook, case: Case) -> None:
    assert state(book, case.name, {}) == HOLDS
    assert state(book, case.name, case.answers) == BROKEN, case.why


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said_instead_is_true(book: ReviewedBook, case: Case) -> None:
    with INSTEAD.open(encoding="utf-8", newline="") as file:
        instead = {line["navn"]: line["sagt"] for line in csv.DictReader(file)}
    assert printed(book, case.name, case.answers) == instead[case.name]


# A multiple that the sentence names has no value against nought: what is said is less, or the numbers alone.
INSTEAD_OF_DENIALS = (
    ("brobygning_mere_end_tre_gange", {"indsatser.brobygning.uden_hjemloese": (0, 59)}, "Brobygning"),
    ("boliganvisning_mere_end_dobbelt", {"samarbejdspartnere.boliganvisning.uden_hjemloese": (0, 59)}, "større"),
    ("efterspoergsel_mere_end_dobbelt", {"mere_viden.ja.uden_hjemloese": (0, 59)}, "større"),
    ("aabne_har_flest_maalgrupper", {"maalgrupper_antal.aaben": 5, "maalgrupper_antal.visiteret": 5}, "5,0"),
)


@pytest.mark.parametrize(("name", "answers", "says"), INSTEAD_OF_DENIALS, ids=lambda given: str(given)[:40])
def test_nothing_is_denied_that_is_only_not_shown(book: ReviewedBook, name: str, answers: Answers, says: str) -> None:
    said = printed(book, name, answers)
    assert says in said
    assert not any(denial in said for denial in ("viser ikke", "ikke mere end", "ikke flere"))


# The denial that nobody judged: something of nothing is many times as much.
SAID = (
    Case("frivillige_mindre_udbredt_hos_kommunale",
         {"frivillige.ingen.selvejende": (0, 15), "frivillige.ingen.driftsoverenskomst": (0, 17)},
         "28 of 51 against none are many times as many"),
    Case("kontakt_lavere_hos_kommunale", {"har_hjemloese.ja.kommunal": (0, 61)}, "none are far fewer than 11 of 16"),
)  # fmt: skip


@pytest.mark.parametrize("case", SAID, ids=lambda case: case.name)
def test_what_is_true_is_not_denied(book: ReviewedBook, case: Case) -> None:
    assert state(book, case.name, case.answers) == HOLDS, case.why
