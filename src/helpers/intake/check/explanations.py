"""Why a cell is no answer, what would be one, and what was probably meant."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from helpers.base.danish import format_number
from helpers.intake.check.finding import shown
from helpers.intake.coding.answers import CellRead
from helpers.intake.coding.municipalities import read_postcode
from helpers.intake.coding.numbers import DATE, parse, read_number
from helpers.intake.matching import EXACT
from helpers.intake.wordings import NEAR, nearest, normalise, turns
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Question

# Excel writes them in English in the file and in Danish in a CSV.
_FORMULA_ERROR = re.compile(
    r"#(?:N/A|I/T|VALUE!|VÆRDI!|REF!|REFERENCE!|DIV/0!|DIVISION/0!|NAME\?|NAVN\?|NUM!|TAL!|NULL!|NUL!|CALC!|SPILL!)\Z",
    re.IGNORECASE,
)
_WITH_UNIT = re.compile(r"(?:ca\.?|cirka|omkring|~)?\s*(\d+(?:[.,]\d+)?)\s*(?:[^\W\d][^\d]*)?\Z", re.IGNORECASE)
_NO_ANSWER = frozenset(
    {"-", "–", "--", "?", "ved ikke", "ønsker ikke at svare", "vil ikke svare", "intet svar", "ingen"}
)


@dataclass(frozen=True)
class Reason:
    """The key of the kind of fault, the sentence about the cell, and the nearest guess (blank where there is none)."""

    rule: str
    message: str
    near: str = ""


def allowed_answers(question: Question, decimal: str, one_cell: bool = False) -> str:
    """What may stand in a cell of the question; `one_cell` where a cell holds several answers."""
    labels = ", ".join(f'"{answer.label}"' for answer in question.answers)
    match question.kind:
        case "single":
            return f"en af {labels}, eller tom."
        case "multiple":
            return f"svarene med semikolon imellem: {labels}." if one_cell else "Ja eller 1, Nej eller 0."
        case "municipality":
            return "en kommunes navn eller firecifrede kode, eller et postnummer, som er afgjort i mapping.yml."
        case "text":
            return "et svar i ord, eller tom."
    rule = "hele eller halve timer" if question.kind == "hours" else "et helt tal"
    example = f"37{decimal}5" if question.kind == "hours" else "4"
    limits = ""
    if question.possible:
        lowest, highest = (format_number(limit) for limit in question.possible)
        limits = f" fra {lowest} til {highest}"
    return f"{rule}{limits}, f.eks. {example}, eller tom."


def explain(read: CellRead, question: Question, decimal: str, one_cell: bool = False) -> Reason:
    """Why an open cell is no answer to the question; `decimal` is the file's decimal mark."""
    text, label = read.text, read.label
    given = shown(label or text)
    if _FORMULA_ERROR.match(text):
        return Reason("formelfejl", f'"{given}" er en formelfejl fra regnearket og ikke et svar.')
    if question.kind in ("count", "hours"):
        return _number_reason(text, label, question, decimal)
    if question.kind == "text":
        return Reason("tekst", f'"{given}" kan være et svar eller intet svar.')
    if DATE.match(text) and not label and question.kind != "municipality":
        return Reason("dato", f'"{given}" er en dato: Excel laver f.eks. 1-5 om til 1. maj.')
    if question.kind == "municipality":
        return _place_reason(label or text, read.verdict.near)
    if question.kind == "multiple":
        if one_cell:
            return Reason("flere_svar", f'En del af "{given}" er ikke et af svarene.')
        return Reason("mærke", f'"{given}" siger ikke, om svaret er valgt.')
    return _choice_reason(read, question)


def _choice_reason(read: CellRead, question: Question) -> Reason:
    given = shown(read.label or read.text)
    labels = {answer.key: answer.label for answer in question.answers}
    if read.verdict.numbered:
        guess = labels[read.verdict.near]
        return Reason("kode_uden_ord", f'"{given}" er en talkode uden ord.', guess)
    if read.verdict.near:
        guess = labels[read.verdict.near]
        return Reason("næsten_svar", f'"{given}" er ikke et svar, men ligner et.', guess)
    near, ratio = nearest(read.label or read.text, {label: key for key, label in labels.items()})
    if ratio >= NEAR and (changed := turns(read.label or read.text, near)):
        words = ", ".join(f'"{shown(word)}"' for word in changed)
        return Reason("ukendt_svar", f'"{given}" ligner "{near}", men kun den ene ordlyd har {words}.')
    return Reason("ukendt_svar", f'"{given}" er ikke et af svarene.')


def _place_reason(text: str, near: str) -> Reason:
    given, known = shown(text), load_municipalities()
    if postcode := read_postcode(text):
        what = f"Det er ikke afgjort, hvilken kommune postnummer {postcode} ligger i."
        return Reason("postnummer", what, known[near].name if near in known else "")
    if near and text.strip().isdecimal():
        return Reason("kommunekode", f'"{given}" er ikke en kommunekode: Et foranstillet 0 er nok gået tabt.',
                      f"{near} ({known[near].name})")  # fmt: skip
    return Reason("kommune", f'"{given}" er ikke en dansk kommune.', known[near].name if near else "")


def _number_reason(text: str, label: str, question: Question, decimal: str) -> Reason:
    given = shown(text)

    def near(guess: str) -> str:
        return guess.replace(",", decimal) if read_number(guess, "", question, ",").how == EXACT else ""

    if label:
        return Reason("kode_for_ord", f'Koden {given} betyder "{shown(label)}" og er ikke et tal.')
    if normalise(text) in _NO_ANSWER:
        return Reason("intet_tal", f'"{given}" er ikke et tal. Er der ikke svaret med et tal, skal cellen være tom.')
    if DATE.match(text):
        return Reason("dato", f'"{given}" er en dato: Excel laver f.eks. 1-5 om til 1. maj.')
    if re.fullmatch(r"[-−]\s*\d+(?:[.,]\d+)?", text):
        return Reason("negativ", f'"{given}" er under nul.', near(text[1:].strip().replace(".", ",")))
    if decimal == "," and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", text):
        return Reason("tusinder", f'"{given}" har punktum som tusindtegn.', near(text.replace(".", "")))
    if decimal == "," and re.fullmatch(r"\d+\.\d+", text):
        return Reason("punktum", f'"{given}" har decimalpunktum; på dansk skilles decimaler med komma.',
                      near(text.replace(".", ",")))  # fmt: skip
    number = parse(text, decimal)
    if number is not None:
        if question.kind == "hours" and (number * 2).denominator != 1:
            halves = floor(number * 2 + Fraction(1, 2))
            return Reason("kvarter", f'"{given}" er ikke hele eller halve timer.',
                          near(f"{halves // 2},5" if halves % 2 else str(halves // 2)))  # fmt: skip
        if question.kind == "count" and number.denominator != 1:
            return Reason("brøk", f'"{given}" er ikke et helt tal.')
        if question.possible and not question.possible[0] <= number <= question.possible[1]:
            over, limit = number > question.possible[1], question.possible[number > question.possible[1]]
            which = f"er mere end {format_number(limit)}" if over else f"er mindre end {format_number(limit)}"
            return Reason("umulig", f'"{given}" {which} og er ikke muligt.')
    if re.fullmatch(r"0\d+", text):
        return Reason("nuller", f'"{given}" har nuller foran.', near(text.lstrip("0")))
    if found := _WITH_UNIT.match(text):
        bare = found[1].lstrip("0") or "0"
        return Reason("enhed", f'"{given}" er ikke et tal alene.', near(bare.replace(".", ",")))
    return Reason("tekst_i_tal", f'"{given}" er ikke et tal.')
