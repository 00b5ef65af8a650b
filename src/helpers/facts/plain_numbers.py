"""What is said where no sentence holds: the numbers, and nothing of how they compare."""

from collections.abc import Callable, Iterable

from helpers.facts.model import Facts
from helpers.facts.provenance import trace


def tell_plainly(fact_ids: Iterable[str], facts: Facts, number: Callable[[str], str]) -> str:
    """A sentence a question with each of the edition's numbers, `number` saying how one is written."""
    by_question: dict[str, list[str]] = {}
    for fact_id in dict.fromkeys(each for each in fact_ids if each in facts):
        told = trace(fact_id, facts)
        name = ", ".join(part for part in (told.answer, told.group) if part)
        by_question.setdefault(told.question.rstrip("?:."), []).append(f"{name} {number(fact_id)}".strip())
    return " ".join(f"{question}: {'; '.join(told)}." for question, told in by_question.items())
