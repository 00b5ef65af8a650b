"""What a share can be at the least and the most, whoever they are that did not answer.

No assumption is made of them: not that those who answered were drawn at random, as an interval does, nor that a group
answered as often as the others. See docs/decisions/uncertainty.md.
"""

from fractions import Fraction

from helpers.facts.fact_id import group_of
from helpers.facts.model import Fact, Facts
from helpers.facts.uncertainty import Interval
from helpers.survey.questions import Group


def nonresponse_limits(fact: Fact, facts: Facts) -> Interval | None:
    """The least and the most in percent among all places asked, had they all answered; None where there is no share."""
    if fact.unit != "percent" or fact.count is None or not fact.base_n:
        return None
    group = group_of(fact.id, facts.questionnaire)
    places = max(_largest(group, fact.base_n, facts) if group else facts.edition.frame, fact.base_n)
    silent = places - fact.base_n
    return Interval(float(Fraction(100 * fact.count, places)), float(Fraction(100 * (fact.count + silent), places)))


def _largest(group: Group, base: int, facts: Facts) -> int:
    """How many places a group can have: as many as were asked, or its members and all whose group nobody knows."""
    key = f"{group.question}.{group.answer}"
    if key in facts.edition.frame_in:
        return facts.edition.frame_in[key]
    known = facts.get(key)
    members, told = (known.count or 0, known.base_n or 0) if known else (base, base)
    return max(members, base) + facts.edition.frame - told
