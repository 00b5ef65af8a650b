"""Numbers as Danes write them, and what looks like a number and is none."""

import re
from fractions import Fraction

from helpers.base.danish import format_number
from helpers.intake.coding.cell_reading import CellReading, decided, exact, undecided
from helpers.survey.questionnaire import Question

_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?: .*)?\Z|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\Z"
    rf"|\d{{1,2}}[-. ]+(?:{_MONTHS})\w*\.?(?:[- ]\d+)?\Z",
    re.IGNORECASE,
)


def read_number(text: str, label: str, question: Question, decimal: str) -> CellReading:
    """The number with a decimal point and no needless zeros; anything unclear is a question.

    `label` is the export's own word for the text: a labelled code is an answer ("Ved ikke"), never a
    number. `decimal` is the file's decimal mark.
    """
    text = text.strip()
    ask = f"Skriv tallet ({_example(question)}), eller tom, hvis der ikke er svaret med et tal."
    if label:
        return undecided(f'Koden {text} betyder "{label}" og er ikke et tal. {ask}')
    if DATE.match(text):
        return undecided(f'"{text}" er en dato: Excel laver f.eks. 1-5 om til 1. maj. {ask}')
    if decimal == "," and re.fullmatch(r"\d+\.\d+", text):
        near = "" if re.fullmatch(r"\d{1,3}\.\d{3}", text) else text.replace(".", ",")
        return undecided(f'"{text}" har punktum, som på dansk skiller tusinder. {ask}', near)
    number = parse(text, decimal)
    if number is None:
        return undecided(f'"{text}" er ikke et tal. {ask}')
    return _judge(number, text, question, ask, exact)


def decide_number(text: str, question: Question) -> CellReading:
    """The number that a person wrote in mapping.yml, with comma or point."""
    number = parse(text.strip().replace(".", ","), ",")
    ask = f"Skriv et tal ({_example(question)}), eller tom."
    if number is None:
        return undecided(f'"{text}" er ikke et tal. {ask}')
    return _judge(number, text, question, ask, decided)


def parse(text: str, decimal: str) -> Fraction | None:
    """The number in a text without sign, spaces, leading zeros or thousands mark; None where it is none."""
    if not re.fullmatch(rf"(?:0|[1-9]\d{{0,6}})(?:{re.escape(decimal)}\d{{1,6}})?", text):
        return None
    return Fraction(text.replace(",", "."))


def _judge(number: Fraction, text: str, question: Question, ask: str, verdict: object) -> CellReading:
    steps = number * 2 if question.kind == "hours" else number
    if steps.denominator != 1:
        rule = "hele eller halve timer" if question.kind == "hours" else "et helt tal"
        return undecided(f'"{text}" er ikke {rule}. {ask}')
    if question.possible and not question.possible[0] <= number <= question.possible[1]:
        lowest, highest = (format_number(limit) for limit in question.possible)
        return undecided(f'"{text}" er ikke muligt: Svaret er mindst {lowest} og højst {highest}. {ask}')
    meaning = str(number) if number.denominator == 1 else f"{float(number):.1f}"
    return decided(meaning) if verdict is decided else exact(meaning)


def _example(question: Question) -> str:
    return "f.eks. 37,5" if question.kind == "hours" else "f.eks. 4"
