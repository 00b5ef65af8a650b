"""Which numbers of an edition another edition can be held against.

Of a reconstructed edition they are those that its report printed, with the base, and that nothing
else it printed contradicts. Rules and reasons: docs/decisions/comparison.md.
"""

from collections.abc import Iterator
from fractions import Fraction

from helpers.base.danish import number_word
from helpers.facts.fact_id import FactId
from helpers.facts.model import Fact, Facts
from helpers.facts.uncertainty import SMALLEST_BASE
from helpers.printed.audit import AGREES, DEVIATES, AuditVerdict, audit_edition
from helpers.survey.questionnaire_wordings import name_is_lost


class Stated:
    """The numbers of one edition that can be compared, and of the others why not."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._keys = keys_of(facts)
        self._verdicts: dict[str, list[AuditVerdict]] = {}
        for verdict in audit_edition(facts) if facts.edition.reconstructed else ():
            self._verdicts.setdefault(verdict.figure.fact, []).append(verdict)

    def __iter__(self) -> Iterator[str]:
        """The ids of all that answers a question, comparable or not, the lost numbers last."""
        return (fact_id for fact_id in (*self._facts, *sorted(self._facts.lost)) if self._parse(fact_id))

    def value(self, fact_id: str) -> Fraction:
        """The value of a number that can be compared: exact, or as printed where no more of a mean is known."""
        fact = self._facts[fact_id]
        assert fact.value is not None
        agreeing = [verdict.figure for verdict in self._verdicts.get(fact_id, ()) if verdict.state == AGREES]
        printed = [figure for figure in agreeing if figure.unit == fact.unit]
        if fact.unit == "percent" or not printed:
            return fact.value
        return max(printed, key=lambda figure: figure.decimals).value or Fraction(0)

    def base(self, fact_id: str) -> int:
        """How many responses a number that can be compared rests on; 0 where that is not known."""
        base = self._facts[fact_id].base_n or 0
        verdicts = self._verdicts.get(fact_id, ())
        if self._facts.edition.reconstructed and not any(verdict.figure.base_n == base for verdict in verdicts):
            return 0
        return base

    def against(self, fact_id: str) -> str:
        """Why a number cannot be compared with one of another edition, in Danish; blank where it can."""
        parts = self._parse(fact_id)
        if parts is None:
            return "Tallet er ikke et svar på et spørgsmål."
        labels = {answer.key: answer.label for answer in self._facts.questionnaire.answers(parts.measure)}
        if name_is_lost(labels.get(parts.item, "")):
            return "Svarets navn er gået tabt."
        year, fact = self._facts.edition.key, self._facts.get(fact_id)
        if fact is None:
            return self._absent(fact_id, year)
        if fact.suppressed:
            return f"Tallet er skjult i {year}, fordi få svar ellers kunne kendes."
        if fact.value is None:
            return _unknown(fact, year)
        if fact.base_n is not None and fact.base_n < self.smallest_base:
            return f"Kun {number_word(fact.base_n)} svarede i {year}."
        return self._doubted(fact) if self._facts.edition.reconstructed else ""

    @property
    def smallest_base(self) -> int:
        """The fewest responses that a number must rest on."""
        return max(SMALLEST_BASE, self._facts.edition.minimum_base)

    def _parse(self, fact_id: str) -> FactId | None:
        """The parts of the id of an answer, None where it is none: a total follows from its mean."""
        parts = FactId.parse(fact_id, self._facts.questionnaire)
        return None if parts.total or parts.measure not in self._keys else parts

    def _absent(self, fact_id: str, year: str) -> str:
        if fact_id in self._facts.lost:
            return f"Rapporten fra {year} har trykt tallet, men det er gået tabt."
        if self._facts.edition.reconstructed:
            return f"Rapporten fra {year} har ikke trykt tallet."
        return f"Tallet er ikke opgjort i {year}."

    def _doubted(self, fact: Fact) -> str:
        """Why a printed number is not firm enough to be compared."""
        year = self._facts.edition.key
        if any(verdict.state == DEVIATES for verdict in self._verdicts.get(fact.id, ())):
            return f"Tallet i rapporten fra {year} er et andet end det, som bogen regner med."
        # A share without its base has a count that the reconstruction chose.
        if fact.unit == "percent" and not self.base(fact.id):
            return f"Rapporten fra {year} har ikke trykt, hvor mange der svarede."
        return ""


def _unknown(fact: Fact, year: str) -> str:
    """Why a number that an edition tells something of has no value there."""
    if fact.base_n == 0:
        return f"Ingen svarede i {year}."
    if fact.base_n is None and fact.count is not None:
        return f"Rapporten fra {year} har ikke trykt, hvor mange der svarede."
    return f"Rapporten fra {year} har ikke trykt tallet."


def keys_of(facts: Facts) -> set[str]:
    """The questions and measures of an edition."""
    return {*facts.questionnaire.questions, *facts.questionnaire.measures}
