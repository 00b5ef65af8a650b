"""Questions that were asked in other words than the questionnaire's, and what a person says of each."""

import re
from collections.abc import Mapping, Sequence

from helpers.intake.decorations import is_code, undecorated
from helpers.intake.matching import DECIDED, ColumnMatch
from helpers.intake.wordings import Wordings, normalise, turns
from helpers.survey.questionnaire import Questionnaire

SAME, CHANGED = "samme", "ændret"


def other_wordings(matches: Sequence[ColumnMatch], questionnaire: Questionnaire) -> dict[str, str]:
    """Question → the wording that it was asked in, where that is not the questionnaire's word for word.

    Only the question is compared, not the answer that a column stands for.
    """
    wordings = Wordings(questionnaire)
    found: dict[str, str] = {}
    for match in matches:
        if match.how != DECIDED or not match.target:
            continue
        key, _, answer = match.target.partition(".")
        if wordings.answer_of(match.column)[0] == key:
            continue
        question = questionnaire.questions[key]
        label = next((a.label for a in question.answers if a.key == answer), "")
        asked = match.column.text if match.column.answer or not label else _without(match.column.text, label)
        # A variable's name is no wording: it says nothing of what was asked.
        if not is_code(asked) and normalise(question.text) not in undecorated(normalise(asked)):
            # A heading may have been broken over lines; the wording goes into a chapter.
            found.setdefault(key, " ".join(asked.split()))
    return found


def _without(heading: str, label: str) -> str:
    """The question in a heading that ends with one of its answers; the whole heading where it does not."""
    plain = normalise(heading)
    ending = normalise(label)
    whole = re.sub(r"\s+", " ", heading).strip()
    if plain.rstrip(")]").endswith(ending.rstrip(")]")) and plain != ending:
        return whole[: plain.rindex(ending.rstrip(")]"))].rstrip(" -–—:;|/\\[](){}").strip()
    return heading


def reworded_question(asked: str, text: str, decision: str) -> str:
    """What a person still has to say of one question; blank where it is said."""
    changed = ", ".join(f'"{word}"' for word in turns(asked, text))
    if decision == CHANGED or (decision == SAME and not changed):
        return ""
    beside = f'Der er spurgt: "{asked}". Spørgeskemaet: "{text}". '
    if changed:
        return beside + (
            f"Kun den ene ordlyd har {changed}, så spørgsmålet er ikke det samme. Skriv {CHANGED} (tallene "
            "sammenlignes ikke med tidligere år)."
        )
    return beside + (
        f"Skriv {SAME}, hvis kun stavning eller ordstilling er ændret (tallene sammenlignes med tidligere år), eller "
        f"{CHANGED}, hvis der er spurgt om noget andet (tallene sammenlignes ikke)."
    )


def reworded(asked: Mapping[str, str], decisions: Mapping[str, str]) -> dict[str, str]:
    """Question → wording, of those that a person has called another question."""
    return {key: wording for key, wording in asked.items() if decisions.get(key) == CHANGED}
