"""One table protected: so much more withheld that what is withheld cannot be told too closely."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from helpers.facts.attack import Attack, Near
from helpers.facts.counting import Count
from helpers.facts.profiles import Profile
from helpers.facts.published_tables import REST, SHARE, WHOLE, Place, PublishedTable


def sensitive(table: PublishedTable, profile: Profile) -> Iterator[Place]:
    """The places of a table whose numbers the profile does not show, those of no group among them."""
    for place, count in (*table.numbers.items(), *table.complements.items()):
        if is_sensitive(count, profile):
            yield place


def is_sensitive(count: Count, profile: Profile) -> bool:
    """Whether a number rests on too few, or is nearly one place's."""
    if 0 < count.base < profile.smallest:
        return True
    if count.unit == SHARE:
        few = min(count.total, count.base - count.total)
        return bool(profile.counts and count.base and few < profile.smallest)
    first, second = count.largest
    return count.total - first - second < profile.dominance * first


class Protection:
    """A table with what its profile promises; `sizes`, `respondents`, `known` and `near` as `Attack` has them.

    `defining` are the ids that tell how many are in a group, here or in another table: without one of them all of its
    group is withheld, so they go last.
    """

    def __init__(
        self,
        table: PublishedTable,
        profile: Profile,
        sizes: Mapping[str, int],
        respondents: int,
        known: Collection[str] = (),
        near: Mapping[str, Near] | None = None,
        defining: Collection[str] = (),
    ) -> None:
        self.table, self._profile, self._respondents = table, profile, respondents
        self._sizes, self._known, self._near = sizes, known, near or {}
        self._spared = defining
        # A number of those in no group is nowhere, and so nothing to protect but where it must not be told.
        self._rest = [place for place in sensitive(table, profile) if place[1] == REST]

    def breaches(
        self, hidden: Collection[str], safe: Collection[Place] = (), first: Place | None = None
    ) -> Iterator[Place]:
        """The numbers that are withheld, or must not be told, and can be told within less than the profile promises.

        `safe` are known to be none of them. The one named `first` and its neighbours are looked at first.
        """
        places = [place for place in (*self.table.numbers, *self._rest) if self._is_hidden(place, hidden)]
        places = [place for place in places if place not in safe and place not in self._known_anyway]
        if first:
            places.sort(key=lambda each: (each[0] != first[0]) + (each[1] != first[1]))
        if places:
            self._attack.publish_all_but(hidden)
            yield from self._attack.told_closely({place: self._demand(place) for place in places})

    def protect(self, hidden: Collection[str]) -> set[str]:
        """The ids to withhold: those in `hidden`, and so many more that nothing can be told too closely."""
        gone = {name for names in self.table.names.values() for name in names if name in hidden}
        # What is safe stays so when more is withheld.
        safe: set[Place] = set()
        while found := list(self.breaches(gone, safe)):
            safe |= {place for place in (*self.table.numbers, *self._rest) if self._is_hidden(place, gone)} - {*found}
            before = frozenset(gone)
            # One number a row at a time: it may protect the others of the row as well.
            for column, group in {column: (column, group) for column, group in reversed(found)}.values():
                # What went with another column's number may be enough for those of no group.
                beside = group == REST and self._is_hidden((column, WHOLE), gone - before)
                gone |= set() if beside else self._next((column, group), gone)
            if len(gone) == len(before) and not self._spared:
                break
            if len(gone) == len(before):
                self._spared = ()
        return self._show_again(hidden, gone)

    @cached_property
    def _attack(self) -> Attack:
        """The attack, which is made where something is withheld."""
        return Attack(self.table, self._sizes, self._respondents, self._known, self._near)

    @cached_property
    def _known_anyway(self) -> set[Place]:
        """The numbers of which what was published before tells as much already, whatever is withheld now."""
        near = [place for place, names in self.table.names.items() if any(name in self._near for name in names)]
        if not near:
            return set()
        self._attack.publish_all_but({name for names in self.table.names.values() for name in names})
        return {*self._attack.told_closely({place: self._demand(place) for place in near})}

    def _demand(self, place: Place) -> int:
        """How far apart the ends must be between which a number can lie; of an empty group there is nothing to tell."""
        column, group = place
        count = self.table.complements[place] if group == REST else self.table.numbers[place]
        size = self._respondents if group is WHOLE else self._attack.sizes[group]
        # Of what moved by few it is the step that nobody may tell.
        if count.unit == SHARE or any(name in self._near for name in self.table.names.get(place, ())):
            return min(self._profile.width, size)
        # A mean is safe where it may be another by a whole step, and by the part that dominance would tell.
        reach = max(count.base, int(self._profile.dominance * count.total), self._profile.width)
        highest = self.table.highest[column]
        return (reach if highest is None else min(reach, highest * size)) if size else 0

    def _is_hidden(self, place: Place, hidden: Collection[str]) -> bool:
        return all(name in hidden and name not in self._known for name in self.table.names.get(place, ()))

    def _show_again(self, hidden: Collection[str], gone: set[str]) -> set[str]:
        """What has to be withheld of `gone`, without what was taken for nothing; numbers of all come back first."""
        numbers = self.table.numbers
        added = [each for each in numbers if self._is_hidden(each, gone) and not self._is_hidden(each, hidden)]
        for place in sorted(
            added, key=lambda each: (each[1] is not WHOLE, -numbers[each].total, each[0], str(each[1]))
        ):
            fewer = gone - {*self.table.names[place]}
            if next(self.breaches(fewer, first=place), None) is None:
                gone = fewer
        return gone

    def _next(self, place: Place, gone: Collection[str]) -> set[str]:
        """The ids of what is withheld next to protect a place: another number of its row, else of its column."""
        column, group = place
        if group == REST and self._whole_will_do(column, gone):
            return self._with_partner((column, WHOLE), gone)
        others = [each for each in self.table.in_groups(column) if each != group]
        row = [each for each in others if self._shown((column, each), gone) and self._worth((column, each))]
        if row:
            # The smallest that is enough alone, else the largest.
            enough = [each for each in row if self._worth((column, each)) >= max(self._profile.width, 1)]
            best = enough or [max(row, key=lambda each: self._worth((column, each)))]
            chosen: Place = (column, min(best, key=lambda each: self._worth((column, each))))
        elif self._shown((column, WHOLE), gone):
            chosen = (column, WHOLE)
        else:
            rest = [each for each in self.table.numbers if self._shown(each, gone)]
            alike = [each for each in rest if each[1] == group] or [each for each in rest if each[1] is WHOLE] or rest
            return {name for each in alike[:1] for name in self.table.names[each]}
        return self._with_partner(chosen, gone)

    def _whole_will_do(self, column: str, gone: Collection[str]) -> bool:
        """Whether the number of all goes for those of no group, who are the whole without the groups.

        Then the groups can be compared. Where counts themselves are not shown, most of the groups' are gone anyway.
        """
        beside = any(self._is_spared(each) for each in self._beside(column))
        return not self._profile.counts and not beside and self._shown((column, WHOLE), gone)

    def _with_partner(self, chosen: Place, gone: Collection[str]) -> set[str]:
        return {name for each in (chosen, *self._partner(chosen, gone)) for name in self.table.names[each]}

    def _shown(self, place: Place, gone: Collection[str]) -> bool:
        """Whether a number is shown and can be withheld: what was published before is known for ever."""
        spared = place[1] is WHOLE and self._is_spared(place[0])
        return not spared and not self._is_hidden(place, gone) and self._is_hidden(place, self.table.names[place])

    def _is_spared(self, column: str) -> bool:
        return any(name in self._spared for name in self.table.names[column, WHOLE])

    def _worth(self, place: Place) -> int:
        """How far a number that is withheld lets the others be from what they are."""
        count = self.table.numbers[place]
        return min(count.total, count.base - count.total) if count.unit == SHARE else count.total

    def _partner(self, place: Place, gone: Collection[str]) -> Iterable[Place]:
        """A second number of the same group, where one alone would be the group without the others."""
        column, group = place
        others = [each for each in self._beside(column) if (each, group) in self.table.numbers]
        if any(self._is_hidden((each, group), gone) for each in others):
            return ()
        shown = [each for each in others if self._shown((each, group), gone)]
        return [(max(shown, key=lambda each: self.table.numbers[each, group].total), group)] if shown else ()

    def _beside(self, column: str) -> list[str]:
        """The columns that add up with a column to a number of their own."""
        adding_up = [*self.table.partitions, *([name, *parts] for name, parts in self.table.sums.items())]
        beside = next((columns for columns in adding_up if column in columns), [])
        return [each for each in beside if each != column]
