"""Facts: what the responses say, counted in exact integers. See `Fact` for the one currency.

An id is `measure[.item][.group]` in the questionnaire's keys, the same in every edition.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from helpers.counting import Count, count_responses
from helpers.danish import capitalise, format_number, format_percent, number_word
from helpers.edition import Edition, load_edition
from helpers.errors import VaerestederError
from helpers.published import load_figures
from helpers.questionnaire import Questionnaire
from helpers.responses import Responses, load_responses

# Hours are kept in half hours.
HALF_HOURS = 2
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

    `lost` holds the ids of facts that the report printed and the text extraction lost.
    """

    def __init__(
        self,
        edition: Edition,
        questionnaire: Questionnaire,
        facts: Mapping[str, Fact],
        lost: frozenset[str] = frozenset(),
    ) -> None:
        self.lost = lost
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

    def with_facts(self, more: Mapping[str, Fact]) -> "Facts":
        """These facts and more of them."""
        return Facts(self.edition, self.questionnaire, self._facts | dict(more), self.lost)


class UnknownFactError(VaerestederError, KeyError):
    """An id that no fact of the edition has."""

    def __str__(self) -> str:
        return str(self.args[0])


def load_facts(edition: str, responses: str = "") -> Facts:
    """The facts of an edition, from its own responses or from the file that `responses` names.

    Of reconstructed responses only what the report printed is a fact: they match the printed margins
    by construction, and everything else in them is made up. Where it printed a base alone, the fact
    has no other number.
    Raises DataError where the responses have faults, VaerestederError where there is no such edition.
    """
    described = load_edition(edition)
    loaded = load_responses(described, Path(responses) if responses else None)
    facts = compute_facts(loaded, described)
    if not described.reconstructed:
        return facts
    figures = load_figures(described)
    printed = {figure.fact for figure in figures if figure.value is not None}
    lost = frozenset(figure.fact for figure in figures if figure.value is None) - printed
    bases = printed - {figure.fact for figure in figures if figure.unit != "base"}
    stated = {
        key: replace(facts[key], value=None, count=None) if key in bases else facts[key]
        for key in facts
        if key in printed
    }
    return Facts(described, loaded.questionnaire, stated, lost)


def compute_facts(responses: Responses, edition: Edition) -> Facts:
    """Every fact that the questionnaire defines, counted from the responses."""
    answered = len(responses.frame)
    stated = "published" if edition.reconstructed else edition.source
    facts = [
        Fact("medlemmer", Fraction(edition.members), "count", edition.members, None, stated),
        Fact("ramme", Fraction(edition.frame), "count", edition.frame, None, stated),
        Fact("respondenter", Fraction(answered), "count", answered, None, edition.source),
        *(
            _withhold(_fact(count, edition.source), edition.minimum_base)
            for count in (Count("svarprocent", "percent", answered, edition.frame), *count_responses(responses))
        ),
    ]
    return Facts(edition, responses.questionnaire, {fact.id: fact for fact in facts})


def _fact(count: Count, source: str) -> Fact:
    """A count as the number that a reader is shown."""
    if count.unit == "percent":
        value = Fraction(100 * count.total, count.base) if count.base else None
        return Fact(count.id, value, count.unit, count.total, count.base, source)
    steps = HALF_HOURS if count.unit in ("hours", "total") else 1
    divisor = 1 if count.unit == "total" else count.base
    value = Fraction(count.total, divisor * steps) if count.base else None
    return Fact(count.id, value, count.unit, None, count.base, source)


def _withhold(fact: Fact, minimum_base: int) -> Fact:
    """The fact, without its numbers where it rests on fewer responses than may be published."""
    if fact.base_n is None or not 0 < fact.base_n < minimum_base or fact.id.startswith("kommuner"):
        return fact
    return replace(fact, value=None, count=None, suppressed=True)


def fact_text(fact: Fact, face: str = "") -> str:
    """One face of a fact as Danish text: `16 %`, `26,3`, `1.348`.

    Faces: none (the value), `antal` and `base` (the integers of a share, the base of a mean), both
    also as `-ord` (in words up to twelve) and `-Ord` (the same at the start of a sentence), and
    `praecis` (two decimals). Raises VaerestederError where the fact has no such face.
    """
    name, _, style = face.partition("-")
    if fact.suppressed:
        return "skjult"
    if name in ("antal", "base") and style in ("", "ord", "Ord"):
        number = fact.count if name == "antal" else fact.base_n
        if number is None:
            raise VaerestederError(f'Tallet "{fact.id}" har intet "{name}".')
        text = number_word(number) if style else format_number(number)
        return capitalise(text) if style == "Ord" else text
    if face not in ("", "praecis"):
        raise VaerestederError(f'"{face}" er ingen side af et tal ("{fact.id}"). Skriv en af: {", ".join(FACES)}.')
    if fact.value is None:
        return "ingen svar"
    decimals = 2 if face else int(fact.unit in ("mean", "hours"))
    return (format_percent if fact.unit == "percent" else format_number)(fact.value, decimals)


def write_facts(facts: Facts, path: Path) -> None:
    """Write the facts as CSV: exact counts, values with ten decimals, and a Danish word on the source."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "value", "unit", "count", "base_n", "source", "suppressed", "note"])
        for fact in facts.values():
            note = facts.edition.short_notice if fact.source == "reconstructed" else ""
            value = "" if fact.value is None else f"{float(fact.value):.10f}".rstrip("0").rstrip(".")
            writer.writerow(
                [fact.id, value, fact.unit, fact.count, fact.base_n, fact.source, int(fact.suppressed), note]
            )
