"""Whether two editions asked the same: wording, answers, kind, and who was asked.

Everything here rests on the two questionnaires alone; what of the numbers can be compared then is
said in `helpers.editions.changes`. The rules and their reasons: docs/decisions/comparison.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.base.danish import join_words
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questionnaire_wordings import name_is_lost
from helpers.survey.questions import Answer, Group, Measure, Question


@dataclass(frozen=True)
class Asked:
    """What was asked in one edition, `year` for short."""

    year: str
    questionnaire: Questionnaire

    def question(self, key: str) -> Question | None:
        """The question as it was asked, None where it was not."""
        return self.questionnaire.questions.get(key)


def reason_against(key: str, earlier: Asked, later: Asked) -> str:
    """Why a question or measure cannot be compared between two editions, in Danish; blank where it can."""
    if any(key in asked.questionnaire.measures for asked in (earlier, later)):
        return _against_measure(key, earlier, later)
    return _against_question(key, earlier, later)


def reason_against_group(group: Group, earlier: Asked, later: Asked) -> str:
    """Why a group cannot be compared: the question and the answer that make it must be the same. Blank where it can."""
    before, after = (_group(group, asked) for asked in (earlier, later))
    if before is None or after is None:
        missing = [asked.year for asked, found in ((earlier, before), (later, after)) if found is None]
        return f"Gruppen »{group.label}« findes ikke i {join_words(missing)}."
    if (before.question, before.answer) != (after.question, after.answer):
        return f"Gruppen »{group.label}« er ikke den samme i {earlier.year} og {later.year}."
    reason = _against_question(group.question, earlier, later)
    return f"Gruppen »{group.label}« er ikke den samme. {reason}" if reason else ""


def reason_against_theme(key: str, theme: str, earlier: Asked, later: Asked) -> str:
    """Why a theme of the answers to a question is not the same; blank where it is, and where `theme` is."""
    if not theme:
        return ""
    before, after = (asked.questionnaire.text_themes.get(key) for asked in (earlier, later))
    return "" if before == after else f"Temaerne og deres ord er ikke de samme i {earlier.year} og {later.year}."


def _group(group: Group, asked: Asked) -> Group | None:
    every = (each for groups in asked.questionnaire.groupings.values() for each in groups)
    return next((each for each in every if each.key == group.key), None)


def _against_question(key: str, earlier: Asked, later: Asked) -> str:
    before, after = earlier.question(key), later.question(key)
    if before is None or after is None:
        missing = [asked.year for asked, found in ((earlier, before), (later, after)) if found is None]
        return f"Ikke stillet i {join_words(missing)}."
    return " ".join(_differences(before, after, earlier.year, later.year))


def _differences(before: Question, after: Question, earlier: str, later: str) -> Iterator[str]:
    """A sentence for each way in which two questions are not the same."""
    if name_is_lost(before.text) != name_is_lost(after.text):
        yield "Det vides ikke, om ordlyden er den samme: Den er gået tabt."
    elif _plain(before.text) != _plain(after.text):
        yield f"Ordlyden er ændret fra »{before.text}« til »{after.text}«."
    if before.asked_of != after.asked_of:
        yield (
            f"Ikke stillet til de samme: i {earlier} til {before.asked_of or 'alle'}, "
            f"i {later} til {after.asked_of or 'alle'}."
        )
    if before.kind != after.kind:
        yield f"Der svares på en anden måde end i {earlier}."
    if before.unit != after.unit:
        yield f"Svaret er opgjort i »{after.unit}« og ikke i »{before.unit}«."
    battery = after.kind in ("count", "hours")
    yield from _changed_answers(before.answers, after.answers, "Punkterne" if battery else "Svarmulighederne")
    if after.kind == "single" and any(name_is_lost(answer.label) for answer in after.answers):
        # Who could choose only one of them chose against an answer that nobody knows.
        yield "Navnet på en svarmulighed er gået tabt."


def _changed_answers(before: Sequence[Answer], after: Sequence[Answer], name: str) -> Iterator[str]:
    """At most one sentence that tells which answers came, went, or have another name or other bounds."""
    old, new = ({answer.key: answer for answer in answers} for answers in (before, after))
    both = [(old[key], new[key]) for key in new if key in old]
    if any(name_is_lost(one.label) != name_is_lost(other.label) for one, other in both):
        yield f"Det vides ikke, om {name.lower()} er de samme: Et navn er gået tabt."
        return
    found = [(new[key].label, "er kommet til") for key in new if key not in old]
    found += [(old[key].label, "er faldet væk") for key in old if key not in new]
    told = [f"»{label}« {what}" for label, what in found]
    told += [f"»{a.label}« hedder nu »{b.label}«" for a, b in both if _plain(a.label) != _plain(b.label)]
    told += [
        f"»{a.label}« går nu fra {_bounds(b)} og ikke fra {_bounds(a)}" for a, b in both if _bounds(a) != _bounds(b)
    ]
    if told:
        yield f"{name} er ændret: {'; '.join(told)}."


def _bounds(answer: Answer) -> str:
    return f"{answer.lowest or 0} til {'uendelig' if answer.highest is None else answer.highest}"


def _against_measure(key: str, earlier: Asked, later: Asked) -> str:
    before, after = (asked.questionnaire.measures.get(key) for asked in (earlier, later))
    if before is None or after is None:
        missing = [asked.year for asked, found in ((earlier, before), (later, after)) if found is None]
        return f"Et spørgsmål, som tallet bygger på, blev ikke stillet i {join_words(missing)}."
    told = list(_changed_answers(before.answers, after.answers, "Intervallerne"))
    if _definition(before) != _definition(after):
        told.append(f"Tallet er opgjort på en anden måde end i {earlier.year}.")
    for column in after.of:
        question = later.questionnaire.question_of(column)
        reason = _against_question(question.key, earlier, later)
        if not reason and any(name_is_lost(answer.label) for answer in question.answers):
            reason = "Navnet på en svarmulighed er gået tabt."
        if reason and (sentence := f"Bygger på »{question.text}«. {reason}") not in told:
            told.append(sentence)
    return " ".join(told)


def _definition(measure: Measure) -> tuple[object, ...]:
    return (measure.kind, measure.of, measure.items, measure.among, measure.unit)


def _plain(text: str) -> str:
    """The text without what does not show: line breaks and doubled spaces."""
    return " ".join(text.split())
