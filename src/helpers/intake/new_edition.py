"""A new edition's folder from an export: nothing open, and the responses are written; else what to decide."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.base.paths import DATA, key_file
from helpers.base.whole_files import replace_whole
from helpers.intake.codebook_file import write_codebook
from helpers.intake.decisions import ZERO
from helpers.intake.edition_numbers import edition_numbers
from helpers.intake.examination import ExaminedExport, examine_export
from helpers.intake.export_notes import (
    decisions_without_rows,
    lost_key,
    rows_without_answers,
    superseded_columns,
    unknown_columns,
    unnamed_places,
)
from helpers.intake.formats.detect import export_checksum
from helpers.intake.free_text import Grouped, group_texts, keep_themes, tell_unmatched, write_unmatched
from helpers.intake.ledger import draw_up, write_ledger
from helpers.intake.mapping_file import mapping_text
from helpers.intake.open_questions import open_questions
from helpers.intake.pseudonyms import PlacePseudonyms, place_pseudonyms
from helpers.intake.shared_decisions import SHARED
from helpers.intake.shared_decisions_file import shared_text
from helpers.survey.edition_file import SMALL_GROUPS, edition_folder, read_fields, write_fields
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.responses import ID, PLACE, read_responses

# Below this a share of a real survey could be traced to a place; the person may change it in edition.yml.
MINIMUM_BASE = 5
PUBLISHER = "Landsforeningen af Væresteder"


@dataclass(frozen=True)
class NewEdition:
    """What came of an export: the folder, the number of responses, and what a person has to decide.

    `responses` is the file written, None while `open` has any. `mapping` is the file to decide in;
    `notes` are sentences about what needs no decision, and `ledger` is the account of every row, column and cell.
    `right_file` is false while it is not settled that the export is the one that was meant.
    """

    year: str
    folder: Path
    mapping: Path
    responses: Path | None
    count: int
    invited: int
    open: tuple[str, ...]
    notes: tuple[str, ...] = ()
    ledger: tuple[str, ...] = ()
    right_file: bool = True

    @property
    def next_step(self) -> str:
        """What to do now, in Danish."""
        if self.open:
            number = "Der er 1 ting" if len(self.open) == 1 else f"Der er {len(self.open)} ting"
            return f"{number} at afgøre. Ret {self.mapping}, og kør kommandoen igen."
        return (
            f"{self.count} svar af {self.invited} er skrevet til {self.responses}. "
            f"Kør nu: vaeresteder check {self.year}, og derefter: vaeresteder build {self.year}"
        )


def new_edition(
    year: str,
    export_path: Path,
    data: Path = DATA,
    questionnaire: Questionnaire | None = None,
    key_path: Path | None = None,
) -> NewEdition:
    """The edition `year` under `data`, made or made anew from an export and the decisions in its `mapping.yml`.

    Writes `mapping.yml`, `afgoerelser.yml` and `codebook.csv`, and where nothing is open `responses.csv` and
    `edition.yml` (an edition.yml that is there keeps all that is its owner's). `key_path` is the researcher's key,
    where it is not in its usual place, made on its first use. With nothing written it raises DataError where
    the export is refused, and VaerestederError where the year is none, belongs to a reconstructed edition, the key
    cannot be used, or the account of the export does not add up.
    """
    folder = edition_folder(year, data, "laves ikke om af en eksport. Vælg et andet år")
    mapping = folder / "mapping.yml"
    examined = examine_export(export_path, mapping, questionnaire or load_questionnaire(year))
    ledger = draw_up(examined)
    places = place_pseudonyms(examined, key_path or key_file())
    grouped = group_texts(examined)
    found = open_questions(examined, year, data)
    notes = _notes(examined, year, data, places.key_id)
    folder.mkdir(parents=True, exist_ok=True)
    about = {"sti": str(export_path.resolve()), "sha256": export_checksum(export_path), "svar": len(examined.kept)}
    replace_whole(mapping, mapping_text(examined, found, year, about))
    replace_whole(folder / SHARED, shared_text(examined))
    write_codebook(folder / "codebook.csv", examined.matches)
    responses = None
    if not found:
        responses = _write_responses(folder / "responses.csv", examined, grouped, places)
        keep_themes(folder, year, grouped)
        _write_edition(folder / "edition.yml", examined, year, places.key_id)
        notes += tell_unmatched(grouped, write_unmatched(export_path, grouped))
    frame = next(number.said for number in edition_numbers(examined) if number.key == "ramme")
    invited = int(frame) if frame.isdecimal() else 0
    account = (*ledger.lines, write_ledger(export_path, ledger, year))
    right = all(question.section != "rigtig_fil" for question in found)
    told = tuple(map(str, found))
    return NewEdition(year, folder, mapping, responses, len(examined.kept), invited, told, tuple(notes), account, right)


def _notes(examined: ExaminedExport, year: str, data: Path, key_id: str) -> list[str]:
    """What a researcher should know without having to decide anything."""
    return [
        *filter(None, (examined.decisions.note,)),
        *superseded_columns(examined.matches),
        *rows_without_answers(examined.export, examined.rows),
        *decisions_without_rows(examined.rows),
        *examined.releases.dropped,
        *unknown_columns(examined.matches, year),
        *unnamed_places(examined.matches, examined.questionnaire),
        *(lost_key(data, year, key_id) if key_id else ()),
    ]


def _write_responses(path: Path, examined: ExaminedExport, grouped: Grouped, places: PlacePseudonyms) -> Path:
    """The path, its file checked as every edition's is before it replaces the one there."""
    draft = path.with_name("responses.draft.csv")
    coded, asked = examined.coded, grouped.questionnaire
    columns = [coded.columns.get(column) or _unasked(column, examined) for column in asked.columns]
    header = [ID, *asked.columns, *grouped.columns]
    columns += grouped.columns.values()
    if places.key_id:
        header.append(PLACE)
        columns.append(places.pseudonyms)
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for number, cells in enumerate(zip(*columns, strict=True), start=1):
                writer.writerow([f"r{number:03}", *map(_with_plain_line_ends, cells)])
        read_responses(draft, asked)
        replace_whole(path, draft.read_bytes())
    finally:
        draft.unlink(missing_ok=True)
    return path


def _with_plain_line_ends(cell: str) -> str:
    """The cell with lines that end as the file's do: the writer leaves a lone carriage return without marks."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _unasked(column: str, examined: ExaminedExport) -> Sequence[str]:
    """The cells of a column that the export lacks, though its question was asked: blank.

    An answer that was not offered and counts as not chosen is 0 where the question is answered.
    """
    blank = [""] * len(examined.kept)
    if examined.decisions.missing.get(column) != ZERO:
        return blank
    question = examined.questionnaire.questions[column.partition(".")[0]]
    beside = next((cells for each in question.columns if (cells := examined.coded.columns.get(each))), blank)
    return ["0" if cell else "" for cell in beside]


def _write_edition(path: Path, examined: ExaminedExport, year: str, key_id: str) -> None:
    numbers = {number.key: number.said for number in edition_numbers(examined)}
    checksum = hashlib.sha256(path.with_name("responses.csv").read_bytes()).hexdigest()
    first = {
        "title": "Væresteders rammer og vilkår",
        "subtitle": f"{PUBLISHER}s undersøgelse {year}",
        "publisher": PUBLISHER,
        "source": "survey",
        "minimum_base": MINIMUM_BASE,
        "disclosure": SMALL_GROUPS,
        "notice": f"Tallene er beregnet af værestedernes egne svar på spørgeskemaet i {year}.",
        "short_notice": f"Værestedernes egne svar, {year}",
        "responses_public": False,
    }
    generated = {
        "members": int(numbers["medlemmer"]),
        "frame": int(numbers["ramme"]),
        "period": numbers["periode"],
        "not_asked": list(examined.not_asked),
        "reworded": dict(examined.reworded),
        "key_id": key_id,
        # The answers of real places are not kept in the repository, unless their owner has written a checksum here.
        "responses_sha256": checksum if read_fields(path).get("responses_sha256") else "",
    }
    head = f"# Udgaven {year}: {len(examined.kept)} svar. Eksporten er beskrevet i mapping.yml.\n"
    write_fields(path, generated, first, head)
