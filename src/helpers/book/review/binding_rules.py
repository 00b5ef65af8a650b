"""Rules for bound sentences: each has its condition, each condition its sentence, and no name stands twice."""

import ast
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from helpers.book.alternatives import OTHERWISE, sentence_of
from helpers.book.review.bindings import (
    Binding,
    ChartFinding,
    MarkedSentence,
    can_be_read,
    condition_of,
    is_condition,
    read_findings,
)
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.suggested_binding import suggest_binding
from helpers.facts.claims import judge
from helpers.facts.claims_csv import HOLDS
from helpers.facts.condition import STAR, matching
from helpers.facts.group_tests import compare_shares
from helpers.facts.model import Fact, Facts
from helpers.facts.ranking import LIKELY_RANK, leading_probability
from helpers.facts.uncertainty import Strength

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CAREFUL = re.compile(r"tyder på|svarene|tallene|tilfæld|sikkert", re.IGNORECASE)
_SPAN = "[Sætningen.]{{#{0} .claim}}"


def check_bindings(book: ReviewedBook) -> Iterator[Remark]:
    """Sentences without a condition, conditions without a sentence, alternatives to nothing, names that cannot be."""
    every = {name for bindings in book.bindings.values() for name in bindings}
    borrowed = {each.borrows for spans in book.spans.values() for each in spans.claims}
    # Of a cell that is no code another rule tells; what seems to be missing for its sake is not told besides.
    readable = {chapter.name: can_be_read(chapter) for chapter in book.chapters}
    for chapter in book.chapters:
        spans, bindings = book.spans[chapter.name], book.bindings[chapter.name]
        for each in spans.unread:
            fault, remedy = "Mærkerne kan ikke læses:", "Skriv dem sådan: [Sætningen.]{#et_navn .claim}."
            yield _remark(chapter.name, each, fault, remedy, Weight.STOPS)
        for each in spans.claims:
            if all(readable.values()) if each.borrows else readable[chapter.name]:
                yield from _check_claim(chapter.name, each, bindings, every, book.facts)
        named = {each.name for each in spans.claims}
        for each in spans.alternatives:
            if sentence_of(each.name) not in named or each.name in named:
                remedy = (
                    "Slet den, eller lad den hedde det samme som sætningen og _ellers, eller årstallet for den udgave, "
                    "den er skrevet til."
                )
                yield _remark(
                    chapter.name, each, f"Der er ingen sætning, som {each.name} er i stedet for:", remedy, Weight.NOTE
                )
        named |= {each.name for each in spans.alternatives}
        for binding in bindings.values():
            if binding.name not in named | borrowed:
                fault = f"Betingelsen {binding.name} har ingen sætning i kapitlet."
                remedy = (
                    f"Er sætningen skrevet om uden mærker, så slet {binding.to_delete} i cellen. Skal den prøves på "
                    f"svarene, så skriv den som {_SPAN.format(binding.name)}."
                )
                yield Remark(chapter.name, binding.heading, binding.cell, fault, remedy, weight=Weight.NOTE)


def _check_claim(
    chapter: str, claim: MarkedSentence, bindings: dict[str, Binding], every: Iterable[str], facts: Facts
) -> Iterator[Remark]:
    if not _NAME.fullmatch(claim.name):
        remedy = "Brug små bogstaver fra a til z, tal og understregning."
        yield _remark(chapter, claim, f"Navnet {claim.name} kan ikke bruges:", remedy, Weight.STOPS)
    elif claim.borrows and claim.borrows not in every:
        remedy = f"{_near(claim.borrows, every)}Skriv .if- og navnet på en betingelse, der står i et kapitel."
        yield _remark(chapter, claim, f"Der er ingen betingelse {claim.borrows}:", remedy, Weight.STOPS)
    elif not claim.borrows and claim.name not in bindings:
        bound = suggest_binding(claim.name, claim.text, claim.text, facts)
        remedy = (
            f"{_near(claim.name, bindings)}Skriv den i en celle under afsnittet, for eksempel: {bound}. Skal "
            f"sætningen ikke prøves på svarene, så slet mærkerne om den: [ foran og ]{{#{claim.name} .claim}} efter."
        )
        yield _remark(chapter, claim, f"Sætningen {claim.name} har ingen betingelse:", remedy, Weight.STOPS)


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Mente du {near[0]}? " if near else ""


def check_names(book: ReviewedBook) -> Iterator[Remark]:
    """Names that two sentences have."""
    every = [(chapter, each) for chapter, spans in book.spans.items() for each in (*spans.claims, *spans.alternatives)]
    counts = Counter(each.name for _, each in every)
    for chapter, each in every:
        if counts[each.name] > 1:
            fault = f"Navnet {each.name} er brugt {counts[each.name]} gange:"
            yield _remark(chapter, each, fault, "Giv hver sætning sit eget navn.", Weight.STOPS)


def check_retold(book: ReviewedBook) -> Iterator[Remark]:
    """Sentences that borrow a condition and say nothing where it does not hold."""
    for chapter, spans in book.spans.items():
        for each in spans.claims:
            if each.borrows and not spans.alternatives_to(each.name, book.edition.key):
                fault = "Sætningen gentager en konklusion og siger intet, hvor den ikke holder:"
                remedy = f"Skriv bagefter, hvad der så skal stå: [Kun tallene.]{{#{each.name}{OTHERWISE} .otherwise}}."
                yield _remark(chapter, each, fault, remedy)


def check_words(book: ReviewedBook) -> Iterator[Remark]:
    """Sentences that are printed and say more than a difference bears that may be chance."""
    every = {name: binding for bindings in book.bindings.values() for name, binding in bindings.items()}
    for chapter in book.chapters:
        for each in book.spans[chapter.name].claims:
            binding = every.get(each.borrows or each.name)
            if binding:
                yield from _check_words(book, chapter.name, binding, each)
        for finding in read_findings(chapter):
            yield from _check_words(book, chapter.name, finding, finding)


def _check_words(
    book: ReviewedBook, chapter: str, binding: Binding | ChartFinding, told: MarkedSentence | ChartFinding
) -> Iterator[Remark]:
    if not is_condition(binding.expression) or _CAREFUL.search(told.text):
        return
    for first, other in _named_orders(binding, book.facts):
        if first not in book.facts or other not in book.facts:
            continue
        if _may_be_otherwise(book.facts[first], book.facts[other], book.facts) and _holds(book, binding):
            fault = f"Forskellen mellem {first} og {other} kan være et tilfælde, og sætningen siger det ikke:"
            remedy = (
                "Begynd den med »Svarene tyder på, at …«, skriv »i svarene«, "
                "eller lad betingelsen være surely_larger(…) eller surely_first(…)."
            )
            yield _remark(chapter, told, fault, remedy, Weight.NOTE)
            return


def _may_be_otherwise(first: Fact, other: Fact, facts: Facts) -> bool:
    """Whether the order of two shares may be another among all places: by the test, or by its probability."""
    strength = compare_shares(first, other, facts).strength
    if strength is not Strength.UNTESTED or {first.unit, other.unit} != {"percent"}:
        return strength is Strength.LIKELY
    ahead, behind = (first, other) if (first.value or 0) > (other.value or 0) else (other, first)
    probability = leading_probability((ahead, behind), facts)
    return probability is not None and probability < LIKELY_RANK


def _named_orders(binding: Binding | ChartFinding, facts: Facts) -> Iterator[tuple[str, str]]:
    """The pairs of facts that a condition puts in order without testing the difference."""
    for call in ast.walk(binding.expression):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            given = [str(part.value) for part in call.args if isinstance(part, ast.Constant)]
            named = [each for each in given if STAR not in each]
            rest = [each for star in given if STAR in star for each in matching(star, facts) if each not in named]
            if call.func.id in ("largest", "smallest", "most_common"):
                yield from ((named[0], other) for other in (*named[1:], *rest))
            elif call.func.id in ("falling", "ranked"):
                yield from pairwise(named)
                yield from ((named[-1], other) for other in rest)


def _holds(book: ReviewedBook, binding: Binding | ChartFinding) -> bool:
    return judge(binding.name, condition_of(binding.expression), book.facts).state == HOLDS


def _remark(
    chapter: str, each: MarkedSentence | ChartFinding, fault: str, remedy: str, weight: Weight = Weight.BLOCKS
) -> Remark:
    return Remark(chapter, each.heading, each.cell, fault, remedy, each.text, weight)
