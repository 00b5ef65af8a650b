"""Exports as real systems and people make them: the right bytes after what a careful person answers, or no edition."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import exports_writing as writing
import pytest
import yaml
from exports_running import answers

from helpers.base.paths import ROOT
from helpers.intake.check.run import check_export
from helpers.intake.new_edition import NewEdition, new_edition
from helpers.intake.shared_decisions import SHARED
from helpers.survey.questionnaire import Questionnaire

CASES = ROOT / "tests" / "data" / "exports"
# What every export of these is asked about: the edition's numbers, and the municipalities of the postcodes.
USUAL = {"udgave, periode", "udgave, medlemmer", "udgave, ramme", "postnummerforslag"}


@dataclass(frozen=True)
class Case:
    """What is asked besides the usual (section and what it is about), and what a careful person decides."""

    asked: frozenset[str] = frozenset()
    decisions: Mapping[str, Any] = field(default_factory=dict)


def asks(*sections: str, **decisions: Any) -> Case:
    return Case(frozenset(sections), decisions)


NOTHING_CHOSEN = ("intet_valgt, indsatser", "intet_valgt, samarbejdspartnere")
CODED = (
    "organisationsform", "tilbudstype", "kernemaalgruppe", "gennemsnitsalder", "har_hjemloese", "faglig_sparring",
    "tilbud_hjemloese", "inddraget", "mere_viden",
)  # fmt: skip
RIGHT: dict[str, Case] = {
    "numbered-questions": asks(),
    "required-star": asks(),
    "soft-hyphen-zero-width": asks(),
    "x000d-in-headings": asks(),
    "limesurvey-code-and-text": asks(),
    "kobo-slash": asks(*NOTHING_CHOSEN, "decimaltegn", decimaltegn="punktum"),
    "redcap-choice": asks(*NOTHING_CHOSEN),
    "surveymonkey-two-headings": asks(*NOTHING_CHOSEN),
    "google-forms-commas": asks(*NOTHING_CHOSEN),
    "blank-question-column": asks(),
    "split-question": asks("delte, har_hjemloese", delte={"har_hjemloese": "saml"}),
    "codes-the-other-way-round": asks(
        *(f"talkoder, {key}" for key in CODED),
        talkoder=dict.fromkeys(CODED, "rækkefølge") | {"inddraget": "nej, ja, ved_ikke"},
    ),
    "pandas-floats": asks(),
    "qualtrics-three-headings": asks(*NOTHING_CHOSEN),
    "two-exports-one-under-the-other": asks(),
    "limesurvey-unfinished": asks("delvise", "tomme_tegn, n/a", delvise="udelad", tomme_tegn={"n/a": "tom"}),
    "qualtrics-preview": asks("prøvesvar", *NOTHING_CHOSEN, prøvesvar="udelad"),
    "surveyxact-spss-everyone-invited": asks(*NOTHING_CHOSEN),
    "total-under-the-answers": asks("rækker, række 10", rækker=[{"række": "10", "til": "udelad"}]),
    "note-under-the-answers": asks("rækker, række 11", rækker=[{"række": "11", "til": "udelad"}]),
    "r-writes-NA": asks("tomme_tegn, na", tomme_tegn={"na": "tom"}),
}


def take(case: str, folder: Path) -> Path:
    """A copy of the export of a case in a folder of its own."""
    (source,) = (CASES / case).iterdir()
    return Path((copytree if source.is_dir() else copy)(source, folder / source.name))


def about(edition: NewEdition) -> set[str]:
    """What is open: the section of mapping.yml and what it is about there."""
    return {sentence.split(":")[0] for sentence in edition.open} - USUAL


def decide(edition: NewEdition, decisions: Mapping[str, Any]) -> None:
    """What a careful person writes into mapping.yml."""
    raw: dict[str, Any] = yaml.load(edition.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    raw["udgave"] |= {"periode": "marts 2026", "medlemmer": "171"}
    raw["udgave"]["ramme"] = raw["udgave"]["ramme"] or "12"
    raw["postnummerforslag"] = "brug"
    raw["intet_valgt"] = dict.fromkeys(raw["intet_valgt"], "nul")
    raw["frigiv"] = dict.fromkeys(raw["frigiv"], "alle")
    for section, said in decisions.items():
        raw[section] = said
    edition.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")


def without_places(path: Path) -> list[bytes]:
    """The lines of a file of responses without the pseudonyms, which hang on a key."""
    lines = path.read_bytes().splitlines()
    if not lines[0].endswith(b",sted"):
        return lines
    # An answer may be broken over lines: only the last one of a response has its place.
    return [line.rpartition(b",")[0] if is_last(line) else line for line in lines]


def is_last(line: bytes) -> bool:
    return line.endswith(b",sted") or (len(line) > 17 and line[-17:-16] == b"," and line[-16:].isalnum())


@pytest.mark.parametrize("name", RIGHT)
def test_the_check_tells_what_new_asks(name: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    export = take(name, tmp_path)
    checked = check_export("2026", export, tmp_path / "data", questionnaire)
    asked = about(new_edition("2026", export, tmp_path / "data", questionnaire, tmp_path / "noegle"))
    told = {found.message.split(":")[0] for found in checked.decisions} - USUAL
    of_cells = {f"talkoder, {found.question}" for found in checked.faults} | {
        f"delte, {found.question}" for found in checked.faults
    }
    assert told <= asked
    assert asked - told <= of_cells
    assert checked.stops


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answers_come_of_it(name: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    case, export, key = RIGHT[name], take(name, tmp_path), tmp_path / "noegle"
    first = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    assert about(first) == case.asked
    decide(first, case.decisions)
    second = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    assert second.open == ()
    assert second.responses is not None
    assert without_places(second.responses) == (CASES / "right" / "responses.csv").read_bytes().splitlines()


@pytest.mark.parametrize("name", RIGHT)
def test_a_colleague_with_the_file_that_git_has_comes_to_the_same(
    name: str, tmp_path: Path, questionnaire: Questionnaire
) -> None:
    case, export, key = RIGHT[name], take(name, tmp_path), tmp_path / "noegle"
    decide(new_edition("2026", export, tmp_path / "data", questionnaire, key), case.decisions)
    first = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    shared = (first.folder / SHARED).read_bytes()
    (tmp_path / "kollega" / "2026").mkdir(parents=True)
    (tmp_path / "kollega" / "2026" / SHARED).write_bytes(shared)
    second = new_edition("2026", export, tmp_path / "kollega", questionnaire, key)
    assert second.open == ()
    assert second.notes[0].startswith("Afgørelserne er hentet fra afgoerelser.yml. ")
    assert first.responses is not None
    assert second.responses is not None
    assert second.responses.read_bytes() == first.responses.read_bytes()
    assert (second.folder / SHARED).read_bytes() == shared


@pytest.mark.parametrize(("mark", "hours"), [("komma", ["1500", "1000"]), ("punktum", ["1.5", "1"])])
def test_thousands_in_a_file_with_commas_between_its_fields_are_one_question(
    tmp_path: Path, questionnaire: Questionnaire, mark: str, hours: list[str]
) -> None:
    export, key = take("thousands-in-comma-csv", tmp_path), tmp_path / "noegle"
    first = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    assert about(first) == {"decimaltegn"}
    decide(first, {"decimaltegn": mark})
    second = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    assert {cell for row in answers(second) for cell in row.values()}.issuperset(hours)


def test_the_answers_of_another_survey_are_one_question(tmp_path: Path, questionnaire: Questionnaire) -> None:
    edition = new_edition("2026", take("another-survey", tmp_path), tmp_path / "data", questionnaire)
    assert edition.open == (
        "rigtig_fil: Kun 0 af spørgeskemaets 24 spørgsmål står i surveyxact-semicolon. Er det den rigtige fil? Skriv "
        "ja ved rigtig_fil, eller kør kommandoen med en anden fil.",
    )
    decide(edition, {"mangler": dict.fromkeys(questionnaire.questions, "ikke stillet")})
    again = new_edition("2026", tmp_path / "surveyxact-semicolon", tmp_path / "data", questionnaire)
    assert [sentence.split(":")[0] for sentence in again.open] == ["rigtig_fil"]


def test_the_export_of_another_year_is_asked_about_whatever_file_holds_it(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    export, key, data = take("blank-question-column", tmp_path), tmp_path / "noegle", tmp_path / "data"
    decide(new_edition("2026", export, data, questionnaire, key), {})
    assert new_edition("2026", export, data, questionnaire, key).open == ()
    saved_again = tmp_path / "gemt igen.csv"
    saved_again.write_bytes(export.read_bytes().replace(b"\r\n", b"\n") + b"\n")
    turned = tmp_path / "sorteret.csv"
    with export.open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file, delimiter=";")
    assert len(rows) == 8
    writing.write_csv(turned, [heading, *reversed(rows)])
    for path in (export, saved_again, turned):
        (first, *others) = new_edition("2027", path, data, questionnaire, key).open
        assert first.startswith(f"rigtig_fil: {path.name} har de samme svar, som udgaven 2026 blev lavet af.")
        assert others == []
    edition = new_edition("2027", export, data, questionnaire, key)
    decide(edition, {"rigtig_fil": "ja"})
    assert new_edition("2027", export, data, questionnaire, key).open == ()


def test_a_release_holds_for_the_text_and_never_for_the_row(tmp_path: Path, questionnaire: Questionnaire) -> None:
    data, export, key = tmp_path / "data", tmp_path / "svar.csv", tmp_path / "noegle"
    export.write_bytes((CASES / "released-by-row-number" / "foerste.csv").read_bytes())
    decide(new_edition("2026", export, data, questionnaire, key), {"frigiv": {"styrker": ["4"], "udfordringer": ["4"]}})
    first = new_edition("2026", export, data, questionnaire, key)
    assert [row["styrker"] for row in answers(first) if row["styrker"].startswith("Svar")] == ["Svar fra sted 3"]
    # The same survey in another order, and one text written anew.
    second = (CASES / "released-by-row-number" / "anden.csv").read_text(encoding="utf-8-sig")
    export.write_text(second.replace("Svar fra sted 3", "Svar fra sted 3, rettet"), encoding="utf-8")
    edition = new_edition("2026", export, data, questionnaire, key)
    assert [row["styrker"] for row in answers(edition) if row["styrker"].startswith("Svar")] == []
    told = [note for note in edition.notes if note.startswith("frigiv")]
    assert len(told) == 1
    assert told[0].startswith("frigiv, styrker: række 4 holder ikke længere og er strøget.")
    export.write_text(second, encoding="utf-8")
    decide(edition, {"frigiv": {"styrker": ["7"]}})
    # A number that was written for one file says nothing of another.
    edition = new_edition("2026", export, data, questionnaire, key)
    assert [row["styrker"] for row in answers(edition) if row["styrker"].startswith("Svar")] == []
    assert any("frigiv, styrker: række 7 holder ikke længere" in note for note in edition.notes)


def test_characters_that_a_workbook_escapes_are_read_as_what_they_are(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    export, key = take("x000d-in-free-text", tmp_path), tmp_path / "noegle"
    decide(new_edition("2026", export, tmp_path / "data", questionnaire, key), {})
    second = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    assert sum("Ro og tid.\nPlads til alle." in row.values() for row in answers(second)) == 2


def test_cells_with_a_format_are_asked_about_and_never_counted_as_their_number(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    edition = new_edition(
        "2026", take("percent-cells", tmp_path), tmp_path / "data", questionnaire, tmp_path / "noegle"
    )
    asked = [sentence for sentence in edition.open if sentence.startswith("svar")]
    assert ['"50 %" står i en celle med procent' in sentence for sentence in asked] == [True, False]
    assert not any("Forslag" in sentence for sentence in asked)


def test_headings_that_are_only_codes_are_matched_by_hand_and_are_no_other_wording(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    export, key = take("limesurvey-codes-only", tmp_path), tmp_path / "noegle"
    first = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    raw = yaml.load(first.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    targets = ["navn", *questionnaire.columns]
    coded = [entry for entry in raw["kolonner"] if entry["ordlyd"].startswith("G0")]
    decide(first, {"kolonner": [
        entry | {"til": targets[coded.index(entry)]} if entry in coded else entry for entry in raw["kolonner"]
    ]})  # fmt: skip
    second = new_edition("2026", export, tmp_path / "data", questionnaire, key)
    assert not [section for section in about(second) if section.startswith("ordlyd")]
