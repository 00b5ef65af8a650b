from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
from conftest import WriteResponses, code_values, grouped, multiple
from hypothesis import given
from hypothesis import strategies as st

from helpers.facts.compute import compute_facts
from helpers.facts.counting import count_responses
from helpers.facts.model import Facts
from helpers.facts.text import fact_text
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.responses import Responses, read_responses

EDITION = load_edition("2024")


def facts_of(path: Path, questionnaire: Questionnaire) -> Facts:
    return compute_facts(read_responses(path, questionnaire), EDITION)


def test_missing_stays_out_of_the_base_and_dont_know_stays_in(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    rows = [{"har_hjemloese": "ja"}, {"har_hjemloese": "nej"}, {"har_hjemloese": "ved_ikke"}, {}]
    fact = facts_of(write_responses(rows), questionnaire)["har_hjemloese.ja"]
    assert (fact.count, fact.base_n, fact.value) == (1, 3, Fraction(100, 3))


def test_a_group_is_counted_among_its_own_responses(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    rows = [
        {"organisationsform": "kommunal", "kernemaalgruppe": "ensomhed"},
        {"organisationsform": "kommunal", "kernemaalgruppe": "misbrug"},
        {"organisationsform": "kommunal"},
        {"organisationsform": "selvejende", "kernemaalgruppe": "ensomhed"},
    ]
    facts = facts_of(write_responses(rows), questionnaire)
    assert facts["kernemaalgruppe.ensomhed.kommunal"].base_n == 2
    assert facts["kernemaalgruppe.ensomhed.kommunal"].value == 50
    assert facts["kernemaalgruppe.ensomhed.selvejende"].value == 100
    assert facts["kernemaalgruppe.ensomhed.brugerdrevet"].value is None


def test_hours_are_counted_in_halves_and_shown_as_hours(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    hours = {"personale_timer.deltid": "0", "personale_timer.saerlige_vilkaar": "10.5"}
    rows = [
        {"organisationsform": "selvejende", "personale_timer.fuldtid": "37", **hours},
        {"organisationsform": "selvejende", "personale_timer.fuldtid": "0", **hours},
        {"organisationsform": "selvejende", "personale_timer.fuldtid": "37"},
    ]
    facts = facts_of(write_responses(rows), questionnaire)
    assert facts["personaletimer_i_alt.selvejende"].value == 58
    assert facts["personaletimer.selvejende"].value == 29
    assert facts["personaletimer.selvejende"].base_n == 2  # one blank makes the sum unknown


def test_intervals_include_both_their_bounds(write_responses: WriteResponses, questionnaire: Questionnaire) -> None:
    rows = [{"personale_antal.frivillige": str(n)} for n in (0, 1, 5, 6, 20, 21, 300)]
    facts = facts_of(write_responses(rows), questionnaire)
    counts = [facts[f"frivillige.{a.key}"].count for a in questionnaire.answers("frivillige")]
    assert counts == [1, 2, 1, 0, 1, 2]


def test_only_asks_for_the_wanted_staff_and_nobody_else(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    def staff(**numbers: int) -> dict[str, str]:
        keys = [answer.key for answer in questionnaire.answers("personale_antal")]
        return {f"personale_antal.{key}": str(numbers.get(key, 0)) for key in keys}

    unknown = staff(fuldtid=2) | {"personale_antal.frivillige": ""}
    volunteers = {"personale_antal.frivillige": "4"}  # said nothing of its staff: not in the base
    rows = [
        staff(fuldtid=1, deltid=1),
        staff(deltid=2),
        staff(deltid=1, frivillige=1),
        staff(),
        unknown,
        volunteers,
        {},
    ]
    facts = facts_of(write_responses(rows), questionnaire)
    assert (facts["kun_ordinaert_ansatte"].count, facts["kun_ordinaert_ansatte"].base_n) == (2, 5)
    assert facts["kun_deltidsansatte"].count == 2


def test_multiple_answers_and_their_number_share_a_base(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    rows = [
        {"tilbudstype": "aaben", **multiple(questionnaire, "maalgrupper", "ensomhed", "misbrug")},
        {"tilbudstype": "aaben", **multiple(questionnaire, "maalgrupper")},
        {"tilbudstype": "aaben"},
    ]
    facts = facts_of(write_responses(rows), questionnaire)
    assert (facts["maalgrupper.ensomhed.aaben"].count, facts["maalgrupper.ensomhed.aaben"].base_n) == (1, 2)
    assert facts["maalgrupper_antal.aaben"].value == 1


def test_municipalities_are_counted_once_however_many_places_they_have(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    facts = facts_of(write_responses([{"kommune": "0461"}, {"kommune": "0461"}, {"kommune": "0751"}]), questionnaire)
    assert (facts["kommuner"].count, facts["kommuner"].base_n) == (2, 98)
    assert (facts["kommuner.storby"].count, facts["kommuner.storby"].base_n) == (2, 3)
    assert facts["kommunegruppe.storby"].count == 3
    assert (facts["kommuner.0461"].count, facts["kommuner.0851"].count) == (1, 0)


def test_a_written_answer_is_counted_and_a_blank_is_none(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    rows = [{"har_hjemloese": "nej", "samarbejdspartner": "Ved at holde åbent"}, {"har_hjemloese": "nej"}]
    fact = facts_of(write_responses(rows), questionnaire)["samarbejdspartner.besvaret.uden_hjemloese"]
    assert (fact.count, fact.base_n) == (1, 2)


def test_themes_are_shares_of_the_answers_whose_words_were_read(
    write_responses: WriteResponses, themed: Questionnaire
) -> None:
    rows = [
        grouped("x", "110", organisationsform="kommunal"),
        grouped("x", "001", organisationsform="kommunal"),
        grouped("x", "100", organisationsform="selvejende"),
        grouped("[ikke offentliggjort]", "---"),
        grouped("", "---"),
    ]
    facts = facts_of(write_responses(rows), themed)
    told = {key: (fact.count, fact.base_n) for key, fact in facts.items() if key.startswith("styrker.tema.")}
    assert told["styrker.tema.rum"] == (2, 3)
    assert told["styrker.tema.kommunal"] == (1, 3)
    assert told["styrker.tema.uden"] == (1, 3)
    assert told["styrker.tema.kommunal.kommunal"] == (1, 2)
    assert told["styrker.tema.rum.selvejende"] == (1, 1)
    assert facts["styrker.tema.rum"].value == Fraction(200, 3)


def test_themes_of_few_answers_are_withheld(write_responses: WriteResponses, themed: Questionnaire) -> None:
    careful = replace(EDITION, minimum_base=3)
    facts = compute_facts(read_responses(write_responses([grouped("x", "100"), grouped("x", "001")]), themed), careful)
    assert all(facts[f"styrker.tema.{theme}"].suppressed for theme in ("rum", "kommunal", "uden"))


@given(st.lists(st.sampled_from(["ja", "nej", "ved_ikke", ""]), max_size=60))
def test_the_shares_of_a_single_question_add_up_to_their_base(answers: list[str]) -> None:
    questionnaire = load_questionnaire("2024")
    blank = code_values([None] * len(answers))
    columns = dict.fromkeys(questionnaire.columns, blank)
    texts = {column: pa.chunked_array([[""] * len(answers)], pa.string()) for column in ("id", *questionnaire.columns)}
    columns["inddraget"] = code_values([answer or None for answer in answers])
    counts = {c.id: c for c in count_responses(Responses(columns, texts, questionnaire))}
    shares = [counts[f"inddraget.{key}"] for key in ("ja", "nej", "ved_ikke")]
    assert sum(share.total for share in shares) == shares[0].base == sum(bool(a) for a in answers)


def test_shares_of_too_few_are_withheld(write_responses: WriteResponses, questionnaire: Questionnaire) -> None:
    careful = type(EDITION)(**{**EDITION.__dict__, "minimum_base": 2})
    rows = [
        {"organisationsform": "kommunal", "kernemaalgruppe": "ensomhed"},
        {"organisationsform": "kommunal", "kernemaalgruppe": "misbrug"},
        {"organisationsform": "selvejende", "kernemaalgruppe": "ensomhed"},
        # In none of the groups; without them the hidden one would be the whole without the others.
        *({"organisationsform": "ved_ikke", "kernemaalgruppe": answer} for answer in ("ensomhed", "misbrug")),
        *(
            {"organisationsform": "ved_ikke", "kernemaalgruppe": key}
            for key in ("psykisk_saarbarhed", "tidligere_misbrug", "hjemloeshed")
        ),
    ]
    facts = compute_facts(read_responses(write_responses(rows), questionnaire), careful)
    hidden = facts["kernemaalgruppe.ensomhed.selvejende"]
    assert hidden.suppressed
    assert hidden.value is None
    assert hidden.count is None
    assert fact_text(hidden) == "skjult"
    assert facts["kernemaalgruppe.ensomhed.kommunal"].value == 50
