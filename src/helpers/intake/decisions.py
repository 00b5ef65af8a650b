"""What a person has decided in `mapping.yml`; everything in it is read as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from helpers.base.errors import SlipError, VaerestederError
from helpers.base.yaml_io import doubled_keys, parse_yaml

EMPTY, ZERO, NOT_ASKED = "tom", "nul", "ikke stillet"
INCLUDE, LEAVE_OUT = "medtag", "udelad"
IN_ORDER, REVERSED = "rækkefølge", "omvendt"
BY_COMMA, BY_POINT = "komma", "punktum"
USE = "brug"
HAS_ANSWER = "svar"
TOGETHER = "saml"
USE_COLUMNS, USE_LIST = "kolonner", "liste"
_WORDS = frozenset({
    EMPTY, ZERO, NOT_ASKED, INCLUDE, LEAVE_OUT, IN_ORDER, REVERSED, BY_COMMA, BY_POINT, USE, HAS_ANSWER, TOGETHER,
    USE_COLUMNS, USE_LIST, "samme", "ændret", "alle",
})  # fmt: skip
# What the export said stays as it was.
_READ = ("læst", "kolonne", "ordlyd")
# The sections of mapping.yml for questions that several columns answer.
SPLIT, LISTS = "delte", "liste_og_kolonner"
NONE_CHOSEN = (ZERO, EMPTY)
# The doubts about a row of a multiple-answer question, as the sections of mapping.yml are called.
NOTHING, BLANKS = "intet_valgt", "blanke"


@dataclass(frozen=True)
class RowDecision:
    """What was decided of a row: its number, the mark of its content (blank until the program saw it), the word."""

    number: str
    mark: str
    said: str


@dataclass(frozen=True)
class Decisions:
    """Decisions by their place in the file; blank or absent is not decided.

    `columns`: (column key, wording) → target; `answers`: (question, what was read) → meaning;
    `doubts`: kind of doubt → question → "nul" or "tom"; `missing`: column or question → "ikke
    stillet"; `wordings`: question → "samme" or "ændret"; `released`: text question → row numbers, or "alle";
    `numbering`: question → IN_ORDER or REVERSED; `decimal`: BY_COMMA or BY_POINT; `blank_marks`:
    mark → "tom" or "svar"; `split`: column → TOGETHER;
    `lists`: question → USE_COLUMNS or USE_LIST. `content` and `checksum` are the marks of the export that the
    decisions were written for. `note` is what to know of decisions that came from elsewhere.
    """

    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    postcodes: Mapping[str, str] = field(default_factory=dict)
    suggested_postcodes: str = ""
    doubts: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {NOTHING: {}, BLANKS: {}})
    missing: Mapping[str, str] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)
    released: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edition: Mapping[str, str] = field(default_factory=dict)
    partial: str = ""
    numbering: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    right_file: str = ""
    suggestions: str = ""
    trials: str = ""
    rows: tuple[RowDecision, ...] = ()
    content: str = ""
    checksum: str = ""
    blank_marks: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def load_decisions(path: Path) -> Decisions:
    """The decisions in `mapping.yml`; none where there is no such file.

    Raises VaerestederError where the file is not YAML or has lost its form.
    """
    if not path.is_file():
        return Decisions()
    try:
        return decisions_of(read_as_text(path))
    except (KeyError, TypeError, AttributeError) as error:
        raise VaerestederError(
            f"{path.name} kan ikke læses ({error}). Hent filen fra en kopi, eller flyt den væk og begynd forfra med "
            "vaeresteder new."
        ) from error


def read_about_export(path: Path) -> Mapping[str, str]:
    """What a `mapping.yml` says of the export that it was written for; nothing where it says nothing.

    Raises SlipError where the file is not YAML.
    """
    raw = read_as_text(path) if path.is_file() else {}
    about = raw.get("eksport") if isinstance(raw, dict) else None
    return {key: said for key, said in about.items() if isinstance(said, str)} if isinstance(about, dict) else {}


def read_as_text(path: Path) -> dict[str, Any]:
    """What the file says, every scalar as text, so that "ja" and 0461 stay what was written."""
    parsed = parse_yaml(path)
    if slips := [*parsed.slips, *doubled_keys(parsed)]:
        raise SlipError(slips)
    read: Any = yaml.constructor.BaseConstructor().construct_document(parsed.root) if parsed.root else {}
    raw: dict[str, Any] = _in_known_words(read)
    return raw


def _in_known_words(told: Any) -> Any:
    """What was written, the words that decide something in small letters: "Brug" is "brug"."""
    if isinstance(told, dict):
        return {
            key: value if key in _READ and isinstance(value, str) else _in_known_words(value)
            for key, value in told.items()
        }
    if isinstance(told, list):
        return [_in_known_words(each) for each in told]
    plain = told.strip().casefold() if isinstance(told, str) else ""
    return plain if plain in _WORDS else told


def decisions_of(raw: Mapping[str, Any]) -> Decisions:
    """The decisions in what a `mapping.yml` says; sections that files of earlier shape lack are not decided."""
    about = raw.get("eksport") or {}
    return Decisions(
        columns={(e["kolonne"], e["ordlyd"]): e["til"] for e in raw["kolonner"]},
        answers={(e["spørgsmål"], e["læst"]): e["betyder"] for e in raw["svar"]},
        postcodes=raw["postnumre"],
        suggested_postcodes=raw["postnummerforslag"],
        doubts={NOTHING: raw[NOTHING], BLANKS: raw[BLANKS]},
        missing=raw["mangler"],
        wordings=raw["ordlyd"],
        released={key: _rows(rows) for key, rows in raw["frigiv"].items()},
        edition=raw["udgave"],
        partial=raw["delvise"],
        numbering=_numbering(raw),
        right_file=raw.get("rigtig_fil", "").strip(),
        suggestions=raw.get("forslag", "").strip(),
        trials=raw.get("prøvesvar", "").strip(),
        rows=tuple(
            RowDecision(e["række"].strip(), e.get("mærke", ""), e.get("til", "").strip())
            for e in raw.get("rækker", [])
        ),
        content=about.get("indhold", ""),
        checksum=about.get("sha256", ""),
        decimal=raw.get("decimaltegn", ""),
        blank_marks={mark.casefold(): said for mark, said in raw.get("tomme_tegn", {}).items()},
        split=raw.get(SPLIT, {}),
        lists=raw.get(LISTS, {}),
    )  # fmt: skip


def _rows(rows: str | list[str]) -> tuple[str, ...]:
    return (rows,) if isinstance(rows, str) else tuple(rows)


def _numbering(raw: Mapping[str, Any]) -> Mapping[str, str]:
    """Question → how its codes are numbered.

    Files of earlier shape have one word for all; it is taken for the questions that the same file shows, and for
    no other that turns up later.
    """
    said = raw["talkoder"]
    if isinstance(said, str):
        shown = [e["spørgsmål"] for e in raw["svar"] if re.fullmatch(r"\d+(?:[.,]0+)?", e["læst"])]
        return dict.fromkeys(shown, said.strip()) if said.strip() else {}
    return {question: str(word).strip() for question, word in said.items()}
