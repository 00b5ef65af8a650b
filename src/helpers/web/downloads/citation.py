"""How a table or figure is named and cited: a short code that stays, and what its numbers rest on."""

from collections.abc import Mapping
from typing import Any

from helpers.survey.edition import Edition
from helpers.web.downloads.grid import plain

# The folder of the files, beside the pages, and the name of the one that holds all tables.
FOLDER = "hent"
WORKBOOK = "tabeller"
_KINDS = {"table": "Tabellen", "figure": "Figuren"}
_BASIS = {
    "survey": "Beregnet af værestedernes svar.",
    "reconstructed": "Beregnet af rekonstruerede svar, ikke værestedernes egne.",
    "rehearsal": "Beregnet af opdigtede svar.",
}


def short_code(edition: Edition, name: str) -> str:
    """The code of a table or figure: `2024 · tabel-sparring`; its running number may change, its name stays."""
    return f"{edition.key} · {name}"


def file_name(edition: Edition, name: str, ending: str) -> str:
    """The name of a file to take along, which tells the book, the edition and what is in it."""
    return f"vaeresteder-{edition.key}-{name}.{ending}"


def cite_book(edition: Edition) -> str:
    """The edition as it is named in a list of sources; of a survey, with its publisher."""
    told = [edition.title, edition.subtitle]
    if edition.source == "survey" and edition.publisher:
        told.append(edition.publisher)
    return f"{'. '.join(plain(text).rstrip('.') for text in told if text)}."


def cite_description(content: Mapping[str, Any], edition: Edition) -> str:
    """The suggested citation of a table or figure, without its address."""
    what = f"{_KINDS[content['kind']]} »{plain(content['title'])}« ({short_code(edition, content['name'])})."
    return f"{cite_book(edition)} {what} {_rests_on(content, edition)}".strip()


def cited_address(page: str, anchor: str, edition: Edition) -> str:
    """Where a table or figure stands: in full where the edition says where it is published, else within the book."""
    home = edition.site_url.rstrip("/")
    return f"{home}/{page}{anchor}" if home else f"{page}{anchor}"


def _rests_on(content: Mapping[str, Any], edition: Edition) -> str:
    """What its numbers were computed from; of a table without numbers of the survey, its own source line."""
    counted = content["kind"] == "figure" or any(cell["fact"] for row in content["rows"] for cell in row["cells"])
    return _BASIS[edition.source] if counted else plain(content["source"])
