"""Surveys made up by chance, to attack what is withheld of them: nothing here is anybody's answer."""

import random
from collections.abc import Iterator
from pathlib import Path

from two_editions import Row, responses, rows

from helpers.facts.attack import PublishedTable, tables
from helpers.facts.counting import Count, count_responses
from helpers.facts.disclosure import breaches, group_sizes, withheld_ids
from helpers.facts.profiles import Profile
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.responses import Responses

QUESTIONNAIRE = load_questionnaire("2024")
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
    return made


class Attacked:
    """A survey with all that its tables tell, and who answered."""

    def __init__(self, made: list[Row], folder: Path) -> None:
        self.read: Responses = responses(made, folder, QUESTIONNAIRE)
        self.counts: list[Count] = list(count_responses(self.read))
        self.tables: list[PublishedTable] = tables(self.counts, QUESTIONNAIRE)
        self.numbers = [name for table in self.tables for names in table.names.values() for name in names]

    def withheld(self, profile: Profile, *, audit: bool = True) -> frozenset[str]:
        """What a profile withholds."""
        return withheld_ids(self.counts, QUESTIONNAIRE, profile, len(self.read), audit=audit)

    def breaches(self, hidden: frozenset[str], profile: Profile) -> Iterator[tuple[str, str | None]]:
        """Each withheld number that can be told too closely from all that is shown."""
        totals = {count.id: count.total for count in self.counts}
        for table in self.tables:
            sizes = group_sizes(table, totals, hidden)
            yield from (place for place, _ in breaches(table, hidden, profile, sizes, len(self.read)))
