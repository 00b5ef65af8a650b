"""What a year asks otherwise than the year before it, in one line for whoever edits the questionnaire."""

from collections.abc import Sequence
from pathlib import Path

from helpers.base.paths import QUESTIONNAIRE
from helpers.survey.edition import earlier_edition, newest_edition
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.questionnaire_file import named_years

_LISTED = 4


def describe_changes(year: str, path: Path | None = None) -> str:
    """What a year asks otherwise than the edition before it, in Danish; blank where there is none before.

    `path` is another questionnaire than the project's own.
    """
    before = earlier_edition(year)
    if not before:
        return ""
    told = describe_difference(load_questionnaire(before, path), load_questionnaire(year, path))
    return f"Skemaet i {year} mod {before}: {told or 'de samme spørgsmål og svar'}."


def describe_difference(before: Questionnaire, after: Questionnaire) -> str:
    """What is new, changed and gone in questions and answers; blank where nothing is."""
    kept = [key for key in after.questions if key in before.questions]
    new = [key for key in after.questions if key not in before.questions]
    gone = [key for key in before.questions if key not in after.questions]
    changed = [
        key for key in kept
        if (before.text(key), before.questions[key].asked_of) != (after.text(key), after.questions[key].asked_of)
    ]  # fmt: skip
    labels = {q: {a.key: a.label for a in q.answers} for side in (before, after) for q in side.questions.values()}
    pairs = [(key, labels[before.questions[key]], labels[after.questions[key]]) for key in kept]
    parts = [
        _count(new, "ny", "nye"),
        _count(changed, "ændret", "ændrede"),
        _count(gone, "udgået", "udgåede"),
        _count([f"{key}.{a}" for key, was, now in pairs for a in now if a not in was], "nyt svar", "nye svar"),
        _count(
            [f"{key}.{a}" for key, was, now in pairs for a in now if a in was and was[a] != now[a]],
            "ændret svar",
            "ændrede svar",
        ),
        _count([f"{key}.{a}" for key, was, now in pairs for a in was if a not in now], "udgået svar", "udgåede svar"),
    ]
    return ", ".join(filter(None, parts))


def later_years(path: Path = QUESTIONNAIRE) -> list[str]:
    """The years after the newest edition from which on something of the questionnaire is new or changed."""
    newest = newest_edition()
    return [year for year in named_years(path) if year > newest]


def _count(keys: Sequence[str], one: str, many: str) -> str:
    if not keys:
        return ""
    named = ", ".join(keys[:_LISTED]) + (f" og {len(keys) - _LISTED} til" if len(keys) > _LISTED else "")
    return f"{len(keys)} {one if len(keys) == 1 else many} ({named})"
