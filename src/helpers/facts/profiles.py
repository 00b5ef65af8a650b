"""The profiles of disclosure control that an edition chooses among: what each withholds, and what it promises.

What is withheld is never had back by whoever puts everything together that is published: `withheld_ids` of
`helpers.facts.disclosure` holds it against an attack. The choices and their sources: docs/decisions/disclosure.md.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from helpers.survey.edition import Edition
from helpers.survey.edition_file import NONE, SMALL_GROUPS, STRICT

# Where an edition names no smallest base: the threshold of five that many statistical offices require.
SMALLEST_BASE = 5


@dataclass(frozen=True)
class Profile:
    """One profile. `rule`, `source` and `example` are Danish, for whoever chooses.

    `smallest` is the fewest places that a number may rest on; with `counts` that holds of those who gave an answer,
    and of those who did not, too. No withheld number can be told from what is published within fewer than `width`
    places (or as many as the group has). A sum is withheld, with `dominance`, where the largest of it can be
    told within that part by the second largest.
    """

    key: str
    rule: str
    source: str
    example: str
    smallest: int = 0
    width: int = 0
    counts: bool = False
    dominance: Fraction = Fraction(0)


_SOURCES = (
    "UNECE/OECD, Glossary of Statistical Disclosure Control, »threshold rule«: nogle statistikkontorer kræver "
    "mindst fem i en celle, andre tre"
)
_PROFILES = {
    NONE: Profile(
        NONE,
        "Alle tal vises, også for et enkelt værested.",
        "Sådan blev rapporten fra Landsforeningen af Væresteder trykt",
        "Har to brugerdrevne væresteder svaret, og siger begge ja, står der 100 % (2 af 2).",
    ),
    SMALL_GROUPS: Profile(
        SMALL_GROUPS,
        "Tal for færre end {smallest} væresteder skjules, og så mange andre, at de ikke kan regnes ud.",
        _SOURCES,
        "Har {few} brugerdrevne væresteder svaret, er deres tal skjult, og også tal for en gruppe til, så de ikke er "
        "alle væresteder fratrukket de andre.",
        smallest=SMALLEST_BASE,
        width=2,
    ),
    STRICT: Profile(
        STRICT,
        "Desuden skjules et svar, som færre end {smallest} har givet, eller alle på nær færre end {smallest}, også "
        "0 % og 100 %, og summer, hvor ét værested fylder så meget, at et andet kan regne det ud.",
        f"{_SOURCES}. Summer: p %-reglen i Eurostat/ESSnet, Handbook on Statistical Disclosure Control",
        "Siger {few} af 61 kommunale væresteder ja, er tallet skjult; det samme gælder, hvis alle 61 gør.",
        smallest=SMALLEST_BASE,
        width=4,
        counts=True,
        dominance=Fraction(15, 100),
    ),
}


def profiles(smallest: int = 0) -> tuple[Profile, ...]:
    """All profiles, the most open first, with another smallest base where one is given."""
    return tuple(_filled(profile, smallest or profile.smallest) for profile in _PROFILES.values())


def profile_of(edition: Edition) -> Profile:
    """The profile that an edition has chosen; without a word of it, `små grupper` if it names a smallest base."""
    key = edition.disclosure or (SMALL_GROUPS if edition.minimum_base else NONE)
    return _filled(_PROFILES[key], edition.minimum_base or _PROFILES[key].smallest)


def _filled(profile: Profile, smallest: int) -> Profile:
    """The profile with its smallest base, in its words too."""
    words = {"smallest": smallest, "few": max(smallest - 1, 1)}
    return replace(
        profile,
        rule=profile.rule.format(**words),
        example=profile.example.format(**words),
        smallest=smallest if profile.smallest else 0,
    )
