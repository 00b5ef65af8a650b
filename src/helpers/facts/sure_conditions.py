"""The words in which a chapter says how sure an order or a ratio is among all places asked."""

from collections.abc import Sequence

from helpers.base.danish import format_number
from helpers.facts.condition import Condition, UndecidedError, of_ratio, spreading, the_others
from helpers.facts.model import Fact, Facts
from helpers.facts.ranking import LIKELY_RANK, leading_probability
from helpers.facts.uncertainty import LEVEL

_RATIO = f"{LEVEL}let for forholdet, Koopmans"
_SURE = f"mindst {round(100 * LIKELY_RANK)} procents sandsynlighed blandt alle, der blev spurgt"


@spreading
def surely_first(first: str, *others: str) -> Condition:
    """The first share is larger than each of the others, and likely so among all places asked."""
    rule = f"Det første tal er større end {the_others(others)}, med {_SURE}."
    return Condition((first, *others), lambda found, facts: _probability(found, facts) >= LIKELY_RANK, rule)


@spreading
def perhaps_not_first(first: str, *others: str) -> Condition:
    """It is not likely enough that the first share is the largest among all places asked, whatever the answers show."""
    rule = f"Det er ikke sikkert, at det første tal er større end {the_others(others)} (ikke {_SURE})."
    return Condition((first, *others), lambda found, facts: _probability(found, facts) < LIKELY_RANK, rule)


def surely_more_than_times(factor: int, first: str, second: str) -> Condition:
    """The first share is so many times that of the other group, and chance hardly explains that it is more.

    The whole interval of the ratio lies above; see `helpers.facts.share_ratio`.
    """
    rule = f"Det første tal er mere end {format_number(factor)} gange det andet, og det er næppe et tilfælde"
    return of_ratio((first, second), lambda ratio: ratio.low > factor, f"{rule} ({_RATIO}).")


def perhaps_not_times(factor: int, first: str, second: str) -> Condition:
    """The first share may be less than so many times that of the other group, whatever those who answered show."""
    rule = f"Det første tal kan være mindre end {format_number(factor)} gange det andet"
    return of_ratio((first, second), lambda ratio: ratio.low < factor, f"{rule} ({_RATIO}).")


def _probability(found: Sequence[Fact], facts: Facts) -> float:
    probability = leading_probability(found, facts)
    if probability is None:
        raise UndecidedError("Et af antallene er ikke kendt.")
    return probability
