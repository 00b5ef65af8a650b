"""A new edition's folder from an export: nothing open, and the responses are written; else what to decide."""

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers.errors import VaerestederError
from helpers.exports.codebook import write_codebook
from helpers.exports.coding import Coded, code_answers
from helpers.exports.columns import ColumnMatch, match_columns
from helpers.exports.decisions import LEAVE_OUT, ZERO, Decisions, load_decisions
from helpers.exports.export import FINISHED, PARTIAL, Export
from helpers.exports.mapping import describe_mapping
from helpers.exports.reading import read_export
from helpers.exports.surveyxact import part_of
from helpers.paths import DATA
from helpers.questionnaire import Questionnaire, load_questionnaire
from helpers.responses import ID, read_responses

# Below this a share of a real survey could be traced to a place; the person may change it in edition.yml.
MINIMUM_BASE = 5


@dataclass(frozen=True)
class NewEdition:
    """What came of an export: the folder, the number of responses, and what a person has to decide.

    `responses` is the file written, None while `open` has any. `mapping` is the file to decide in.
    """

    year: str
    folder: Path
    mapping: Path
    responses: Path | None
    count: int
    invited: int
    open: tuple[str, ...]

    @property
    def next_step(self) -> str:
        """What to do now, in Danish."""
        if self.open:
            number = "Der er 1 ting" if len(self.open) == 1 else f"Der er {len(self.open)} ting"
            return f"{number} at afgøre. Ret {self.mapping}, og kør kommandoen igen."
        return (
            f"{self.count} svar af {self.invited} er skrevet til {self.responses}. Kør: vaeresteder build {self.year}"
        )


def new_edition(
    year: str, export_path: Path, data: Path = DATA, questionnaire: Questionnaire | None = None
) -> NewEdition:
    """The edition `year` under `data`, made or made anew from an export and the decisions in its `mapping.yml`.

    Writes `mapping.yml` and `codebook.csv`, and where nothing is open `responses.csv` and `edition.yml`
    (an edition.yml that is there keeps all but its numbers of members and places). Raises DataError
    where the export is refused, with nothing written, and VaerestederError where the year is none or
    belongs to a reconstructed edition.
    """
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        raise VaerestederError(f'"{year}" er ikke et årstal med fire cifre, f.eks. 2026.')
    folder = data / year
    _refuse_reconstructed(folder / "edition.yml", year)
    questionnaire = questionnaire or load_questionnaire(year)
    export = read_export(export_path, questionnaire)
    decisions = load_decisions(folder / "mapping.yml")
    matches = match_columns(export, questionnaire, decisions.columns)
    kept = _kept(export, matches, decisions)
    coded = code_answers(export, matches, kept, questionnaire, decisions)
    mapping = describe_mapping(export, _digest(export_path), matches, coded, questionnaire, decisions)
    mapping.content["eksport"]["svar"] = count = len(kept)
    edition = mapping.content["udgave"]
    if not count:
        mapping.open.append(f"svar: {export.file} har ingen svar på spørgeskemaets spørgsmål. Er det den rigtige fil?")
    if edition["ramme"].isdigit() and int(edition["ramme"]) < count:
        mapping.open.append(f"udgave, ramme: {edition['ramme']} inviterede er færre end de {count} svar. Ret tallet.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mapping.yml").write_text(mapping.text, encoding="utf-8")
    write_codebook(folder / "codebook.csv", matches)
    responses = None
    if not mapping.open:
        responses = _write_responses(folder / "responses.csv", coded, count, questionnaire, decisions)
        _write_edition(folder / "edition.yml", year, edition, count)
    invited = int(edition["ramme"]) if edition["ramme"].isdigit() else 0
    return NewEdition(year, folder, folder / "mapping.yml", responses, count, invited, tuple(mapping.open))


def _refuse_reconstructed(path: Path, year: str) -> None:
    if path.is_file() and yaml.safe_load(path.read_text(encoding="utf-8")).get("source") != "survey":
        raise VaerestederError(
            f"Udgaven {year} er genskabt af trykte tal og laves ikke om af en eksport. Vælg et andet år."
        )


def _kept(export: Export, matches: Sequence[ColumnMatch], decisions: Decisions) -> list[int]:
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


def _write_responses(path: Path, coded: Coded, count: int, questionnaire: Questionnaire, decisions: Decisions) -> Path:
    """The path, its file checked as every edition's is before it replaces the one there."""
    draft = path.with_name("responses.draft.csv")
    columns = [
        coded.columns.get(column) or ["0" if decisions.missing.get(column) == ZERO else ""] * count
        for column in questionnaire.columns
    ]
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([ID, *questionnaire.columns])
            for number, cells in enumerate(zip(*columns, strict=True), start=1):
                writer.writerow([f"r{number:03}", *cells])
        read_responses(draft, questionnaire)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _write_edition(path: Path, year: str, edition: Mapping[str, str], count: int) -> None:
    numbers = {"members": int(edition["medlemmer"]), "frame": int(edition["ramme"])}
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        for key, number in numbers.items():
            text = re.sub(rf"^{key}: *\d+", f"{key}: {number}", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
        return
    fields = {
        "title": "Væresteders rammer og vilkår",
        "subtitle": f"Landsforeningen af Væresteders undersøgelse {year}",
        "source": "survey",
        "minimum_base": MINIMUM_BASE,
        **numbers,
        # The answers of real places are not kept in the repository.
        "responses_sha256": "",
        "notice": f"Tallene er beregnet af værestedernes egne svar på spørgeskemaet i {year}.",
        "short_notice": f"Værestedernes egne svar, {year}",
    }
    head = f"# Edition {year}: {count} responses, asked {edition['periode']}. The export is described in mapping.yml.\n"
    path.write_text(head + yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")
