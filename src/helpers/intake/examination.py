"""An export held against the questionnaire and a person's decisions, before anything of it is written."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA, key_file
from helpers.intake.coding.answers import CodedAnswers, code_answers
from helpers.intake.coding.choices import code_label
from helpers.intake.decisions import LEAVE_OUT, NOT_ASKED, Decisions, load_decisions
from helpers.intake.export import FINISHED, PARTIAL, Export, ExportColumn
from helpers.intake.export_notes import lost_key, rows_without_answers, unknown_columns, unnamed_places
from helpers.intake.formats.detect import read_export
from helpers.intake.formats.surveyxact import part_of
from helpers.intake.mapping_file import Mapping as Described
from helpers.intake.mapping_file import describe_mapping
from helpers.intake.matching import ColumnMatch, match_columns
from helpers.intake.pseudonyms import NAME, key_id, load_key, place_pseudonym
from helpers.intake.rewording import other_wordings, reworded
from helpers.survey.edition_file import read_fields
from helpers.survey.questionnaire import Questionnaire, load_questionnaire


@dataclass(frozen=True)
class Examined:
    """An export held against the questionnaire and a person's decisions, with nothing written.

    `questionnaire` is the year's, `asked` the same as its places met it: with the wordings that were
    used and without what was not asked. `kept` are the indexes of the rows that are responses.
    `key_id` tells the key of `coded.places`; blank where the export names no places.
    """

    year: str
    folder: Path
    export: Export
    questionnaire: Questionnaire
    asked: Questionnaire
    decisions: Decisions
    matches: tuple[ColumnMatch, ...]
    kept: tuple[int, ...]
    coded: CodedAnswers
    mapping: Described
    not_asked: tuple[str, ...] = ()
    reworded: Mapping[str, str] = field(default_factory=dict)
    key_id: str = ""
    notes: tuple[str, ...] = ()


def examine_export(
    year: str,
    export_path: Path,
    data: Path = DATA,
    questionnaire: Questionnaire | None = None,
    key_path: Path | None = None,
) -> Examined:
    """An export as an edition of `data` would have it; writes nothing but the researcher's key on its first use.

    Raises DataError where the export is refused, and VaerestederError where the year is none, belongs
    to a reconstructed edition, or the key cannot be used.
    """
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        raise VaerestederError(f'"{year}" er ikke et årstal med fire cifre, f.eks. 2026.')
    folder = data / year
    if read_fields(folder / "edition.yml").get("source") == "reconstructed":
        raise VaerestederError(
            f"Udgaven {year} er genskabt af trykte tal og laves ikke om af en eksport. Vælg et andet år."
        )
    questionnaire = questionnaire or load_questionnaire(year)
    export = read_export(export_path, questionnaire)
    decisions = load_decisions(folder / "mapping.yml")
    matches = match_columns(export, questionnaire, decisions.columns)
    kept = kept_rows(export, matches, decisions)
    coded = code_answers(export, matches, kept, questionnaire, decisions)
    notes = [
        *rows_without_answers(export, kept),
        *unknown_columns(matches, year),
        *unnamed_places(matches, questionnaire),
    ]
    used = ""
    names = next((match.column for match in matches if match.private == NAME), None)
    if names and any(names.values[row].strip() for row in kept):
        key = load_key(key_path or key_file())
        coded.places = _places(names, kept, coded, questionnaire, key)
        used = key_id(key)
        notes += lost_key(data, year, used)
    mapping = describe_mapping(export, matches, coded, questionnaire, decisions, year)
    mapping.content["eksport"] |= {"sti": str(export_path.resolve()), "sha256": _digest(export_path), "svar": len(kept)}
    not_asked = tuple(
        key for key, said in mapping.content["mangler"].items() if said == NOT_ASKED and key in questionnaire.questions
    )
    changed = reworded(other_wordings(matches, questionnaire), decisions.wordings)
    return Examined(
        year=year,
        folder=folder,
        export=export,
        questionnaire=questionnaire,
        asked=questionnaire.as_asked(changed, not_asked),
        decisions=decisions,
        matches=matches,
        kept=tuple(kept),
        coded=coded,
        mapping=mapping,
        not_asked=not_asked,
        reworded=changed,
        key_id=used,
        notes=tuple(notes),
    )


def _places(
    names: ExportColumn, kept: Sequence[int], coded: CodedAnswers, questionnaire: Questionnaire, key: bytes
) -> list[str]:
    """The pseudonym of the place of each kept row; blank where its name or municipality is."""
    where = next((q.key for q in questionnaire.questions.values() if q.kind == "municipality"), "")
    municipalities = coded.columns.get(where) or [""] * len(kept)
    written = [names.values[row].strip() for row in kept]
    return [
        place_pseudonym(code_label(text, dict(names.labels)) or text, municipality, key)
        for text, municipality in zip(written, municipalities, strict=True)
    ]


def kept_rows(export: Export, matches: Sequence[ColumnMatch], decisions: Decisions) -> list[int]:
    """The indexes of the rows that are responses.

    Partial ones are among them until a person has left them out. Where the file does not say who
    answered, a row without any answer is no response.
    """
    rows = range(len(export.rows))
    if export.statuses is None:
        used = [match.column for match in matches if match.target]
        return [row for row in rows if any(column.values[row].strip() for column in used)]
    wanted = {FINISHED} if decisions.partial == LEAVE_OUT else {FINISHED, PARTIAL}
    return [row for row in rows if export.statuses[row] in wanted]


def _digest(path: Path) -> str:
    """The checksum of the export; of a folder that of its files, one after another by name."""
    files = sorted(file for file in path.iterdir() if part_of(file.name)) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
