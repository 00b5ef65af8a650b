"""How likely it is that one share is the largest among all places asked, not only among those that answered.

Those who did not answer are taken to be like those who did (as by the intervals). See docs/decisions/uncertainty.md.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helpers.facts.group_tests import separate_groups
from helpers.facts.model import Fact, Facts
from helpers.facts.population_interval import log_factorials
from helpers.facts.uncertainty import places_asked

# A ranking is stated where it holds with this probability at the least.
LIKELY_RANK = 0.95


def leading_probability(found: Sequence[Fact], facts: Facts) -> float | None:
    """The probability at the least that the first share is larger than each other; None where a count is unknown.

    What may go wrong with each other is added up, so that no more need be known of them than two by two.
    """
    first, *others = found
    if any(fact.count is None or not fact.base_n for fact in found):
        return None
    return max(0.0, 1 - sum(1 - _ahead(first, other, facts) for other in others))


def _ahead(first: Fact, second: Fact, facts: Facts) -> float:
    """The probability that the first share is the larger of two."""
    if separate_groups(first, second, facts.questionnaire):
        return _ahead_in_groups(first, second, facts)
    return _ahead_among_the_same(first, second, facts)


def _ahead_in_groups(first: Fact, second: Fact, facts: Facts) -> float:
    """That of two groups that share nobody: the silent places of each answer as its others did."""
    chances, shares = [], []
    for fact in (first, second):
        count, base = fact.count or 0, fact.base_n or 0
        silent = max(places_asked(fact, base, facts) - base, 0)
        chances.append(_urn(silent, (count + 1, base - count + 1)))
        shares.append((count + np.arange(silent + 1)) / (base + silent))
    larger = shares[0][:, None] > shares[1][None, :] + 1e-12
    return float(chances[0] @ larger @ chances[1])


def _ahead_among_the_same(first: Fact, second: Fact, facts: Facts) -> float:
    """That of two answers of the same places, with as few that gave both as the counts allow: the least sure case.

    Only those count that gave the one and not the other.
    """
    base = min(first.base_n or 0, second.base_n or 0)
    one, other = first.count or 0, second.count or 0
    both = max(0, one + other - base)
    only_one, only_other = one - both, other - both
    silent = max(places_asked(first, base, facts) - base, 0)
    deciding = _urn(silent, (only_one + only_other + 2, base - only_one - only_other + 1))
    probability = 0.0
    for number, chance in enumerate(deciding):
        gained = np.arange(number + 1)
        ahead = only_one + gained > only_other + number - gained
        probability += chance * float(_urn(number, (only_one + 1, only_other + 1))[ahead].sum())
    return probability


def _urn(drawn: int, seen: tuple[int, int]) -> NDArray[np.float64]:
    """The probability of each number of the first kind among `drawn`, after so many of each kind (Pólya's urn)."""
    log, (first, second) = log_factorials(drawn + sum(seen)), seen
    k = np.arange(drawn + 1)
    ways = log[drawn] - log[k] - log[drawn - k] + log[first + k - 1] + log[second + drawn - k - 1]
    chances: NDArray[np.float64] = np.exp(
        ways - log[first + second + drawn - 1] - log[first - 1] - log[second - 1] + log[first + second - 1]
    )
    return chances
