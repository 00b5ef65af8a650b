"""What each profile of disclosure control would withhold in an edition, for whoever chooses one."""

from dataclasses import dataclass
from fractions import Fraction

from helpers.facts.counting import count_responses
from helpers.facts.disclosure import withheld_ids
from helpers.facts.profiles import Profile, profile_of, profiles
from helpers.facts.published_tables import tables
from helpers.survey.edition import load_edition
from helpers.survey.responses import load_responses


@dataclass(frozen=True)
class ProfileShare:
    """A profile, the part of an edition's answers (0-1) that it withholds, and whether the edition has chosen it.

    `alone` is the part that the profile does not show itself; the rest is withheld so that nobody can work it out.
    """

    profile: Profile
    alone: Fraction
    withheld: Fraction
    chosen: bool


def weigh_profiles(edition: str) -> tuple[ProfileShare, ...]:
    """Each profile with its share, the most open first. Raises DataError where the responses are not here."""
    described = load_edition(edition)
    responses = load_responses(described)
    asked, counts = responses.questionnaire, list(count_responses(responses))
    every = {name for table in tables(counts, asked) for names in table.names.values() for name in names}
    found = []
    for profile in profiles(described.minimum_base):
        gone = [withheld_ids(counts, asked, profile, len(responses), audit=audit) for audit in (False, True)]
        alone, withheld = (Fraction(len(ids & every), max(len(every), 1)) for ids in gone)
        found.append(ProfileShare(profile, alone, withheld, profile.key == profile_of(described).key))
    return tuple(found)
