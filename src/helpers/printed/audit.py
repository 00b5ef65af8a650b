"""Source control: each printed figure held against the fact it states."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers.base.danish import format_number
from helpers.base.rounding import round_half_up
from helpers.facts.model import Fact, Facts
from helpers.survey.printed_figures import Deviation, PrintedFigure, load_deviations, load_figures

AGREES = "agrees"
DEVIATES = "deviates"
NOT_RECOMPUTED = "not recomputed"
_STATES = {"stemmer": AGREES, "afviger": DEVIATES, "uden_modstykke": NOT_RECOMPUTED}


@dataclass(frozen=True)
class AuditVerdict:
    """One printed figure and what the responses give in its place.

    `recomputed` is rounded half up to as many decimals as were printed, None where there is nothing
    to recompute; `reason` says why a figure deviates or has no counterpart.
    """

    figure: PrintedFigure
    recomputed: Fraction | None
    state: str
    reason: str


def audit_edition(facts: Facts) -> tuple[AuditVerdict, ...]:
    """The verdict on each figure that the edition's report printed."""
    return audit_figures(load_figures(facts.edition), facts, load_deviations(facts.edition))


def audit_figures(
    figures: Sequence[PrintedFigure], facts: Facts, deviations: Iterable[Deviation]
) -> tuple[AuditVerdict, ...]:
    """The verdict on each of the figures; what deviates without an entry has an empty reason."""
    reasons = {figure: deviation.reason for deviation in deviations for figure in deviation.figures}
    return tuple(_judge(figure, facts, reasons.get(figure.id, "")) for figure in figures)


def _judge(figure: PrintedFigure, facts: Facts, reason: str) -> AuditVerdict:
    if not figure.fact or figure.value is None:
        return AuditVerdict(figure, None, NOT_RECOMPUTED, figure.note)
    value = facts[figure.fact].face(figure.unit)
    if value is None:
        return AuditVerdict(figure, None, NOT_RECOMPUTED, figure.note)
    recomputed = round_half_up(value, figure.decimals)
    if recomputed == figure.value:
        return AuditVerdict(figure, recomputed, AGREES, "")
    return AuditVerdict(figure, recomputed, DEVIATES, reason)


def audit_problems(verdicts: Sequence[AuditVerdict], deviations: Iterable[Deviation]) -> list[str]:
    """What is wrong between figures, responses and declared deviations, a Danish sentence each.

    A figure that deviates must be declared, a declared one must exist and deviate, and one that
    cannot be recomputed must say why.
    """
    by_id = {verdict.figure.id: verdict for verdict in verdicts}
    declared = {figure for deviation in deviations for figure in deviation.figures}
    problems = []
    for verdict in verdicts:
        figure = verdict.figure
        if verdict.recomputed is not None and verdict.state == DEVIATES and figure.id not in declared:
            given = format_number(verdict.recomputed, figure.decimals)
            problems.append(
                f'{figure.where}, "{figure.id}": rapporten trykker {figure.printed}, svarene giver '
                f"{given} ({figure.fact}). Ret svarene, eller forklar "
                "afvigelsen i deviations.yml."
            )
        if verdict.state == NOT_RECOMPUTED and not verdict.reason:
            problems.append(f'{figure.where}, "{figure.id}": der mangler en note om, hvorfor tallet ikke genberegnes.')
    for figure_id in sorted(declared):
        if figure_id not in by_id:
            problems.append(f'deviations.yml: "{figure_id}" findes ikke i published.csv.')
        elif by_id[figure_id].state != DEVIATES:
            problems.append(f'deviations.yml: "{figure_id}" afviger ikke. Slet den fra afvigelserne.')
    return problems


def audit_facts(verdicts: Sequence[AuditVerdict]) -> dict[str, Fact]:
    """The counts of the source control as facts, so that the book can quote them.

    `trykte_tal` are the numbers that can be read, and its parts their verdicts; `trykte_navne` the names in lists, with
    those that agree; `tabte_tal` the places of which the text extraction lost the number. A name is no number, and
    what was lost can neither agree nor deviate.
    """
    seen = [verdict for verdict in verdicts if verdict.figure.value is not None]
    names = [verdict for verdict in seen if verdict.figure.unit == "listed"]
    numbers = [verdict for verdict in seen if verdict.figure.unit != "listed"]
    facts = _counted("trykte_tal", numbers, _STATES) | _counted("trykte_navne", names, {"stemmer": AGREES})
    return facts | _counted("tabte_tal", [v for v in verdicts if v.figure.value is None], {})


def _counted(key: str, verdicts: Sequence[AuditVerdict], states: Mapping[str, str]) -> dict[str, Fact]:
    """How many there are, and how many of them are in each state."""
    total = len(verdicts)
    facts = {key: Fact(key, Fraction(total), "count", total, None, "published")}
    for part, state in states.items():
        count = sum(verdict.state == state for verdict in verdicts)
        value = Fraction(100 * count, total) if total else None
        facts[f"{key}.{part}"] = Fact(f"{key}.{part}", value, "percent", count, total, "published")
    return facts
