"""What the rehearsed year is to hold: the questionnaire's changes, and the changes planted among the answers."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from helpers.base.yaml_io import read_yaml

YEAR = "2026"
COUNT, INVITED, PARTIAL = 88, 150, 4
NOTICE = (
    "Prøveudgave: Svarene er opdigtede, og tallene siger intet om værestederne. Bogen viser kun, hvordan næste udgave "
    "bliver til."
)
SHORT_NOTICE = "Prøveudgave: svarene er opdigtede"

# A whole number is that many responses, a fraction that share of the group (or the group's mean).
WANTED: Mapping[str, int | Fraction] = {
    "organisationsform.brugerdrevet": 0,
    "tilbudstype.visiteret": 2,
    "har_hjemloese.ja.kommunal": Fraction(62, 100),
    "har_hjemloese.ja.driftsoverenskomst": Fraction(70, 100),
    "har_hjemloese.ja.selvejende": Fraction(80, 100),
    "aktiviteter.fremskudt_sagsbehandling.kommunal": Fraction(35, 100),
    "tilbud_hjemloese.ja.med_hjemloese": Fraction(62, 100),
    "tilbud_hjemloese.nej.med_hjemloese": Fraction(26, 100),
    "aabningstimer.kommunal": Fraction(27),
    "faglig_sparring.kvartalsvis": Fraction(15, 100),
}
# The changes that the letter to the author has to name, and the way they go.
PLANTED: Mapping[str, str] = {
    "organisationsform.brugerdrevet": "ned",
    "har_hjemloese.ja": "op",
    "har_hjemloese.ja.kommunal": "op",
    "aktiviteter.fremskudt_sagsbehandling.kommunal": "op",
    "tilbud_hjemloese.ja.med_hjemloese": "op",
    "aabningstimer.kommunal": "ned",
}
# What moves because of them, or because fewer answered: the letter may name these, and no others.
FOLLOWING = (
    "respondenter", "svarprocent", "ramme", "kommuner", "organisationsform", "tilbudstype", "har_hjemloese",
    "personaletimer_i_alt", "faglig_sparring", "maalgrupper.hjemloeshed",
    "tilbud_hjemloese.nej.med_hjemloese", "tilbud_hjemloese.ved_ikke.med_hjemloese",
)  # fmt: skip

# New, dropped and reworded from 2026, as a person would write it into data/questionnaire.yml.
REWORDED = {"gennemsnitsalder": "Hvilken alder har de fleste i værestedets kernemålgruppe?"}
NEW_ANSWERS = {
    "samarbejdspartnere": ("psykiatri", "Den lokale psykiatri"),
    "faglig_sparring": ("kvartalsvis", "1 gang i kvartalet"),
}
DROPPED = ("mere_viden",)
NEW_QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    "afvist": {
        "tema": "rammer",
        "slags": "et_svar",
        "ordlyd": {2026: "Har værestedet måttet sige nej til nye brugere?"},
        "svar": {"ja": "Ja", "nej": "Nej", "ved_ikke": "Ved ikke"},
    },
}
# What the export does otherwise than the questionnaire says, to be decided in mapping.yml.
NEAR_WORDINGS = {"tilbud_hjemloese": "Har værestedet tilbud målrettet personer med hjemløseproblematikker?"}
NOT_IN_EXPORT = ("faglighed",)

# The one answer that contradicts another: a place with homeless users that does not name them among its target groups.
DOUBTED = "maalgrupper.hjemloeshed"
# The free texts that the owner releases: the question, and of how many responses from the first on.
RELEASED = ("styrker", 5)


def change_questionnaire(path: Path) -> None:
    """Write this year's changes into a copy of `data/questionnaire.yml`."""
    raw = read_yaml(path)
    questions = raw["spoergsmaal"]
    for key, wording in REWORDED.items():
        questions[key]["ordlyd"] = _from_now(questions[key]["ordlyd"], wording)
    for key, (answer, label) in NEW_ANSWERS.items():
        questions[key]["svar"] = {**questions[key]["svar"], answer: {int(YEAR): label}}
    for key in DROPPED:
        questions[key]["ordlyd"] = _from_now(questions[key]["ordlyd"], "")
    questions.update(NEW_QUESTIONS)
    path.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")


def _from_now(told: Any, wording: str) -> dict[str, str]:
    """A wording with what it is from this year on, whatever the questionnaire says of it already."""
    before = told if isinstance(told, Mapping) else {"2024": told}
    return {**{str(year): text or "" for year, text in before.items()}, YEAR: wording}
