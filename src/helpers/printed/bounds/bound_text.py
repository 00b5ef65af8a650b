"""Bounds in Danish: what they are about, and what can be said of them."""

from fractions import Fraction

from helpers.base.danish import NO_BREAK_SPACE, format_number
from helpers.base.rounding import round_half_up
from helpers.facts.fact_id import FactId
from helpers.printed.bounds.bounds_file import CrossBound
from helpers.survey.questionnaire import Questionnaire

# What the printed figures say of a share that was not printed.
NOTHING = "Intet: Det kan være alt fra ingen til alle"
MOST_OF_THEM = "Det gælder mere end halvdelen"
FEW_OF_THEM = "Det gælder færre end halvdelen"
OPEN = "Om det gælder mere eller mindre end halvdelen, kan ikke afgøres"


def verdict(bound: CrossBound) -> str:
    """What can be known, whatever the answers that the report does not show."""
    if bound.least == 0 and bound.most == bound.group_most:
        return NOTHING
    if 2 * bound.least > bound.group_most:
        return MOST_OF_THEM
    return FEW_OF_THEM if 2 * bound.most < bound.group_least else OPEN


def spread_text(least: int, most: int) -> str:
    """Two numbers as one text: `33-41`, or `20` where they are the same."""
    return format_number(least) if least == most else f"{format_number(least)}-{format_number(most)}"


def share_limits(bound: CrossBound) -> tuple[int, int] | None:
    """The least and the greatest share of the group in whole percent; None where its size is not known."""
    if bound.group_least != bound.group_most:
        return None
    least, most = (int(round_half_up(Fraction(100 * n, bound.group_most))) for n in (bound.least, bound.most))
    return least, most


def answer_text(column: str, questionnaire: Questionnaire) -> str:
    """Those who gave an answer, as the group is called; else the answer, with its question where it needs one."""
    name = FactId.parse_known(column, questionnaire)
    for groups in questionnaire.groupings.values():
        for group in groups:
            if f"{group.question}.{group.answer}" == column:
                return group.label
    label = next((a.label for a in questionnaire.answers(name.measure) if a.key == name.item), "")
    kind = (questionnaire.questions.get(name.measure) or questionnaire.measures[name.measure]).kind
    if not label or kind == "single":
        return ": ".join(filter(None, (questionnaire.text(name.measure).rstrip("?"), label)))
    return label


def tell_bound(bound: CrossBound, questionnaire: Questionnaire) -> str:
    """A bound as one line: both answers, the numbers, and what they say."""
    given, asked = (answer_text(column, questionnaire) for column in (bound.given, bound.asked))
    numbers = f"{spread_text(bound.least, bound.most)} af {spread_text(bound.group_least, bound.group_most)}"
    limits = share_limits(bound)
    share = f" ({spread_text(*limits)}{NO_BREAK_SPACE}%)" if limits else ""
    return f"{given} / {asked}: {numbers}{share}. {verdict(bound)}."
