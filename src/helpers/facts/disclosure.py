"""Disclosure control: which numbers are withheld, so that nobody's answers can be told from what is published.

First goes what the edition's profile does not show. Then what is left is attacked, and as long as a withheld number
can be told within too few, another number goes. See docs/decisions/disclosure.md.
"""

from collections.abc import Collection, Mapping, Sequence

from helpers.facts.counting import Count
from helpers.facts.profiles import Profile
from helpers.facts.protection import Protection, sensitive
from helpers.facts.publications import NOTHING, Before
from helpers.facts.published_tables import PublishedTable, tables
from helpers.survey.questionnaire import Questionnaire


def withheld_ids(
    counts: Sequence[Count],
    questionnaire: Questionnaire,
    profile: Profile,
    respondents: int,
    before: Before = NOTHING,
    *,
    audit: bool = True,
) -> frozenset[str]:
    """The ids of the numbers that may not be published, when `before` was published earlier.

    How many municipalities are represented says nothing of anybody's answers. Without `audit` only what the
    profile does not show is withheld, and can often be had back.
    """
    if not profile.smallest:
        return frozenset()
    found = tables(counts, questionnaire)
    places = {id(table): [place for place in sensitive(table, profile) if place in table.names] for table in found}
    hidden = {name for table in found for place in places[id(table)] for name in table.names[place]}
    hidden |= before.moved | before.kept
    totals = {count.id: count.total for count in counts}
    defining = {name for table in found for name in table.sizes.values()}
    for table in found if audit else ():
        # How many are in a group that is withheld is told by no other table.
        unsized = {group for group, name in table.sizes.items() if name in hidden and name not in before.known}
        hidden |= {name for (_, group), names in table.names.items() if group in unsized for name in names}
        sizes = group_sizes(table, totals, hidden - before.known)
        protection = Protection(table, profile, sizes, respondents, before.known, before.near, defining)
        hidden |= protection.protect(hidden)
    return frozenset(hidden)


def group_sizes(table: PublishedTable, totals: Mapping[str, int], hidden: Collection[str]) -> dict[str, int]:
    """How many are in each group of a table, where that is published."""
    return {group: totals[name] for group, name in table.sizes.items() if name in totals and name not in hidden}
