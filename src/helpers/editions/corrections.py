"""Corrections: published numbers of an edition that moved, with day and reason.

An edition's `facts.csv` is the record of what it has published. What moved against it is written into
`corrections.yml` in the words that the readers were told, so that later changes of the questionnaire
leave it as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

import yaml

from helpers.base.danish import format_number
from helpers.base.edited_file import EditedFile, Field
from helpers.base.errors import VaerestederError
from helpers.base.whole_files import replace_whole
from helpers.facts.missing import DASH
from helpers.facts.model import Fact, Facts
from helpers.facts.profiles import SMALLEST_BASE
from helpers.facts.provenance import trace
from helpers.facts.text import fact_text
from helpers.survey.edition import Edition

CORRECTIONS = "corrections.yml"
_HEAD = "# Offentliggjorte tal, der siden er rettet, ældste først. Skrives af `vaeresteder publish`.\n"
_FIELDS: Mapping[str, Field] = MappingProxyType({
    "dato": Field("date", True),
    "grund": Field("reason", True, "Et svar var talt med to gange."),
    "tal": Field("figures", True),
})  # fmt: skip
_FIGURE: Mapping[str, Field] = MappingProxyType({
    "noegle": Field("fact", True),
    "hvad": Field("what", True, "Hvordan er værestedet organiseret? Kommunalt drevet"),
    "foer": Field("was", True, "59 % (61 af 103)"),
    "nu": Field("now", True, "58 % (60 af 103)"),
    "forskel": Field("change", True, "−1 procentpoint"),
})  # fmt: skip


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

    Raises SlipError where `corrections.yml` is not as `save_corrections` writes it.
    """
    path = edition.folder / CORRECTIONS
    if not path.is_file():
        return ()
    file = EditedFile(path)
    corrections = tuple(_correction(file, entry) for entry in file.items(file.root, "rettelser"))
    file.close()
    return corrections


def save_corrections(edition: Edition, corrections: Sequence[Correction]) -> None:
    """Write the corrections of an edition in place of those that were there."""
    entries = [
        {
            "dato": correction.date,
            "grund": correction.reason,
            "tal": [
                {word: getattr(figure, field.name) for word, field in _FIGURE.items()} for figure in correction.figures
            ],
        }
        for correction in corrections
    ]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)
    replace_whole(edition.folder / CORRECTIONS, _HEAD + text)


def _correction(file: EditedFile, entry: yaml.Node) -> Correction:
    found = file.fields(entry, _FIELDS, "Rettelsen")
    figures = []
    for node in file.items(found["figures"], "tal") if "figures" in found else ():
        read = {name: file.text(text, "Tallet") for name, text in file.fields(node, _FIGURE, "Tallet").items()}
        figures.append(Moved(**{field.name: read.get(field.name, "") for field in _FIGURE.values()}))
    return Correction(
        file.day(found["date"], "dato") if "date" in found else date.min,
        file.text(found["reason"], "grund") if "reason" in found else "",
        tuple(figures),
    )


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
        return _why_hidden(was) if now.suppressed else "ikke længere skjult"
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


def _why_hidden(was: Fact) -> str:
    few = was.base_n is not None and was.base_n < SMALLEST_BASE
    return "skjult, fordi for få har svaret" if few else "skjult, så ingen kan kendes på rettelsen"


def _sign(difference: Fraction) -> str:
    return "+" if difference > 0 else "−"
