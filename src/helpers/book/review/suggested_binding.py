"""A condition to begin with, for a sentence that has none yet."""

import re

from helpers.book.review.told_sentence import facts_beside, quoted_facts
from helpers.facts.model import Facts

# Which word of `conditions` fits a comparing word, as far as one does.
_FITTING = (
    ("more_than_half", "flertallet|over halvdelen|de fleste|overvejende"),
    ("smallest", "mindst|færrest|kortest|lavest|sjældn|lavere|mindre|færre"),
    ("largest", ""),
)


def suggest_binding(name: str, word: str, sentence: str, facts: Facts) -> str:
    """A call of `bind` of the facts that the sentence quotes, by the word that compares them."""
    quoted = quoted_facts(sentence)
    fitting = next(fit for fit, words in _FITTING if re.search(words, word, re.IGNORECASE))
    if len(quoted) == 1 and fitting != "more_than_half":
        quoted += facts_beside(quoted[0], facts)
    given = ", ".join(f'"{each}"' for each in quoted or ["første tal", "andet tal"])
    return f"bind(facts, {name}={fitting}({given}))"
