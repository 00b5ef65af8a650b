"""All that was ever asked, in the words that an edition knows of what it did not ask itself."""

from dataclasses import replace
from functools import cache
from types import MappingProxyType

from helpers.survey.frozen import is_frozen, questionnaire_file
from helpers.survey.questionnaire import Questionnaire, load_questionnaire


@cache
def load_ever_asked(edition: str) -> Questionnaire:
    """Every question of any year in its last wording, as the file that the edition is read by has it.

    What only later editions ask stands in the questionnaire of the project alone: the chapters at work may ask for it
    also where they are run for an edition with a questionnaire of its own.
    """
    ever = load_questionnaire("")
    if not is_frozen(edition):
        return ever
    own = load_questionnaire("", questionnaire_file(edition))
    return replace(
        own,
        themes=MappingProxyType({**ever.themes, **own.themes}),
        questions=MappingProxyType({**ever.questions, **own.questions}),
        measures=MappingProxyType({**ever.measures, **own.measures}),
        groupings=MappingProxyType({**ever.groupings, **own.groupings}),
        breakdowns=MappingProxyType({**ever.breakdowns, **own.breakdowns}),
    )
