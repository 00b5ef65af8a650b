"""Facts: what the responses say, in exact numbers. See `Fact` for the one currency, and `fact_id` for its id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.survey.edition import Edition
from helpers.survey.questionnaire import Questionnaire


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
    facts of the edition before this one, where there is one. `waiting` says why these are the facts that the edition
    has published and not those of its responses; blank where they are. `memo` keeps what was worked out of them once.
    """

    waiting = ""

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
        self.memo: dict[str, Any] = {}

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
        return self._but(earlier=earlier)

    def waits(self, why: str) -> "Facts":
        """These facts in the place of newer ones, and why."""
        return self._but(waiting=why)

    def with_facts(self, more: Mapping[str, Fact]) -> "Facts":
        """These facts and more of them."""
        return self._but(facts=self._facts | dict(more))

    def _but(self, **changed: Any) -> "Facts":
        """These facts with something else."""
        kept = {"facts": self._facts, "earlier": self.earlier, "waiting": self.waiting} | changed
        made = Facts(self.edition, self.questionnaire, kept["facts"], self.lost, kept["earlier"])
        made.waiting = kept["waiting"]
        return made


class UnknownFactError(VaerestederError, KeyError):
    """An id that no fact of the edition has."""

    def __str__(self) -> str:
        return str(self.args[0])
