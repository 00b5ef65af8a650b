"""Rules for what an edition tells of the making of its survey: what chapters have room for, and what was written."""

import re
from collections.abc import Iterator

from helpers.book.quotations import MAKING
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.reviewed_book import ReviewedBook

# The place of a remark on what an edition says of itself.
EDITION_FILE = "edition.yml"
_QUOTED = re.compile(r"\{edition\}`" + re.escape(MAKING) + r"([^`]+)`")


def check_making(book: ReviewedBook) -> Iterator[Remark]:
    """What the chapters would tell and the edition does not, and what it tells and no chapter does."""
    if book.edition.reconstructed:
        return
    wanted = list(dict.fromkeys(name for chapter in book.chapters for name in _QUOTED.findall(chapter.prose)))
    told = book.edition.making
    field = MAKING.rstrip(".")
    for name in wanted:
        if not told.get(name):
            fault = f"Bogen kan fortælle om {name}, og udgaven siger ikke noget. Så er det udeladt."
            yield _remark(fault, f"Skriv det under {field} i data/{book.edition.key}/{EDITION_FILE}: {name}: …")
    for name in told:
        if name not in wanted:
            fault = f"Det, der står om {name} under {field}, fortæller intet kapitel."
            yield _remark(fault, f"Skriv {{edition}}`{MAKING}{name}` i et kapitel, eller slet linjen.")


def _remark(fault: str, remedy: str) -> Remark:
    return Remark(EDITION_FILE, "", 0, fault, remedy, weight=Weight.NOTE)
