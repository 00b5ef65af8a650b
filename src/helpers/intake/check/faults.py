"""Faults cell by cell: answers that are none, blanks among marks, ids that stand twice, unclear columns."""

from collections import defaultdict
from collections.abc import Iterator

from helpers.intake.cell_place import CellPlace
from helpers.intake.check.allowed_answers import allowed_answers, nearest_answer
from helpers.intake.check.finding import FAULT, CheckFinding
from helpers.intake.coding.cell_reading import CODE, awaits_consent
from helpers.intake.coding.column_texts import TextRead
from helpers.intake.decisions import BLANKS, IN_ORDER, REVERSED
from helpers.intake.examination import ExaminedExport
from helpers.intake.matching import LEAVE_OUT, OPEN, ColumnMatch
from helpers.intake.wordings import normalise, shown

_IDS = frozenset({"id", "nr", "nr.", "løbenummer", "respondent", "respondent_id", "respondentid", "respondent id",
                  "svar-id", "svarid", "svar id"})  # fmt: skip


def find_faults(examined: ExaminedExport) -> Iterator[CheckFinding]:
    """Every fault, as it is met: each stops the edition until it is mended or decided."""
    if not examined.by_target:
        yield CheckFinding(FAULT, "fremmed_fil", (
            "Ingen kolonne har en overskrift fra spørgeskemaet. Er det den rigtige fil, og står overskrifterne øverst?"
        ))  # fmt: skip
        return
    yield from _answers(examined)
    yield from _blanks(examined)
    yield from _ids(examined)
    yield from _columns(examined)
    yield from _missing(examined)


def _answers(examined: ExaminedExport) -> Iterator[CheckFinding]:
    by_column: dict[int, list[TextRead]] = defaultdict(list)
    for read in examined.coded.texts:
        if read.reading.how == OPEN and not awaits_consent(read.reading):
            by_column[id(read.column)].append(read)
    for reads in by_column.values():
        column = reads[0].column
        answered = sum(bool(column.values[row].strip()) for row in examined.kept)
        if sum(len(read.rows) for read in reads) == answered and all(read.reading.rule == CODE for read in reads):
            yield _codes(examined, reads[0], answered)
        else:
            yield from (_answer(examined, read, row) for read in reads for row in read.rows)


def _answer(examined: ExaminedExport, read: TextRead, row: int) -> CheckFinding:
    question = examined.questionnaire.questions[read.question]
    one_cell = question.key in examined.by_target
    decimal = examined.export.decimal
    return CheckFinding(
        FAULT,
        read.reading.rule,
        read.reading.reason,
        question.key,
        examined.place(read.column, row),
        shown(f"{read.text} = {read.label}" if read.label else read.text),
        allowed_answers(question, decimal, one_cell),
        nearest_answer(read.reading, question, decimal),
    )


def _codes(examined: ExaminedExport, read: TextRead, answered: int) -> CheckFinding:
    """One finding for a column in which every answer is a number without words."""
    question = examined.questionnaire.questions[read.question]
    labels = "; ".join(f"{number} = {answer.label}" for number, answer in enumerate(question.answers, start=1))
    return CheckFinding(FAULT, "koder_uden_ord", (
        f"Alle {answered} svar i kolonnen er talkoder uden ord. Er det svarenes rækkefølge i spørgeskemaet, så skriv "
        f'"{IN_ORDER}" ved talkoder, {question.key} i mapping.yml ({labels}), og "{REVERSED}", hvis det er omvendt.'
    ), question.key, examined.place(read.column))  # fmt: skip


def _blanks(examined: ExaminedExport) -> Iterator[CheckFinding]:
    """Each blank cell beside zeros and ones, where nobody has said what a blank means."""
    for read in examined.coded.rows:
        if read.doubt == BLANKS and not read.settled:
            # A cell with something else in it has a fault of its own.
            for column in (each for each in read.columns if not each.values[read.row].strip()):
                yield CheckFinding(
                    FAULT, "tom_blandt_svar", "Cellen er tom, selv om spørgsmålets andre celler i rækken er udfyldt.",
                    read.question, examined.place(column, read.row), "", (
                        'Ja eller 1, Nej eller 0; eller skriv "nul" eller "tom" under blanke i mapping.yml, hvis det '
                        "gælder alle."
                    ),
                )  # fmt: skip


def _ids(examined: ExaminedExport) -> Iterator[CheckFinding]:
    """Each response whose id stands at another one too; the id itself may be an address and is not told."""
    for column in filter(None, [examined.export.ids, *(match.column for match in examined.matches if is_id(match))]):
        rows: dict[str, list[int]] = defaultdict(list)
        for row in examined.kept:
            if column.values[row].strip():
                rows[normalise(column.values[row])].append(row)
        for first, *others in (each for each in rows.values() if len(each) > 1):
            for row in others:
                yield CheckFinding(
                    FAULT, "id_to_gange",
                    f"Nummeret er det samme som i række {examined.export.rows[first]}: Svaret står der to gange.",
                    "", examined.place(column, row), "", "et nummer, som ingen anden række har; slet den ene række.",
                )  # fmt: skip


def is_id(match: ColumnMatch) -> bool:
    """Whether a column that answers no question holds the numbers of the responses."""
    return not match.target and bool({normalise(match.column.wording), normalise(match.column.code)} & _IDS)


def _columns(examined: ExaminedExport) -> Iterator[CheckFinding]:
    for match in examined.matches:
        if match.how == OPEN:
            beside = f'Spørgeskemaet har "{match.near_wording}". ' if match.near_wording else ""
            yield CheckFinding(
                FAULT, "kolonne", f"Det er uklart, hvilket spørgsmål kolonnen svarer på. {beside}{match.message}",
                match.near, examined.place(match.column), shown(match.column.wording),
                f'spørgeskemaets egen ordlyd; eller skriv spørgsmålets nøgle eller "{LEAVE_OUT}" ved kolonnen i '
                "mapping.yml.", match.near_wording if match.near else "",
            )  # fmt: skip


def _missing(examined: ExaminedExport) -> Iterator[CheckFinding]:
    """Questions, and single answers, that no column answers and nobody has said were not asked."""
    for each in examined.missing:
        if each.is_open:
            label = f" - {each.label}" if each.label else ""
            yield CheckFinding(FAULT, "mangler", (
                f'Ingen kolonne har ordlyden "{each.question.text}{label}". Er der ikke spurgt, så skriv '
                f'"{each.allowed}" ved {each.key} under mangler i mapping.yml.'
            ), each.question.key, CellPlace())  # fmt: skip
