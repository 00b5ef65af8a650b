"""How the same places answered in two editions, as facts, withheld where somebody's answers could be told from them."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from helpers.facts.compute import fact_of
from helpers.facts.counting import Count
from helpers.facts.fact_id import BOTH, EARLIER, LATER, LINKED, TIMES, FactId, linked_id
from helpers.facts.linked_places import LinkedCount, count_linked, count_places
from helpers.facts.model import Fact, Facts
from helpers.facts.profiles import Profile, profile_of
from helpers.facts.published_tables import home_question
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import Responses


def link_facts(
    before: Facts, first: Responses, after: Facts, second: Responses, publications: Sequence[Facts] = ()
) -> dict[str, Fact]:
    """How the places that answered both times answered: the earlier share, the later, and that of the answer twice.

    `publications` are what the later edition has published before. Withheld goes by whole questions, as their answers
    add up; an answer of which several can be given goes by itself.
    """
    profiles = [profile_of(each.edition) for each in (before, after)]
    places, source = count_places(first, second), after.edition.source
    found = list(count_linked(first, second, (before.edition.key, after.edition.key)))
    gone = {
        _family(linked.fact, after.questionnaire)
        for linked in found
        if tells_of_few(linked, before, after, profiles) or moved_by_few(linked, profiles, publications)
    }
    facts = [Fact(LINKED, Fraction(places), "count", places, None, source)] if places else []
    for linked in found:
        hidden = _family(linked.fact, after.questionnaire) in gone
        for time, count in zip(TIMES, (linked.earlier, linked.later, linked.both), strict=True):
            facts.append(fact_of(Count(linked_id(linked.fact, time), "percent", count, linked.base), source, hidden))
    return {fact.id: fact for fact in facts}


def tells_of_few(linked: LinkedCount, before: Facts, after: Facts, profiles: Iterable[Profile]) -> bool:
    """Whether a linked share tells what few answered, or what is withheld of all.

    Whoever takes it from the share of all in an edition has the share of those who answered only then.
    """
    minimum, counting = max(each.smallest for each in profiles), any(each.counts for each in profiles)
    wholes = before[linked.fact], after[linked.fact]
    if linked.base < minimum or any(whole.suppressed for whole in wholes):
        return True
    cells = [linked.both, linked.earlier - linked.both, linked.later - linked.both]
    cells.append(linked.base - sum(cells))
    for whole, given in zip(wholes, (linked.earlier, linked.later), strict=True):
        others = (whole.base_n or 0) - linked.base
        if 0 < others < minimum:
            return True
        if others:
            yes = (whole.count or 0) - given
            cells += [yes, others - yes]
    return counting and min(cells) < minimum


def moved_by_few(linked: LinkedCount, profiles: Iterable[Profile], publications: Iterable[Facts]) -> bool:
    """Whether so few places moved a linked share since a publication that they would be known by it."""
    minimum = max(each.smallest for each in profiles)
    now = {EARLIER: linked.earlier, LATER: linked.later, BOTH: linked.both}
    for old in publications:
        told = {time: fact for time in TIMES if (fact := old.get(linked_id(linked.fact, time))) and not fact.suppressed}
        moved = [abs(now[time] - fact.count) for time, fact in told.items() if fact.count is not None]
        moved += [abs(linked.base - fact.base_n) for fact in told.values() if fact.base_n is not None]
        if 0 < max(moved, default=0) < minimum:
            return True
    return False


def _family(fact_id: str, questionnaire: Questionnaire) -> str:
    """What is withheld together with a share: all that is asked and counted of its question, or the answer alone."""
    parts = FactId.parse(fact_id, questionnaire)
    asked = questionnaire.questions.get(parts.measure)
    return parts.column if asked and asked.kind == "multiple" else home_question(parts.measure, questionnaire)


def published_links(published: Mapping[str, Fact]) -> dict[str, Fact]:
    """The linked facts among those that an edition has published."""
    return {key: fact for key, fact in published.items() if key.partition(".")[0] == LINKED}
