"""What a person has to decide before an export becomes an edition: one list, in the order of `mapping.yml`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.intake.answer_entries import AnswerEntry, answer_entries
from helpers.intake.code_numbering import unsettled_codes
from helpers.intake.coding.cell_reading import CODE, THOUSANDS, TWO_WAYS, UNKNOWN
from helpers.intake.coding.municipalities import load_postcodes
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
    NOTHING,
    SPLIT,
    USE,
)
from helpers.intake.decisions import ZERO as NONE_OF_THEM
from helpers.intake.edition_numbers import edition_numbers
from helpers.intake.examination import ExaminedExport
from helpers.intake.export import PARTIAL, TEST
from helpers.intake.matching import OPEN, ColumnMatch
from helpers.intake.rewording import reworded_question
from helpers.intake.right_file import doubts_about_file
from helpers.intake.wordings import nearly
from helpers.survey.municipalities import load_municipalities

RIGHT_FILE = "rigtig_fil"
_DOUBTS = {
    NOTHING: (
        f"I {{count}} svar er intet valgt, først i {{place}}. Skriv {NONE_OF_THEM}, hvis det betyder ingen af dem, "
        f"eller {EMPTY}, hvis spørgsmålet er sprunget over."
    ),
    BLANKS: (
        f"I {{count}} svar står tomme celler blandt 0 og 1, først i {{place}}. Skriv {NONE_OF_THEM}, hvis tom betyder "
        f"ikke valgt, eller {EMPTY}, hvis hele spørgsmålet så regnes for ubesvaret."
    ),
}


@dataclass(frozen=True)
class OpenQuestion:
    """One thing to decide: the section of `mapping.yml`, what it is about there, and the sentence.

    `path` leads to the place in the file where the answer is to be written.
    """

    section: str
    about: str
    text: str
    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        return f"{', '.join(filter(None, (self.section, self.about)))}: {self.text}"


def open_questions(examined: ExaminedExport, year: str, data: Path) -> tuple[OpenQuestion, ...]:
    """Everything that a person has to decide about an export of the edition `year`, `data` holding all editions.

    Where it may be the wrong file nothing else is asked yet.
    """
    if doubt := doubts_about_file(examined, year, data):
        return (OpenQuestion(RIGHT_FILE, "", doubt, (RIGHT_FILE,)), *_nothing_to_count(examined))
    entries = answer_entries(examined)
    return (
        *_numbers(examined),
        *_partial(examined),
        *_trials(examined),
        *_doubted_rows(examined),
        *_missing(examined),
        *_wordings(examined),
        *_rows_in_doubt(examined),
        *_postcodes(examined),
        *_columns(examined, year),
        *_blank_marks(examined),
        *_two_ways(entries, examined.decisions.decimal),
        *_answers(entries, examined.decisions.decimal, year),
        *_codes(examined),
        *_nothing_to_count(examined),
    )


def new_answer(question: str, year: str) -> str:
    """How an answer that the questionnaire lacks is added to it; blank where there is no question."""
    if not question:
        return ""
    return (
        " Er det en ny svarmulighed, så tilføj den i data/questionnaire.yml, under svar (eller punkter) ved "
        f'{question}: noegle: {{{year}: "Ordlyd"}}'
    )


def _numbers(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    for number in edition_numbers(examined):
        if number.is_open:
            yield OpenQuestion("udgave", number.key, number.question, ("udgave", number.key))


def _nothing_to_count(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    """What is wrong with the number of responses."""
    count = len(examined.kept)
    if not count:
        what = f"{examined.export.file} har ingen svar på spørgeskemaets spørgsmål. Er det den rigtige fil?"
        yield OpenQuestion("svar", "", what)
    frame = next(number.said for number in edition_numbers(examined) if number.key == "ramme")
    if frame.isdecimal() and int(frame) < count:
        what = f"{frame} inviterede er færre end de {count} svar. Ret tallet."
        yield OpenQuestion("udgave", "ramme", what, ("udgave", "ramme"))


def _partial(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    statuses = examined.export.statuses or ()
    if PARTIAL in statuses and examined.decisions.partial not in (INCLUDE, LEAVE_OUT):
        yield OpenQuestion("delvise", "", (
            f"{statuses.count(PARTIAL)} har begyndt uden at gøre skemaet færdigt. Skriv {INCLUDE} eller {LEAVE_OUT} "
            "(de regnes da blandt dem, der ikke har svaret)."
        ), ("delvise",))  # fmt: skip


def _trials(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    export = examined.export
    trials = [row for row, status in zip(export.rows, export.statuses or (), strict=False) if status == TEST]
    if trials and examined.decisions.trials not in (INCLUDE, LEAVE_OUT):
        yield OpenQuestion("prøvesvar", "", (
            f"{len(trials)} svar er mærket som prøver af systemet, først række {trials[0]}. Skriv "
            f"{LEAVE_OUT}, hvis de er prøver, eller {INCLUDE}, hvis de er rigtige svar."
        ), ("prøvesvar",))  # fmt: skip


def _doubted_rows(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    for index, doubted in enumerate(examined.rows.doubted):
        if doubted.is_open:
            number = examined.export.rows[doubted.row]
            yield OpenQuestion("rækker", f"række {number}", (
                f"{doubted.why} Skriv {LEAVE_OUT} ved rækken, hvis den ikke er et svar, eller {INCLUDE}."
            ), ("rækker", index, "til"))  # fmt: skip


def _missing(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    for each in examined.missing:
        if each.is_open:
            yield OpenQuestion("mangler", each.key, each.message, ("mangler", each.key))


def _wordings(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    for key, asked in examined.other_wordings.items():
        said = examined.decisions.wordings.get(key, "")
        if not said and examined.decisions.suggestions == USE and nearly(asked, examined.questionnaire.text(key)):
            continue
        if text := reworded_question(asked, examined.questionnaire.text(key), said):
            yield OpenQuestion("ordlyd", key, text, ("ordlyd", key))


def _rows_in_doubt(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    for doubt, sentence in _DOUBTS.items():
        for question, places in rows_in_doubt(examined, doubt).items():
            if examined.decisions.doubts[doubt].get(question) not in NONE_CHOSEN:
                text = sentence.format(count=len(places), place=places[0])
                yield OpenQuestion(doubt, question, text, (doubt, question))


def rows_in_doubt(examined: ExaminedExport, doubt: str) -> dict[str, list[str]]:
    """Question → the places of the rows in which it is in doubt (NOTHING or BLANKS)."""
    found: dict[str, list[str]] = {}
    for each in examined.coded.rows:
        if each.doubt == doubt:
            place = each.columns[0].place(examined.export.rows[each.row])
            found.setdefault(each.question, []).append(f"{examined.export.file}, {place}")
    return found


def suggested_municipalities(examined: ExaminedExport) -> dict[str, str]:
    """Postcode → code and name of the municipality that it is likely to lie in, of those nobody has placed."""
    known = load_municipalities()
    return {
        code: f"{place} {known[place].name}"
        for code in sorted(examined.coded.postcodes)
        if not examined.decisions.postcodes.get(code, "").strip() and (place := load_postcodes().get(code, ""))
    }


def _postcodes(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    suggested, known = suggested_municipalities(examined), load_municipalities()
    if suggested and examined.decisions.suggested_postcodes.strip() != USE:
        number = f"{len(suggested)} postnumre" if len(suggested) > 1 else "1 postnummer"
        yield OpenQuestion("postnummerforslag", "", (
            f"{number} har en foreslået kommune (foreslåede_kommuner). Et postnummer kan nå ind i en kommune til: Se "
            "dem igennem, skriv den rigtige kode under postnumre, hvor forslaget er forkert, og skriv så "
            f"{USE}. Ligger to steder med samme postnummer i hver sin kommune, så skriv kommunens navn i "
            "eksporten i stedet for postnummeret."
        ), ("postnummerforslag",))  # fmt: skip
    for code in sorted(examined.coded.postcodes):
        said = examined.decisions.postcodes.get(code, "").strip()
        if said not in known and code not in suggested:
            text = (
                f'"{said}" er ikke en kommunekode. Skriv fire cifre, f.eks. 0461.'
                if said else
                "Postnummeret kendes ikke. Skriv koden på den kommune, stedet ligger i, f.eks. 0461."
            )  # fmt: skip
            yield OpenQuestion("postnumre", code, text, ("postnumre", code))


def _columns(examined: ExaminedExport, year: str) -> Iterator[OpenQuestion]:
    shared: dict[tuple[str, str], ColumnMatch] = {}
    for index, match in enumerate(examined.matches):
        if match.section in (SPLIT, LISTS):
            shared.setdefault((match.section, match.near), match)
        elif match.how == OPEN:
            beside = f' Spørgeskemaet: "{match.near_wording}".' if match.near_wording else ""
            text = f'"{match.column.wording}".{beside} {column_message(match, year)}'
            about = f"{examined.export.file}, {match.column.key}"
            yield OpenQuestion("kolonner", about, text, ("kolonner", index, "til"))

    for (section, target), match in shared.items():
        yield OpenQuestion(section, target, match.message, (section, target))


def column_message(match: ColumnMatch, year: str) -> str:
    """What is to be decided of a column, with how a new answer is added where it may be one."""
    return match.message + new_answer(match.new_answer_of, year)


def _blank_marks(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    for mark, found in examined.coded.blank_marks.items():
        if examined.decisions.blank_marks.get(mark, "") not in (EMPTY, HAS_ANSWER):
            cells = "1 celle" if found.count == 1 else f"{found.count} celler"
            yield OpenQuestion("tomme_tegn", mark, (
                f'Der står "{found.mark}" i {cells}, først {found.place}. Mange programmer skriver det, hvor der ikke '
                f"er svaret. Skriv {EMPTY}, hvis det er så i hele filen, også i fritekst, eller {HAS_ANSWER}, hvis det "
                "er svar."
            ), ("tomme_tegn", mark))  # fmt: skip


def _two_ways(entries: Sequence[AnswerEntry], decimal: str) -> Iterator[OpenQuestion]:
    """One question about all numbers of the file whose marks do not say what they are."""
    found = [entry for entry in entries if entry.reading.how == OPEN and entry.reading.rule in TWO_WAYS]
    if not found or decimal in (BY_COMMA, BY_POINT):
        return
    count = sum(entry.count for entry in found)
    cells = "1 celle" if count == 1 else f"{count} celler"
    first = next((entry for entry in found if entry.reading.rule == THOUSANDS), found[0])
    comma, point = (_read_as(first.read, mark) for mark in ",.")
    yield OpenQuestion("decimaltegn", "", (
        f'I {cells} kan tallets tegn læses på to måder, først {first.place}: Der står "{first.read}". '
        f"{first.reading.reason} Skriv {BY_COMMA} ved decimaltegn, hvis komma skiller decimaler i hele filen "
        f"({comma}), eller {BY_POINT}, hvis punktum gør det ({point}); eller afgør hvert tal under svar."
    ), ("decimaltegn",))  # fmt: skip


def _read_as(text: str, mark: str) -> str:
    """What a text says where `mark` divides decimals, for the question about it."""
    other = "." if mark == "," else ","
    if mark in text:
        return f'"{text}" er {text.replace(".", ",")}'
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(other)}\d{{3}})+", text):
        return f'"{text}" er {text.replace(other, "")}'
    return f'"{text}" er så ikke et tal'


def _answers(entries: Sequence[AnswerEntry], decimal: str, year: str) -> Iterator[OpenQuestion]:
    elsewhere = (CODE,) if decimal in (BY_COMMA, BY_POINT) else (CODE, *TWO_WAYS)
    for index, entry in enumerate(entries):
        if entry.reading.how == OPEN and entry.reading.rule not in elsewhere:
            text = f'Der står "{entry.read}". {answer_message(entry, year)}'
            yield OpenQuestion("svar", f"{entry.question}, {entry.place}", text, ("svar", index, "betyder"))


def answer_message(entry: AnswerEntry, year: str) -> str:
    """What is to be decided of a text, with how a new answer is added where it may be one."""
    return entry.reading.message + (new_answer(entry.question, year) if entry.reading.rule in UNKNOWN else "")


def _codes(examined: ExaminedExport) -> Iterator[OpenQuestion]:
    for codes in unsettled_codes(examined):
        yield OpenQuestion("talkoder", codes.question.key, codes.message, ("talkoder", codes.question.key))
