"""The rule for comparing words: a sentence may say no more than its condition does; see `helpers.facts.lexicon`."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.base.danish import join_words
from helpers.book.review.bindings import Binding, ChartFinding, MarkedSentence, is_condition, read_findings
from helpers.book.review.remark import Remark
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.reviewed_chapter import plain_text
from helpers.facts.condition import STAR
from helpers.facts.fact_id import FactId
from helpers.facts.lexicon import ComparingWord, find_words, load_lexicon
from helpers.facts.model import Facts

# These are compared with all that there is, whatever is named.
_WITH_ALL = ("majority_of", "most_common")
_WHO_ANSWERED = re.compile(r"svar", re.IGNORECASE)
# A role has no words of its own that compare.
_FACT = re.compile(r"\{fact\}`[^`]*`|\{[\w. -]+\}")


class Call(NamedTuple):
    """One word of a condition as it is written: its name, its limit where it has one, and the ids it is given."""

    word: str
    limit: int | None
    facts: tuple[str, ...]


def check_comparing_words(book: ReviewedBook) -> Iterator[Remark]:
    """Comparing words in bound sentences, alternatives and findings that say more than the condition."""
    every = {name: binding for bindings in book.bindings.values() for name, binding in bindings.items()}
    lexicon = load_lexicon(book.edition.key)
    for chapter in book.chapters:
        spans = book.spans[chapter.name]
        told: list[tuple[MarkedSentence | ChartFinding, Binding | ChartFinding | None]] = [
            *((each, every.get(each.borrows or each.name)) for each in (*spans.claims, *spans.alternatives)),
            *((finding, finding) for finding in read_findings(chapter)),
        ]
        for each, binding in told:
            if binding and is_condition(binding.expression):
                for fault, remedy in too_strong(each.text, binding.name, binding.expression, lexicon, book.facts):
                    yield Remark(chapter.name, each.heading, each.cell, fault, remedy, each.text)


def too_strong(
    text: str, name: str, expression: ast.expr, lexicon: tuple[ComparingWord, ...], facts: Facts
) -> Iterator[tuple[str, str]]:
    """What is said and not borne, and what to write, for each comparing word of a sentence."""
    calls = list(calls_in(expression))
    for said, word in find_words(plain_text(_FACT.sub("0", text)), lexicon):
        has = f"Betingelsen {name} har {join_words([call.word for call in calls])}"
        claims = f"»{said}« siger: {word.claims}."
        if word.needs and not any(need.is_met(call.word, call.limit) for need in word.needs for call in calls):
            needed = join_words([str(need) for need in word.needs], "eller")
            yield f"{claims} {has}:", f"Skriv {needed} i betingelsen, eller et svagere ord i sætningen."
        elif word.of_all_shown and not any(_covers(call, calls, facts) for call in calls):
            named = join_words([fact_id for call in calls for fact_id in call.facts])
            stars = join_words(list(dict.fromkeys(_with_star(call.facts[0], facts) for call in calls)), "eller")
            yield (
                f"{claims} Det gælder alle, som tabellen viser, men {name} ser kun på {named}:",
                f"Skriv {stars} efter det første tal, eller nævn i sætningen, hvem der sammenlignes med.",
            )
        elif word.of_everybody and not _WHO_ANSWERED.search(text):
            yield (
                f"{claims} Det gælder alle i gruppen, men andelen er af dem, der har svaret:",
                "Skriv »der har svaret« efter gruppen.",
            )


def calls_in(expression: ast.expr) -> Iterator[Call]:
    """The words that a condition is made of, without `together`."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != "together":
            given = [part.value for part in node.args if isinstance(part, ast.Constant)]
            within = [k.value.value for k in node.keywords if k.arg == "within" and isinstance(k.value, ast.Constant)]
            numbers = [each for each in (*within, *given) if isinstance(each, int)]
            yield Call(
                node.func.id, numbers[0] if numbers else None, tuple(each for each in given if isinstance(each, str))
            )


def _covers(call: Call, calls: list[Call], facts: Facts) -> bool:
    """Whether a condition leaves out nothing that the table shows: by a star, or by naming every group or answer."""
    if call.word in _WITH_ALL or any(STAR in fact_id for fact_id in call.facts):
        return True
    named = {fact_id for each in calls for fact_id in each.facts}
    beside = set(_all_beside(call.facts[0], facts)) if call.facts else set()
    return bool(beside) and beside <= named


def _all_beside(fact_id: str, facts: Facts) -> list[str]:
    """The same of every group, or every answer where there are no groups; none for what is neither."""
    of, questionnaire = FactId.parse(fact_id, facts.questionnaire), facts.questionnaire
    stem = fact_id.rpartition(".")[0]
    if of.group:
        return [f"{stem}.{group.key}" for group in questionnaire.groups(of.measure)]
    if of.item and (of.measure in questionnaire.questions or of.measure in questionnaire.measures):
        return [f"{stem}.{answer.key}" for answer in questionnaire.answers(of.measure)]
    return []


def _with_star(fact_id: str, facts: Facts) -> str:
    """The id with a star for its group, or its answer; both ways to widen it where it has both."""
    of, stem = FactId.parse(fact_id, facts.questionnaire), fact_id.rpartition(".")[0]
    if of.group and of.item:
        return f'"{stem}.{STAR}" eller "{of.measure}.{STAR}.{of.group.key}"'
    return f'"{stem}.{STAR}"'
