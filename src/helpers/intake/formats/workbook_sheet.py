"""One sheet of an Excel workbook, parsed cell by cell: only the row that is being read is held as XML."""

import re
from collections.abc import Sequence
from typing import Any
from xml.parsers import expat

from helpers.intake.export import FORMULA, CellFormat
from helpers.intake.formats.archive import Archive
from helpers.intake.formats.cell_text import shown_number
from helpers.intake.formats.sheet_rows import SheetRows

_SPACES = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
# Characters that XML cannot hold are written by their number.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUTH = {"1": "SAND", "true": "SAND", "0": "FALSK", "false": "FALSK"}


def read_shared_texts(archive: Archive, part: str) -> list[str]:
    """The texts that cells point to by number; what is written above a word as its pronunciation is left out."""
    texts: list[str] = []
    runs: list[str] = []
    inside, spoken = False, 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside, spoken
        local = tag.rpartition(" ")[2]
        inside = local == "t" and not spoken
        spoken += local == "rPh"

    def end(tag: str) -> None:
        nonlocal inside, spoken
        local = tag.rpartition(" ")[2]
        inside = False
        if local == "si":
            texts.append(unescape("".join(runs)))
            runs.clear()
        spoken -= local == "rPh"

    def data(text: str) -> None:
        if inside:
            runs.append(text)

    archive.parse(part, lambda parser: set_handlers(parser, start, end, data), archive.limits.texts)
    return texts


def set_handlers(parser: expat.XMLParserType, start: Any, end: Any, data: Any) -> None:
    """Gives a parser its three handlers."""
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data


def unescape(text: str) -> str:
    """The text with the characters that were written by number; control characters but tab and line ends are lost."""
    if "_x" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return chr(code) if code in (9, 10, 13) or (code >= 32 and not 0xD800 <= code <= 0xDFFF) else "\ufffd"

    return _ESCAPED.sub(character, text)


class SheetParser:
    """Feeds the rows of one sheet to `rows`; in a large file nearly all time is spent in its three handlers.

    `texts` are the shared texts, `kinds` what each cell format makes of a number.
    """

    def __init__(self, rows: SheetRows, texts: Sequence[str], kinds: Sequence[str], from_1904: bool) -> None:
        self._rows, self._texts, self._kinds, self._from_1904 = rows, texts, kinds, from_1904
        self._numbers: dict[tuple[str, str], tuple[str, CellFormat | None]] = {}
        self._columns: dict[str, int] = {}
        self._row, self._digits, self._hidden = 0, "0", False
        self._cells: dict[int, str] = {}
        self._formats: dict[int, CellFormat] = {}
        self._index, self._cell = -1, dict[str, str]()
        self._value = ""
        self._formula: str | None = None
        self._into = ""
        self._spoken = False
        self._c = self._v = self._t = ""

    def prepare(self, parser: expat.XMLParserType) -> None:
        """Sets the handlers that read a sheet of either kind of Open XML."""
        set_handlers(parser, self._start, self._end, self._data)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._c:
            self._cell, self._value, self._formula = attributes, "", None
        elif tag == self._v or tag == self._t:
            self._into = "" if self._spoken else "v"
        else:
            space, _, local = tag.rpartition(" ")
            if space not in _SPACES:
                return
            if local == "row":
                self._start_row(attributes)
            elif local == "f":
                self._into, self._formula = "f", ""
            elif local == "rPh":
                self._spoken = True
            elif local == "sheetData":
                self._c, self._v, self._t = (f"{space} {name}" for name in "cvt")

    def _data(self, text: str) -> None:
        if self._into == "v":
            self._value += text
        elif self._into:
            self._formula = (self._formula or "") + text

    def _end(self, tag: str) -> None:
        self._into = ""
        if tag == self._c:
            self._end_cell()
        elif tag == self._v or tag == self._t:
            return
        elif tag.endswith(" row"):
            self._rows.add(self._row, self._cells, self._formats, self._hidden)
        elif tag.endswith(" rPh"):
            self._spoken = False
        elif tag.endswith(" sheetData"):
            self._c = self._v = self._t = ""

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._digits = str(self._row)
        self._hidden = attributes.get("hidden", "") in ("1", "true")
        self._cells, self._formats, self._index = {}, {}, -1

    def _end_cell(self) -> None:
        cell, value = self._cell, self._value
        place = cell.get("r", "")
        index = self._columns.get(place[: -len(self._digits)])
        if index is None or not place.endswith(self._digits):
            index = self._place(place)
        self._index = index
        if not value and self._formula is None:
            return
        kind = cell.get("t", "n")
        if kind == "n":
            text = self._number(value, cell.get("s", "0")) if value else self._uncomputed()
        elif kind == "inlineStr" or kind == "str":
            text = unescape(value)
        elif kind == "s":
            text = self._texts[int(value)] if value else ""
        elif kind == "b":
            text = _TRUTH[value] if value else self._uncomputed()
        else:
            text = value.removesuffix("T00:00:00") if kind == "d" else value
        self._cells[index] = text

    def _place(self, place: str) -> int:
        """The index of a cell's column; the next one where the cell does not tell."""
        if not place:
            return self._index + 1
        found = re.fullmatch(f"([A-Z]{{1,3}}){self._digits}", place)
        if not found:
            raise ValueError(place)
        number = 0
        for letter in found[1]:
            number = number * 26 + ord(letter) - 64
        self._columns[found[1]] = number - 1
        return number - 1

    def _uncomputed(self) -> str:
        """A formula whose value was never stored: no spreadsheet has shown what stands here."""
        self._formats[self._index] = CellFormat(FORMULA)
        return f"={self._formula}"

    def _number(self, value: str, style: str) -> str:
        found = self._numbers.get((value, style))
        if found is None:
            number = int(style or 0)
            kind = self._kinds[number] if number < len(self._kinds) else ""
            found = self._numbers[value, style] = shown_number(float(value), kind, self._from_1904)
        text, form = found
        if form is not None:
            self._formats[self._index] = form
        return text
