"""Who finished the questionnaire, and which answers are trials, in the columns of a system that nobody has described.

Those that are (`formats/systems.yml`) tell it themselves. The headings and words are those seen on 30 November 2026 in
exports of LimeSurvey, Qualtrics, REDCap, SurveyMonkey and Microsoft Forms, in English and Danish. A column counts only
where every word in it is known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.intake.export import FINISHED, PARTIAL, TEST, UNANSWERED, Export, ExportColumn
from helpers.intake.wordings import Wordings, normalise

# Any text in them means that the questionnaire was sent in.
_SENT = frozenset({
    "submitdate", "dato for indsendelse", "date submitted", "submission date", "indsendt", "indsendelsesdato",
    "submitted", "submitted at",
})  # fmt: skip
_DONE = re.compile(
    r"(?:finished|completed?\??|is complete|afsluttet|gennemført|fuldført|færdig|\w+_complete|progress|fremskridt"
    r"|(?:response |survey |svar|samlet |besvarelses)?status|tilstand)\Z"
)
_TRIED = re.compile(r"(?:status|svartype|response ?type|distribution ?channel|distributionskanal)\Z")
_WORDS = {
    FINISHED: frozenset({
        "1", "2", "100", "100 %", "100%", "true", "sand", "ja", "yes", "y", "j", "complete", "completed", "finished",
        "submitted", "gennemført", "afsluttet", "fuldført", "færdig", "indsendt", "besvaret",
    }),
    PARTIAL: frozenset({
        "0", "false", "falsk", "nej", "no", "n", "partial", "partially complete", "partially completed", "incomplete",
        "in progress", "unverified", "started", "nogen svar", "delvis", "delvist", "delvist besvaret", "påbegyndt",
        "i gang", "ufuldstændig", "ikke afsluttet", "ikke gennemført", "ikke færdig",
    }),
    UNANSWERED: frozenset({
        "ny", "new", "distribueret", "distributed", "inviteret", "invited", "not started", "ikke påbegyndt",
        "ikke begyndt", "frafaldet", "ubesvaret",
    }),
}  # fmt: skip
_TRIALS = frozenset({
    "survey preview", "survey test", "preview", "test", "test response", "forhåndsvisning", "prøvesvar", "testsvar",
})  # fmt: skip


def with_completion(export: Export, wordings: Wordings) -> Export:
    """The export with who finished, where its file has a column that tells and nothing was read of it before.

    Such columns are the system's own and answer no question.
    """
    if export.statuses is not None:
        return export
    columns = [column for column in export.columns if not wordings.target(column.text, column.answer)]
    done = next((found for column in columns if (found := _statuses(column))), None)
    tried = next((column for column in columns if _tells_trials(column)), None)
    if done is None and tried is None:
        return export
    told, statuses = done or (tried, [FINISHED] * len(export.rows))
    if tried:
        statuses = [
            TEST if normalise(text) in _TRIALS else status for text, status in zip(tried.values, statuses, strict=True)
        ]
    telling = [column for column in (told, tried) if column]
    return _with_statuses(export, statuses, telling, any(status == UNANSWERED for status in statuses))


def _statuses(column: ExportColumn) -> tuple[ExportColumn, list[str]] | None:
    """The column with the status of each row; None where it does not tell."""
    headings = set(_headings(column))
    texts = [normalise(text) for text in column.values]
    if headings & _SENT:
        return column, [FINISHED if text else PARTIAL for text in texts]
    if not any(map(_DONE.match, headings)) or not any(texts):
        return None
    if {"progress", "fremskridt"} & headings:
        percents = [text.removesuffix("%").strip() for text in texts]
        if not all(re.fullmatch(r"\d{1,3}|", text) for text in percents):
            return None
        return column, [FINISHED if text == "100" else PARTIAL for text in percents]
    # REDCap writes 0 incomplete, 1 unverified, 2 complete.
    codes = {"1": PARTIAL} if any(heading.endswith("_complete") for heading in headings) else {}
    known = {word: status for status, words in _WORDS.items() for word in words} | codes | {"": PARTIAL}
    labels = {code: normalise(label) for code, label in column.labels.items()}
    read = [labels.get(raw.strip(), text) for raw, text in zip(column.values, texts, strict=True)]
    return (column, [known[text] for text in read]) if all(text in known for text in read) else None


def _tells_trials(column: ExportColumn) -> bool:
    named = any(map(_TRIED.match, _headings(column)))
    return named and any(normalise(text) in _TRIALS for text in column.values)


def _with_statuses(export: Export, statuses: Sequence[str], telling: Sequence[ExportColumn], everyone: bool) -> Export:
    apart = {id(column) for column in telling}
    names = dict.fromkeys(column.code or column.text for column in telling)
    return replace(
        export,
        statuses=tuple(statuses),
        columns=tuple(column for column in export.columns if id(column) not in apart),
        system_columns=(*export.system_columns, *names),
        everyone_invited=everyone,
        status_column=telling[0].text or telling[0].code,
    )


def _headings(column: ExportColumn) -> Iterator[str]:
    return (normalise(text) for text in (column.wording, column.text, column.answer, column.code) if text)
