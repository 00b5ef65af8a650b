"""Where a number comes from: the question it answers, the group, the count, the file."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.base.danish import capitalise
from helpers.facts.model import LINKED, Fact, Facts, fact_text
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.text_themes import THEME, theme_labels

# Facts that no question or measure of the questionnaire defines.
_OTHERS = {
    "medlemmer": "Medlemmer af Landsforeningen af Væresteder",
    "ramme": "Væresteder, der fik spørgeskemaet",
    "respondenter": "Væresteder, der svarede",
    "svarprocent": "Andel af de spurgte væresteder, der svarede",
    "kommuner": "Kommuner, hvorfra mindst ét værested svarede",
    LINKED: "Væresteder, der svarede både i denne udgave og i den forrige",
    "trykte_tal": "Trykte tal i rapporten om undersøgelsen",
    "trykte_tal.stemmer": "Trykte tal, der stemmer overens med svarene",
    "trykte_tal.afviger": "Trykte tal, der afviger fra svarene",
    "trykte_tal.uden_modstykke": "Trykte tal, der ikke kan genberegnes",
    "fund": "Fund i kildekontrollen",
    "fund.fejl": "Fejl i rapporten",
    "fund.tvetydighed": "Tvetydigheder i rapporten",
    "fund.tabt": "Tabt i tekstudtrækket",
    "sammenligninger": "Sammenligninger i ord",
    "sammenligninger.holder": "Sammenligninger, der holder",
    "sammenligninger.holder_knap": "Sammenligninger, der knap holder",
    "sammenligninger.holder_ikke": "Sammenligninger, der ikke holder",
    "sammenligninger.kan_ikke_afgoeres": "Sammenligninger, der ikke kan afgøres",
}
# The end of an id of places that answered twice: which time is meant.
_TIMES = {"foer": "forrige gang", "nu": "denne gang", "begge": "begge gange"}
# What kind of responses a number rests on.
SOURCE_WORDS = {
    "survey": "Værestedernes svar",
    "reconstructed": "Rekonstruerede svar",
    "rehearsal": "Opdigtede svar",
    "published": "Rapporten",
}


@dataclass(frozen=True)
class Provenance:
    """What a reader is told who asks where a number comes from; all of it Danish."""

    question: str
    answer: str
    group: str
    value: str
    counted: str
    source: str

    @property
    def label(self) -> str:
        """Answer and group in one line, for a list of numbers."""
        return " · ".join(part for part in (self.answer or self.question, self.group) if part)


def trace(fact_id: str, facts: Facts) -> Provenance:
    """The provenance of a fact. Raises VaerestederError where the edition has no such fact."""
    fact = facts[fact_id]
    question, answer, group = _parts(fact_id, facts.questionnaire)
    return Provenance(
        question=question,
        answer=answer,
        group=group,
        value=fact_text(fact),
        counted=_counted(fact),
        source=SOURCE_WORDS[fact.source],
    )


@cache
def responses_checksum(path: Path) -> str:
    """The SHA-256 of a file of responses, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _parts(fact_id: str, questionnaire: Questionnaire) -> tuple[str, str, str]:
    """Question, answer and group in words; empty where the id has none."""
    if fact_id in _OTHERS:
        return _OTHERS[fact_id], "", ""
    measure, *rest = fact_id.split(".")
    if measure == LINKED:
        question, answer, _ = _parts(".".join(rest[:-1]), questionnaire)
        return question, answer, f"Væresteder, der svarede begge gange: {_TIMES[rest[-1]]}"
    if measure == "kommuner":
        groups = {answer.key: answer.label for answer in questionnaire.answers("kommunegruppe")}
        place = load_municipalities().get(rest[0])
        return _OTHERS["kommuner"], place.name if place else groups[rest[0]], ""
    total = measure.endswith("_i_alt")
    measure = measure.removesuffix("_i_alt")
    groups = {group.key: group.label for group in questionnaire.groups(measure)}
    if rest[:1] == [THEME]:
        # A theme may be called what a group is called.
        theme = theme_labels(questionnaire.text_themes[measure])[rest[1]]
        return questionnaire.text(measure), theme, groups[rest[2]] if rest[2:] else ""
    group = groups[rest.pop()] if rest and rest[-1] in groups else ""
    answers = {answer.key: answer.label for answer in questionnaire.answers(measure)} | {"besvaret": "Har svaret"}
    answer = answers[rest[0]] if rest else ("I alt" if total else "")
    return questionnaire.text(measure), capitalise(answer), group


def _counted(fact: Fact) -> str:
    if fact.count is not None and fact.base_n is not None:
        return f"{fact.count} af {fact.base_n}"
    return f"n = {fact.base_n}" if fact.base_n is not None else ""
