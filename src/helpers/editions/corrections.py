"""Corrections: published numbers of an edition that moved, with day and reason.

An edition's `facts.csv` is the record of what it has published. What moved against it is written into
`corrections.yml` in the words that the readers were told, so that later changes of the questionnaire
leave it as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import yaml

from helpers.base.danish import format_number
from helpers.base.errors import VaerestederError
from helpers.base.whole_files import replace_whole
from helpers.base.yaml_io import read_yaml
from helpers.facts.missing import DASH
from helpers.facts.model import Fact, Facts
from helpers.facts.provenance import trace
from helpers.facts.text import fact_text
from helpers.survey.edition import Edition

CORRECTIONS = "corrections.yml"
_HEAD = "# Offentliggjorte tal, der siden er rettet, ældste først. Skrives af `vaeresteder publish`.\n"


@dataclass(frozen=True)
class Moved:
    """One number that moved: its fact, what it counts, what it was and is, and by how much; all but the id Danish."""

    fact: str
    what: str
    was: str
    now: str
    change: str

    def __str__(self) -> str:
        return f"{self.what}: {self.was} → {self.now}"


@dataclass(frozen=True)
class Correction:
    """Numbers that were corrected on one day for one reason."""

    date: date
    reason: str
    figures: tuple[Moved, ...]


def find_moved(record: Facts, facts: Facts) -> tuple[Moved, ...]:
    """The numbers that differ from the published ones: moved, new, gone, withheld or shown again."""
    ids = [*facts, *(fact_id for fact_id in record if fact_id not in facts)]
    return tuple(
        _moved(fact_id, record if fact_id in record else facts, record.get(fact_id), facts.get(fact_id))
        for fact_id in ids
        if _told(record.get(fact_id)) != _told(facts.get(fact_id))
    )


def load_corrections(edition: Edition) -> tuple[Correction, ...]:
    """The corrections of an edition, oldest first; none where nothing was corrected.

    Raises VaerestederError where `corrections.yml` is not as `save_corrections` writes it.
    """
    path = edition.folder / CORRECTIONS
    if not path.is_file():
        return ()
    try:
        return tuple(_correction(entry) for entry in read_yaml(path))
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise VaerestederError(
            f"data/{edition.key}/{CORRECTIONS} kan ikke læses ({error}). Hver rettelse har date, reason og figures, "
            "og hvert tal har fact, what, was, now og change. Ret kun i teksterne."
        ) from error


def save_corrections(edition: Edition, corrections: Sequence[Correction]) -> None:
    """Write the corrections of an edition in place of those that were there."""
    entries = [
        {**asdict(correction), "figures": [asdict(figure) for figure in correction.figures]}
        for correction in corrections
    ]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)
    replace_whole(edition.folder / CORRECTIONS, _HEAD + text)


def _correction(entry: Mapping[str, Any]) -> Correction:
    day = entry["date"]
    if not isinstance(day, date):
        raise ValueError(f'"{day}" er ikke en dato; skriv f.eks. 2026-11-03')
    return Correction(day, str(entry["reason"]), tuple(Moved(**figure) for figure in entry["figures"]))


def _told(fact: Fact | None) -> tuple[object, ...] | None:
    """All that is told of a number besides where it comes from."""
    if fact is None:
        return None
    if fact.suppressed:
        return fact.unit, fact.suppressed
    return fact.unit, fact.value, fact.count, fact.base_n, fact.suppressed


def _moved(fact_id: str, described: Facts, was: Fact | None, now: Fact | None) -> Moved:
    """A number that moved, in words. What is withheld now is not told as it was either."""
    withheld = now is not None and now.suppressed
    return Moved(
        fact=fact_id,
        what=_what(fact_id, described),
        was="offentliggjort" if withheld and was is not None else _number(was),
        now=_number(now),
        change=_change(was, now),
    )


def _what(fact_id: str, facts: Facts) -> str:
    """What a number counts, in the words of the questionnaire; its id where the questionnaire has none any more."""
    try:
        told = trace(fact_id, facts)
    except (VaerestederError, LookupError):
        return fact_id
    part = " · ".join(word for word in (told.answer, told.group) if word)
    return f"{told.question}{' ' if told.question.endswith('?') else ': '}{part}" if part else told.question


def _number(fact: Fact | None) -> str:
    """A number with what it rests on: `38 % (6 af 16)`."""
    if fact is None:
        return DASH
    if fact.suppressed or fact.base_n is None:
        return fact_text(fact)
    base = fact_text(fact, "base")
    rests_on = f"n = {base}" if fact.count is None else f"{fact_text(fact, 'antal')} af {base}"
    return f"{fact_text(fact)} ({rests_on})"


def _change(was: Fact | None, now: Fact | None) -> str:
    """By how much a number moved, with as many decimals as it takes to see that it did."""
    if was is None:
        return "nyt tal"
    if now is None:
        return "udgået"
    if was.suppressed != now.suppressed:
        return "skjult, fordi for få har svaret" if now.suppressed else "ikke længere skjult"
    if was.value is None or now.value is None or was.unit != now.unit:
        return DASH
    difference = now.value - was.value
    if not difference:
        return "samme værdi"
    unit = " procentpoint" if now.unit == "percent" else ""
    for decimals in (0, 1, 2):
        if abs(difference) * 2 * 10**decimals >= 1 and (decimals or now.unit not in ("mean", "hours")):
            return f"{_sign(difference)}{format_number(abs(difference), decimals)}{unit}"
    return f"{_sign(difference)}under 0,01{unit}"


def _sign(difference: Fraction) -> str:
    return "+" if difference > 0 else "−"
