"""What a file, a folder or a zip file holds: the one export within it, or why there is none or more than one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from helpers.intake.export import refuse
from helpers.intake.formats.archive import LIMITS, Archive
from helpers.intake.formats.opened_file import list_folder, read_bytes
from helpers.intake.formats.surveyxact import PARTS, part_of

CSV, WORKBOOK, OPENDOCUMENT, OLD_WORKBOOK, STATISTICS = "csv", "workbook", "opendocument", "old workbook", "statistics"
SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".ods", ".xls", ".sav", ".zsav", ".dta")
READ = "Læses kan .xlsx, .xls, .ods, .csv, .sav, .zsav, .dta, og SurveyXacts tre filer i en mappe eller zip."
# What the program itself writes beside an export.
_OURS = (".uden-tema.txt", ".kontrol.xlsx", ".kontrol.html", ".regnskab.txt")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP, _OPENDOCUMENT = b"PK\x03\x04", b"mimetypeapplication/vnd.oasis.opendocument"
_STATISTICS = (b"$FL2", b"$FL3", b"<stata_dta>")
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_REFUSED = {
    ".xlsb": "Filen er i Excels binære format (.xlsb). Gem den som Excel-projektmappe (.xlsx).",
    ".xlsm": "Filen har makroer. Gem den som .xlsx (Excel-projektmappe uden makroer).",
    ".por": "Filen er i SPSS' gamle format (.por). Gem den som .sav.",
    ".numbers": "Filen er fra Apple Numbers. Vælg Arkiv > Eksporter til > Excel, og brug den fil.",
    ".fods": "Filen er et fladt OpenDocument-regneark. Gem den som .ods eller .xlsx.",
}


@dataclass(frozen=True)
class FoundFile:
    """One file of an export: its name within the folder or zip, its bytes, and what they are."""

    name: str
    data: bytes
    kind: str


def find_files(path: Path) -> tuple[FoundFile, ...]:
    """The one file with answers that the path leads to, or SurveyXact's three.

    Raises DataError where there is none, or where there are two downloads.
    """
    if path.is_dir():
        names = {file.name: file for file in list_folder(path)}
        return _pick(list(names), lambda name: read_bytes(names[name]), path)
    if not path.exists():
        raise refuse(path, f"Filen findes ikke: {path}")
    data = read_bytes(path)
    archive = Archive(data, path) if data.startswith(_ZIP) and path.suffix.casefold() == ".zip" else None
    if archive and not {"[Content_Types].xml", "content.xml"} & set(archive.names):
        return _pick(list(archive.names), lambda name: archive.read(name, LIMITS.file), path)
    if part_of(path.name) and path.suffix.casefold() == ".csv":
        beside = {file.name: file for file in list_folder(path.parent) if part_of(file.name)}
        if {part_of(name) for name in beside} >= set(PARTS):
            # Somebody pointed at one of SurveyXact's three files.
            return _pick(list(beside), lambda name: read_bytes(beside[name]), path)
    return (FoundFile(path.name, data, kind_of(path.name, data, path)),)


def export_paths(path: Path) -> list[Path]:
    """The files on disk that an export consists of."""
    if not path.is_dir():
        return [path]
    return [file for file in list_folder(path) if part_of(file.name)] or list(map(path.joinpath, _answers(path)))


def _answers(path: Path) -> list[str]:
    return [file.name for file in list_folder(path) if _may_be_answers(file.name)]


def _may_be_answers(name: str) -> bool:
    """Whether a file in a folder or zip may hold answers, and is neither hidden nor written by this program."""
    short = name.rpartition("/")[2]
    if name.startswith("__MACOSX/") or short.startswith((".", "~$")) or short.endswith(_OURS):
        return False
    return PurePosixPath(short).suffix.casefold() in SUFFIXES


def kind_of(name: str, data: bytes, path: Path) -> str:
    """What a file is, by its bytes first and its name second. Raises DataError where it is nothing that is read."""
    suffix, head = PurePosixPath(name).suffix.casefold(), data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    short = name.rpartition("/")[2]
    if short.startswith("~$"):
        raise refuse(path, f"{name} er Excels egen låsefil: Luk Excel, og vælg {short.removeprefix('~$')}.")
    if suffix in _REFUSED:
        raise refuse(path, _REFUSED[suffix])
    if data.startswith(_STATISTICS) or (suffix == ".dta" and 102 <= (data or b"0")[0] <= 119):
        return STATISTICS
    if data.startswith(_OLE):
        if _PASSWORD in data:
            raise refuse(path, f"{name} er låst med en adgangskode. Gem filen uden.")
        return OLD_WORKBOOK
    if data.startswith(_ZIP):
        return OPENDOCUMENT if _OPENDOCUMENT in data[:200] else WORKBOOK
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<head")):
        raise refuse(path, (
            f"{name} er en webside (HTML) med navnet {suffix or 'fil'}: Åbn den i Excel, og gem den som .xlsx."
        ))  # fmt: skip
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]:
        raise refuse(path, f"{name} er et XML-regneark fra en ældre Excel: Åbn den i Excel, og gem den som .xlsx.")
    if suffix in (".csv", ".txt", ".tsv") and not data.startswith(b"%PDF"):
        return CSV
    if suffix in (".sav", ".zsav", ".dta"):
        program = "Stata" if suffix == ".dta" else "SPSS"
        raise refuse(path, f"{name} er ikke en fil fra {program}, som navnet siger. Gem den igen i {program}.")
    if suffix in SUFFIXES:
        raise refuse(path, f"{name} er ikke det, som navnet siger, eller den er beskadiget. Gem den igen.")
    raise refuse(path, f"Filtypen læses ikke. {READ}")


def _pick(names: Sequence[str], read: Callable[[str], bytes], path: Path) -> tuple[FoundFile, ...]:
    """The files of one export among those of a folder or zip."""
    shown = {name: name.rpartition("/")[2] for name in names if _may_be_answers(name)}
    parts = {name: part for name, short in shown.items() if (part := part_of(short))}
    if set(parts.values()) >= set(PARTS):
        for part in PARTS:
            same = [name for name, found in parts.items() if found == part]
            if len(same) > 1:
                raise refuse(path, (
                    f'Der er to eksporter fra SurveyXact: "{same[0]}" og "{same[1]}". Læg dem i hver sin mappe, '
                    "og vælg én."
                ))  # fmt: skip
        return tuple(FoundFile(shown[name], read(name), CSV) for name in parts)
    others = [name for name in shown if name not in parts]
    if parts and not others:
        missing = ", ".join(f"{part}.csv" for part in PARTS if part not in parts.values())
        raise refuse(
            path,
            f"Der skal være tre filer fra SurveyXact: dataset.csv, structure.csv og labels.csv. Her mangler {missing}.",
        )
    if not others:
        raise refuse(path, f"Der er ingen fil med svar. {READ}")
    if len(others) > 1:
        listed = " og ".join(f'"{name}"' for name in others[:2])
        more = f" og {len(others) - 2} til" if len(others) > 2 else ""
        raise refuse(path, f"Der er flere filer, der kan være svarene: {listed}{more}. Vælg den rigtige fil i stedet.")
    data = read(others[0])
    return (FoundFile(shown[others[0]], data, kind_of(shown[others[0]], data, path)),)
