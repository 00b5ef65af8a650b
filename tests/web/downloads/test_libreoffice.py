"""The CSV files to take along in LibreOffice, with what it proposes by itself when it opens one."""

import csv
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.facts.model import Facts
from helpers.figures.descriptions import MEDIA_TYPE
from helpers.figures.dots import show_dots
from helpers.figures.share_bars import show_share_bars
from helpers.figures.tables import show_hours, show_shares
from helpers.web.downloads.files import BookItem, make_files

OFFICE = shutil.which("soffice")
# What it proposes to a Dane: tab, comma and semicolon divide, quotation marks hold together, UTF-8, from the first
# line on, Danish numbers, and numbers also in quotation marks.
PROPOSED = "CSV:9/44/59,34,76,1,,1030,false,true"
# What was read, written so that a number (bare, with a decimal point) can be told from a text (quoted).
WRITTEN = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,true,false"
CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^;"]*))(?:;|$)')


def opened(files: list[Path], folder: Path) -> list[list[list[str | Decimal]]]:
    """What stands in the cells of each file when it is opened."""
    assert OFFICE
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [
        OFFICE,
        profile,
        "--headless",
        f"--infilter={PROPOSED}",
        "--convert-to",
        WRITTEN,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    return [
        [[_value(cell) for cell in CELL.finditer(line)][:-1] for line in text.splitlines()]
        for text in ((folder / file.name).read_text(encoding="utf-8-sig") for file in files)
    ]


def _value(cell: re.Match[str]) -> str | Decimal:
    if cell[2]:
        return Decimal(cell[2])
    return (cell[1] or "").replace('""', '"')


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_every_number_stands_in_its_cell_as_a_number(facts_2024: Facts, tmp_path: Path) -> None:
    shown = (
        show_hours(facts_2024, name="tabel-a", title="Timer"),
        show_shares(facts_2024, "kernemaalgruppe", "frivillige", name="tabel-b", title="Andele"),
        show_share_bars(facts_2024, "organisationsform", name="figur-a", title="Former"),
        show_dots(facts_2024, "aktiviteter", name="figur-b", title="Aktiviteter"),
    )
    items = [BookItem(each._repr_mimebundle_()[MEDIA_TYPE], "Kapitel") for each in shown]
    files = []
    for resource in make_files(items, facts_2024, lambda drawing: b""):
        if resource.file.endswith(".csv"):
            files.append(tmp_path / "hent" / resource.file)
            files[-1].parent.mkdir(exist_ok=True)
            files[-1].write_bytes(resource.content)
    assert len(files) == 5
    numbers = 0
    for file, cells in zip(files, opened(files, tmp_path), strict=True):
        with file.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.reader(source, delimiter=";", strict=True))
        expected = [
            [Decimal(text.replace(",", ".")) if re.fullmatch(r"-?\d+(,\d+)?", text) else text for text in row]
            for row in rows
        ]
        assert cells == expected, file.name
        numbers += sum(isinstance(value, Decimal) for row in expected for value in row)
    assert numbers > 500
