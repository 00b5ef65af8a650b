"""What an edition has published before: held against it, a later publication could tell whose answers were changed.

Whoever kept the earlier numbers sees what moved. Where a few places alone can explain it, the numbers that moved are
withheld; where that would be most of them, the edition stays as it was published until more has changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from helpers.base.danish import format_number
from helpers.base.whole_files import replace_whole
from helpers.facts.attack import Near
from helpers.facts.counting import HALF_HOURS, Count
from helpers.facts.facts_csv import read_facts
from helpers.facts.model import Fact, Facts
from helpers.facts.profiles import Profile
from helpers.facts.published_tables import SHARE, WHOLE, PublishedTable
from helpers.survey.edition import RECORD, Edition

# The earlier publications in an edition's folder, in their order.
FOLDER = "udgivelser"
# Of more numbers than this part a correction is not published alone.
_MOST = 0.1


def load_publications(edition: Edition) -> list[Facts]:
    """All that the edition has published, the last one last; none where it has published nothing."""
    record = edition.folder / RECORD
    earlier = sorted((edition.folder / FOLDER).glob("*.csv"))
    return [read_facts(path, edition) for path in (*earlier, *([record] if record.is_file() else []))]


def keep_publication(edition: Edition) -> Path | None:
    """Lay the record aside before another takes its place; the file that it was written to, None where it is none."""
    record, folder = edition.folder / RECORD, edition.folder / FOLDER
    if not record.is_file():
        return None
    folder.mkdir(exist_ok=True)
    kept = folder / f"{count_publications(edition) + 1:03}.csv"
    replace_whole(kept, record.read_bytes())
    return kept


def drop_publication(edition: Edition, count: int) -> None:
    """Take back what was laid aside beyond the first so many, where the next publication failed."""
    folder = edition.folder / FOLDER
    for kept in sorted(folder.glob("*.csv"))[count:]:
        kept.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def count_publications(edition: Edition) -> int:
    """How many publications were laid aside."""
    return len(list((edition.folder / FOLDER).glob("*.csv")))


@dataclass(frozen=True)
class Before:
    """What earlier publications mean for the numbers of the next, as ids.

    `moved` are numbers that so few places moved that they would be known by it. `kept` were withheld and nothing tells
    that more places have changed: shown now, they would tell what was withheld then. `known` were published as they
    are, and `near` nearly so: of no use to protect others.
    """

    moved: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    near: Mapping[str, Near] = field(default_factory=dict)


NOTHING = Before()


class Step(NamedTuple):
    """How far a number of a column has moved: its total and its base."""

    column: str
    total: int
    base: int


def look_back(
    found: Sequence[PublishedTable], respondents: int, profile: Profile, publications: Sequence[Facts]
) -> Before:
    """What earlier publications mean for these tables; nothing where the profile withholds nothing."""
    if not profile.smallest:
        return NOTHING
    totals = {name: count for table in found for place, count in table.numbers.items() for name in table.names[place]}
    moved, kept, known = set[str](), set[str](), set[str]()
    near: dict[str, Near] = {}
    for old in publications:
        for table in found:
            moved |= set(_moved_by_few(table, profile, old))
            kept |= set(_still_withheld(table, profile, old, {WHOLE: respondents, **_sizes(table, totals)}))
        told = {name: was for name, count in totals.items() if (was := _counted(old.get(name), count))}
        known |= {name for name, was in told.items() if was == (totals[name].total, totals[name].base)}
        near |= {name: Near(*was, profile.smallest - 1) for name, was in told.items()}
    near = {name: near[name] for name in near if name in moved and name not in known}
    return Before(frozenset(moved), frozenset(kept - moved), frozenset(known), near)


def _moved_by_few(table: PublishedTable, profile: Profile, old: Facts) -> Iterator[str]:
    """The ids of what so few places moved since a publication that they would be known by it."""
    for _, columns in table.blocks():
        steps = {group: list(_steps(table, columns, group, old)) for group in (WHOLE, *table.groups)}
        for group, moved in steps.items():
            if _by_few(table, moved, profile):
                yield from (name for column in columns for name in table.names.get((column, group), ()))
        # Who is in none of the groups that are shown is the whole without them.
        rest = [
            Step(
                whole.column,
                whole.total - sum(step.total for step in shown),
                whole.base - sum(step.base for step in shown),
            )
            for whole in steps[WHOLE]
            if (shown := [step for group in table.groups for step in steps[group] if step.column == whole.column])
        ]
        if _by_few(table, rest, profile):
            yield from (name for column in columns for name in table.names[column, WHOLE])


def _steps(table: PublishedTable, columns: Sequence[str], group: str | None, old: Facts) -> Iterator[Step]:
    """How far each number of a group has moved that is known of both times."""
    for column in columns:
        for name in table.names.get((column, group), ())[:1]:
            count = table.numbers[column, group]
            if was := _counted(old.get(name), count):
                yield Step(column, count.total - was[0], count.base - was[1])


def _by_few(table: PublishedTable, steps: Sequence[Step], profile: Profile) -> bool:
    """Whether so few places can have moved these numbers that they, or what they answered, would be known by it."""
    shares = [step for step in steps if table.is_share(step.column)]
    if profile.counts and any(_tells_of_few(step, profile) for step in shares):
        return True
    return 0 < movers(table, steps) < profile.smallest


def _tells_of_few(step: Step, profile: Profile) -> bool:
    """Whether few of those who came or went gave an answer, or few did not."""
    parts = abs(step.total), abs(step.base - step.total)
    return any(parts) and min(parts) < profile.smallest


def movers(table: PublishedTable, steps: Sequence[Step]) -> int:
    """The fewest places that can have moved some numbers so far; 0 where none moved."""
    bases = max((abs(step.base) for step in steps), default=0)
    shares = {step.column: step.total for step in steps if table.is_share(step.column)}
    most = max(map(abs, shares.values()), default=0)
    for columns in table.partitions:
        for sign in (1, -1):
            most = max(most, sum(max(sign * shares.get(column, 0), 0) for column in columns))
    sums = any(step.total for step in steps if not table.is_share(step.column))
    return max(bases, most, int(sums))


def _still_withheld(
    table: PublishedTable, profile: Profile, old: Facts, sizes: Mapping[str | None, int]
) -> Iterator[str]:
    """The ids of what a publication withheld, in groups that are much as they were then."""
    for _, columns in table.blocks():
        for group in (WHOLE, *table.groups):
            names = [name for column in columns for name in table.names.get((column, group), ())]
            size = old.get("respondenter" if group is WHOLE else table.sizes[group])
            grown = abs(sizes.get(group, 0) - size.count) if size and size.count is not None else 0
            moved = movers(table, [*_steps(table, columns, group, old)])
            if max(grown, moved) < profile.smallest:
                yield from (name for name in names if name in old and old[name].suppressed)


def _sizes(table: PublishedTable, counts: Mapping[str, Count]) -> dict[str | None, int]:
    """How many are in each group of a table now."""
    return {group: counts[name].total for group, name in table.sizes.items() if name in counts}


def why_it_waits(
    respondents: int, moved: int, numbers: int, profile: Profile, publications: Sequence[Facts], edition: str
) -> str:
    """Why the edition stays as it was published, in Danish; blank where it need not.

    `moved` of its `numbers` would be withheld if it did not.
    """
    known = [fact.count for old in publications if (fact := old.get("respondenter")) and fact.count is not None]
    few = next((abs(respondents - count) for count in known if 0 < abs(respondents - count) < profile.smallest), 0)
    if not few and moved <= _MOST * numbers:
        return ""
    what = f"{few} svar er kommet til eller faldet fra" if few else f"svar fra få væresteder flytter {moved} tal"
    return (
        f"Udgaven {edition} bliver, som den er udgivet, for {what}, og hvem der holder de nye tal op mod de udgivne, "
        f"kan se, hvad de svarede. Udgiv rettelsen sammen med andre: når den handler om mindst "
        f"{format_number(profile.smallest)} væresteder i hver af de grupper, hvis tal den flytter."
    )


def _counted(fact: Fact | None, count: Count) -> tuple[int, int] | None:
    """The total and base that a published fact states, None where it states none."""
    if fact is None or fact.suppressed or fact.base_n is None or fact.value is None:
        return None
    if fact.unit == SHARE:
        return None if fact.count is None else (fact.count, fact.base_n)
    steps = HALF_HOURS if fact.unit in ("hours", "total") else 1
    times = 1 if fact.unit == "total" else fact.base_n
    return round(fact.value * steps * times), fact.base_n
