"""An SPSS or Stata file as an export: value labels kept, and what the program calls missing kept as an answer."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.intake.export import CLOCK, DATE, PERCENT, CellFormat, Export, ExportColumn, refuse
from helpers.intake.formats import statistics_process
from helpers.intake.formats.cell_text import clock_text, date_text, number_text
from helpers.intake.formats.limited_process import read_in_process
from helpers.intake.formats.response_sets import use_sets

MAX_FILE = 50_000_000
# The day and the unit that dates are counted from: SPSS in seconds, Stata in days or thousandths of a second.
_SPSS_DAY, _STATA_DAY = datetime.datetime(1582, 10, 14), datetime.datetime(1960, 1, 1)
_SPSS_DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "DATETIME", "YMDHMS")
_SPSS_CLOCKS = ("TIME", "DTIME", "MTIME")


def read_statistics(data: bytes, name: str, path: Path) -> Export:
    """The columns of a `.sav`, `.zsav` or `.dta` file; row numbers count the cases from 1.

    A code declared missing ("Ved ikke") keeps its code and label, and so do Stata's marks .a to .z; only
    what the program itself left empty is blank. Raises DataError where the file is damaged or too large.
    """
    stata = not data.startswith((b"$FL2", b"$FL3"))
    program, suffix = ("Stata", ".dta") if stata else ("SPSS", ".zsav" if data.startswith(b"$FL3") else ".sav")
    if len(data) > MAX_FILE:
        raise refuse(path, f"{name} er større end {MAX_FILE // 1_000_000} MB.")
    damaged = f"{program}-filen er beskadiget. Gem den igen i {program}."
    read = read_in_process(Path(statistics_process.__file__), data, suffix, path, damaged)
    columns = use_sets(tuple(_column(entry, stata) for entry in read["columns"]), read["sets"])
    count = len(columns[0].values) if columns else 0
    if not count:
        raise refuse(path, f"{name} har ingen svar.")
    return Export(path.name, program, columns, tuple(range(1, count + 1)), content_rows=count)


def _column(entry: Mapping[str, Any], stata: bool) -> ExportColumn:
    formats: dict[int, CellFormat] = {}
    marks = frozenset(entry["marks"]) if stata else frozenset()
    values = []
    for row, value in enumerate(entry["values"], start=1):
        text, form = _text(value, entry["format"], stata, marks)
        values.append(text)
        if form:
            formats[row] = form
    labels = {_text(value, "", stata, marks)[0]: str(label).strip() for value, label in entry["labels"]}
    return ExportColumn(entry["name"], entry["label"].strip(), tuple(values), labels=labels, formats=formats)


def _text(value: object, form: str, stata: bool, marks: frozenset[str]) -> tuple[str, CellFormat | None]:
    """A value as its program shows it, and what it is where that is another thing than a number."""
    if value is None:
        return "", None
    if not isinstance(value, int | float):
        return (f".{value}" if value in marks else str(value)), None
    stored, kind, seconds, day = number_text(value), "", float(value), _SPSS_DAY
    name = form.rstrip("0123456789.").upper()
    if stata:
        day, kind = _STATA_DAY, DATE if form.startswith(("%td", "%tc", "%tC", "%d", "%-td", "%-tc")) else ""
        seconds = value / 1000 if "tc" in form.lower() else value * 86_400
    elif name in _SPSS_CLOCKS:
        return clock_text(value), CellFormat(CLOCK, number_text(value / 3600))
    elif name == "PCT":
        return f"{stored} %", CellFormat(PERCENT, stored)
    elif name in _SPSS_DATES:
        kind = DATE
    if not kind:
        return stored, None
    try:
        return date_text(day + datetime.timedelta(seconds=seconds)), CellFormat(DATE, stored)
    except OverflowError:
        return stored, None
