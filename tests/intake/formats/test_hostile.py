"""A hostile or wrong file is refused before it is loaded, and nothing is written."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from helpers.base.errors import DataError
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


def far_cell(folder: Path) -> Path:
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return rewrite(folder / "fjern.xlsx", {SHEET: HEAD + cell + TAIL})


def zip_bomb(folder: Path) -> Path:
    return rewrite(folder / "bombe.xlsx", {SHEET: HEAD.encode() + b" " * 50_000_000 + TAIL.encode()})


def large_bomb(folder: Path) -> Path:
    return rewrite(folder / "bombe.xlsx", {SHEET: HEAD.encode() + b" " * 200_000_000 + TAIL.encode()})


def entity_bomb(folder: Path) -> Path:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]>{HEAD}<row><c><v>&a11;</v></c></row>{TAIL}'
    return rewrite(folder / "entiteter.xlsx", {SHEET: xml})


def many_styles(folder: Path) -> Path:
    xml = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    varied = "".join(f'<xf numFmtId="{n % 50}" fontId="{n}" fillId="{n * 7919}"/>' for n in range(200_000))
    return rewrite(folder / "formater.xlsx", {"xl/styles.xml": f"{xml}{varied}</cellXfs></styleSheet>"})


def hidden_part(folder: Path) -> Path:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.png"/>'
        "</Relationships>"
    )
    return rewrite(folder / "skjult.xlsx", {"xl/_rels/workbook.xml.rels": rels}, {SHEET: "xl/worksheets/sheet1.png"})


def macros(folder: Path) -> Path:
    return rewrite(folder / "makro.xlsx", {"xl/vbaProject.bin": b"\0" * 100})


def macro_suffix(folder: Path) -> Path:
    return rewrite(folder / "makro.xlsm", {})


def outside(folder: Path) -> Path:
    return rewrite(folder / "ud.xlsx", {"../../ud.xml": "<a/>"})


def broken_part(folder: Path) -> Path:
    return rewrite(folder / "halv.xlsx", {SHEET: HEAD})


def flipped_bytes(folder: Path) -> Path:
    path = rewrite(folder / "flip.xlsx", {})
    data = bytearray(path.read_bytes())
    data[60:120] = bytes(60)
    path.write_bytes(data)
    return path


def bad_namespace(folder: Path) -> Path:
    return rewrite(folder / "navnerum.xlsx", {"xl/styles.xml": '<s:styleSheet xmlns:x="a"/>'})


def spoiled_sav(folder: Path) -> Path:
    """A file that brings the C reader down would take the tests with it, were it read in this process."""
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
    "far cell": (far_cell, r"fjern.xlsx: xl/worksheets/sheet1.xml, celle XFD1048576: .* Slet rækker"),
    "zip bomb": (zip_bomb, "pakket så tæt"),
    "large bomb": (large_bomb, "fylder mere end 60 MB udpakket"),
    "entity bomb": (entity_bomb, "XML-entiteter"),
    "many styles": (many_styles, "for stor til at være svar"),
    "part under another name": (hidden_part, "hedder ikke .xml"),
    "macros": (macros, "Filen har makroer. Gem den som .xlsx"),
    "macros by name": (macro_suffix, "Filen har makroer"),
    "path outside": (outside, "peger ud af den"),
    "broken part": (broken_part, "kan ikke læses. Gem filen igen"),
    "flipped bytes": (flipped_bytes, "kan ikke læses. Gem filen igen"),
    "bad namespace": (bad_namespace, "ikke en hel Excel-projektmappe"),
    "spoiled sav": (spoiled_sav, "SPSS-filen er beskadiget"),
    "text called xlsx": (written("svar.xlsx", b"a;b;c\n1;2;3\n"), "ikke det, som navnet siger"),
    "old Excel": (written("svar.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512), "gamle Excel-format"),
    "empty workbook": (empty_workbook, "ingen celler med indhold"),
    "workbook called csv": (lambda folder: empty_workbook(folder).rename(folder / "svar.csv"), "Filtypen læses ikke"),
    "text called sav": (written("svar.sav", b"a;b\n"), "ikke en ukomprimeret SPSS-fil"),
    "damaged sav": (written("svar.sav", b"$FL2@(#) SPSS DATA FILE" + b"\xff" * 300), "SPSS-filen er beskadiget"),
    "bytes called csv": (written("svar.csv", b"\x00\x01\x02" * 50), "ikke tekst"),
    "empty csv": (written("svar.csv", b""), "er tom"),
    "field without its quotation marks": (written("svar.csv", b"a;b\n1;2\n1;2;3\n"), "række 3: Der er 3 felter, men 2"),
    "pdf": (written("svar.pdf", b"%PDF-1.7"), "Filtypen læses ikke"),
    "zip of something else": (
        lambda folder: empty_workbook(folder).rename(folder / "svar.zip"),
        "tre filer fra SurveyXact",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_file_is_refused_and_nothing_written(name: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    write, told = HOSTILE[name]
    path = write(tmp_path)
    with pytest.raises(DataError, match=told):
        new_edition("2026", path, tmp_path / "data", questionnaire)
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize("name", ["far cell", "zip bomb", "large bomb", "entity bomb", "many styles"])
def test_refusing_takes_little_memory(name: str, tmp_path: Path) -> None:
    path = HOSTILE[name][0](tmp_path)
    code = (
        "import sys; from pathlib import Path\n"
        "from helpers.base.errors import DataError; from helpers.intake.formats.detect import read_export\n"
        "from helpers.survey.questionnaire import load_questionnaire; q = load_questionnaire('2024')\n"
        "try: read_export(Path(sys.argv[1]), q)\n"
        "except DataError: print(Path('/proc/self/status').read_text())\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    peak = re.search(r"VmHWM:\s+(\d+) kB", ran.stdout)
    assert peak
    assert int(peak[1]) * 1024 < 300_000_000


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path, questionnaire: Questionnaire) -> None:
    with pytest.raises(DataError, match="Filen findes ikke"):
        new_edition("2026", tmp_path / "væk.xlsx", tmp_path / "data", questionnaire)
