"""The municipality that a place lies in, from its code, its name or a postcode that a person has placed.

What postcodes are, and why they only suggest: `docs/decisions/postcodes.md`.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from helpers.base.paths import DATA
from helpers.intake.coding.cell_reading import POSTCODE, CellReading, decided, exact, undecided
from helpers.intake.coding.numbers import FORMULA_ERROR
from helpers.intake.decisions import USE, Decisions
from helpers.intake.wordings import NEAR, nearest, normalise, shown
from helpers.survey.municipalities import load_municipalities

# "5000", "5000 Odense C", "5000.0"; municipality codes begin with 0, and no postcode of a place to visit does.
_POSTCODE = re.compile(r"(?:DK-)?([1-9]\d{3})(?:[.,]0+)?(?:\s+\D.*)?\Z", re.IGNORECASE)
_ASK = "Skriv kommunens kode (fire cifre), eller tom."


@cache
def load_postcodes() -> Mapping[str, str]:
    """Postcode → code of the municipality that it lies in for the most part; never more than a suggestion."""
    with (DATA / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["postcode"]: row["municipality"] for row in csv.DictReader(file)})


def placed_postcodes(decisions: Decisions) -> dict[str, str]:
    """Postcode → municipality, as a person has placed them: one by one, or by accepting the suggestions."""
    accepted = load_postcodes() if decisions.suggested_postcodes.strip() == USE else {}
    return {**accepted, **{postcode: code for postcode, code in decisions.postcodes.items() if code.strip()}}


def read_postcode(text: str) -> str:
    """The postcode that a text begins with; blank where it is none."""
    found = _POSTCODE.match(text.strip())
    return found[1] if found else ""


def place_municipality(text: str, postcodes: Mapping[str, str]) -> CellReading:
    """The four-digit code of a municipality; an unknown postcode, name or number is a question."""
    known = load_municipalities()
    text = text.strip()
    if text in known:
        return exact(text)
    if FORMULA_ERROR.match(text):
        return undecided("formelfejl", f'"{shown(text)}" er en formelfejl fra regnearket og ikke et svar.', _ASK)
    if postcode := read_postcode(text):
        return _place_postcode(postcode, postcodes)
    names = {municipality.name: code for code, municipality in known.items()}
    by_name = {normalise(name): code for name, code in names.items()}
    name = normalise(text).removesuffix(" kommune")
    if name in by_name:
        return exact(by_name[name])
    if text.isdecimal() and len(text) == 3 and f"0{text}" in known:
        code = f"0{text}"
        what = f'"{text}" er ikke en kommunekode: Et foranstillet 0 er nok gået tabt. {code} er {known[code].name}.'
        return undecided("kommunekode", what, _ASK, code)
    wording, ratio = nearest(name, names)
    near = names[wording] if ratio >= NEAR else ""
    ask = f"Er det {wording} ({near})? {_ASK}" if near else _ASK
    return undecided("kommune", f'"{shown(text)}" er ikke en dansk kommune.', ask, near)


def _place_postcode(postcode: str, postcodes: Mapping[str, str]) -> CellReading:
    """The municipality of a postcode, where a person has placed it."""
    known, code = load_municipalities(), postcodes.get(postcode, "")
    if code in known:
        return decided(code)
    what = f"Det er ikke afgjort, hvilken kommune postnummer {postcode} ligger i."
    if code:
        ask = f'"{shown(code)}" er ikke en kommunekode. Skriv fire cifre under postnumre, f.eks. 0461.'
        return undecided(POSTCODE, what, ask)
    near = load_postcodes().get(postcode, "")
    ask = (
        f"Er det {known[near].name} ({near}), så skriv {USE} ved postnummerforslag; ellers skriv kommunens kode under "
        "postnumre."
    ) if near else "Skriv kommunens kode (fire cifre) under postnumre."  # fmt: skip
    return undecided(POSTCODE, what, ask, near)
