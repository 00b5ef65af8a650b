"""A wrong file, or one beyond the limits, is refused before it is read, and nothing is written.

The limits are parameters, lowered here: no file that is made is larger than a few kilobytes, or does
any harm in another program.
"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from helpers.base.errors import DataError
from helpers.intake.formats.archive import Archive, Limits
from helpers.intake.formats.opendocument import read_opendocument
from helpers.intake.formats.opened_file import read_bytes
from helpers.intake.formats.workbook import read_workbook
from helpers.intake.formats.workbook_guard import inspect_workbook
from helpers.intake.new_edition import new_edition
from helpers.survey.questionnaire import Questionnaire

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def rewrite(path: Path, replace: dict[str, str | bytes], rename: dict[str, str] | None = None) -> Path:
    """A workbook of one cell with some of its parts replaced."""
    plain = path.with_name("plain.xlsx")
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr((rename or {}).get(name, name), replace.pop(name, source.read(name)))
        for name, data in replace.items():
            target.writestr(name, data)
    plain.unlink()
    return path


def own_entity(folder: Path) -> Path:
    xml = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY ord "ha">]>{HEAD}<row><c><v>&ord;</v></c></row>{TAIL}'
    return rewrite(folder / "entitet.xlsx", {SHEET: xml})


def macros(folder: Path) -> Path:
    return rewrite(folder / "makro.xlsx", {"xl/vbaProject.bin": b"\0" * 100})


def macro_suffix(folder: Path) -> Path:
    return rewrite(folder / "makro.xlsm", {})


def outside(folder: Path) -> Path:
    return rewrite(folder / "ud.xlsx", {"../ud.xml": "<a/>"})


def broken_part(folder: Path) -> Path:
    return rewrite(folder / "halv.xlsx", {SHEET: HEAD})


def flipped_bytes(folder: Path) -> Path:
    path = rewrite(folder / "flip.xlsx", {})
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    data = bytearray(path.read_bytes())
    data[start + 20 : start + 80] = bytes(60)
    path.write_bytes(data)
    return path


def bad_namespace(folder: Path) -> Path:
    return rewrite(folder / "navnerum.xlsx", {"xl/styles.xml": '<s:styleSheet xmlns:x="a"/>'})


def spoiled_sav(folder: Path) -> Path:
    path = folder / "svar.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"]}), str(path))
    data = bytearray(path.read_bytes())
    data[4 : len(data) : 7] = b"\xff" * len(data[4 : len(data) : 7])
    path.write_bytes(data)
    return path


def written(name: str, data: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return write


def empty_workbook(folder: Path) -> Path:
    path = folder / "tom.xlsx"
    openpyxl.Workbook().save(path)
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "entity of its own": (own_entity, "XML-entiteter"),
    "macros": (macros, "Filen har makroer. Gem den som .xlsx"),
    "macros by name": (macro_suffix, "Filen har makroer"),
    "path outside": (outside, "peger ud af den"),
    "broken part": (broken_part, "kan ikke læses. Åbn filen i Excel"),
    "flipped bytes": (flipped_bytes, "kan ikke læses. Åbn filen i Excel"),
    "bad namespace": (bad_namespace, "styles.xml kan ikke læses"),
    "spoiled sav": (spoiled_sav, "SPSS-filen er beskadiget"),
    "text called xlsx": (written("svar.xlsx", b"a;b;c\n1;2;3\n"), "ikke det, som navnet siger"),
    "old Excel": (written("svar.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512), "ikke en hel projektmappe"),
    "empty workbook": (empty_workbook, "ingen celler med indhold"),
    "workbook called csv": (lambda folder: empty_workbook(folder).rename(folder / "svar.csv"), "ingen celler med"),
    "text called sav": (written("svar.sav", b"a;b\n"), "ikke en fil fra SPSS, som navnet siger"),
    "damaged sav": (written("svar.sav", b"$FL2@(#) SPSS DATA FILE" + b"\xff" * 300), "SPSS-filen er beskadiget"),
    "damaged dta": (written("svar.dta", b"<stata_dta>" + b"\xff" * 300), "Stata-filen er beskadiget"),
    "bytes called csv": (written("svar.csv", b"\x00\x01\x02" * 50), "ikke tekst"),
    "empty csv": (written("svar.csv", b""), "er tom"),
    "field without its quotation marks": (written("svar.csv", b"a;b\n1;2\n1;2;3\n"), "række 3: Der er 3 felter, men 2"),
    "pdf": (written("svar.pdf", b"%PDF-1.7"), "Filtypen læses ikke"),
    "workbook called zip": (
        lambda folder: empty_workbook(folder).rename(folder / "svar.zip"),
        "ingen celler med indhold",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_the_file_is_refused_and_nothing_written(name: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    write, told = HOSTILE[name]
    path = write(tmp_path)
    with pytest.raises(DataError, match=told):
        new_edition("2026", path, tmp_path / "data", questionnaire)
    assert not (tmp_path / "data").exists()


def book(*rows: list[object]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def ods(*rows: str) -> bytes:
    buffer = io.BytesIO()
    space = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0" xmlns:x="{space}:text:1.0">'
            f'<o:body><o:spreadsheet><t:table t:name="Svar">{"".join(rows)}</t:table></o:spreadsheet></o:body>'
            "</o:document-content>",
        )
    return buffer.getvalue()


CELL = '<t:table-cell o:value-type="string"><x:p>x</x:p></t:table-cell>'
TWO, BOOK = book(["a", "b"], ["c", "d"]), Path("x.xlsx")
REPEATED = CELL.replace("<t:table-cell", '<t:table-cell t:number-columns-repeated="9"')
ROWS_REPEATED = ods(f'<t:table-row t:number-rows-repeated="9">{CELL}</t:table-row>')
COLUMNS_REPEATED = ods(f"<t:table-row>{REPEATED}</t:table-row>")


def sheets(limits: Limits) -> object:
    return read_workbook(TWO, BOOK, limits)


def parts(limits: Limits) -> object:
    return Archive(TWO, BOOK, limits)


BEYOND: dict[str, tuple[Callable[[Limits], object], Limits, str]] = {
    "rows": (sheets, Limits(rows=1), "celle B2: .* første 1 rækker"),
    "columns": (sheets, Limits(columns=1), "celle B1: .* og 1 kolonner"),
    "cells": (sheets, Limits(cells=3), "række 2: Arket er for stort"),
    "one part": (sheets, Limits(part=100), "for stor til at være svar"),
    "a small part": (sheets, Limits(small_part=50), "for stor til at være svar"),
    "unpacked": (parts, Limits(unpacked=1_000), "MB udpakket"),
    "parts": (parts, Limits(parts=3), "mere end 3 dele"),
    "density": (parts, Limits(ratio=1, dense=100), "pakket så tæt"),
    "rows in ODS": (lambda limits: read_opendocument(ROWS_REPEATED, BOOK, limits), Limits(rows=5), "celle A6: "),
    "columns in ODS": (
        lambda limits: read_opendocument(COLUMNS_REPEATED, BOOK, limits),
        Limits(columns=5),
        "celle F1: ",
    ),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_beyond_a_limit_is_refused_and_what_is_within_is_not(name: str) -> None:
    read, limits, told = BEYOND[name]
    with pytest.raises(DataError, match=told):
        read(limits)
    read(Limits())


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_bytes(b"a;b\n" * 10)
    assert read_bytes(path, 40) == b"a;b\n" * 10
    with pytest.raises(DataError, match=r"svar.csv: Filen er større end 0 MB"):
        read_bytes(path, 39)


def test_a_workbook_is_not_made_objects_of_where_it_has_too_many_cells_or_styles(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(TWO)
    inspect_workbook(path)
    for limits, others in ((Limits(cells=3), 10_000), (Limits(), 5)):
        with pytest.raises(DataError, match="for stor til at være svar"):
            inspect_workbook(path, limits, others)


def test_a_sheet_in_a_part_of_another_name_is_read_within_the_same_limits(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.png"/>'
        "</Relationships>"
    )
    path = rewrite(tmp_path / "x.xlsx", {"xl/_rels/workbook.xml.rels": rels}, {SHEET: "xl/worksheets/sheet1.png"})
    (table,) = read_workbook(path.read_bytes(), path)
    assert table.rows == ((1, ("a",)),)
    with pytest.raises(DataError, match="for stor til at være svar"):
        inspect_workbook(path, Limits(cells=0))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path, questionnaire: Questionnaire) -> None:
    with pytest.raises(DataError, match="Filen findes ikke"):
        new_edition("2026", tmp_path / "væk.xlsx", tmp_path / "data", questionnaire)
