"""Run as a process of its own: reads one workbook of Excel 97-2003 and writes its sheets as JSON to standard output.

Nothing of ours is imported; what a cell means is judged by whoever reads the JSON.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any


def _limit_memory(most: int) -> None:
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _sheet(book: Any, sheet: Any) -> dict[str, Any]:
    rows = []
    for number in range(sheet.nrows):
        cells = [
            [index, cell.ctype, cell.value, _format(book, cell)]
            for index, cell in enumerate(sheet.row(number))
            if cell.value != ""
        ]
        if cells:
            info = sheet.rowinfo_map.get(number)
            rows.append([number + 1, bool(info and info.hidden), cells])
    return {"name": sheet.name, "hidden": bool(sheet.visibility), "rows": rows}


def _format(book: Any, cell: Any) -> list[Any]:
    """Number and code of the format of a cell that holds a number or a date."""
    if cell.ctype not in (2, 3):
        return []
    key = book.xf_list[cell.xf_index].format_key
    return [key, book.format_map[key].format_str]


def main() -> None:
    """Writes the sheets: name, hidden, and rows of (number, hidden, cells of (column, type, value, format))."""
    path, memory = sys.argv[1:]
    _limit_memory(int(memory))
    import xlrd

    with Path(os.devnull).open("w", encoding="utf-8") as log:
        try:
            book = xlrd.open_workbook(path, formatting_info=True, logfile=log)
        except xlrd.XLRDError as error:
            if "encrypted" not in str(error):
                raise
            json.dump({"locked": True}, sys.stdout)
            return
    json.dump(
        {
            "from_1904": book.datemode == 1,
            "errors": dict(xlrd.error_text_from_code),
            "sheets": [_sheet(book, s) for s in book.sheets()],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
