"""Where the reports of a check are written: beside the export, never in the repository, never over another's file."""

import io
import os
import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.paths import BUILD, DATA, ROOT
from helpers.intake.check.finding import CheckResult
from helpers.intake.check.html_report import GENERATOR, page_html
from helpers.intake.check.marked_workbook import marked_copy

_HEAD = 2_000
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml")


@dataclass(frozen=True)
class Reports:
    """The two files of one check."""

    page: Path
    workbook: Path


def plan_reports(export_path: Path, folder: Path | None = None) -> Reports:
    """The files to be written, beside the export or in `folder`.

    Raises VaerestederError where that lies in the repository or among what is built, is no folder, or
    holds files of these names that are not reports of an earlier check.
    """
    beside = (folder or export_path.absolute().parent).resolve()
    if not beside.is_dir():
        raise VaerestederError(f"Mappen {beside} findes ikke. Lav den, eller vælg en anden.")
    if any(beside.is_relative_to(place.resolve()) for place in (ROOT, DATA, BUILD)):
        raise VaerestederError(
            f"Kontrollens filer viser, hvad stederne har svaret, og må ikke ligge i projektets mappe ({beside}). "
            "Flyt eksporten ud af projektet, eller skriv --out og en mappe uden for det."
        )
    name = export_path.name if export_path.is_dir() else export_path.stem
    reports = Reports(beside / f"{name}.kontrol.html", beside / f"{name}.kontrol.xlsx")
    for path, ours in ((reports.page, _is_our_page), (reports.workbook, _is_our_workbook)):
        if path.exists() and not ours(path):
            raise VaerestederError(
                f"{path} findes allerede og er ikke (eller ikke længere) som kontrollen skrev den. "
                "Flyt filen, eller skriv --out og en anden mappe."
            )
    return reports


def write_reports(result: CheckResult, reports: Reports) -> None:
    """Writes both files, each whole or not at all."""
    saved = io.BytesIO()
    marked_copy(result).save(saved)
    page = page_html(result).encode("utf-8")
    _replace(reports.page, page)
    _replace(reports.workbook, saved.getvalue())


def _replace(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, which nobody else can read."""
    handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".kontrol-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _is_our_page(path: Path) -> bool:
    with path.open("rb") as file:
        return f'name="generator" content="{GENERATOR}"'.encode() in file.read(_HEAD)


def _is_our_workbook(path: Path) -> bool:
    """Whether it is a copy as the check wrote it: one that a spreadsheet has saved since may hold corrections."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = []
            for name in _PROPERTIES:
                with archive.open(name) as part:
                    parts.append(part.read(_HEAD).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False
    who, program = parts
    return re.search(rf"<dc:creator[^>]*>{GENERATOR}</dc:creator>", who) is not None and "Openpyxl" in program
