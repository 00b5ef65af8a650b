"""Notes: what the check saw that is no fault and no doubt, and that the researcher should know."""

from collections import Counter
from collections.abc import Iterator

from helpers.base.danish import format_number
from helpers.intake.check.doubts import name_column
from helpers.intake.check.faults import is_id
from helpers.intake.check.finding import NOTE, CheckFinding
from helpers.intake.decisions import INCLUDE, LEAVE_OUT
from helpers.intake.examination import ExaminedExport
from helpers.intake.export import FINISHED, PARTIAL
from helpers.intake.matching import DECIDED, OPEN, PRIVATE, SUPERSEDED, UNKNOWN
from helpers.survey.answer_rules import Rules
from helpers.survey.check_kinds import SAME_PLACE
from helpers.survey.municipalities import load_municipalities


def find_notes(examined: ExaminedExport, rules: Rules, frame: int) -> Iterator[CheckFinding]:
    """Every note; `frame` is the number of places invited, 0 where it is not known."""
    yield from _statuses(examined)
    if not frame:
        yield _note("ramme", "Det vides ikke, hvor mange der er inviteret: Svarprocenten er ikke kontrolleret.")
    for rule in rules.cross:
        if rule.kind == SAME_PLACE and name_column(examined, rule.of[0]) is None:
            yield _note("navn", (
                "Eksporten har ingen kolonne med værestedets navn: Det er ikke kontrolleret, om et sted har svaret to "
                "gange."
            ), rule.of[0])  # fmt: skip
    yield from _columns(examined)
    yield from _decided(examined)
    yield from _blank(examined)


def _note(rule: str, message: str, question: str = "") -> CheckFinding:
    return CheckFinding(NOTE, rule, message, question)


def _statuses(examined: ExaminedExport) -> Iterator[CheckFinding]:
    export = examined.export
    if export.statuses is None:
        return
    rows, finished, partial = (
        format_number(n) for n in (len(export.rows), export.statuses.count(FINISHED), export.statuses.count(PARTIAL))
    )
    yield _note(
        "status",
        f"{rows} {'er inviteret' if export.everyone_invited else 'rækker'}; {finished} har gennemført, {partial} er "
        "begyndt uden at blive færdige.",
    )
    decided = {INCLUDE: "tæller med", LEAVE_OUT: "ikke tæller med"}.get(examined.decisions.partial)
    if PARTIAL in export.statuses and decided:
        yield _note("delvise", f"Det er afgjort, at de, der ikke blev færdige, {decided}.")


def _columns(examined: ExaminedExport) -> Iterator[CheckFinding]:
    if not examined.by_target:
        # Of a file without headings the first answers stand for them, and are not repeated.
        return
    for match in examined.matches:
        place = examined.place(match.column)
        if is_id(match):
            what = "Kolonnen bruges kun til at se, om et svar står der to gange."
            yield CheckFinding(NOTE, "id_kolonne", what, "", place)
        elif match.how == UNKNOWN:
            yield CheckFinding(
                NOTE, "ukendt_kolonne", "Kolonnen hører ikke til spørgeskemaet og læses ikke.", "", place
            )
        elif match.how == PRIVATE:
            yield CheckFinding(
                NOTE, "privat_kolonne", "Kolonnen har personoplysninger og læses ikke videre.", "", place
            )
        elif match.how == SUPERSEDED:
            yield CheckFinding(NOTE, "erstattet_kolonne", match.message, "", place)
        elif match.how == DECIDED:
            what = (
                f'Kolonnen er i hånden sat til "{match.target}".' if match.target else "Kolonnen er i hånden udeladt."
            )
            yield CheckFinding(NOTE, "afgjort_kolonne", what, match.target.partition(".")[0], place)
    if count := len(examined.export.system_columns):
        yield _note("systemkolonner", f"{format_number(count)} af systemets egne kolonner er ikke læst.")


def _decided(examined: ExaminedExport) -> Iterator[CheckFinding]:
    counts: Counter[str] = Counter()
    postcodes: Counter[tuple[str, str]] = Counter()
    known = load_municipalities()
    for read in examined.coded.texts:
        if read.reading.how != DECIDED:
            continue
        if read.postcode and read.reading.meaning in known:
            postcodes[read.postcode, known[read.reading.meaning].name] += len(read.rows)
        else:
            counts[read.question] += len(read.rows)
    for (postcode, name), count in sorted(postcodes.items()):
        yield _note("postnummer", f"Postnummer {postcode} er i hånden lagt i {name} ({format_number(count)} svar).")
    for question, count in counts.items():
        cells = "1 celle" if count == 1 else f"{format_number(count)} celler"
        what = f'Svaret på "{examined.questionnaire.text(question)}" er afgjort i hånden i {cells}.'
        yield _note("afgjort_svar", what, question)


def _blank(examined: ExaminedExport) -> Iterator[CheckFinding]:
    """How many left each question blank; what is at fault or not decided is not blank."""
    total = len(examined.kept)
    unclear = {(read.question, row) for read in examined.coded.texts if read.reading.how == OPEN for row in read.rows}
    unclear |= {(read.question, read.row) for read in examined.coded.rows if not read.settled}
    for question in examined.questionnaire.questions.values():
        columns = [column for column in question.columns if column in examined.coded.columns]
        given = [
            sum(bool(examined.answer(column, response)) for column in columns)
            for response, row in enumerate(examined.kept)
            if (question.key, row) not in unclear
        ]
        blank, partly = given.count(0), sum(0 < count < len(columns) for count in given)
        if columns and (blank or partly):
            some = f"; {format_number(partly)} har kun svaret på en del" if partly else ""
            yield _note("ubesvaret", (
                f'{format_number(blank)} af {format_number(total)} har ikke svaret på "{question.text}"{some}.'
            ), question.key)  # fmt: skip
