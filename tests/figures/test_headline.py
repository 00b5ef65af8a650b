"""A figure's finding stands above it only where it is true of the edition."""

from fractions import Fraction

import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.claims_csv import BROKEN, HOLDS, UNKNOWN
from helpers.facts.conditions import above, largest
from helpers.facts.model import Fact, Facts
from helpers.figures.descriptions import Figure
from helpers.figures.headline import headed

OPEN = "tilbudstype.aaben"
FINDING = "De fleste, {tilbudstype.aaben} ({tilbudstype.aaben antal}), er åbne"


def figure() -> Figure:
    return Figure("figur-tilbud", "Åbne tilbud", "<svg/>", "Søjler.", "Kilde.")


def with_share(facts: Facts, count: int, *, suppressed: bool = False) -> Facts:
    value = None if suppressed else Fraction(100 * count, 103)
    return facts.with_facts(
        {OPEN: Fact(OPEN, value, "percent", None if suppressed else count, 103, "survey", suppressed)}
    )


def test_a_finding_that_holds_is_the_headline_with_the_numbers_of_the_edition(facts_2024: Facts) -> None:
    found = headed(figure(), FINDING, above(75, OPEN), facts_2024)
    assert found.headline == "De fleste, 82\u00a0% (84), er åbne"
    assert (found.title, found.claim and found.claim.state) == ("Åbne tilbud", HOLDS)
    assert found.claim
    assert found.claim.name == "figur_tilbud"


def test_a_finding_that_does_not_hold_gives_way_to_the_title_and_is_kept_for_the_list(facts_2024: Facts) -> None:
    found = headed(figure(), FINDING, above(75, OPEN), with_share(facts_2024, 50))
    assert found.headline == "Åbne tilbud"
    assert found.claim
    assert found.claim.state == BROKEN
    assert found.finding == "De fleste, 49\u00a0% (50), er åbne"


def test_a_finding_about_a_withheld_number_is_no_headline_and_names_no_number(facts_2024: Facts) -> None:
    found = headed(figure(), FINDING, above(75, OPEN), with_share(facts_2024, 84, suppressed=True))
    assert found.headline == "Åbne tilbud"
    assert found.claim
    assert found.claim.state == UNKNOWN
    assert "84" not in found.finding + found.claim.reason + "".join(n.text for n in found.claim.numbers)


def test_a_finding_that_quotes_a_number_which_is_not_there_is_no_headline(facts_2024: Facts) -> None:
    true = largest("organisationsform.kommunal", "organisationsform.selvejende")
    found = headed(figure(), "De er flest, {findes.ikke}", true, facts_2024)
    assert found.headline == "Åbne tilbud"
    assert found.claim
    assert found.claim.state == UNKNOWN
    assert "findes.ikke" in found.claim.reason


def test_without_a_finding_a_figure_is_called_by_its_title(facts_2024: Facts) -> None:
    assert headed(figure(), "", None, facts_2024) == figure()
    assert figure().headline == "Åbne tilbud"


def test_a_finding_and_its_condition_go_together(facts_2024: Facts) -> None:
    for finding, when in ((FINDING, None), ("", above(75, OPEN))):
        with pytest.raises(VaerestederError, match="figur-tilbud: finding og when"):
            headed(figure(), finding, when, facts_2024)
