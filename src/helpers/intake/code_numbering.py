"""Questions answered in codes without words: how often each code stands, and what it would be counted as."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.base.danish import join_words
from helpers.intake.coding.cell_reading import CODE
from helpers.intake.coding.choices import answer_of_code, number_of_code
from helpers.intake.decisions import IN_ORDER, REVERSED
from helpers.intake.examination import ExaminedExport
from helpers.intake.matching import OPEN
from helpers.survey.questions import Question


@dataclass(frozen=True)
class QuestionCodes:
    """One question with codes that nobody has explained: code → how often it stands there, and the first place."""

    question: Question
    counts: Mapping[int, int]
    place: str

    def counted(self, numbering: str) -> str:
        """How often each answer is given where the codes are numbered in order, or in reverse."""
        found = []
        for code, count in sorted(self.counts.items()):
            answer = answer_of_code(code, self.question.answers, numbering)
            found.append(f'{code} er "{answer.label}" ({count})' if answer else f"{code} er intet svar ({count})")
        return join_words(found)

    @property
    def message(self) -> str:
        """What the codes would be counted as in both readings, and what to write."""
        return (
            f'"{self.question.text}" er besvaret med tal uden ord, først {self.place}. I spørgeskemaets rækkefølge: '
            f"{self.counted(IN_ORDER)}. Omvendt: {self.counted(REVERSED)}. Skriv {IN_ORDER} eller {REVERSED}, eller "
            "svarenes nøgler i den orden, som spørgeskemasystemet har nummereret dem i; ellers afgør hvert tal under "
            "svar."
        )


def unsettled_codes(examined: ExaminedExport) -> tuple[QuestionCodes, ...]:
    """Each question that has codes which nobody has explained, in the order of the questionnaire."""
    counts: dict[str, Counter[int]] = {}
    places: dict[str, str] = {}
    for text in examined.coded.texts:
        if text.reading.how == OPEN and text.reading.rule == CODE:
            counts.setdefault(text.question, Counter())[number_of_code(text.text)] += len(text.rows)
            row = examined.export.rows[text.rows[0]]
            places.setdefault(text.question, f"{examined.export.file}, {text.column.place(row)}")
    return tuple(
        QuestionCodes(examined.questionnaire.questions[key], found, places[key]) for key, found in counts.items()
    )
