"""Disclosure control: which numbers are withheld because a place could be known by them."""

from collections.abc import Collection, Mapping

from helpers.survey.questionnaire import Questionnaire


def withheld_ids(bases: Mapping[str, int], questionnaire: Questionnaire, minimum_base: int) -> frozenset[str]:
    """The ids of the numbers that may not be published; `bases` maps each id to its number of responses.

    Withheld is what rests on fewer responses than the minimum, and where a group can be found by taking
    the others from the whole, the smallest of the others too. How many municipalities are represented
    says nothing of anybody's answers.
    """
    hidden = {key for key, base in bases.items() if 0 < base < minimum_base and not key.startswith("kommuner")}
    for measure in questionnaire.breakdowns:
        groups = {group.key for group in questionnaire.groups(measure)}
        for whole in bases:
            first, _, rest = whole.partition(".")
            if first.removesuffix("_i_alt") == measure and rest.rpartition(".")[2] not in groups:
                parts = [part for group in groups if (part := f"{whole}.{group}") in bases]
                hidden |= _complementary(whole, parts, bases, hidden, minimum_base)
    return frozenset(hidden)


def _complementary(
    whole: str, parts: Collection[str], bases: Mapping[str, int], hidden: Collection[str], minimum_base: int
) -> set[str]:
    """The parts to withhold besides those in `hidden`, so that no part is the whole without the others."""
    concealed = {part for part in parts if part in hidden}
    shown = sorted((part for part in parts if bases[part] and part not in hidden), key=lambda part: (bases[part], part))
    added: set[str] = set()
    if whole in hidden or not concealed:
        return added
    # Those in no group are told apart from the withheld by nobody, and so protect them.
    while shown and bases[whole] - sum(bases[part] for part in shown) < minimum_base:
        added.add(shown.pop(0))
    return added
