"""Numbers as Danes write them, and what looks like a number and is none."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import floor

from helpers.base.danish import format_number
from helpers.intake.coding.cell_reading import POINT, THOUSANDS, CellReading, decided, exact, undecided
from helpers.intake.decisions import BY_COMMA, BY_POINT, EMPTY
from helpers.intake.export import CLOCK, FORMULA, PERCENT, CellFormat
from helpers.intake.export import DATE as DATE_FORMAT
from helpers.intake.matching import EXACT
from helpers.intake.wordings import normalise, shown
from helpers.survey.questions import Question

_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?: .*)?\Z|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\Z"
    rf"|\d{{1,2}}[-. ]+(?:{_MONTHS})\w*\.?(?:[- ]\d+)?\Z",
    re.IGNORECASE,
)
# Excel writes them in English in the file and in Danish in a CSV.
FORMULA_ERROR = re.compile(
    r"#(?:N/A|I/T|VALUE!|VÆRDI!|REF!|REFERENCE!|DIV/0!|DIVISION/0!|NAME\?|NAVN\?|NUM!|TAL!|NULL!|NUL!|CALC!|SPILL!)\Z",
    re.IGNORECASE,
)
EVASIONS = frozenset({"-", "–", "--", "?", "ved ikke", "ønsker ikke at svare", "vil ikke svare", "intet svar"})
_NO_NUMBER = EVASIONS | {"ingen"}
_AS_NUMBER = "Skriver du tallet i regnearket, så giv først cellen formatet Standard; ellers bliver det en dato igen."
_NEGATIVE = re.compile(r"[-−]\s*\d+(?:[.,]\d+)?")
# Thousands in one writing, and decimals in another: nobody can tell by the number alone.
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+")
_WITH_UNIT = re.compile(r"(?:ca\.?|cirka|omkring|~)?\s*(\d+(?:[.,]\d+)?)\s*(?:[^\W\d][^\d]*)?\Z", re.IGNORECASE)
_MARKS = {BY_COMMA: ",", BY_POINT: "."}


def read_number(text: str, label: str, question: Question, decimal: str, settled: str = "") -> CellReading:
    """The number with a decimal point and no needless zeros; anything unclear is a question.

    `label` is the export's own word for the text: a labelled code is an answer ("Ved ikke"), never a
    number. `decimal` is the file's decimal mark, `settled` a person's word (BY_COMMA or BY_POINT) on the
    numbers of the file that can be read in two ways.
    """
    text = text.strip()
    found = _no_number(text, label, question) or _two_ways(text, question, decimal, settled)
    if found:
        return found
    number = parse(text, decimal)
    if number is not None:
        return _judge(number, text, question, exact)
    given = shown(text)
    if re.fullmatch(r"0\d+", text):
        return _open("nuller", f'"{given}" har nuller foran.', question, text.lstrip("0"))
    if unit := _WITH_UNIT.match(text):
        bare = re.sub(r"^0+(?=\d)", "", unit[1])
        guess = "" if _TWO_WAYS.fullmatch(bare) else bare.replace(".", ",")
        return _open("enhed", f'"{given}" er ikke et tal alene.', question, guess)
    return _open("tekst_i_tal", f'"{given}" er ikke et tal.', question)


def decide_number(text: str, question: Question) -> CellReading:
    """The number that a person wrote in mapping.yml, with comma or point."""
    number = parse(text.strip().replace(".", ","), ",")
    if number is None:
        return _open("tekst_i_tal", f'"{shown(text)}" er ikke et tal.', question)
    return _judge(number, text, question, decided)


def read_format(text: str, form: CellFormat, question: Question) -> CellReading | None:
    """The question about a cell that shows something else than the number it holds; None where that is no matter.

    Excel holds 50 % as 0.5 and 37:30 as a day and a half, and shows 5 as 05-01-1900 in a cell that was a date.
    """
    given = shown(text)
    if form.kind == FORMULA:
        what = f'"{given}" er en formel, som aldrig er regnet ud. Åbn filen i Excel, gem den, og kør igen.'
        return undecided("formel", what, f"Ellers skriv svaret, eller {EMPTY}.")
    if question.kind not in ("count", "hours"):
        return None
    what = {
        PERCENT: f'"{given}" står i en celle med procent og er ikke et tal.',
        CLOCK: f'"{given}" er timer og minutter.',
        DATE_FORMAT: f'"{given}" er en dato: Excel laver f.eks. 1-5 om til 1. maj. {_AS_NUMBER}',
    }[form.kind]
    return _open(form.kind, what, question, "" if form.kind == PERCENT else form.number)


def parse(text: str, decimal: str) -> Fraction | None:
    """The number in a text without sign, spaces, leading zeros or thousands mark; None where it is none."""
    if not re.fullmatch(rf"(?:0|[1-9]\d{{0,6}})(?:{re.escape(decimal)}\d{{1,6}})?", text):
        return None
    return Fraction(text.replace(",", "."))


def _no_number(text: str, label: str, question: Question) -> CellReading | None:
    """What is no number by its look."""
    given = shown(text)
    if label:
        return _open("kode_for_ord", f'Koden {given} betyder "{shown(label)}" og er ikke et tal.', question)
    if FORMULA_ERROR.match(text):
        return _open("formelfejl", f'"{given}" er en formelfejl fra regnearket og ikke et svar.', question)
    if normalise(text) in _NO_NUMBER:
        what = f'"{given}" er ikke et tal. Er der ikke svaret med et tal, skal cellen være tom.'
        return _open("intet_tal", what, question)
    if DATE.match(text):
        return _open("dato", f'"{given}" er en dato: Excel laver f.eks. 1-5 om til 1. maj. {_AS_NUMBER}', question)
    if _NEGATIVE.fullmatch(text):
        return _open("negativ", f'"{given}" er under nul.', question, text[1:].strip().replace(".", ","))
    return None


def _two_ways(text: str, question: Question, decimal: str, settled: str) -> CellReading | None:
    """A number whose marks do not say what they are; None where they do."""
    mark, given = _MARKS.get(settled, ""), shown(text)
    whole = re.sub(r"[.,]", "", text)
    if found := _TWO_WAYS.fullmatch(text):
        if mark:
            said = Fraction(text.replace(",", ".") if found[1] == mark else whole)
            return _judge(said, text, question, decided)
        kind = "punktum" if found[1] == "." else "komma"
        what = f'"{given}" har {kind} som tusindtegn eller foran decimaler.'
        return _open(THOUSANDS, what, question, "" if found[1] == decimal else whole)
    if _GROUPED.fullmatch(text):
        if mark and mark not in text:
            return _judge(Fraction(whole), text, question, decided)
        kind = "punktum" if "." in text else "komma"
        return _open(THOUSANDS, f'"{given}" har {kind} som tusindtegn.', question, whole)
    other = "." if decimal == "," else ","
    if not re.fullmatch(rf"\d+{re.escape(other)}\d+", text):
        return None
    number = parse(text, other)
    if mark == other and number is not None:
        return _judge(number, text, question, decided)
    if other == ",":
        # In a file that divides its fields by commas: other than three digits are no thousands.
        return None if number is None else _judge(number, text, question, exact)
    what = f'"{given}" har punktum, som på dansk skiller tusinder; decimaler skilles med komma.'
    return _open(POINT, what, question, text.replace(".", ","))


def _judge(number: Fraction, text: str, question: Question, verdict: Callable[[str], CellReading]) -> CellReading:
    given = shown(text)
    if question.kind == "hours" and (number * 2).denominator != 1:
        halves = floor(number * 2 + Fraction(1, 2))
        near = f"{halves // 2},5" if halves % 2 else str(halves // 2)
        return _open("kvarter", f'"{given}" er ikke hele eller halve timer.', question, near)
    if question.kind == "count" and number.denominator != 1:
        return _open("brøk", f'"{given}" er ikke et helt tal.', question)
    if question.possible and not question.possible[0] <= number <= question.possible[1]:
        over = number > question.possible[1]
        limit = format_number(question.possible[over])
        which = f"er mere end {limit}" if over else f"er mindre end {limit}"
        return _open("umulig", f'"{given}" {which} og er ikke muligt.', question)
    return verdict(str(number) if number.denominator == 1 else f"{float(number):.1f}")


def _open(rule: str, reason: str, question: Question, near: str = "") -> CellReading:
    """The question about one text; a guess is made only where it would itself be accepted."""
    example = "f.eks. 37,5" if question.kind == "hours" else "f.eks. 4"
    ask = f"Skriv tallet ({example}), eller {EMPTY}, hvis der ikke er svaret med et tal."
    number = parse(near, ",") if near else None
    fits = number is not None and _judge(number, near, question, exact).how == EXACT
    return undecided(rule, reason, ask, near if fits else "")
