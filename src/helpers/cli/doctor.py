"""What the program needs of the machine, looked at one by one, with the remedy where something is missing.

Nothing heavy is imported at the top: the doctor has to speak where pandas or the compiler does not.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from helpers.base.danish import format_number, join_words
from helpers.base.errors import VaerestederError
from helpers.base.machine import machine_error
from helpers.base.paths import BUILD, DATA, FONTS, QUESTIONNAIRE, ROOT, edition_data, key_file
from helpers.intake.pseudonyms import key_id, load_key
from helpers.intake.shared_decisions import SHARED
from helpers.survey.checksum import checksum_fault
from helpers.survey.edition import DECISIONS, RECORD, Edition, list_editions, load_edition, newest_edition
from helpers.survey.edition_file import old_fields, read_fields
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.questionnaire_changes import describe_changes, later_years
from helpers.survey.questionnaire_file import old_words

_OLDEST_PYTHON = (3, 11)
# On every system, with uv or without.
_SET_UP = "`uv run vaeresteder doctor` (uden uv: `make book`)"
_FONT_FILES = tuple(
    f"{family}-{style}.{kind}"
    for kind, families in (("ttf", ("SourceSans3", "SourceSerif4")), ("woff2", ("VaerestederSans", "VaerestederSerif")))
    for family in families
    for style in ("Regular", "Italic", "SemiBold")
)
# A build and its copies take less than a tenth of this.
_BYTES_NEEDED = 1_000_000_000
_TINY_DOCUMENT = '#set document(title: "Prøve")\n#set text(lang: "da")\n= Prøve\nEn linje.'
_NAMED = 5
_FETCH = (
    "Pak filen fra din kollega (`vaeresteder gem {key}`) ud i bogens mappe, så svarene lander i "
    "data/{key}/responses.csv, eller kør `vaeresteder new {key} --data eksport.xlsx`."
)


@dataclass(frozen=True)
class Diagnosis:
    """One thing: its name, whether it is well, what was found, and what to do where it is not; all Danish."""

    name: str
    well: bool
    found: str
    remedy: str = ""


def examine() -> Iterator[Diagnosis]:
    """The diagnosis of everything, in the order in which a new user meets it."""
    yield check_python(sys.version_info[:3])
    yield check_packages(ROOT / "requirements.txt")
    yield check_jupyterlab()
    yield check_fonts(FONTS)
    yield check_pdf(_TINY_DOCUMENT)
    yield check_writing("Skriveadgang til bøger", BUILD)
    yield check_writing("Skriveadgang til data", DATA)
    yield check_space(DATA.parent)
    yield _tried("Spørgeskema", check_questionnaire, QUESTIONNAIRE)
    for edition in list_editions():
        yield _tried(f"Udgave {edition}", check_edition, edition)
    yield _tried("Nøgle til pseudonymer", lambda: check_key(key_file()))


def _tried(name: str, check: Callable[..., Diagnosis], *arguments: object) -> Diagnosis:
    """What a check found; where it could not look, what kept it from that."""
    try:
        return check(*arguments)
    except VaerestederError as error:
        return Diagnosis(name, False, str(error), "Ret det, og kør `vaeresteder doctor` igen.")
    except OSError as error:
        told = f"kan ikke læses: {machine_error(error)}"
        return Diagnosis(name, False, told, "Ret adgangen, eller læg det et andet sted.")


def check_python(running: tuple[int, ...]) -> Diagnosis:
    """Whether Python is new enough."""
    found = ".".join(map(str, running))
    oldest = ".".join(map(str, _OLDEST_PYTHON))
    remedy = f"Installér Python {oldest} eller nyere, slet mappen .venv, og kør {_SET_UP}."
    return _judge("Python", running >= _OLDEST_PYTHON, found, remedy)


def check_packages(requirements: Path) -> Diagnosis:
    """Whether the packages are there in the versions that `requirements` pins for this machine."""
    from packaging.requirements import Requirement

    wrong, seen = [], 0
    for line in re.findall(r"^[\w.\[\]-]+==[^\\\n]+", requirements.read_text(encoding="utf-8"), re.MULTILINE):
        pinned = Requirement(line)
        if pinned.marker is not None and not pinned.marker.evaluate():
            continue
        seen += 1
        try:
            installed = version(pinned.name)
        except PackageNotFoundError:
            wrong.append(f"{pinned.name} mangler")
            continue
        if installed not in pinned.specifier:
            wrong.append(f"{pinned.name} er {installed}, ikke {str(pinned.specifier).removeprefix('==')}")
    more = [f"{len(wrong) - _NAMED} til"] if len(wrong) > _NAMED else []
    found = join_words([*wrong[:_NAMED], *more]) if wrong else f"{seen} i de rigtige versioner"
    return _judge("Pakker", not wrong, found, f"Slet mappen .venv, og kør {_SET_UP}; så hentes pakkerne igen.")


def check_jupyterlab() -> Diagnosis:
    """Whether JupyterLab is where it slows every build."""
    try:
        found, well = f"JupyterLab {version('jupyterlab')} ligger i samme miljø og gør hvert kapitel langsomt", False
    except PackageNotFoundError:
        found, well = "JupyterLab ligger ikke i samme miljø", True
    return _judge("Miljø", well, found, f"Slet mappen .venv, kør {_SET_UP}, og åbn kapitlerne med `vaeresteder lab`.")


def check_fonts(folder: Path) -> Diagnosis:
    """Whether the book's fonts are in `folder`."""
    missing = [name for name in _FONT_FILES if not (folder / name).is_file() or not (folder / name).stat().st_size]
    found = f"{join_words(missing)} mangler" if missing else f"{len(_FONT_FILES)} filer"
    return _judge("Skrifter", not missing, found, f"Hent bogens mappe igen, og kopiér {_short(folder)} over.")


def check_pdf(document: str) -> Diagnosis:
    """Whether the compiler sets a document as a PDF that is accessible."""
    remedy = f"Slet mappen .venv, og kør {_SET_UP}; så hentes typst igen."
    try:
        # The one that sets the book: it knows that it has begun to work, after which this process is not forked.
        from helpers.pdf.typesetter import TYPESETTER

        fault = TYPESETTER.set_pdf({"main.typ": document.encode("utf-8")}, 0).fault
    except Exception as error:  # whatever a broken installation raises is what there is to tell
        fault = str(error)
    found = f"en prøveside kan ikke sættes ({fault})" if fault else f"typst {version('typst')} kan sætte en prøveside"
    return _judge("PDF", not fault, found, remedy)


def check_writing(name: str, folder: Path) -> Diagnosis:
    """Whether a file can be written in `folder`, or where it is not there yet, in the folder above it."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        remedy = f"Giv dig selv skriveadgang til {existing}, eller flyt projektet til en mappe, du ejer."
        return Diagnosis(name, False, f"{existing}: {machine_error(error) or error}", remedy)
    return Diagnosis(name, True, str(folder))


def check_space(folder: Path) -> Diagnosis:
    """Whether there is room for a build on the disk of `folder`."""
    free = shutil.disk_usage(folder).free
    found = f"{format_number(free // 1_000_000)} MB fri"
    remedy = f"Gør plads på disken: Der skal være {format_number(_BYTES_NEEDED // 1_000_000)} MB fri."
    return _judge("Diskplads", free >= _BYTES_NEEDED, found, remedy)


def check_questionnaire(path: Path) -> Diagnosis:
    """Whether the questionnaire can be read, and what it asks otherwise from a later year on."""
    newest, name = newest_edition(), "Spørgeskema"
    remedy = f"Ret linjerne i {_short(path)}, og kør `vaeresteder doctor` igen. Gem en kopi først, hvis du er i tvivl."
    try:
        questions = len(load_questionnaire(newest, path).questions)
        told = [f"{questions} spørgsmål i {newest}", *(describe_changes(year, path) for year in later_years(path))]
        old = old_words(path)
    except (VaerestederError, OSError) as error:
        return Diagnosis(name, False, f"{path.name} kan ikke læses: {error}", remedy)
    if old:
        told.append(f'filen har engelske ord, som stadig læses; "{old[0].was}" hedder nu "{old[0].now}"')
    return Diagnosis(name, True, "; ".join(told))


def check_edition(key: str) -> Diagnosis:
    """Whether an edition is described, and has responses that are the ones it names, or a record in their place."""
    name = f"Udgave {key}"
    try:
        edition = load_edition(key)
        old = old_fields(edition.folder / "edition.yml")
    except (VaerestederError, OSError) as error:
        remedy = f"Ret linjerne i data/{key}/edition.yml, og kør `vaeresteder doctor` igen."
        return Diagnosis(name, False, str(error), remedy)
    named = [f'"{was}" i edition.yml hedder nu "{now}" (og læses stadig)' for was, now in old.items()][:1]
    told = _check_responses(edition)
    return replace(told, found="; ".join([told.found, *named]))


def check_begun(data: Path) -> Iterator[Diagnosis]:
    """Each edition whose export is not read in yet, with what is to be done: it is at work, and nothing is wrong."""
    for folder in sorted(data.glob("[12]???")):
        key = folder.name
        if (folder / "edition.yml").is_file():
            continue
        if (folder / DECISIONS).is_file():
            yield Diagnosis(f"Udgave {key}", True, (
                f"er ved at blive læst ind: Svar på det, der står under åbne i data/{key}/{DECISIONS}, og kør "
                f"`vaeresteder new {key} --data eksport.xlsx` igen"
            ))  # fmt: skip
        elif (folder / SHARED).is_file():
            yield Diagnosis(f"Udgave {key}", True, (
                f"er begyndt af en kollega: Afgørelserne er her, svarene ikke. {_FETCH.format(key=key)}"
            ))  # fmt: skip


def _check_responses(edition: Edition) -> Diagnosis:
    """Whether an edition has the responses that it names, or a record in their place; and whether it is at work."""
    key, name = edition.key, f"Udgave {edition.key}"
    work = "" if (edition.folder / RECORD).is_file() else "; den er ikke offentliggjort endnu"
    responses = edition.folder / "responses.csv"
    if not responses.is_file():
        if (edition.folder / RECORD).is_file():
            return Diagnosis(name, True, "svarene er ikke her; bogen bygges af de tal, der er offentliggjort")
        return Diagnosis(name, False, "der er hverken svar eller offentliggjorte tal", _FETCH.format(key=key))
    if not edition.responses_sha256:
        return Diagnosis(name, True, f"svarene er her; edition.yml nævner ingen kontrolsum{work}")
    fault = checksum_fault(responses, edition.responses_sha256)
    found = "svarene er ikke dem, som edition.yml nævner" if fault else f"svarene er her, og kontrolsummen passer{work}"
    return _judge(name, not fault, found, f"data/{key}/responses.csv: {fault}")


def check_key(path: Path) -> Diagnosis:
    """Whether the key of the pseudonyms is there, and is the one that the editions were made with."""
    name, named = "Nøgle til pseudonymer", _named_keys()
    told = join_words([f"{edition} ({used})" for edition, used in named.items()])
    if not path.exists():
        if not named:
            return Diagnosis(name, True, f"laves første gang, i {path}")
        found = f"{path} mangler, og stederne i {told} er gemt med den"
        return Diagnosis(name, False, found, (
            f"Læg nøglen fra din (eller din kollegas) kopi i {path}, før `vaeresteder new` køres: Ellers laves en ny, "
            "og stederne kan ikke følges."
        ))  # fmt: skip
    try:
        used = key_id(load_key(path))
    except VaerestederError as error:
        return Diagnosis(name, False, str(error), "Hent nøglen fra din kopi. Uden den kan steder ikke følges.")
    if others := [edition for edition, other in named.items() if other != used]:
        found = f"{path} er en anden nøgle ({used}) end den, der blev brugt til {told}"
        remedy = f"Læg den nøgle, der blev brugt til {join_words(others)}, i {path}. Ellers kan stederne ikke følges."
        return Diagnosis(name, False, found, remedy)
    return Diagnosis(name, True, f"{path}, brugt til {told}" if named else str(path))


def _named_keys() -> dict[str, str]:
    """The editions whose places were made pseudonyms, each with what tells the key."""
    fields = {edition: read_fields(edition_data(edition) / "edition.yml") for edition in list_editions()}
    return {edition: str(told["key_id"]) for edition, told in fields.items() if told.get("key_id")}


def _judge(name: str, well: bool, found: str, remedy: str) -> Diagnosis:
    return Diagnosis(name, well, found, "" if well else remedy)


def _short(path: Path) -> str:
    """The path as it is written in the project's folder."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
