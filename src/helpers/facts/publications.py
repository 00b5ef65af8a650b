"""What an edition has published before: held against it, a later publication could tell whose answers were changed.

Whoever kept the earlier numbers sees what moved. Where a few places alone can explain it, the numbers that moved are
withheld; where that would be most of them, the edition stays as it was published until more has changed.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from helpers.base.danish import format_number
from helpers.base.whole_files import replace_whole
from helpers.facts.attack import SHARE, WHOLE, PublishedTable
from helpers.facts.counting import HALF_HOURS, Count
from helpers.facts.facts_csv import read_facts
from helpers.facts.model import Fact, Facts
from helpers.facts.profiles import Profile
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


def changed_by_few(found: Iterable[PublishedTable], profile: Profile, publications: Sequence[Facts]) -> frozenset[str]:
    """The ids of the numbers that so few places moved since a publication that they would be known by it."""
    names: set[str] = set()
    for table in found:
        for group in (WHOLE, *table.groups):
            columns = [column for column in table.columns if (column, group) in table.numbers]
            if any(0 < _movers(table, columns, group, old) < profile.smallest for old in publications):
                names |= {name for column in columns for name in table.names[column, group]}
    return frozenset(names)


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


def _movers(table: PublishedTable, columns: Sequence[str], group: str | None, old: Facts) -> int:
    """The fewest places that can have moved the numbers of a group since a publication; 0 where none moved."""
    changes = []
    for column in columns:
        count = table.numbers[column, group]
        for name in table.names[column, group]:
            was = _counted(old.get(name), count)
            if was is not None:
                changes.append((count.total - was[0], count.base - was[1], count.unit == SHARE))
    bases = max((abs(base) for _, base, _ in changes), default=0)
    shares = [total for total, _, share in changes if share]
    if table.partition:
        most = max(sum(max(sign * total, 0) for total in shares) for sign in (1, -1))
    else:
        most = max(map(abs, shares), default=0)
    sums = any(total for total, _, share in changes if not share)
    return max(bases, most, int(sums))


def _counted(fact: Fact | None, count: Count) -> tuple[int, int] | None:
    """The total and base that a published fact states, None where it states none."""
    if fact is None or fact.suppressed or fact.base_n is None or fact.value is None:
        return None
    if fact.unit == SHARE:
        return None if fact.count is None else (fact.count, fact.base_n)
    steps = HALF_HOURS if fact.unit in ("hours", "total") else 1
    times = 1 if fact.unit == "total" else fact.base_n
    return round(fact.value * steps * times), fact.base_n
