"""The survey as frozen objects, read from `data/questionnaire.yml` as one edition asked it.

A wording (of a question or an answer) that changed stands in the file as a mapping from the first
edition that used it: `{2024: …, 2026: …}`. It holds until the next; blank means no longer asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from helpers.base.errors import SlipError, VaerestederError
from helpers.survey.frozen import newest_frozen, questionnaire_file
from helpers.survey.questionnaire_file import read_questionnaire
from helpers.survey.questionnaire_wordings import held
from helpers.survey.questions import Answer, Group, Measure, Question
from helpers.survey.text_themes import Theme


@dataclass(frozen=True)
class Questionnaire:
    """The whole survey: themes, questions, measures, and the groups that figures are broken down by.

    `breakdowns` maps a question or measure to the grouping it is published in, `text_themes` a question
    answered in free text to the themes that its answers were grouped by.
    """

    themes: Mapping[str, str]
    questions: Mapping[str, Question]
    measures: Mapping[str, Measure]
    groupings: Mapping[str, tuple[Group, ...]]
    breakdowns: Mapping[str, str]
    text_themes: Mapping[str, tuple[Theme, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of `responses.csv` after `id`, in order."""
        return tuple(c for question in self.questions.values() for c in question.columns)

    def groups(self, measure: str) -> tuple[Group, ...]:
        """The groups that a question or measure is broken down by; empty where it is not."""
        return self.groupings[self.breakdowns[measure]] if measure in self.breakdowns else ()

    def question_of(self, column: str) -> Question:
        """The question of a column, or of an answer named like one; a question's own key will do."""
        return self.questions[column.partition(".")[0]]

    def of_kind(self, kind: str) -> str:
        """The key of the first question or measure of a kind; blank where there is none."""
        kinds = {key: self._entry(key).kind for key in (*self.questions, *self.measures)}
        return next((key for key, known in kinds.items() if known == kind), "")

    def text(self, measure: str) -> str:
        """The wording of a question, or what a measure counts."""
        return self._entry(measure).text

    def answers(self, measure: str) -> tuple[Answer, ...]:
        """The answers, items or intervals of a question or measure, in the report's order."""
        return self._entry(measure).answers

    def _entry(self, measure: str) -> Question | Measure:
        return self.questions[measure] if measure in self.questions else self.measures[measure]

    def as_asked(self, reworded: Mapping[str, str], not_asked: Collection[str]) -> "Questionnaire":
        """This questionnaire with other wordings of some questions, and without those that were not asked."""
        questions = {
            key: replace(question, text=reworded.get(key, question.text))
            for key, question in self.questions.items()
            if key not in not_asked
        }
        return _reduced(replace(self, questions=MappingProxyType(questions)))


@cache
def load_questionnaire(edition: str, path: Path | None = None) -> Questionnaire:
    """The questionnaire as the edition with this key (a year) asked it, from its file or from `path`.

    Raises SlipError with every slip in the file, and VaerestederError where no question was asked then.
    """
    told = path or questionnaire_file(edition)
    try:
        raw = read_questionnaire(told)
    except SlipError:
        # A slip in what is at work for the next edition stops none that has a questionnaire of its own.
        frozen = "" if edition or path else newest_frozen()
        if not frozen:
            raise
        raw = read_questionnaire(questionnaire_file(frozen))
    asked = _reduced(_read(raw, edition))
    if not asked.questions:
        raise VaerestederError(f"{told.name}: Der er ingen spørgsmål i {edition}.")
    return asked


def _read(raw: Mapping[str, Any], edition: str) -> Questionnaire:
    """All that held in one edition; with a blank edition, all that ever held, in its last wording."""
    questions = {key: _question(key, entry, edition) for key, entry in raw["questions"].items()}
    measures = {key: _measure(key, entry, edition) for key, entry in raw["measures"].items()}
    groupings = {
        key: tuple(_group(name, entry["of"], member) for name, member in entry["members"].items())
        for key, entry in raw["groups"].items()
    }
    return Questionnaire(
        themes=MappingProxyType(raw["themes"]),
        questions=MappingProxyType({key: question for key, question in questions.items() if question.text}),
        measures=MappingProxyType(measures),
        groupings=MappingProxyType(groupings),
        breakdowns=MappingProxyType(raw["breakdowns"]),
    )


def _reduced(q: Questionnaire) -> Questionnaire:
    """The questionnaire without the measures, groups and breakdowns whose question or answer was not asked."""
    known = {*q.questions, *q.columns}
    measures = {
        key: measure
        for key, measure in q.measures.items()
        if known >= {*measure.of, *(f"{measure.of[0]}.{item}" for item in (*measure.items, *measure.among))}
    }
    answers = {key: {answer.key for answer in question.answers} for key, question in q.questions.items()}
    groupings = {
        key: tuple(group for group in groups if group.answer in answers.get(group.question, ()))
        for key, groups in q.groupings.items()
    }
    breakdowns = {
        key: grouping
        for key, grouping in q.breakdowns.items()
        if groupings[grouping] and (key in q.questions or key in measures)
    }
    return replace(
        q,
        measures=MappingProxyType(measures),
        groupings=MappingProxyType(groupings),
        breakdowns=MappingProxyType(breakdowns),
    )


def _answers(raw: Mapping[str, Any], edition: str) -> tuple[Answer, ...]:
    labels = {key: held(entry, edition) for key, entry in raw.items()}
    return tuple(
        Answer(key, entry["label"], entry.get("from"), entry.get("to"))
        if isinstance(entry, dict)
        else Answer(key, entry)
        for key, entry in labels.items()
        if entry
    )


def _question(key: str, entry: Mapping[str, Any], edition: str) -> Question:
    return Question(
        key=key,
        theme=entry["theme"],
        kind=entry["kind"],
        text=held(entry["text"], edition) or "",
        answers=_answers(entry.get("answers", entry.get("items", {})), edition),
        unit=entry.get("unit", ""),
        note=held(entry.get("note", ""), edition) or "",
        private=entry.get("private", False),
        asked_of=held(entry.get("asked_of", ""), edition) or "",
        possible=tuple(limits) if isinstance(limits := entry.get("possible"), list) else limits,
        short=entry.get("short") or held(entry["text"], edition),
    )


def _measure(key: str, entry: Mapping[str, Any], edition: str) -> Measure:
    return Measure(
        key=key,
        kind=entry["kind"],
        of=tuple(of) if isinstance(of := entry["of"], list) else (of,),
        text=entry["text"],
        answers=_answers(entry.get("answers", {}), edition),
        items=tuple(entry.get("items", ())),
        among=tuple(entry.get("among", ())),
        unit=entry.get("unit", ""),
        short=entry.get("short", entry["text"]),
    )


def _group(key: str, question: str, member: str | Mapping[str, str]) -> Group:
    label, answer = (member, key) if isinstance(member, str) else (member["label"], member["answer"])
    return Group(key, label, question, answer)
