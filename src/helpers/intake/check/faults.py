"""Faults cell by cell: answers that are none, blanks among marks, ids that stand twice, unclear columns."""

from collections import defaultdict
from collections.abc import Iterator

from helpers.intake.check.examined import Reading
from helpers.intake.check.explanations import allowed_answers, explain
from helpers.intake.check.finding import FAULT, CheckFinding, Place, shown
from helpers.intake.coding.answers import CellRead
from helpers.intake.decisions import BLANKS, NOT_ASKED, ZERO
from helpers.intake.matching import LEAVE_OUT, OPEN, ColumnMatch
from helpers.intake.wordings import normalise

_IDS = frozenset({"id", "nr", "nr.", "løbenummer", "respondent", "respondent_id", "respondentid", "respondent id",
                  "svar-id", "svarid", "svar id"})  # fmt: skip


def find_faults(reading: Reading) -> Iterator[CheckFinding]:
    """Every fault, as it is met: each stops the edition until it is mended or decided."""
    if not reading.by_target:
        yield CheckFinding(FAULT, "fremmed_fil", (
            "Ingen kolonne har en overskrift fra spørgeskemaet. Er det den rigtige fil, og står overskrifterne øverst?"
        ))  # fmt: skip
        return
    yield from _answers(reading)
    yield from _blanks(reading)
    yield from _ids(reading)
    yield from _columns(reading)
    yield from _missing(reading)


def _answers(reading: Reading) -> Iterator[CheckFinding]:
    by_column: dict[int, list[CellRead]] = defaultdict(list)
    for read in reading.coded.cells:
        if read.verdict.how == OPEN:
            by_column[id(read.column)].append(read)
    for reads in by_column.values():
        column = reads[0].column
        answered = sum(bool(column.values[row].strip()) for row in reading.kept)
        if len(reads) == answered and all(read.verdict.numbered for read in reads):
            yield _codes(reading, reads[0], answered)
        else:
            yield from (_answer(reading, read) for read in reads)


def _answer(reading: Reading, read: CellRead) -> CheckFinding:
    question = reading.questionnaire.questions[read.question]
    one_cell = question.key in reading.by_target
    decimal = reading.export.decimal
    reason = explain(read, question, decimal, one_cell)
    return CheckFinding(
        FAULT,
        reason.rule,
        reason.message,
        question.key,
        reading.place(read.column, read.row),
        shown(f"{read.text} = {read.label}" if read.label else read.text),
        allowed_answers(question, decimal, one_cell),
        reason.near,
    )


def _codes(reading: Reading, read: CellRead, answered: int) -> CheckFinding:
    """One finding for a column in which every answer is a number without words."""
    question = reading.questionnaire.questions[read.question]
    labels = "; ".join(f"{number} = {answer.label}" for number, answer in enumerate(question.answers, start=1))
    return CheckFinding(FAULT, "koder_uden_ord", (
        f"Alle {answered} svar i kolonnen er talkoder uden ord. Er det svarenes rækkefølge i spørgeskemaet, så skriv "
        f'"rækkefølge" ved talkoder i mapping.yml ({labels}).'
    ), question.key, reading.place(read.column))  # fmt: skip


def _blanks(reading: Reading) -> Iterator[CheckFinding]:
    """Each blank cell beside zeros and ones, where nobody has said what a blank means."""
    for read in reading.coded.rows:
        if read.doubt == BLANKS and not read.settled:
            # A cell with something else in it has a fault of its own.
            for column in (each for each in read.columns if not each.values[read.row].strip()):
                yield CheckFinding(
                    FAULT, "tom_blandt_svar", "Cellen er tom, selv om spørgsmålets andre celler i rækken er udfyldt.",
                    read.question, reading.place(column, read.row), "", (
                        'Ja eller 1, Nej eller 0; eller skriv "nul" eller "tom" under blanke i mapping.yml, hvis det '
                        "gælder alle."
                    ),
                )  # fmt: skip


def _ids(reading: Reading) -> Iterator[CheckFinding]:
    """Each response whose id stands at another one too; the id itself may be an address and is not told."""
    for column in filter(None, [reading.export.ids, *(match.column for match in reading.matches if is_id(match))]):
        rows: dict[str, list[int]] = defaultdict(list)
        for row in reading.kept:
            if column.values[row].strip():
                rows[normalise(column.values[row])].append(row)
        for first, *others in (each for each in rows.values() if len(each) > 1):
            for row in others:
                yield CheckFinding(
                    FAULT, "id_to_gange",
                    f"Nummeret er det samme som i række {reading.export.rows[first]}: Svaret står der to gange.",
                    "", reading.place(column, row), "", "et nummer, som ingen anden række har; slet den ene række.",
                )  # fmt: skip


def is_id(match: ColumnMatch) -> bool:
    """Whether a column that answers no question holds the numbers of the responses."""
    return not match.target and bool({normalise(match.column.wording), normalise(match.column.code)} & _IDS)


def _columns(reading: Reading) -> Iterator[CheckFinding]:
    for match in reading.matches:
        if match.how == OPEN:
            beside = f'Spørgeskemaet har "{match.near_wording}". ' if match.near_wording else ""
            yield CheckFinding(
                FAULT, "kolonne", f"Det er uklart, hvilket spørgsmål kolonnen svarer på. {beside}{match.message}",
                match.near, reading.place(match.column), shown(match.column.wording),
                f'spørgeskemaets egen ordlyd; eller skriv spørgsmålets nøgle eller "{LEAVE_OUT}" ved kolonnen i '
                "mapping.yml.", match.near_wording if match.near else "",
            )  # fmt: skip


def _missing(reading: Reading) -> Iterator[CheckFinding]:
    """Questions, and single answers, that no column answers and nobody has said were not asked."""
    unclear = {match.near for match in reading.matches if match.how == OPEN}
    for question in reading.questionnaire.questions.values():
        absent = [column for column in question.columns if reading.column(column) is None and column not in unclear]
        if not absent:
            continue
        whole = len(absent) == len(question.columns)
        allowed = ZERO if question.kind == "multiple" and not whole else NOT_ASKED
        for key in [question.key] if whole else absent:
            if key in unclear or reading.decisions.missing.get(key) == allowed:
                continue
            label = next((f" - {a.label}" for a in question.answers if key == f"{question.key}.{a.key}"), "")
            yield CheckFinding(FAULT, "mangler", (
                f'Ingen kolonne har ordlyden "{question.text}{label}". Er der ikke spurgt, så skriv "{allowed}" ved '
                f"{key} under mangler i mapping.yml."
            ), question.key, Place())  # fmt: skip
