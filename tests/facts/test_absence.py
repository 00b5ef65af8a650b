from dataclasses import replace
from fractions import Fraction

import pytest

from helpers.facts.absence import EMPTY, NOT_ASKED, WITHHELD, Absence, Absences, tell_absences
from helpers.facts.model import Fact, Facts
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire, load_questionnaire

SURVEY = replace(load_edition("2024"), source="survey")
GONE = ("har_hjemloese", "personale_antal")


@pytest.fixture(scope="module")
def absences() -> Absences:
    """Of an edition that left out two questions, withheld one fact and had nobody in one group."""
    asked: Questionnaire = load_questionnaire("2024").as_asked({}, GONE)
    facts = (
        Fact("inddraget.ja", Fraction(50), "percent", 1, 2, "survey"),
        Fact("maalgrupper.ensomhed.visiteret", None, "percent", None, 2, "survey", suppressed=True),
        Fact("aabningstimer.brugerdrevet", None, "hours", None, 0, "survey"),
        Fact("kommuner.0851", Fraction(0), "percent", 0, 1, "survey"),
    )
    return Absences(Facts(SURVEY, asked, {fact.id: fact for fact in facts}))


@pytest.mark.parametrize(
    ("fact", "reason", "about"),
    [
        ("har_hjemloese.ja", NOT_ASKED, "»Benyttes værestedet for tiden af"),
        ("tilbud_hjemloese.ja.med_hjemloese", NOT_ASKED, "»Benyttes værestedet for tiden af"),
        ("frivillige.ingen", NOT_ASKED, "»Hvor mange personer arbejder på værestedet"),
        ("maalgrupper.ensomhed.visiteret", WITHHELD, "Visiterede tilbud"),
        ("aabningstimer.brugerdrevet", EMPTY, "Brugerdrevne"),
    ],
)
def test_every_absence_has_its_reason(absences: Absences, fact: str, reason: str, about: str) -> None:
    found = absences.find(fact)
    assert found is not None
    assert found.reason == reason
    assert found.about.startswith(about)


@pytest.mark.parametrize("fact", ["inddraget.ja", "kommuner.0851", "findes.ikke", "inddraget.nej"])
def test_what_is_there_or_never_could_be_is_no_absence(absences: Absences, fact: str) -> None:
    assert absences.find(fact) is None


def test_absences_are_told_once_each_by_reason() -> None:
    told = [Absence(WITHHELD, "A"), Absence(EMPTY, "C"), Absence(WITHHELD, "B"), Absence(WITHHELD, "A")]
    text = tell_absences([*told, Absence(NOT_ASKED, "»X?«")], "2026")
    assert text == (
        "Spørgsmålet »X?« indgik ikke i undersøgelsen i 2026. "
        "Her er tal og slutninger udeladt, fordi for få har svaret: A og B. "
        "Her er tal og slutninger udeladt, fordi ingen har svaret: C."
    )


def test_several_questions_are_told_in_one_sentence() -> None:
    told = tell_absences([Absence(NOT_ASKED, "»X?«"), Absence(NOT_ASKED, "»Y?«")], "2026")
    assert told == "Spørgsmålene »X?« og »Y?« indgik ikke i undersøgelsen i 2026."


def test_a_question_that_was_asked_is_not_absent(absences: Absences) -> None:
    assert absences.find_question("inddraget") is None
    assert absences.find_question("har_hjemloese") == absences.find("har_hjemloese.ja")
