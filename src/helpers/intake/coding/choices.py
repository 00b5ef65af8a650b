"""One text in a column of a closed question as the questionnaire's answer, or as a question to a person."""

import re

from helpers.intake.coding.cell_reading import CellReading, decided, exact, undecided
from helpers.intake.coding.numbers import DATE
from helpers.intake.decisions import EMPTY, IN_ORDER
from helpers.intake.wordings import NEAR, nearest, normalise, turns
from helpers.survey.questionnaire import Question

MARKED = frozenset({"1", "ja", "valgt", "x", "sand"})
# A machine writes these for an answer that nobody looked at; "Nej" somebody wrote.
UNMARKED = frozenset({"0", "ikke valgt"})
DENIED = frozenset({"nej", "falsk"})

_WHOLE = re.compile(r"(\d+)[.,]0+\Z")


def code_label(text: str, labels: object) -> str:
    """The codebook's word for a code, "1.0" and "1,0" being the code 1; blank where it has none."""
    words = labels if isinstance(labels, dict) else {}
    return words.get(text) or words.get(_WHOLE.sub(r"\1", text)) or ""


def read_single(text: str, label: str, question: Question, numbering: str) -> CellReading:
    """The answer's key for a text, or for the label that the export's codebook gives it."""
    wording = normalise(label or text)
    for answer in question.answers:
        if wording in (normalise(answer.label), answer.key.casefold()):
            return exact(answer.key)
    keys = ", ".join(answer.key for answer in question.answers)
    ask = f"Skriv en af: {keys}, eller tom."
    if DATE.match(text) and not label:
        return undecided(f'"{text}" er en dato: Excel laver f.eks. 1-5 om til 1. maj. {ask}')
    number = _WHOLE.sub(r"\1", text.strip())
    if not label and re.fullmatch(r"[0-9]{1,4}", number) and 1 <= int(number) <= len(question.answers):
        answer = question.answers[int(number) - 1]
        if numbering == IN_ORDER:
            return decided(answer.key)
        return undecided((
            f'"{text}" er en talkode uden ord. I spørgeskemaets rækkefølge er det "{answer.label}". '
            f'Skriv "{IN_ORDER}" ved talkoder, hvis det gælder alle, ellers: {ask}'
        ), answer.key, numbered=True)  # fmt: skip
    near, ratio = nearest(label or text, {answer.label: answer.key for answer in question.answers})
    if ratio >= NEAR:
        if changed := turns(label or text, near):
            words = ", ".join(f'"{word}"' for word in changed)
            return undecided(
                f'Ligner "{near}", men kun den ene ordlyd har {words}: næppe samme svar. {ask}', unknown=True
            )
        key = next(answer.key for answer in question.answers if answer.label == near)
        return undecided(f'Er det "{near}"? {ask}', key)
    return undecided(f"Svaret findes ikke i spørgeskemaet. {ask}", unknown=True)


def decide_single(decision: str, question: Question) -> CellReading:
    """A person's decision about an answer; open where it is no answer either."""
    if decision in {answer.key for answer in question.answers}:
        return decided(decision)
    keys = ", ".join(answer.key for answer in question.answers)
    return undecided(f'"{decision}" er ikke et svar. Skriv en af: {keys}, eller tom.')


def read_mark(text: str, label: str, own_label: str) -> CellReading:
    """Whether an answer was chosen: "1", "0", or "nej" where somebody said so in words."""
    wording = normalise(label or _WHOLE.sub(r"\1", text))
    if wording in MARKED or wording == normalise(own_label):
        return exact("1")
    if wording in UNMARKED:
        return exact("0")
    if wording in DENIED:
        return exact("nej")
    return undecided(f'"{label or text}" siger ikke, om svaret er valgt. Skriv 1 (valgt), 0 (ikke valgt) eller tom.')


def decide_mark(decision: str) -> CellReading:
    """A person's decision about a mark."""
    if decision in ("0", "1"):
        return decided(decision)
    return undecided(f'"{decision}" er hverken 1, 0 eller tom.')


def read_list(text: str, question: Question) -> CellReading:
    """The keys of all answers named in one cell, with a space between; open where a part is no answer."""
    known = {normalise(a.label): a.key for a in question.answers} | {a.key: a.key for a in question.answers}
    # A comma may belong to an answer, so it divides only where nothing else does.
    for separator in (None, r"[;\n|]", r","):
        parts = [p.strip() for p in re.split(separator, text)] if separator else [text.strip()]
        wordings = [normalise(part) for part in parts if part]
        if wordings and all(wording in known for wording in wordings):
            return exact(" ".join(dict.fromkeys(known[wording] for wording in wordings)))
    keys = ", ".join(answer.key for answer in question.answers)
    return undecided(
        f"Mindst en del af cellen er ikke et svar. Skriv svarene med mellemrum imellem: {keys}, eller tom.",
        unknown=True,
    )


def decide_list(decision: str, question: Question) -> CellReading:
    """A person's decision about a cell with several answers."""
    keys = decision.replace(",", " ").split()
    wrong = [key for key in keys if key not in {answer.key for answer in question.answers}]
    if not wrong:
        return decided(" ".join(keys))
    return undecided(f'"{wrong[0]}" er ikke et svar. Skriv nøglerne med mellemrum imellem, eller {EMPTY}.')
