"""What a figure found, as its title: a sentence bound to a condition, shown only where it is true.

In the chapter: `show_…(…, title="Åbne og visiterede tilbud", finding="De fleste, {tilbudstype.aaben}, er
åbne tilbud", when=more_than_half("tilbudstype.aaben"))`. The plain title names the figure in every edition; it
also stands above it where the finding does not hold or cannot be judged.
"""

import re
from dataclasses import replace

from helpers.base.errors import VaerestederError
from helpers.facts.claims import judge, reason_unknown
from helpers.facts.claims_csv import HOLDS, UNKNOWN
from helpers.facts.condition import Condition
from helpers.facts.missing import DASH
from helpers.facts.model import Facts
from helpers.facts.text import fact_text
from helpers.figures.descriptions import Figure

# `{id}` or `{id face}`: a number of the edition within a sentence.
_NUMBER = re.compile(r"\{(?P<fact>[\w.]+)(?: (?P<face>[\w-]+))?\}")


def headed(figure: Figure, finding: str, when: Condition | None, facts: Facts) -> Figure:
    """The figure with its finding as headline, judged as a conclusion that is called as the figure is.

    Without a finding the figure is as it was. Raises VaerestederError where a finding has no condition or
    the other way round.
    """
    if not finding and when is None:
        return figure
    if not finding or when is None:
        raise VaerestederError(f"{figure.name}: finding og when hører sammen. Skriv begge, eller ingen af dem.")
    claim = judge(figure.name.replace("-", "_"), when, facts)
    quoted = [match["fact"] for match in _NUMBER.finditer(finding)]
    reason = next((r for fact_id in quoted if (r := reason_unknown(facts.get(fact_id), fact_id, facts))), "")
    if reason and claim.state == HOLDS:
        claim = replace(claim, state=UNKNOWN, reason=reason)
    sentence = _NUMBER.sub(lambda match: _number(match, facts), finding)
    shown = sentence if claim.state == HOLDS else figure.title
    return replace(figure, headline=shown, finding=sentence, claim=claim)


def _number(match: re.Match[str], facts: Facts) -> str:
    """One number of a sentence; a dash where the edition does not have it."""
    fact = facts.get(match["fact"])
    return fact_text(fact, match["face"] or "") if fact else DASH
