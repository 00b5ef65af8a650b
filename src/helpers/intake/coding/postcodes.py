"""Which municipality a postcode is likely to lie in; see `docs/decisions/postcodes.md`."""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from helpers.base.paths import DATA
from helpers.intake.decisions import USE, Decisions


@cache
def load_postcodes() -> Mapping[str, str]:
    """Postcode → code of the municipality that it lies in for the most part; never more than a suggestion."""
    with (DATA / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["postcode"]: row["municipality"] for row in csv.DictReader(file)})


def placed_postcodes(decisions: Decisions) -> dict[str, str]:
    """Postcode → municipality, as a person has placed them: one by one, or by accepting the suggestions."""
    accepted = load_postcodes() if decisions.suggested_postcodes.strip() == USE else {}
    return {**accepted, **{postcode: code for postcode, code in decisions.postcodes.items() if code.strip()}}
