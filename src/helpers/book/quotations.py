"""What the sentences of a book quote: its facts, the printed figures, and words of the edition."""

from helpers.base.errors import VaerestederError
from helpers.facts.absence import Absences
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.facts.text import fact_text
from helpers.printed.audit import audit_edition, audit_facts
from helpers.printed.findings import finding_facts
from helpers.survey.edition import list_editions, load_edition
from helpers.survey.printed_figures import load_figures, load_quoted

# Before the name of something that an edition tells of the making of its survey.
MAKING = "tilblivelse."
EDITION_WORDS = {"udgave": "key", "periode": "period", "udgiver": "publisher", "mindste_grundlag": "minimum_base"}


def load_book_facts(edition: str, responses: str = "") -> Facts:
    """All that the book can quote: the facts of the edition, and the counts of its source control."""
    facts = load_facts(edition, responses)
    if not load_figures(facts.edition):
        return facts
    return facts.with_facts(audit_facts(audit_edition(facts)) | finding_facts(facts.edition))


class Quotations:
    """What the roles of one build quote, loaded once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.absences = Absences(self.facts)
        # Later editions go on quoting the report that was printed last.
        upto = [load_edition(key) for key in list_editions() if key <= facts.edition.key]
        self.printed = {figure.id: figure.printed for each in upto for figure in load_figures(each)}
        self.literature = {quoted.id: quoted.printed for each in upto for quoted in load_quoted(each)}

    def fact(self, text: str) -> str:
        """A fact in Danish; `text` is its id and, after a space, the face."""
        fact_id, _, face = text.partition(" ")
        return fact_text(self.facts[fact_id], face)

    def is_untold(self, text: str) -> bool:
        """Whether this is something of the making of the survey (`tilblivelse.…`) that the edition does not tell."""
        return text.startswith(MAKING) and not self.facts.edition.making.get(text.removeprefix(MAKING))

    def edition(self, text: str) -> str:
        """What `edition.yml` says under a key that a sentence may quote, or of the making of the survey."""
        if text.startswith(MAKING):
            return self.facts.edition.making[text.removeprefix(MAKING)]
        # Chapters that were frozen when the words were English keep them.
        name = text if text in EDITION_WORDS.values() else EDITION_WORDS.get(text, "")
        if not name or getattr(self.facts.edition, name) == "":
            words = ", ".join(EDITION_WORDS)
            raise VaerestederError(f'"{text}" er tomt i edition.yml eller kan ikke citeres. Skriv en af: {words}.')
        return str(getattr(self.facts.edition, name))

    def figure(self, text: str) -> str:
        """A figure as the report printed it."""
        return _look_up(self.printed, text, "published.csv")

    def quoted(self, text: str) -> str:
        """A figure from another study as the report quotes it."""
        return _look_up(self.literature, text, "literature.csv")


def _look_up(texts: dict[str, str], key: str, file: str) -> str:
    if not texts.get(key):
        raise VaerestederError(f'"{key}" findes ikke i {file}, eller tallet er tabt.')
    return texts[key]
