"""The sheets of an Excel workbook as text, each cell as the spreadsheet shows it; read in a stream, within limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.parsers import expat

from helpers.intake.export import RawTable, refuse
from helpers.intake.formats.archive import LIMITS, Archive, Limits
from helpers.intake.formats.cell_text import format_kind
from helpers.intake.formats.sheet_rows import SheetRows
from helpers.intake.formats.workbook_sheet import SheetParser, read_shared_texts

_RELATIONSHIPS = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                  "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_NO_WORKBOOK = "Filen er ikke en Excel-projektmappe. Gem den som .xlsx."
_HIDDEN = ("hidden", "veryHidden")


@dataclass
class WorkbookParts:
    """Where a workbook has its sheets (name, part, hidden), its formats and its texts."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    styles: str = ""
    texts: str = ""
    from_1904: bool = False
    strict: bool = False


def read_workbook(data: bytes, path: Path, limits: Limits = LIMITS) -> tuple[RawTable, ...]:
    """The visible and hidden sheets that hold anything, in the order of the workbook.

    Whole numbers carry no decimals (the code 1 is never "1.0"), others a decimal comma, dates are
    `2026-05-01`. Raises DataError where the file is hostile, damaged, or no workbook without macros.
    """
    archive = Archive(data, path, limits)
    parts = find_parts(archive)
    kinds = _read_styles(archive, parts.styles) if parts.styles else ()
    texts = read_shared_texts(archive, parts.texts) if parts.texts else []
    tables, cells = [], 0
    for name, part, hidden in parts.sheets:
        rows = SheetRows(name, path, limits, cells)
        archive.parse(part, SheetParser(rows, texts, kinds, parts.from_1904).prepare, limits.part)
        cells = rows.cells
        if rows.kept:
            tables.append(rows.table(hidden))
    return tuple(tables)


def find_parts(archive: Archive) -> WorkbookParts:
    """Where the workbook has its parts. Raises DataError where it is none, or has macros."""
    path, names = archive.path, archive.names
    _refuse_other_kinds(archive)
    main = next((t for kind, t in _relations(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    if main not in names or not main.endswith(".xml"):
        raise refuse(path, _NO_WORKBOOK)
    relations, found = _relations(archive, main), WorkbookParts()
    # Some programs name a part that they leave out where it would be empty.
    there = {kind: target for kind, target in relations.values() if target in names}
    found.styles, found.texts = there.get("styles", ""), there.get("sharedStrings", "")
    listed: list[Mapping[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition(" ")
        if local == "workbook":
            found.strict = space == _STRICT
        elif local == "sheet":
            listed.append(attributes)
        elif local == "workbookPr":
            found.from_1904 = attributes.get("date1904", "") in ("1", "true")

    archive.parse(main, lambda parser: setattr(parser, "StartElementHandler", start))
    for sheet in listed:
        key = next((sheet[f"{space} id"] for space in _RELATIONSHIPS if f"{space} id" in sheet), "")
        kind, target = relations.get(key, ("", ""))
        if kind == "worksheet":
            found.sheets.append((sheet.get("name", ""), target, sheet.get("state") in _HIDDEN))
    if not found.sheets:
        raise refuse(path, "Projektmappen har ingen ark med celler. Gem arket med svar som .xlsx.")
    return found


def _refuse_other_kinds(archive: Archive) -> None:
    """Returns nothing; raises DataError where the file is no workbook, has macros, or is a binary one."""
    names = archive.names
    if "[Content_Types].xml" not in names:
        raise refuse(archive.path, _NO_WORKBOOK)
    macros = any(name.casefold().endswith("vbaproject.bin") for name in names)
    if macros or b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise refuse(archive.path, "Filen har makroer. Gem den som .xlsx (Excel-projektmappe uden makroer).")
    if any(name.endswith(".bin") and "workbook" in name for name in names):
        raise refuse(archive.path, "Filen er i Excels binære format (.xlsb). Gem den som Excel-projektmappe (.xlsx).")


def _relations(archive: Archive, source: str) -> dict[str, tuple[str, str]]:
    """What a part points to within the file: id → (kind, part)."""
    folder, _, name = source.rpartition("/")
    part = f"{folder}/_rels/{name}.rels".lstrip("/")
    found: dict[str, tuple[str, str]] = {}
    if part not in archive.names:
        return found

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(" Relationship") and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(source), target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

    archive.parse(part, lambda parser: setattr(parser, "StartElementHandler", start))
    return found


def _read_styles(archive: Archive, part: str) -> tuple[str, ...]:
    """What each of the workbook's cell formats makes of a number."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    within = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal within
        local = tag.rpartition(" ")[2]
        if local in ("cellXfs", "cellStyleXfs", "dxfs"):
            within = local
        elif local == "numFmt" and within != "dxfs":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif local == "xf" and within == "cellXfs":
            numbers.append(int(re.sub(r"\D", "", attributes.get("numFmtId", "")) or 0))

    def prepare(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = start

    archive.parse(part, prepare)
    return tuple(format_kind(number, codes.get(number, "")) for number in numbers)
