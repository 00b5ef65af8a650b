"""Facts: what the responses say, counted in exact integers. See `Fact` for the one currency.

An id is `measure[.item][.group]` in the questionnaire's keys, the same in every edition.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from helpers.base.danish import capitalise, format_number, format_percent, number_word
from helpers.base.errors import DataError, Fault, VaerestederError
from helpers.facts.counting import Count, count_responses
from helpers.facts.disclosure import withheld_ids
from helpers.facts.linked_places import can_be_linked, count_linked, count_places
from helpers.facts.missing import HIDDEN, NO_ANSWER
from helpers.survey.edition import RECORD, Edition, earlier_edition, load_edition
from helpers.survey.printed_figures import load_figures
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import Responses, load_responses, questionnaire_of

# Hours are kept in half hours.
HALF_HOURS = 2
# Before the id of a share: among the places that answered in the edition before, too.
LINKED = "samme_steder"
_COLUMNS = ("id", "value", "unit", "count", "base_n", "source", "suppressed", "note")
FACES = ("antal", "antal-ord", "antal-Ord", "base", "base-ord", "base-Ord", "praecis")


@dataclass(frozen=True)
class Fact:
    """One number that the edition states.

    `value` is exact: 0-100 for `percent`, hours a week for `hours` (a mean) and `total`, the
    arithmetic mean for `mean`, None where the base is empty or the fact is withheld. `count` and
    `base_n` are numerator and denominator of a share; a mean has a base only. `source` is survey,
    reconstructed or published.
    """

    id: str
    value: Fraction | None
    unit: str
    count: int | None
    base_n: int | None
    source: str
    suppressed: bool = False

    def face(self, unit: str) -> Fraction | None:
        """The side of the fact that a printed figure with this unit shows."""
        if unit in ("count", "listed") and self.count is not None:
            return Fraction(self.count)
        if unit == "base" and self.base_n is not None:
            return Fraction(self.base_n)
        return self.value


class Facts(Mapping[str, Fact]):
    """The facts of one edition by id, in the order of the questionnaire.

    `lost` holds the ids of facts that the report printed and the text extraction lost; `earlier` the
    facts of the edition before this one, where there is one.
    """

    def __init__(
        self,
        edition: Edition,
        questionnaire: Questionnaire,
        facts: Mapping[str, Fact],
        lost: frozenset[str] = frozenset(),
        earlier: "Facts | None" = None,
    ) -> None:
        self.lost = lost
        self.earlier = earlier
        self.edition = edition
        self.questionnaire = questionnaire
        self._facts = dict(facts)

    def __getitem__(self, fact_id: str) -> Fact:
        try:
            return self._facts[fact_id]
        except KeyError:
            raise UnknownFactError(f'Udgaven {self.edition.key} har intet tal med id "{fact_id}".') from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def after(self, earlier: "Facts") -> "Facts":
        """These facts, knowing those of the edition before."""
        return Facts(self.edition, self.questionnaire, self._facts, self.lost, earlier)

    def with_facts(self, more: Mapping[str, Fact]) -> "Facts":
        """These facts and more of them."""
        return Facts(self.edition, self.questionnaire, self._facts | dict(more), self.lost, self.earlier)


class UnknownFactError(VaerestederError, KeyError):
    """An id that no fact of the edition has."""

    def __str__(self) -> str:
        return str(self.args[0])


def load_facts(edition: str, responses: str = "") -> Facts:
    """The facts of an edition, from its own responses or from the file that `responses` names.

    Where the edition's responses are not on this machine, the facts are those that it published
    (`facts.csv` in its folder). Those of the edition before it come along as `earlier`.
    Raises DataError where the responses have faults, VaerestederError where there is no such edition
    or nothing to count.
    """
    before = earlier_edition(edition)
    return load_pair(before, edition, responses) if before else _load(edition, responses)[0]


def load_pair(earlier: str, later: str, responses: str = "") -> Facts:
    """The facts of an edition with those of any earlier one as `earlier`; see `load_facts`.

    Where the same places can be followed from one to the other, their shares are facts too.
    """
    before, first = _load(earlier, "")
    facts, second = _load(later, responses)
    if second is None and earlier != earlier_edition(later):
        # The record links the places to another edition than the one asked for.
        kept = {key: fact for key, fact in facts.items() if key.partition(".")[0] != LINKED}
        facts = Facts(facts.edition, facts.questionnaire, kept, facts.lost)
    linked: dict[str, Fact] = {}
    if first and second and can_be_linked(before.edition, facts.edition):
        linked = _linked(before, first, facts, second)
    return facts.after(before).with_facts(linked)


def _load(edition: str, responses: str) -> tuple[Facts, Responses | None]:
    """The facts of an edition, and the responses that they were counted from where those are here."""
    described = load_edition(edition)
    record = described.folder / RECORD
    if not responses and not (described.folder / "responses.csv").is_file() and record.is_file():
        return read_facts(record, described), None
    loaded = load_responses(described, Path(responses) if responses else None)
    facts = compute_facts(loaded, described)
    return (_printed_only(facts) if described.reconstructed else facts), loaded


def _linked(before: Facts, first: Responses, after: Facts, second: Responses) -> dict[str, Fact]:
    """How the same places answered both times: the earlier share, the later, and that of the answer twice.

    Withheld is what rests on fewer places than may be published, and also what would leave so few when
    taken from the share of all: their answers could be found by subtraction.
    """
    minimum = max(before.edition.minimum_base, after.edition.minimum_base)
    places, source = count_places(first, second), after.edition.source
    facts = [Fact(LINKED, Fraction(places), "count", places, None, source)] if places else []
    for linked in count_linked(first, second, (before.edition.key, after.edition.key)):
        others = [(facts_of[linked.fact].base_n or 0) - linked.base for facts_of in (before, after)]
        hidden = linked.base < minimum or any(0 < count < minimum for count in others)
        counts = (("foer", linked.earlier), ("nu", linked.later), ("begge", linked.both))
        for name, count in counts:
            facts.append(_fact(Count(f"{LINKED}.{linked.fact}.{name}", "percent", count, linked.base), source, hidden))
    return {fact.id: fact for fact in facts}


def _printed_only(facts: Facts) -> Facts:
    """Of reconstructed responses, only what the report printed is a fact.

    They match the printed margins by construction, and everything else in them is made up. Where it
    printed a base alone, the fact has no other number.
    """
    figures = load_figures(facts.edition)
    printed = {figure.fact for figure in figures if figure.value is not None}
    lost = frozenset(figure.fact for figure in figures if figure.value is None) - printed
    bases = printed - {figure.fact for figure in figures if figure.unit != "base"}
    stated = {
        key: replace(facts[key], value=None, count=None) if key in bases else facts[key]
        for key in facts
        if key in printed
    }
    return Facts(facts.edition, facts.questionnaire, stated, lost)


def compute_facts(responses: Responses, edition: Edition) -> Facts:
    """Every fact that the questionnaire defines, counted from the responses."""
    answered = len(responses)
    stated = "published" if edition.reconstructed else edition.source
    counts = [Count("svarprocent", "percent", answered, edition.frame), *count_responses(responses)]
    hidden = withheld_ids({count.id: count.base for count in counts}, responses.questionnaire, edition.minimum_base)
    facts = [
        Fact("medlemmer", Fraction(edition.members), "count", edition.members, None, stated),
        Fact("ramme", Fraction(edition.frame), "count", edition.frame, None, stated),
        Fact("respondenter", Fraction(answered), "count", answered, None, edition.source),
        *(_fact(count, edition.source, count.id in hidden) for count in counts),
    ]
    return Facts(edition, responses.questionnaire, {fact.id: fact for fact in facts})


def _fact(count: Count, source: str, withheld: bool = False) -> Fact:
    """A count as the number that a reader is shown, or as one that is withheld."""
    if withheld:
        return Fact(count.id, None, count.unit, None, count.base, source, suppressed=True)
    if count.unit == "percent":
        value = Fraction(100 * count.total, count.base) if count.base else None
        return Fact(count.id, value, count.unit, count.total, count.base, source)
    steps = HALF_HOURS if count.unit in ("hours", "total") else 1
    divisor = 1 if count.unit == "total" else count.base
    value = Fraction(count.total, divisor * steps) if count.base else None
    return Fact(count.id, value, count.unit, None, count.base, source)


def fact_text(fact: Fact, face: str = "") -> str:
    """One face of a fact as Danish text: `16 %`, `26,3`, `1.348`.

    Faces: none (the value), `antal` and `base` (the integers of a share, the base of a mean), both
    also as `-ord` (in words up to twelve) and `-Ord` (the same at the start of a sentence), and
    `praecis` (two decimals). Raises VaerestederError where the fact has no such face.
    """
    name, _, style = face.partition("-")
    if fact.suppressed:
        return HIDDEN
    if name in ("antal", "base") and style in ("", "ord", "Ord"):
        number = fact.count if name == "antal" else fact.base_n
        if number is None:
            raise VaerestederError(f'Tallet "{fact.id}" har intet "{name}".')
        text = number_word(number) if style else format_number(number)
        return capitalise(text) if style == "Ord" else text
    if face not in ("", "praecis"):
        raise VaerestederError(f'"{face}" er ingen side af et tal ("{fact.id}"). Skriv en af: {", ".join(FACES)}.')
    if fact.value is None:
        return NO_ANSWER
    decimals = 2 if face else int(fact.unit in ("mean", "hours"))
    return (format_percent if fact.unit == "percent" else format_number)(fact.value, decimals)


def write_facts(facts: Facts, path: Path) -> None:
    """Write the facts as CSV: exact counts, values with ten decimals, and a Danish word on the source."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for fact in facts.values():
            note = facts.edition.short_notice if fact.source in ("reconstructed", "rehearsal") else ""
            value = "" if fact.value is None else f"{float(fact.value):.10f}".rstrip("0").rstrip(".")
            # How many there are in a group that is too small to be shown is no number for others either.
            base = None if fact.suppressed else fact.base_n
            writer.writerow([fact.id, value, fact.unit, fact.count, base, fact.source, int(fact.suppressed), note])


def read_facts(path: Path, edition: Edition) -> Facts:
    """The facts in a file that `write_facts` wrote, as exact as they were.

    Raises DataError with every row that is no fact.
    """
    facts: dict[str, Fact] = {}
    faults = []
    with path.open(encoding="utf-8", newline="") as file:
        for row, cells in enumerate(csv.DictReader(file, strict=True), start=2):
            try:
                fact = _read_fact(cells)
            except (KeyError, TypeError, ValueError) as error:
                faults.append(Fault(path.name, row, "", f"Rækken kan ikke læses som et tal ({error})."))
            else:
                facts[fact.id] = fact
    if faults:
        raise DataError(faults)
    return Facts(edition, questionnaire_of(edition), facts)


def _read_fact(cells: Mapping[str, str]) -> Fact:
    count, base = (int(cells[name]) if cells[name] else None for name in ("count", "base_n"))
    unit = cells["unit"]
    value = Fraction(cells["value"]) if cells["value"] else None
    if value is not None and unit == "percent" and count is not None and base:
        value = Fraction(100 * count, base)
    elif value is not None and unit in ("mean", "hours") and base:
        # Ten decimals are enough to find the sum of whole numbers, or of halves, that the mean came from.
        steps = base * (HALF_HOURS if unit == "hours" else 1)
        value = Fraction(round(value * steps), steps)
    return Fact(cells["id"], value, unit, count, base, cells["source"], cells["suppressed"] == "1")
