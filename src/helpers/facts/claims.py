"""Living conclusions: a sentence and the condition on the facts under which it is true.

A chapter binds its sentences with `bind(facts, name=condition, …)` in the cell beside them, in the words of
`helpers.facts.conditions`.
"""

from dataclasses import asdict, dataclass
from typing import Any

from helpers.facts.claims_csv import BROKEN, HOLDS, UNKNOWN, WORDS
from helpers.facts.condition import Condition, UndecidedError
from helpers.facts.model import Fact, Facts
from helpers.facts.provenance import trace
from helpers.facts.text import fact_text

MEDIA_TYPE = "application/vnd.vaeresteder.claims+json"


@dataclass(frozen=True)
class Number:
    """One number that a conclusion rests on, as it is shown: `38 % (6 af 16)`."""

    fact: str
    text: str


@dataclass(frozen=True)
class Claim:
    """A judged condition.

    `state` is holds, broken or unknown; `reason` says in Danish why it cannot be judged, and is empty
    where it can.
    """

    name: str
    state: str
    rule: str
    numbers: tuple[Number, ...]
    reason: str


@dataclass(frozen=True)
class Claims:
    """The judged conditions of one cell, shown as such."""

    claims: tuple[Claim, ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        lines = [f"{claim.name}: {WORDS[claim.state]}. {claim.rule}" for claim in self.claims]
        return {"text/plain": "\n".join(lines), MEDIA_TYPE: {"claims": [asdict(claim) for claim in self.claims]}}


def bind(facts: Facts, **conditions: Condition) -> Claims:
    """The conditions judged against the facts, under the names that the prose uses."""
    return Claims(tuple(judge(name, condition, facts) for name, condition in conditions.items()))


def judge(name: str, condition: Condition, facts: Facts) -> Claim:
    """One condition judged: unknown where a fact is missing, withheld, or nobody answered."""
    condition = condition.within(facts)
    found = [facts.get(fact_id) for fact_id in condition.facts]
    numbers = tuple(Number(fact_id, _number_text(fact)) for fact_id, fact in zip(condition.facts, found, strict=True))
    asked = [(f, i) for f, i in zip(found, condition.facts, strict=True) if not (i in condition.among and _nobody(f))]
    reason = next((r for f, i in asked if (r := reason_unknown(f, i, facts))), "")
    if reason:
        return Claim(name, UNKNOWN, condition.rule, numbers, reason)
    try:
        held = condition.test([fact for fact in found if fact is not None], facts)
    except UndecidedError as undecided:
        return Claim(name, UNKNOWN, condition.rule, numbers, str(undecided))
    return Claim(name, HOLDS if held else BROKEN, condition.rule, numbers, "")


def reason_unknown(fact: Fact | None, fact_id: str, facts: Facts) -> str:
    """Why nothing can be said of a number, in Danish; blank where something can."""
    if fact is None:
        return f"Udgaven har intet tal »{fact_id}«."
    label = trace(fact_id, facts).label
    if fact.suppressed:
        return f"Tallet »{label}« vises ikke, fordi for få har svaret."
    if fact.value is None:
        return f"Ingen har svaret på »{label}«."
    return ""


def _nobody(fact: Fact | None) -> bool:
    return fact is not None and fact.value is None and fact.base_n == 0


def _number_text(fact: Fact | None) -> str:
    if fact is None:
        return "intet tal"
    if fact.count is None or fact.value is None or fact.unit != "percent":
        return fact_text(fact)
    return f"{fact_text(fact)} ({fact.count} af {fact.base_n})"
