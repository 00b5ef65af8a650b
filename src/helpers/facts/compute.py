"""Facts computed: counts of responses as numbers that a reader is shown, or that are withheld."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from helpers.base.rounding import round_half_up
from helpers.facts.counting import HALF_HOURS, Count, count_responses
from helpers.facts.disclosure import withheld_ids
from helpers.facts.fact_id import FactId
from helpers.facts.model import Fact, Facts
from helpers.facts.profiles import profile_of
from helpers.facts.publications import look_back, why_it_waits
from helpers.facts.published_tables import tables
from helpers.survey.edition import Edition
from helpers.survey.printed_figures import PrintedFigure, load_figures
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import Responses


def compute_facts(responses: Responses, edition: Edition, publications: Sequence[Facts] = ()) -> Facts:
    """Every fact that the questionnaire defines, counted from the responses.

    What the edition's profile withholds is withheld here, and so reaches no page and no file; `publications` are
    what the edition has published before. Where too few places have moved the numbers, the last of them stands for
    the new ones, and `waiting` says why.
    """
    answered, profile, asked = len(responses), profile_of(edition), responses.questionnaire
    stated = "published" if edition.reconstructed else edition.source
    counts = [Count("svarprocent", "percent", answered, edition.frame), *count_responses(responses)]
    found = tables(counts, asked)
    before = look_back(found, answered, profile, publications)
    told = sum(map(len, (names for table in found for names in table.names.values())))
    if why := why_it_waits(answered, len(before.moved), told, profile, publications, edition.key):
        return publications[-1].waits(why)
    hidden = withheld_ids(counts, asked, profile, answered, before)
    facts = [
        Fact("medlemmer", Fraction(edition.members), "count", edition.members, None, stated),
        Fact("ramme", Fraction(edition.frame), "count", edition.frame, None, stated),
        Fact("respondenter", Fraction(answered), "count", answered, None, edition.source),
        *(fact_of(count, edition.source, count.id in hidden) for count in counts),
    ]
    return Facts(edition, asked, {fact.id: fact for fact in facts})


def fact_of(count: Count, source: str, withheld: bool = False) -> Fact:
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


def only_printed(facts: Facts) -> Facts:
    """Of reconstructed responses, only what the report printed is a fact.

    They match the printed margins by construction, and everything else in them is made up. Where the report printed a
    base alone, the fact has no other number; where it printed none for the question in the group, the fact has no base.
    """
    figures, asked = load_figures(facts.edition), facts.questionnaire
    printed = {figure.fact for figure in figures if figure.value is not None}
    lost = frozenset(figure.fact for figure in figures if figure.value is None) - printed
    bases = printed - {figure.fact for figure in figures if figure.unit != "base"}
    told = {_base_of(figure.fact, asked) for figure in figures if figure.base_n is not None or figure.unit == "base"}
    stated = {}
    for key in facts:
        if key in bases:
            stated[key] = replace(facts[key], value=None, count=None)
        elif key in printed:
            stated[key] = facts[key] if _base_of(key, asked) in told else _without_base(facts[key], figures)
    return Facts(facts.edition, facts.questionnaire, stated, lost)


def _base_of(fact_id: str, questionnaire: Questionnaire) -> tuple[str, str]:
    """What has one base: a question or measure in a group."""
    name = FactId.parse(fact_id, questionnaire)
    return name.measure, name.group.key if name.group else ""


def _without_base(fact: Fact, figures: Sequence[PrintedFigure]) -> Fact:
    """The fact as it is known where nobody says how many answered: a count, or a mean as exact as it was printed."""
    if fact.unit == "percent" or fact.value is None:
        return replace(fact, base_n=None, value=None)
    decimals = max(figure.decimals for figure in figures if figure.fact == fact.id)
    return replace(fact, base_n=None, value=round_half_up(fact.value, decimals))
