"""Rules for what the chapters show: each question somewhere, each answer under a name, each table told of before."""

import ast
import re
from collections.abc import Iterator

from helpers.book.review.bindings import calls_of, constant_arguments
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.survey.edition import earlier_edition
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.questions import Question

# The place of a remark on a question or an answer.
QUESTIONS = "questionnaire.yml"
_FACT = re.compile(r"\{fact\}`([a-z0-9_]+)")
_LOST = "gået tabt"
# The counts of places by municipality are named after what they count.
_COUNTS = {"kommuner": "kommune"}


def check_questions(book: ReviewedBook) -> Iterator[Remark]:
    """Questions that the edition asked and no chapter shows."""
    shown = questions_shown(book)
    for question in book.facts.questionnaire.questions.values():
        if question.private or question.key in shown or question.key in book.rules.vises_ikke:
            continue
        fault = f"Spørgsmålet {question.key} vises ikke i noget kapitel:"
        yield Remark(QUESTIONS, "", 0, fault, _show_it(question), question.text)


def questions_shown(book: ReviewedBook) -> set[str]:
    """The keys of the questions whose answers the chapters show or quote."""
    named = set()
    for chapter in book.chapters:
        if chapter.name in book.rules.opslag:
            continue
        named |= set(_FACT.findall(chapter.prose))
        for cell in chapter.code:
            for call in calls_of(cell):
                constants = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
                named |= {str(value).split(".")[0] for value in constants}
    measures = book.facts.questionnaire.measures
    counted = {of.split(".")[0] for key in named & set(measures) for of in measures[key].of}
    return named | counted | {_COUNTS[key] for key in named & set(_COUNTS)}


def _show_it(question: Question) -> str:
    call = "show_themes" if question.kind == "text" else "show_shares"
    title = question.text.rstrip("?")
    return (
        f"Skriv om det i et kapitel, »{{numref}}`tabel-{question.key}` viser …«, og under det en celle med mærket "
        f'hide-input: {call}(facts, "{question.key}", name="tabel-{question.key}", title="{title}"). Skal det ikke '
        f"vises, så skriv {question.key} under vises_ikke i gennemsyn.yml."
    )


def check_answers(book: ReviewedBook) -> Iterator[Remark]:
    """Answers that were asked for under no name of their own."""
    if book.edition.reconstructed:
        return
    for question in book.facts.questionnaire.questions.values():
        for answer in question.answers:
            if not answer.label.strip() or _LOST in answer.label:
                fault = f"Svaret {question.key}.{answer.key} har intet navn:"
                before = earlier_edition(book.edition.key)
                kept = f'{before}: "{answer.label}", ' if before else ""
                wording = f'{answer.key}: {{{kept}{book.edition.key}: "…"}}'
                remedy = f"Skriv, hvad der stod i skemaet, i data/questionnaire.yml: {wording}"
                yield Remark(QUESTIONS, "", 0, fault, remedy, answer.label)


def check_references(book: ReviewedBook) -> Iterator[Remark]:
    """Tables and figures under a name that stands twice, or that no sentence before them mentions."""
    seen: dict[str, str] = {}
    for chapter in book.chapters:
        before = ""
        for cell in chapter.cells:
            if cell.kind == "markdown":
                before += cell.source
                continue
            for call in calls_of(cell):
                name = constant_arguments(call).get("name", "")
                if not name:
                    continue
                if name in seen:
                    fault = f"Navnet {name} har en tabel eller figur i {seen[name]} allerede."
                    remedy = "Giv hver sit eget navn."
                    yield Remark(chapter.name, cell.heading, cell.number, fault, remedy, weight=Weight.STOPS)
                seen[name] = chapter.name
                if f"{{numref}}`{name}`" not in before:
                    fault = f"Ingen sætning før {name} fortæller, hvad den viser."
                    remedy = f"Skriv det over cellen, for eksempel: {{numref}}`{name}` viser …"
                    yield Remark(chapter.name, cell.heading, cell.number, fault, remedy)


def check_asked(book: ReviewedBook) -> Iterator[Remark]:
    """Marks of what tells of the asking of a question, with the key of none."""
    known = load_questionnaire("").questions
    for chapter in book.chapters:
        for cell in chapter.markdown:
            for key in re.findall(r"\{\.asked-(\w+)\}", cell.source):
                if key not in known:
                    fault = f"Mærket .asked-{key} nævner et spørgsmål, som ikke findes."
                    yield Remark(chapter.name, cell.heading, cell.number, fault, "Skriv spørgsmålets nøgle.")
