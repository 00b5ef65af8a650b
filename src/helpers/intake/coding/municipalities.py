"""The municipality that a place lies in, from its code, its name or a postcode that a person has placed."""

import re
from collections.abc import Mapping

from helpers.intake.coding.cell_reading import CellReading, decided, exact, undecided
from helpers.intake.coding.postcodes import load_postcodes
from helpers.intake.decisions import USE
from helpers.intake.wordings import NEAR, nearest, normalise
from helpers.survey.municipalities import load_municipalities

# "5000", "5000 Odense C"; municipality codes begin with 0, and no postcode of a place to visit does.
_POSTCODE = re.compile(r"(?:DK-)?([1-9]\d{3})(?:\s+\D.*)?\Z", re.IGNORECASE)


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
    if postcode := read_postcode(text):
        code = postcodes.get(postcode, "")
        if code in known:
            return decided(code)
        if code:
            return undecided(f'"{code}" er ikke en kommunekode. Skriv fire cifre under postnumre, f.eks. 0461.')
        near = load_postcodes().get(postcode, "")
        if near:
            return undecided(
                f"Postnummer {postcode} ligger nok i {known[near].name} ({near}). Er det rigtigt, så skriv {USE} ved "
                "postnummerforslag; ellers skriv kommunens kode under postnumre.", near
            )  # fmt: skip
        return undecided(f"Postnummer {postcode} kendes ikke. Skriv kommunens kode (fire cifre) under postnumre.")
    names = {municipality.name: code for code, municipality in known.items()}
    by_name = {normalise(name): code for name, code in names.items()}
    name = normalise(text).removesuffix(" kommune")
    if name in by_name:
        return exact(by_name[name])
    if text.isdecimal() and len(text) == 3 and f"0{text}" in known:
        code = f"0{text}"
        return undecided(f"Et foranstillet 0 er nok gået tabt: {code} er {known[code].name}.", code)
    wording, ratio = nearest(name, names)
    near = names[wording] if ratio >= NEAR else ""
    hint = f"Er det {wording} ({near})? " if near else ""
    return undecided(f"{hint}Skriv kommunens kode (fire cifre), eller tom.", near)
