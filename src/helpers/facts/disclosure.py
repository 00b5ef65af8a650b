"""Disclosure control: which numbers are withheld, so that nobody's answers can be told from what is published.

First goes what the edition's profile does not show. Then what is left is attacked, and as long as a withheld number
can be told within too few, another number goes. See docs/decisions/disclosure.md.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from helpers.facts.attack import SHARE, WHOLE, Attack, Known, PublishedTable, tables
from helpers.facts.counting import Count
from helpers.facts.profiles import Profile
from helpers.survey.questionnaire import Questionnaire

Place = tuple[str, str | None]


def withheld_ids(
    counts: Sequence[Count],
    questionnaire: Questionnaire,
    profile: Profile,
    respondents: int,
    also: Collection[str] = (),
    *,
    audit: bool = True,
) -> frozenset[str]:
    """The ids of the numbers that may not be published; `also` are some that are withheld for another reason.

    How many municipalities are represented says nothing of anybody's answers. Without `audit` only what the
    profile does not show is withheld, and can often be had back.
    """
    if not profile.smallest:
        return frozenset(also)
    found = tables(counts, questionnaire)
    hidden = {name for table in found for place in sensitive(table, profile) for name in table.names[place]} | {*also}
    totals = {count.id: count.total for count in counts}
    defining = {name for table in found for name in table.sizes.values()}
    # What defines groups comes first: how many are in a group that is withheld is told by no other table.
    for table in sorted(found, key=lambda each: not defining & set(each.columns)) if audit else ():
        unsized = {group for group, name in table.sizes.items() if name in hidden}
        hidden |= {name for (_, group), names in table.names.items() if group in unsized for name in names}
        hidden |= _protect(table, hidden, profile, group_sizes(table, totals, hidden), respondents)
    return frozenset(hidden)


def group_sizes(table: PublishedTable, totals: Mapping[str, int], hidden: Collection[str]) -> dict[str, int]:
    """How many are in each group of a table, where that is published."""
    return {group: totals[name] for group, name in table.sizes.items() if name in totals and name not in hidden}


def sensitive(table: PublishedTable, profile: Profile) -> Iterator[Place]:
    """The places of a table whose numbers the profile does not show."""
    for place, count in table.numbers.items():
        others = count.base - count.total
        small = 0 < count.base < profile.smallest
        few = profile.counts and count.unit == SHARE and count.base and min(count.total, others) < profile.smallest
        first, second = count.largest
        dominated = count.total - first - second < profile.dominance * first
        if small or few or (count.unit != SHARE and dominated):
            yield place


def breaches(
    table: PublishedTable,
    hidden: Collection[str],
    profile: Profile,
    sizes: Mapping[str, int],
    respondents: int,
    safe: Collection[Place] = (),
) -> Iterator[tuple[Place, Known]]:
    """The withheld numbers of a table that can be told within less than the profile promises, and how closely.

    `safe` are known to be none of them.
    """
    places = [place for place in table.numbers if _is_hidden(table, place, hidden) and place not in safe]
    if not places:
        return
    attack = Attack(table, hidden, sizes, respondents)
    for place in places:
        column, group = place
        known = attack.tell(column, group)
        if not _is_safe(known, table, place, profile, respondents if group is WHOLE else attack.sizes[group]):
            yield place, known


def _is_safe(known: Known, table: PublishedTable, place: Place, profile: Profile, size: int) -> bool:
    """Whether a withheld number can be any of enough. Of an empty group there is nothing to tell."""
    count = table.numbers[place]
    if not size:
        return True
    if count.unit == SHARE:
        least = min(profile.width, size)
        return all(most - lowest >= least for lowest, most in known)
    # A mean is safe where it may be another by a whole step, and by the part that dominance would tell.
    lowest, most = known.given
    reach = max(count.base, int(profile.dominance * count.total), profile.width)
    limit = reach if table.highest is None else min(reach, table.highest * size)
    return most - lowest >= limit


def _is_hidden(table: PublishedTable, place: Place, hidden: Collection[str]) -> bool:
    return all(name in hidden for name in table.names[place])


def _protect(
    table: PublishedTable, hidden: Collection[str], profile: Profile, sizes: Mapping[str, int], respondents: int
) -> set[str]:
    """The numbers of one table to withhold: those in `hidden`, and so many more that none can be told too closely."""
    gone = {name for names in table.names.values() for name in names if name in hidden}
    # What is safe stays so when more is withheld.
    safe: set[Place] = set()
    while found := list(breaches(table, gone, profile, sizes, respondents, safe)):
        open_now = [place for place, _ in found]
        safe |= {place for place in table.numbers if _is_hidden(table, place, gone)} - {*open_now}
        before = len(gone)
        # One number a row at a time: it may protect the others of the row as well.
        for place in {column: (column, group) for column, group in reversed(open_now)}.values():
            gone |= _next(table, place, gone, profile)
        if len(gone) == before:
            break
    return _show_again(table, hidden, gone, profile, sizes, respondents)


def _show_again(
    table: PublishedTable,
    hidden: Collection[str],
    gone: set[str],
    profile: Profile,
    sizes: Mapping[str, int],
    respondents: int,
) -> set[str]:
    """What has to be withheld of `gone`, without what was taken along for nothing; numbers of all come back first."""
    added = [
        place for place in table.numbers if _is_hidden(table, place, gone) and not _is_hidden(table, place, hidden)
    ]
    for place in sorted(
        added, key=lambda each: (each[1] is not WHOLE, -table.numbers[each].total, each[0], str(each[1]))
    ):
        fewer = gone - {*table.names[place]}
        if next(breaches(table, fewer, profile, sizes, respondents), None) is None:
            gone = fewer
    return gone


def _next(table: PublishedTable, place: Place, gone: Collection[str], profile: Profile) -> set[str]:
    """The names of what is withheld next to protect a place: another number of its row, else of its column."""
    column, group = place
    row = [each for each in table.groups if each != group and not _is_hidden(table, (column, each), gone)]
    needed = max(profile.width, 1)

    def worth(each: str) -> int:
        count = table.numbers[column, each]
        return min(count.total, count.base - count.total) if count.unit == SHARE else count.total

    row = [each for each in row if worth(each)]
    enough = [each for each in row if worth(each) >= needed]
    if row:
        # The smallest that is enough alone, else the largest.
        chosen: Place = (column, min(enough, key=worth) if enough else max(row, key=worth))
    elif not _is_hidden(table, (column, WHOLE), gone):
        chosen = (column, WHOLE)
    else:
        rest = [p for p in table.numbers if not _is_hidden(table, p, gone)]
        alike = [p for p in rest if p[1] == group] or [p for p in rest if p[1] is WHOLE] or rest
        return {name for p in alike[:1] for name in table.names[p]}
    return {name for p in (chosen, *_partner(table, chosen, gone)) for name in table.names[p]}


def _partner(table: PublishedTable, place: Place, gone: Collection[str]) -> Iterable[Place]:
    """A second number of the same group, where one alone would be the group without the others."""
    column, group = place
    others = [each for each in table.columns if each != column and (each, group) in table.numbers]
    if not (table.partition or table.together) or any(_is_hidden(table, (each, group), gone) for each in others):
        return ()
    ranked = sorted(others, key=lambda each: -table.numbers[each, group].total)
    return [(ranked[0], group)] if ranked else ()
