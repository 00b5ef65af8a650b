import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.compute import compute_facts
from helpers.facts.fact_id import TIMES, FactId, group_of, item_of, linked_id, linked_parts, measure_of
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import load_responses


def test_the_parts_of_an_id_are_measure_item_and_group(questionnaire: Questionnaire) -> None:
    parts = FactId.parse("kernemaalgruppe.ensomhed.selvejende", questionnaire)
    assert (parts.measure, parts.item, parts.column) == ("kernemaalgruppe", "ensomhed", "kernemaalgruppe.ensomhed")
    assert parts.group == questionnaire.groups("kernemaalgruppe")[0]
    assert parts.whole == "kernemaalgruppe.ensomhed"


def test_a_total_is_of_the_measure_whose_mean_it_stands_beside(questionnaire: Questionnaire) -> None:
    parts = FactId.parse("personaletimer_i_alt.kommunal", questionnaire)
    assert (parts.measure, parts.item, parts.total) == ("personaletimer", "", True)
    assert parts.column == measure_of("personaletimer_i_alt.kommunal") == "personaletimer"
    assert parts.whole == "personaletimer_i_alt"


def test_the_group_of_a_fact_stands_last_and_is_no_theme_of_the_same_name(questionnaire: Questionnaire) -> None:
    group = questionnaire.groups("styrker")[0]
    assert group_of(f"aabningstimer.{group.key}", questionnaire) == group
    assert group_of(f"styrker.tema.aktiviteter.{group.key}", questionnaire) == group
    assert FactId.parse(f"styrker.tema.{group.key}.{group.key}", questionnaire).theme == group.key
    for whole in ("respondenter", "aabningstimer", "aktiviteter.musik", f"styrker.tema.{group.key}"):
        assert group_of(whole, questionnaire) is None


def test_what_the_questionnaire_does_not_know_is_an_item(questionnaire: Questionnaire) -> None:
    parts = FactId.parse("kommuner.0461", questionnaire)
    assert (parts.measure, parts.item, parts.group) == ("kommuner", "0461", None)
    assert item_of("kommuner.0461") == "0461"
    assert item_of("kommuner") == ""


def test_every_id_of_an_edition_is_put_together_as_it_was_taken_apart() -> None:
    edition = load_edition("2024")
    facts = compute_facts(load_responses(edition), edition)
    assert [str(FactId.parse(fact_id, facts.questionnaire)) for fact_id in facts] == list(facts)


@pytest.mark.parametrize("time", TIMES)
def test_a_share_of_the_places_that_answered_twice_names_the_share_of_all(time: str) -> None:
    assert linked_parts(linked_id("inddraget.ja", time)) == ("inddraget.ja", time)
    assert linked_parts("inddraget.ja") is None
    assert linked_parts("samme_steder") is None


@pytest.mark.parametrize("fact", ["findes_ikke.ja", "tilbudstype.lukket", "tilbudstype.aaben.selvejende"])
def test_an_id_that_is_not_defined_is_named(questionnaire: Questionnaire, fact: str) -> None:
    with pytest.raises(VaerestederError, match=fact.replace(".", r"\.")):
        FactId.parse_known(fact, questionnaire)
