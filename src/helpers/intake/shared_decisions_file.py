"""`afgoerelser.yml` written: what was decided of an export, without a word that it holds.

Only keys of the questionnaire, words that decide something, marks and counts are written; whatever else somebody wrote
in `mapping.yml` stays there.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from helpers.intake.answer_entries import answer_entries
from helpers.intake.coding.blank_marks import mark_of
from helpers.intake.coding.choices import is_numbering
from helpers.intake.decisions import (
    BLANKS,
    BY_COMMA,
    BY_POINT,
    EMPTY,
    HAS_ANSWER,
    INCLUDE,
    LEAVE_OUT,
    LISTS,
    NONE_CHOSEN,
    NOT_ASKED,
    NOTHING,
    SPLIT,
    TOGETHER,
    USE,
    USE_COLUMNS,
    USE_LIST,
    ZERO,
)
from helpers.intake.edition_numbers import edition_numbers
from helpers.intake.examination import ExaminedExport
from helpers.intake.matching import DECIDED
from helpers.intake.rewording import CHANGED, SAME
from helpers.intake.right_file import YES
from helpers.intake.shared_decisions import Marks
from helpers.intake.wordings import Wordings
from helpers.survey.questions import Question

_HEAD = """\
# Det, der er afgjort om eksporten, uden et ord af det, nogen har svaret. Filen hører til i git, skrives af vaeresteder
# new og skal ikke rettes i hånden: Afgørelser rettes i mapping.yml. Et mærke står for en kolonne, en celle, en række
# eller en tekst; den, der har eksporten, finder den igen med vaeresteder new, og ingen anden kan læse noget af mærket.
"""
_PERIOD = re.compile(
    r"(?:(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|forår|sommer|efterår"
    r"|vinter|foråret|sommeren|efteråret|vinteren|uge|fra|til|og|i|den|[0-9]{1,4})(?:[ .,–-]+|\Z))+\Z",
    re.IGNORECASE,
)


def shared_text(examined: ExaminedExport) -> str:
    """The file as text."""
    decisions, questionnaire = examined.decisions, examined.questionnaire
    keys = {*questionnaire.questions, *questionnaire.columns}
    marks = Marks(examined.content)
    content: dict[str, Any] = {
        "eksport": {"kendetegn": marks.sign, "rækker": len(examined.export.rows), "svar": len(examined.kept)},
        "udgave": _edition(examined),
        "rigtig_fil": _one_of(decisions.right_file, YES),
        "forslag": _one_of(decisions.suggestions, USE),
        "delvise": _one_of(decisions.partial, INCLUDE, LEAVE_OUT),
        "prøvesvar": _one_of(decisions.trials, INCLUDE, LEAVE_OUT),
        "decimaltegn": _one_of(decisions.decimal, BY_COMMA, BY_POINT),
        "postnummerforslag": _one_of(decisions.suggested_postcodes.strip(), USE),
        "tomme_tegn": {
            mark: said for mark, said in decisions.blank_marks.items()
            if mark_of(mark) == mark and said in (EMPTY, HAS_ANSWER)
        },
        "talkoder": {
            key: said for key, said in decisions.numbering.items()
            if key in questionnaire.questions and is_numbering(said, questionnaire.questions[key].answers)
        },
        "mangler": _of(decisions.missing, keys, NOT_ASKED, ZERO),
        "ordlyd": _of(decisions.wordings, keys, SAME, CHANGED),
        SPLIT: _of(decisions.split, keys, TOGETHER),
        LISTS: _of(decisions.lists, keys, USE_COLUMNS, USE_LIST),
        NOTHING: _of(decisions.doubts[NOTHING], keys, *NONE_CHOSEN),
        BLANKS: _of(decisions.doubts[BLANKS], keys, *NONE_CHOSEN),
        "rækker": _rows(examined, marks),
        "udeladte": _left(examined),
        "kolonner": _columns(examined, marks),
        "svar": _answers(examined, marks),
        "frigiv": {key: _released(key, said, marks) for key, said in examined.releases.entries.items()},
    }  # fmt: skip
    return _HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)


def _one_of(said: str, *words: str) -> str:
    return said if said in words else ""


def _of(said: Mapping[str, str], keys: set[str], *words: str) -> dict[str, str]:
    return {key: word for key, word in said.items() if key in keys and word in words}


def _edition(examined: ExaminedExport) -> dict[str, str]:
    """The numbers of the edition, and its period where it is made of months, seasons and years alone."""
    said = {number.key: number.said for number in edition_numbers(examined)}
    return {key: text for key, text in said.items() if text.isdecimal() or (key == "periode" and _PERIOD.match(text))}


def _rows(examined: ExaminedExport, marks: Marks) -> list[dict[str, Any]]:
    return [
        {"række": examined.export.rows[each.row], "mærke": marks.row(each.mark), "til": each.said}
        for each in examined.rows.doubted
        if not each.is_open
    ]


def _released(question: str, entries: Sequence[str], marks: Marks) -> list[str]:
    """The releases of a question, each the number of its row with the mark of its text."""
    parts = [entry.partition("=") for entry in entries]
    return [f"{number}={marks.release(question, mark)}" for number, _, mark in parts]


def _left(examined: ExaminedExport) -> dict[str, list[int]]:
    """Why → the numbers of the rows that are no responses."""
    left: dict[str, list[int]] = {}
    for row, why in examined.rows.left.items():
        left.setdefault(why, []).append(examined.export.rows[row])
    return left


def _columns(examined: ExaminedExport, marks: Marks) -> list[dict[str, str]]:
    """Each column that answers a question, or was left out, by its letter where it has one."""
    known = {*Wordings(examined.questionnaire).targets, *examined.questionnaire.questions, LEAVE_OUT}
    told = []
    for match in examined.matches:
        column = match.column
        said = examined.decisions.columns.get((column.key, column.wording), "")
        target = match.target or match.private or said
        if target in known:
            place = {"kolonne": column.letter} if column.letter else {}
            mark = marks.column(column.key, column.wording)
            told.append({**place, "mærke": mark, "til": target, "hvordan": match.how})
    return told


def _answers(examined: ExaminedExport, marks: Marks) -> list[dict[str, str]]:
    """The texts that were taken for an answer of the questionnaire."""
    told = []
    for entry in answer_entries(examined):
        meaning = entry.reading.meaning or entry.decision
        if entry.reading.how == DECIDED and _is_given(meaning, examined.questionnaire.questions[entry.question]):
            mark = marks.answer(entry.question, entry.read)
            told.append({"spørgsmål": entry.question, "mærke": mark, "betyder": meaning})
    return told


def _is_given(meaning: str, question: Question) -> bool:
    """Whether a decision says no more than the questionnaire's own answers do: no number, and no municipality."""
    given = {EMPTY}
    if question.kind in ("single", "multiple"):
        given |= {answer.key for answer in question.answers} | {"0", "1"}
    return all(word in given for word in meaning.replace(",", " ").split())
