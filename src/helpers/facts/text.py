"""A fact as a reader meets it: one number, formatted in one place."""

from helpers.base.danish import capitalise, format_number, format_percent, number_word
from helpers.base.errors import VaerestederError
from helpers.facts.missing import HIDDEN, missing_word
from helpers.facts.model import Fact

FACES = ("antal", "antal-ord", "antal-Ord", "base", "base-ord", "base-Ord", "praecis")


def fact_text(fact: Fact, face: str = "") -> str:
    """One face of a fact as Danish text: `16 %`, `26,3`, `1.348`.

    Faces: none (the value), `antal` and `base` (the integers of a share, the base of a mean), both
    also as `-ord` (in words up to twelve) and `-Ord` (the same at the start of a sentence), and
    `praecis` (two decimals). Raises VaerestederError where the fact has no such face.
    """
    name, _, style = face.partition("-")
    if fact.suppressed:
        return HIDDEN
    if name in ("antal", "base") and style in ("", "ord", "Ord"):
        number = fact.count if name == "antal" else fact.base_n
        if number is None:
            raise VaerestederError(f'Tallet "{fact.id}" har intet "{name}".')
        text = number_word(number) if style else format_number(number)
        return capitalise(text) if style == "Ord" else text
    if face not in ("", "praecis"):
        raise VaerestederError(f'"{face}" er ingen side af et tal ("{fact.id}"). Skriv en af: {", ".join(FACES)}.')
    if fact.value is None:
        return missing_word(fact)
    decimals = 2 if face else int(fact.unit in ("mean", "hours"))
    return (format_percent if fact.unit == "percent" else format_number)(fact.value, decimals)
