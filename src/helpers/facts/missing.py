"""The words that stand where there is no number, and what each means: the same on every page and in every file."""

from helpers.facts.model import Fact
from helpers.survey.edition import Edition

HIDDEN = "skjult"
LOST = "tabt"
NOT_KEPT = "ikke bevaret"
NO_ANSWER = "ingen svar"
NOT_PRINTED, NOT_COUNTED = "ikke trykt", "ikke opgjort"
MEANINGS = {
    HIDDEN: "Tallet er skjult, fordi for få har svaret, eller fordi et skjult tal ellers kunne regnes ud.",
    LOST: "Rapporten trykte tallet, men det er ikke bevaret i det materiale, som bogen bygger på.",
    NOT_KEPT: "Rapporten trykte tallet i en figur, men det er ikke bevaret i det materiale, som bogen bygger på.",
    NO_ANSWER: "Ingen i gruppen har svaret på spørgsmålet.",
    NOT_PRINTED: "Rapporten trykte ikke tallet.",
    NOT_COUNTED: "Udgaven opgør ikke tallet.",
}
# What stands on a page where the edition states no such number; files say which of the two it is.
DASH = "–"


def missing_word(fact: Fact) -> str:
    """Why a fact has no value: it is withheld, nobody answered, or only its base is stated."""
    if fact.suppressed:
        return HIDDEN
    if fact.base_n == 0:
        return NO_ANSWER
    return NOT_PRINTED if fact.source in ("reconstructed", "published") else NOT_COUNTED


def not_stated(edition: Edition) -> str:
    """Why an edition has no such number, as the files say it."""
    return NOT_PRINTED if edition.reconstructed else NOT_COUNTED
