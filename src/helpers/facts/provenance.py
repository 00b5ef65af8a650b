"""Where a number comes from: the question it answers, the group, the count, the file."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.base.danish import capitalise
from helpers.facts.counting import REPRESENTED, municipality_groups
from helpers.facts.fact_id import ANSWERED, BOTH, EARLIER, LATER, LINKED, FactId, linked_parts
from helpers.facts.model import Fact, Facts
from helpers.facts.text import fact_text
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.text_themes import theme_labels

# Facts that no question or measure of the questionnaire defines.
_OTHERS = {
    "medlemmer": "Medlemmer af Landsforeningen af Væresteder",
    "ramme": "Væresteder, der fik spørgeskemaet",
    "respondenter": "Væresteder, der svarede",
    "svarprocent": "Andel af de spurgte væresteder, der svarede",
    REPRESENTED: "Kommuner, hvorfra mindst ét værested svarede",
    LINKED: "Væresteder, der svarede både i denne udgave og i den forrige",
    "trykte_tal": "Trykte tal i rapporten om undersøgelsen",
    "trykte_tal.stemmer": "Trykte tal, der stemmer overens med svarene",
    "trykte_tal.afviger": "Trykte tal, der afviger fra svarene",
    "trykte_tal.uden_modstykke": "Trykte tal, der ikke kan genberegnes",
    "trykte_navne": "Trykte navne på kommuner",
    "trykte_navne.stemmer": "Trykte navne, der stemmer overens med svarenes kommuner",
    "tabte_tal": "Tal, som tekstudtrækket har tabt",
    "fund": "Fund i kildekontrollen",
    "fund.fejl": "Fejl i rapportens tal og i påstande om tal",
    "fund.navn": "Fejl i rapportens navne, overskrifter og henvisninger",
    "fund.tvetydighed": "Tvetydigheder i rapporten",
    "fund.tabt": "Tabt i tekstudtrækket",
    "sammenligninger": "Sammenligninger i ord",
    "sammenligninger.holder": "Sammenligninger, der holder",
    "sammenligninger.holder_knap": "Sammenligninger, der knap holder",
    "sammenligninger.holder_ikke": "Sammenligninger, der ikke holder",
    "sammenligninger.kan_ikke_afgoeres": "Sammenligninger, der ikke kan afgøres",
}
# The end of an id of places that answered twice: which time is meant.
_TIMES = {EARLIER: "forrige gang", LATER: "denne gang", BOTH: "begge gange"}
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
    if linked := linked_parts(fact_id):
        share, time = linked
        question, answer, _ = _parts(share, questionnaire)
        return question, answer, f"Væresteder, der svarede begge gange: {_TIMES[time]}"
    parts = FactId.parse(fact_id, questionnaire)
    if parts.measure == REPRESENTED:
        groups = {answer.key: answer.label for answer in questionnaire.answers(municipality_groups(questionnaire))}
        place = load_municipalities().get(parts.item)
        return _OTHERS[REPRESENTED], place.name if place else groups[parts.item], ""
    question, group = questionnaire.text(parts.measure), parts.group.label if parts.group else ""
    if parts.theme:
        return question, theme_labels(questionnaire.text_themes[parts.measure])[parts.theme], group
    answers = {answer.key: answer.label for answer in questionnaire.answers(parts.measure)} | {ANSWERED: "Har svaret"}
    answer = answers[parts.item] if parts.item else ("I alt" if parts.total else "")
    return question, capitalise(answer), group


def _counted(fact: Fact) -> str:
    if fact.suppressed:
        return ""
    if fact.count is not None and fact.base_n is not None:
        return f"{fact.count} af {fact.base_n}"
    return f"n = {fact.base_n}" if fact.base_n is not None else ""
