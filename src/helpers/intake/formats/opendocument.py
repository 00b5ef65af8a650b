"""The sheets of an OpenDocument spreadsheet as text, each cell as the spreadsheet shows it; read in a stream."""

import datetime
import re
from pathlib import Path
from xml.parsers import expat

from helpers.intake.export import CLOCK, DATE, FORMULA, PERCENT, CellFormat, RawTable, refuse
from helpers.intake.formats.archive import LIMITS, Archive, Limits
from helpers.intake.formats.cell_text import clock_text, date_text, number_text
from helpers.intake.formats.sheet_rows import SheetRows

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_OASIS}{name}:1.0 " for name in ("table", "office", "text", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# What stands within a cell or before the sheets and is none of their text.
_ASIDE = (f"{_OFFICE}annotation", f"{_TABLE}tracked-changes", f"{_TABLE}shapes", f"{_TABLE}dde-link", f"{_OFFICE}forms")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?\Z")
_FIRST_DAY = datetime.datetime(1899, 12, 30)


def read_opendocument(data: bytes, path: Path, limits: Limits = LIMITS) -> tuple[RawTable, ...]:
    """The visible and hidden sheets that hold anything, in the order of the spreadsheet.

    Raises DataError where the file is hostile, damaged, locked, or no spreadsheet.
    """
    archive = Archive(data, path, limits)
    if "content.xml" not in archive.names:
        raise refuse(path, "Filen er ikke et OpenDocument-regneark. Gem den som .ods eller .xlsx.")
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise refuse(path, "Filen er låst med en adgangskode. Gem den uden.")
    parser = _ContentParser(path, limits)
    archive.parse("content.xml", parser.prepare, limits.part)
    return tuple(parser.tables)


class _ContentParser:
    """Reads `content.xml`; only the row that is being read is held."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.tables: list[RawTable] = []
        self._path, self._limits, self._cells_before = path, limits, 0
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: SheetRows | None = None
        self._is_hidden = False
        self._row, self._repeated, self._row_hidden = 0, 1, False
        self._cells: dict[int, str] = {}
        self._formats: dict[int, CellFormat] = {}
        self._index, self._width = 0, 1
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._within = self._aside = self._lines = 0

    def prepare(self, parser: expat.XMLParserType) -> None:
        """Sets the handlers."""
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside or tag in _ASIDE:
            self._aside += 1
        elif tag in _CELLS:
            self._width = int(attributes.get(f"{_TABLE}number-columns-repeated", 1))
            self._attributes, self._text, self._lines = attributes, [], 0
        elif tag == f"{_TEXT}p":
            self._text += ["\n"] if self._lines else []
            self._within, self._lines = self._within + 1, self._lines + 1
        elif self._within:
            signs = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
            self._text.append(signs.get(tag, "") * min(int(attributes.get(f"{_TEXT}c", 1)), 1000))
        elif tag == f"{_TABLE}table-row":
            self._repeated = int(attributes.get(f"{_TABLE}number-rows-repeated", 1))
            self._row_hidden = attributes.get(f"{_TABLE}visibility", "visible") != "visible"
            self._cells, self._formats, self._index = {}, {}, 0
        elif tag == f"{_TABLE}table":
            self._row, self._is_hidden = 0, attributes.get(f"{_TABLE}style-name", "") in self._hidden_styles
            name = attributes.get(f"{_TABLE}name", "")
            self._sheet = SheetRows(name, self._path, self._limits, self._cells_before)
        elif tag == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _data(self, text: str) -> None:
        if self._within and not self._aside:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag in _CELLS:
            self._end_cell()
        elif tag == f"{_TEXT}p":
            self._within -= 1
        elif tag == f"{_TABLE}table-row":
            self._end_row()
        elif tag == f"{_TABLE}table" and self._sheet is not None:
            self._cells_before = self._sheet.cells
            if self._sheet.kept:
                self.tables.append(self._sheet.table(self._is_hidden))
            self._sheet = None

    def _end_cell(self) -> None:
        text, form = _cell(self._attributes, "".join(self._text))
        if text.strip():
            for index in range(self._index, self._index + min(self._width, self._limits.columns + 1)):
                self._cells[index] = text
                if form:
                    self._formats[index] = form
        self._index += self._width

    def _end_row(self) -> None:
        if self._sheet is not None and self._cells:
            for number in range(self._row + 1, self._row + 1 + min(self._repeated, self._limits.rows + 1)):
                self._sheet.add(number, self._cells, self._formats, self._row_hidden)
        self._row += self._repeated


def _cell(attributes: dict[str, str], text: str) -> tuple[str, CellFormat | None]:
    """What a cell shows, by its value and not by its text, which is formatted for the eye."""
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if not kind:
        formula = attributes.get(f"{_TABLE}formula", "")
        return (f"={formula.partition('=')[2]}", CellFormat(FORMULA)) if formula and not text else (text, None)
    if kind == "string":
        return attributes.get(f"{_OFFICE}string-value", text), None
    if kind == "boolean":
        return ("SAND" if attributes.get(f"{_OFFICE}boolean-value") == "true" else "FALSK"), None
    if kind == "date":
        return _date(attributes.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        return _duration(attributes.get(f"{_OFFICE}time-value", ""))
    number = float(attributes.get(f"{_OFFICE}value", ""))
    if text.startswith("#") or text.startswith(("Err:", "Fejl:")):
        # An error has the value nought.
        return text, None
    if kind == "percentage":
        return f"{number_text(number * 100)} %", CellFormat(PERCENT, number_text(number))
    return number_text(number), None


def _date(value: str) -> tuple[str, CellFormat | None]:
    moment = datetime.datetime.fromisoformat(value).replace(tzinfo=None)
    days = (moment - _FIRST_DAY).total_seconds() / 86_400
    return date_text(moment), CellFormat(DATE, number_text(days))


def _duration(value: str) -> tuple[str, CellFormat | None]:
    found = _DURATION.match(value)
    if not found:
        return value, None
    sign, days, hours, minutes, seconds = found.groups(default="0")
    total = ((int(days) * 24 + int(hours)) * 60 + int(minutes)) * 60 + float(seconds.replace(",", "."))
    total = -total if sign == "-" else total
    return clock_text(total), CellFormat(CLOCK, number_text(total / 3600))
