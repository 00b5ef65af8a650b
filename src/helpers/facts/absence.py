"""Why an edition has no number where a sentence wants one, in words for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.base.danish import join_words
from helpers.facts.counting import countable_ids
from helpers.facts.fact_id import FactId, measure_of
from helpers.facts.model import Fact, Facts
from helpers.facts.provenance import trace
from helpers.survey.ever_asked import load_ever_asked
from helpers.survey.questionnaire import Questionnaire

NOT_ASKED, WITHHELD, EMPTY = "not asked", "withheld", "empty"
_WHOLE_SURVEY = "hele undersøgelsen"


@dataclass(frozen=True)
class Absence:
    """Why there is no number: `about` is the question that was not asked (in »…«), or the group that too few are in."""

    reason: str
    about: str


class Absences:
    """What the edition has no numbers of."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        # All that some edition could count and this one could not.
        self._unasked = countable_ids(load_ever_asked(facts.edition.key)) - countable_ids(facts.questionnaire)

    def find_question(self, key: str) -> Absence | None:
        """That a question was not asked; None where it was."""
        asked = key in self._facts.questionnaire.questions
        return None if asked else Absence(NOT_ASKED, f"»{load_ever_asked(self._facts.edition.key).text(key)}«")

    def find(self, fact_id: str) -> Absence | None:
        """Why there is no number of this id; None where there is one, or where no edition ever could have it."""
        if fact_id in self._unasked:
            return Absence(NOT_ASKED, _unasked(fact_id, self._facts))
        fact = self._facts.get(fact_id)
        if fact and fact.suppressed:
            return Absence(WITHHELD, _group(fact, self._facts))
        if fact and fact.value is None and fact.base_n == 0:
            return Absence(EMPTY, _group(fact, self._facts))
        return None


def tell_absences(absences: Sequence[Absence], edition: str) -> str:
    """The sentences that stand where numbers are left out, one a reason."""
    told = []
    for reason, one, several in (
        (NOT_ASKED, f"Spørgsmålet {{}} indgik ikke i undersøgelsen i {edition}.",
         f"Spørgsmålene {{}} indgik ikke i undersøgelsen i {edition}."),
        (WITHHELD, *["Her er tal og slutninger udeladt, fordi for få har svaret: {}."] * 2),
        (EMPTY, *["Her er tal og slutninger udeladt, fordi ingen har svaret: {}."] * 2),
    ):  # fmt: skip
        about = list(dict.fromkeys(absence.about for absence in absences if absence.reason == reason))
        if about:
            told.append((one if len(about) == 1 else several).format(join_words(about)))
    return " ".join(told)


def nothing_to_show(facts: Facts, *keys: str) -> str:
    """Why there is nothing to show of these questions and measures; blank where there is something."""
    ever, asked = load_ever_asked(facts.edition.key), facts.questionnaire
    there = [key for key in keys if key in asked.questions or key in asked.measures]
    if not there:
        missing = dict.fromkeys(of for key in keys for of in _questions_of(key, ever) if of not in asked.questions)
        return tell_absences([Absence(NOT_ASKED, f"»{ever.text(key)}«") for key in missing], facts.edition.key)
    found = [fact for key in there for fact in _facts_of(key, facts) if fact.base_n != 0]
    if found:
        return "" if any(not fact.suppressed for fact in found) else "Tallene er skjult, fordi for få har svaret."
    return f"Ingen har svaret på spørgsmålet »{asked.text(there[0])}«."


def _facts_of(key: str, facts: Facts) -> list[Fact]:
    return [fact for fact_id, fact in facts.items() if measure_of(fact_id) == key]


def _unasked(fact_id: str, facts: Facts) -> str:
    """The question (or answer) that the id rests on and that was not asked."""
    ever, asked = load_ever_asked(facts.edition.key), facts.questionnaire
    parts = FactId.parse(fact_id, ever)
    missing = [key for key in _questions_of(parts.measure, ever) if key not in asked.questions]
    if parts.group and parts.group.question not in asked.questions:
        missing.append(parts.group.question)
    if missing:
        return f"»{ever.text(missing[0])}«"
    answers = {answer.key: answer.label for answer in ever.answers(parts.measure)}
    about = f"»{ever.text(parts.measure)}«"
    return f"{about} (svaret »{answers[parts.item]}«)" if parts.item in answers else about


def _questions_of(measure: str, questionnaire: Questionnaire) -> list[str]:
    """The questions that a question or measure rests on; what is no measure rests on the place."""
    if measure in questionnaire.measures:
        return [questionnaire.question_of(of).key for of in questionnaire.measures[measure].of]
    return [measure] if measure in questionnaire.questions else [questionnaire.of_kind("municipality")]


def _group(fact: Fact, facts: Facts) -> str:
    return trace(fact.id, facts).group or _WHOLE_SURVEY
