"""The rows of the questionnaire's workbook: sheets, columns, and what a questionnaire is in them."""

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.survey import questionnaire_words as words
from helpers.survey.questionnaire_wordings import answers_of

QUESTIONS, ANSWERS, THEMES, GUIDE = "spørgsmål", "svar", "temaer", "vejledning"
KEY, YEAR, TEXT, OF = "nøgle", "år", "ordlyd", "spørgsmål"
LIMITS = {"possible": ("muligt_fra", "muligt_til"), "usual": ("sædvanligt_fra", "sædvanligt_til")}
# What may be said anew each year, and what is said once of a question; by the program's names.
YEARLY = {"text": TEXT, "note": "note", "asked_of": "stillet_til"}
ONCE = {"theme": "tema", "kind": "slags", "short": "kort", "unit": "enhed", "private": "privat"}
ENDED = "(udgået)"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    QUESTIONS: (KEY, YEAR, TEXT, *ONCE.values(), "note", "stillet_til", *LIMITS["possible"], *LIMITS["usual"]),
    ANSWERS: (OF, KEY, YEAR, TEXT, *LIMITS["usual"]),
    THEMES: (KEY, "navn"),
}
Cells = dict[str, str]


def form_rows(raw: Mapping[str, Any]) -> dict[str, list[Cells]]:
    """Sheet → its rows, each column → text, of a questionnaire as `read_questionnaire` gives it."""
    return {
        QUESTIONS: [row for key, entry in raw["questions"].items() for row in _question(key, entry)],
        ANSWERS: [row for key, entry in raw["questions"].items() for row in _answers(key, entry)],
        THEMES: [{KEY: key, "navn": name} for key, name in raw["themes"].items()],
    }


def by_year(told: Any) -> dict[str, str]:
    """Year → what is said from that year on; a blank year where it was said from the beginning."""
    if isinstance(told, Mapping):
        return {str(year): text for year, text in told.items()}
    return {"": told} if told else {}


def _question(key: str, entry: Mapping[str, Any]) -> Iterator[Cells]:
    told = {name: by_year(entry.get(name)) for name in YEARLY}
    years = sorted({*told["text"], *told["note"], *told["asked_of"]})
    for index, year in enumerate(years):
        row = {KEY: key, YEAR: year}
        row |= {YEARLY[name]: _shown(said[year], name) for name, said in told.items() if year in said}
        yield row | (_once(entry) if not index else {})


def _shown(text: str, name: str) -> str:
    return text or (ENDED if name == "text" else "")


def _once(entry: Mapping[str, Any]) -> Cells:
    row = {ONCE[name]: str(entry[name]) for name in ("theme", "short", "unit") if entry.get(name)}
    row[ONCE["kind"]] = words.word_of(entry["kind"], words.QUESTION_WORDS)
    if entry.get("private"):
        row[ONCE["private"]] = "ja"
    for name, columns in LIMITS.items():
        if isinstance(entry.get(name), list):
            row |= dict(zip(columns, map(str, entry[name]), strict=True))
    return row


def _answers(key: str, entry: Mapping[str, Any]) -> Iterator[Cells]:
    usual = entry.get("usual")
    for answer, told in answers_of(entry).items():
        for index, (year, label) in enumerate(by_year(told).items()):
            row = {OF: key, KEY: answer, YEAR: year, TEXT: label or ENDED}
            if not index and isinstance(usual, Mapping) and answer in usual:
                row |= dict(zip(LIMITS["usual"], map(str, usual[answer]), strict=True))
            yield row
