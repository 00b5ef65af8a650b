"""Refuses a hostile workbook from its zip directory and a bounded, streaming look, before it is loaded.

A workbook of five kilobytes can hold one cell at XFD1048576, a gigabyte of blanks or nested entities;
the readers would spend all memory on it. Nothing here keeps more than one chunk of a part.
"""

import re
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from helpers.intake.export import refuse

# A survey of 5,000 places and 400 columns fits with room to spare.
MAX_FILE = 30_000_000
MAX_UNPACKED = 60_000_000
MAX_RATIO = 400
MAX_PARTS = 2_000
MAX_ROW, MAX_COLUMN, MAX_CELLS = 50_000, 2_000, 1_500_000
# Rows, cells and texts are read one by one; all else (styles, names) becomes objects at once.
MAX_ELEMENTS, MAX_OTHER_ELEMENTS = 3_000_000, 65_000
CHUNK = 1 << 16

# What reading a damaged zip file or its XML raises; XML parsers derive theirs from SyntaxError.
DAMAGED = (zipfile.BadZipFile, zlib.error, expat.ExpatError, SyntaxError, NotImplementedError, EOFError, OSError)

_BY_ROW = frozenset({"row", "c", "v", "f", "is", "si", "t"})
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


def open_archive(path: Path) -> zipfile.ZipFile:
    """The zip file, its directory checked.

    Raises DataError where it is no zip file, too large, packed too densely, encrypted or has parts
    that point outside it.
    """
    if path.stat().st_size > MAX_FILE:
        raise refuse(path, f"Filen er større end {MAX_FILE // 1_000_000} MB. Gem kun arket med svar, og prøv igen.")
    try:
        archive = zipfile.ZipFile(path)
    except (*DAMAGED, ValueError) as error:
        raise refuse(path, "Filen er ikke det, som navnet siger, eller den er beskadiget. Gem den igen.") from error
    parts = archive.infolist()
    message = ""
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        message = f"Filen fylder mere end {MAX_UNPACKED // 1_000_000} MB udpakket. Gem kun arket med svar."
    elif any(p.file_size > 1_000_000 and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts):
        message = "Filen er pakket så tæt, at den kan være lavet for at fylde maskinens hukommelse. Gem den igen."
    elif any(part.flag_bits & 1 for part in parts):
        message = "Filen er beskyttet med en adgangskode. Gem den uden."
    elif any(part.filename.startswith(("/", "\\")) or ".." in part.filename for part in parts):
        message = "Filen har dele, der peger ud af den. Den læses ikke."
    elif len({part.filename for part in parts}) != len(parts):
        message = "Filen har to dele med samme navn. Gem den igen."
    if message:
        archive.close()
        raise refuse(path, message)
    return archive


def inspect_workbook(path: Path) -> None:
    """Returns nothing; raises DataError where the workbook must not be loaded."""
    with path.open("rb") as file:
        if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise refuse(path, "Filen er i det gamle Excel-format eller låst. Gem den som .xlsx uden adgangskode.")
    with open_archive(path) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
            raise refuse(path, "Filen er ikke en Excel-projektmappe. Gem den som .xlsx.")
        try:
            types = archive.read("[Content_Types].xml")
        except DAMAGED as error:
            raise refuse(path, "Filen er beskadiget. Åbn den i Excel, og gem den igen.") from error
        macros = any(name.casefold().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types
        if path.suffix.casefold() == ".xlsm" or macros:
            raise refuse(path, "Filen har makroer. Gem den som .xlsx (Excel-projektmappe uden makroer).")
        cells = 0
        for name in names:
            if name.casefold().endswith((".xml", ".rels")):
                try:
                    cells += _inspect_part(path, archive, name, cells)
                except DAMAGED as error:
                    raise refuse(path, f"Filens del {name} kan ikke læses. Gem filen igen i Excel.") from error


def _inspect_part(path: Path, archive: zipfile.ZipFile, name: str, before: int) -> int:
    """The number of cells in one part; raises DataError where it is hostile."""
    parser = expat.ParserCreate()
    cells = elements = others = 0

    def doctype(*_: object) -> None:
        raise refuse(path, "Filen definerer egne XML-entiteter, som Excel aldrig skriver. Den læses ikke.")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cells, elements, others
        elements += 1
        local = tag.rpartition(":")[2]
        if local == "c":
            cells += 1
            place = attributes.get("r", "")
            found = _CELL.match(place)
            if found and (int(found[2]) > MAX_ROW or _column_number(found[1]) > MAX_COLUMN):
                raise refuse(path, (
                    f"{name}, celle {place}: Der står noget uden for de første {MAX_ROW} rækker og {MAX_COLUMN} "
                    "kolonner. Slet rækker og kolonner uden svar, og gem filen igen."
                ))  # fmt: skip
        elif local not in _BY_ROW:
            others += 1
            # A part that is called something else would be loaded without having been looked at.
            target = attributes.get("PartName" if attributes.get("ContentType", "").endswith("+xml") else "Target", "")
            by_name = local == "Override" or name == "xl/_rels/workbook.xml.rels"
            if by_name and target and not target.casefold().endswith(".xml") and "TargetMode" not in attributes:
                raise refuse(
                    path, f"Filens del {target[:80]} hedder ikke .xml, som Excel kalder den. Filen læses ikke."
                )
        if local == "row" and attributes.get("r", "").isdecimal() and int(attributes["r"]) > 1_048_576:
            raise refuse(path, f"{name}: Rækkenummeret {attributes['r'][:20]} findes ikke i Excel.")
        if before + cells > MAX_CELLS or elements > MAX_ELEMENTS or others > MAX_OTHER_ELEMENTS:
            raise refuse(path, f"Filens del {name} er for stor til at være svar på et skema. Gem kun arket med svar.")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    return cells


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
