"""The places that answered in two editions, and how each of them answered twice.

Places are followed by their pseudonyms, which two editions share only if the same key made them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from helpers.facts.counting import shares_by_place
from helpers.facts.fact_id import FactId
from helpers.survey.comparability import Asked, reason_against, reason_against_theme
from helpers.survey.edition import Edition
from helpers.survey.questionnaire_wordings import name_is_lost
from helpers.survey.responses import Responses


class LinkedCount(NamedTuple):
    """One share among the `base` places that answered the question both times.

    `earlier`, `later` and `both` say how many gave the answer the first time, the second, and both.
    """

    fact: str
    earlier: int
    later: int
    both: int
    base: int


def can_be_linked(earlier: Edition, later: Edition) -> bool:
    """Whether places can be followed from one edition to the other: one key made both editions' pseudonyms."""
    made_up = earlier.reconstructed or later.reconstructed
    return bool(earlier.key_id) and earlier.key_id == later.key_id and not made_up


def count_places(earlier: Responses, later: Responses) -> int:
    """How many places answered once in each of two editions."""
    return len(set(shares_by_place(earlier).names) & set(shares_by_place(later).names))


def count_linked(earlier: Responses, later: Responses, years: tuple[str, str]) -> Iterator[LinkedCount]:
    """The shares of all linked places, of the questions that were asked alike in both editions."""
    before, after = Asked(years[0], earlier.questionnaire), Asked(years[1], later.questionnaire)
    first, second = shares_by_place(earlier), shares_by_place(later)
    found = {name: row for row, name in enumerate(first.names)}
    linked = [(found[name], row) for row, name in enumerate(second.names) if name in found]
    if not linked:
        return
    rows, later_rows = (list(side) for side in zip(*linked, strict=True))
    for fact_id, shares in second.shares.items():
        parts = FactId.parse(fact_id, later.questionnaire)
        key = parts.measure
        labels = {answer.key: answer.label for answer in later.questionnaire.answers(key)}
        lost = name_is_lost(labels.get(parts.item, ""))
        against = reason_against(key, before, after) or reason_against_theme(key, parts.theme, before, after)
        if fact_id not in first.shares or lost or against:
            continue
        one, other = first.shares[fact_id][rows], shares[later_rows]
        known = (one >= 0) & (other >= 0)
        if known.any():
            one, other = one[known] == 1, other[known] == 1
            yield LinkedCount(fact_id, int(one.sum()), int(other.sum()), int((one & other).sum()), int(known.sum()))
