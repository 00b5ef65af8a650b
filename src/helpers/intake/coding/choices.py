"""One text in a column of a closed question as the questionnaire's answer, or as a question to a person."""

import re
from collections.abc import Iterable, Mapping, Sequence

from helpers.intake.coding.cell_reading import CODE, NEARLY_ANSWER, CellReading, decided, exact, undecided
from helpers.intake.coding.numbers import DATE, FORMULA_ERROR
from helpers.intake.decisions import EMPTY, IN_ORDER, REVERSED
from helpers.intake.wordings import NEAR, nearest, normalise, shown, turns
from helpers.survey.questions import Answer, Question

MARKED = frozenset({"1", "ja", "valgt", "x", "sand", "markeret", "yes", "true", "checked", "selected"})
# A machine writes these for an answer that nobody looked at; "Nej" somebody wrote.
UNMARKED = frozenset({"0", "ikke valgt", "ikke markeret", "unchecked", "not selected", "false"})
DENIED = frozenset({"nej", "falsk", "no"})

_WHOLE = re.compile(r"(\d+)[.,]0+\Z")


def code_label(text: str, labels: Mapping[str, str]) -> str:
    """The codebook's word for a code, "1.0" and "1,0" being the code 1; blank where it has none."""
    return labels.get(text) or labels.get(_WHOLE.sub(r"\1", text)) or ""


def number_of_code(text: str) -> int:
    """The number that a code without words is; 0 where it is none."""
    number = _WHOLE.sub(r"\1", text.strip())
    return int(number) if re.fullmatch(r"[0-9]{1,4}", number) else 0


def answer_of_code(number: int, answers: Sequence[Answer], numbering: str) -> Answer | None:
    """The answer that a code stands for when answers are numbered as `numbering` says; None where there is none.

    That is in order, in reverse, or in the order of the keys that a person has written.
    """
    ordered = {REVERSED: tuple(reversed(answers))}.get(numbering) or _ordered(numbering, answers) or tuple(answers)
    return ordered[number - 1] if 1 <= number <= len(ordered) else None


def is_numbering(numbering: str, answers: Sequence[Answer]) -> bool:
    """Whether a person has said how the answers are numbered."""
    return numbering in (IN_ORDER, REVERSED) or bool(_ordered(numbering, answers))


def _ordered(numbering: str, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers in the order of the keys or labels in a text; none where they are not all of them, each once."""
    by_key = {answer.key: answer for answer in answers}
    keys = _listed_keys(numbering, answers)
    return tuple(by_key[key] for key in keys) if len(set(keys)) == len(keys) else ()


def read_single(text: str, label: str, question: Question, numbering: str, coded: bool = True) -> CellReading:
    """The answer's key for a text, or for the label that the export's codebook gives it.

    `numbering` is a person's word on codes without words: IN_ORDER, REVERSED or the keys in order. `coded` is false
    where the column's codebook has words for other codes: then a code without one is no matter of order.
    """
    wording = normalise(label or text)
    for answer in question.answers:
        if wording in (normalise(answer.label), answer.key.casefold()):
            return exact(answer.key)
    given, ask = (
        shown(label or text),
        f"Skriv en af: {', '.join(answer.key for answer in question.answers)}, eller tom.",
    )
    if FORMULA_ERROR.match(text):
        return undecided("formelfejl", f'"{given}" er en formelfejl fra regnearket og ikke et svar.', ask)
    if DATE.match(text) and not label:
        return undecided("dato", f'"{given}" er en dato: Excel laver f.eks. 1-5 om til 1. maj.', ask)
    if not label and (answer_coded := answer_of_code(number_of_code(text), question.answers, numbering)):
        if not coded:
            what = f'"{given}" er en kode, som filens egen kodebog ikke har ord for.'
            return undecided("kode_uden_betegnelse", what, ask)
        if is_numbering(numbering, question.answers):
            return decided(answer_coded.key)
        return undecided(CODE, f'"{given}" er en talkode uden ord.', ask, answer_coded.key)
    return _nearly(label or text, question, ask)


def _nearly(text: str, question: Question, ask: str) -> CellReading:
    """The question about a text that is no answer, with the answer that it may be."""
    given = shown(text)
    near, ratio = nearest(text, {answer.label: answer.key for answer in question.answers})
    if ratio >= NEAR:
        if changed := turns(text, near):
            words = ", ".join(f'"{shown(word)}"' for word in changed)
            what = f'"{given}" ligner "{near}", men kun den ene ordlyd har {words}: næppe samme svar.'
            return undecided("ukendt_svar", what, ask)
        key = next(answer.key for answer in question.answers if answer.label == near)
        return undecided(NEARLY_ANSWER, f'"{given}" er ikke et svar, men ligner "{near}".', ask, key)
    return undecided("ukendt_svar", f'"{given}" er ikke et af svarene.', ask)


def decide_single(decision: str, question: Question) -> CellReading:
    """A person's decision about an answer; open where it is no answer either."""
    said = decision.strip().casefold()
    key = next((answer.key for answer in question.answers if said in (answer.key, answer.label.casefold())), "")
    if key:
        return decided(key)
    keys = ", ".join(answer.key for answer in question.answers)
    return undecided("ukendt_svar", f'"{shown(decision)}" er ikke et svar.', f"Skriv en af: {keys}, eller tom.")


def are_codes(texts: Iterable[str]) -> bool:
    """Whether marks are codes with an order of their own, such as 1 and 2: then 1 may be the answer not chosen."""
    found = {_WHOLE.sub(r"\1", text.strip()) for text in texts}
    return "0" not in found and any(number_of_code(text) > 1 for text in found)


def read_mark(text: str, label: str, own_label: str, coded: bool = False) -> CellReading:
    """Whether an answer was chosen: "1", "0", or "nej" where somebody said so in words.

    `coded` is true where the question's marks are codes without words: then a 1 says nothing by itself.
    """
    wording = normalise(label or _WHOLE.sub(r"\1", text))
    if coded and not label and wording == "1":
        what = f'"{shown(text)}" står sammen med andre talkoder og kan betyde både valgt og ikke valgt.'
        return undecided("mærke", what, "Skriv 1 (valgt), 0 (ikke valgt) eller tom.")
    if wording in MARKED or wording == normalise(own_label):
        return exact("1")
    if wording in UNMARKED:
        return exact("0")
    if wording in DENIED:
        return exact("nej")
    what = f'"{shown(label or text)}" siger ikke, om svaret er valgt.'
    return undecided(_kind_of_cell(text, label, "mærke"), what, "Skriv 1 (valgt), 0 (ikke valgt) eller tom.")


def decide_mark(decision: str) -> CellReading:
    """A person's decision about a mark."""
    if decision in ("0", "1"):
        return decided(decision)
    what = f'"{shown(decision)}" er hverken 1, 0 eller tom.'
    return undecided("mærke", what, "Skriv 1 (valgt), 0 (ikke valgt) eller tom.")


def read_list(text: str, question: Question) -> CellReading:
    """The keys of all answers named in one cell, with a space between; open where a part is no answer."""
    if listed := _listed_keys(text, question.answers):
        return exact(" ".join(dict.fromkeys(listed)))
    keys = ", ".join(answer.key for answer in question.answers)
    return undecided(
        _kind_of_cell(text, "", "flere_svar"), f'En del af "{shown(text)}" er ikke et af svarene.',
        f"Skriv svarene med mellemrum imellem: {keys}, eller tom.",
    )  # fmt: skip


def _listed_keys(text: str, answers: Sequence[Answer]) -> list[str]:
    """The keys of the answers that a text is made of; none where a part of it is no answer.

    Systems put commas, semicolons, lines or only spaces between answers, and an answer may hold any of these: so the
    questionnaire's own labels divide the text, the longest that fits first.
    """
    known = {normalise(a.label): a.key for a in answers} | {a.key.casefold(): a.key for a in answers}
    labels = "|".join(re.escape(label) for label in sorted(known, key=len, reverse=True))
    # After an answer stands a mark, a space or the end: no answer is found within a longer word.
    one = re.compile(rf"[\s,;|/]*({labels})(?=[\s,;|/]|\Z)")
    rest, found = normalise(text), []
    while rest.strip(" ,;|/"):
        part = one.match(rest)
        if not part:
            return []
        found.append(known[part[1]])
        rest = rest[part.end() :]
    return found


def _kind_of_cell(text: str, label: str, otherwise: str) -> str:
    """The rule that a text breaks in a column of marks."""
    if FORMULA_ERROR.match(text):
        return "formelfejl"
    return "dato" if DATE.match(text) and not label else otherwise


def decide_list(decision: str, question: Question) -> CellReading:
    """A person's decision about a cell with several answers."""
    if listed := _listed_keys(decision, question.answers):
        return decided(" ".join(dict.fromkeys(listed)))
    wrong = [key for key in decision.replace(",", " ").split() if key not in {a.key for a in question.answers}]
    ask = f"Skriv nøglerne med mellemrum imellem, eller {EMPTY}."
    return undecided("flere_svar", f'"{shown(wrong[0] if wrong else decision)}" er ikke et svar.', ask)
