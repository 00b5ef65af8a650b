"""Surveys made up by chance, to attack what is withheld of them: nothing here is anybody's answer."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from two_editions import Row, edition, responses, rows

from helpers.facts.compute import fact_of
from helpers.facts.counting import Count, count_responses
from helpers.facts.disclosure import group_sizes, withheld_ids
from helpers.facts.model import Fact, Facts
from helpers.facts.profiles import Profile
from helpers.facts.protection import Protection
from helpers.facts.publications import NOTHING, look_back
from helpers.facts.published_tables import Place, PublishedTable, tables
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.responses import Responses
from helpers.survey.text_themes import Theme, theme_columns

THEMES = {"styrker": (Theme("rum", "Rummelighed", ("rumme*",)), Theme("kommunal", "Kommunen", ("kommunen",)))}
QUESTIONNAIRE = replace(load_questionnaire("2024"), text_themes=THEMES)
FORMS = {"selvejende": 16, "driftsoverenskomst": 18, "kommunal": 61, "brugerdrevet": 7, "boligsocial": 1, "ved_ikke": 1}
SMALLEST, LARGEST = 25, 160


def survey(seed: int) -> list[Row]:
    """The answers of 25 to 160 places: some groups small or empty, some answers rare or nearly everybody's."""
    chance = random.Random(seed)
    made = rows(chance.randint(SMALLEST, LARGEST), seed)
    weights = [weight * chance.choice([0, 0.2, 1, 1]) for weight in FORMS.values()]
    shares = {column: chance.choice([0.01, 0.05, 0.2, 0.5, 0.9, 0.98]) for column in QUESTIONNAIRE.columns}
    for row in made:
        row["organisationsform"] = chance.choices([*FORMS], weights if sum(weights) else [*FORMS.values()])[0]
        for question in QUESTIONNAIRE.questions.values():
            keys = [answer.key for answer in question.answers]
            if question.kind == "single" and question.key != "organisationsform":
                row[question.key] = chance.choices(keys, [3.0**-number for number in range(len(keys))])[0]
            elif question.kind == "multiple":
                row |= {column: str(int(chance.random() < shares[column])) for column in question.columns}
            elif question.kind == "text":
                row |= dict.fromkeys(question.columns, "x" if chance.random() < 0.5 else "")
            if question.key != "organisationsform" and chance.random() < 0.08:
                row |= dict.fromkeys(question.columns, "")
        row |= _themes(row, chance)
    return made


def _themes(row: Row, chance: random.Random) -> Row:
    """What the answers in free text of a response are about."""
    found = {}
    for key, themes in THEMES.items():
        marks = [int(chance.random() < 0.3) for _ in themes] if row[key] else []
        cells = [*map(str, marks), str(int(not any(marks)))] if marks else [""] * (len(themes) + 1)
        found |= dict(zip(theme_columns(key, themes), cells, strict=True))
    return found


def corrected(made: Sequence[Row], seed: int) -> list[Row]:
    """The same survey when one place has corrected its answer to one question."""
    chance = random.Random(seed)
    changed, place = [dict(row) for row in made], chance.randrange(len(made))
    while changed == list(made):
        question = chance.choice([each for each in QUESTIONNAIRE.questions.values() if each.columns])
        other = chance.choice(rows(20, seed))
        changed[place] |= {column: other.get(column, "") for column in question.columns}
        if question.key in THEMES:
            changed[place] |= _themes(changed[place], chance)
    return changed


class Attacked:
    """A survey with all that its tables tell, and who answered; `before` is what it has published already."""

    def __init__(self, made: Sequence[Row], folder: Path, profile: Profile, before: Sequence[Facts] = ()) -> None:
        self.read: Responses = responses(made, folder, QUESTIONNAIRE)
        self.counts: dict[str, Count] = {count.id: count for count in count_responses(self.read)}
        self.tables: list[PublishedTable] = tables(self.counts.values(), QUESTIONNAIRE)
        self.numbers = [name for table in self.tables for names in table.names.values() for name in names]
        self.profile = profile
        self.before = look_back(self.tables, len(self.read), profile, before)

    def withheld(self, *, audit: bool = True) -> frozenset[str]:
        """What the profile withholds."""
        before = self.before if audit else NOTHING
        counts = [*self.counts.values()]
        return withheld_ids(counts, QUESTIONNAIRE, self.profile, len(self.read), before, audit=audit)

    def breaches(self, hidden: Collection[str]) -> Iterator[Place]:
        """Each number that is withheld, or must not be told, and can be told too closely from all that is shown."""
        totals = {key: count.total for key, count in self.counts.items()}
        known, near = self.before.known, self.before.near
        for table in self.tables:
            sizes = group_sizes(table, totals, {*hidden} - known)
            yield from Protection(table, self.profile, sizes, len(self.read), known, near).breaches(hidden)

    def facts(self, hidden: Collection[str], year: str = "2026") -> Facts:
        """What is published of it."""
        described = edition(year, disclosure=self.profile.key)
        answered = Fact("respondenter", Fraction(len(self.read)), "count", len(self.read), None, "survey")
        found = [answered, *(fact_of(each, "survey", key in hidden) for key, each in self.counts.items())]
        return Facts(described, QUESTIONNAIRE, {fact.id: fact for fact in found})
