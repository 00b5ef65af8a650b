"""Which of a file's sheets holds the answers: never a guess between two that fit nearly as well."""

from collections.abc import Sequence
from pathlib import Path

from helpers.intake.export import CellFormat, Export, ExportColumn, RawTable, column_letter, refuse
from helpers.intake.formats.broken_letters import refuse_broken_letters
from helpers.intake.formats.headings import TableHeadings, read_headings, without_headings
from helpers.intake.wordings import Wordings

# A sheet that fits half as well as the best may be last year's, in which fewer questions were worded anew.
NEAR = 2


def read_flat(tables: Sequence[RawTable], path: Path, wordings: Wordings, decimal: str, form: str = "") -> Export:
    """The sheet whose headings are the questionnaire's; `form` is what the format is called.

    Raises DataError where two sheets fit nearly as well, or where none does and there are several.
    """
    table, headings = _choose([(table, read_headings(table, wordings)) for table in tables], path)
    refuse_broken_letters(table, headings, path)
    headings = without_headings(table, headings, path, wordings)
    data = [(number, cells) for number, cells in table.rows if number not in headings.set_aside]
    formats: list[dict[int, CellFormat]] = [{} for _ in headings.names]
    for (number, index), found in table.formats.items():
        formats[index][number] = found
    turned = zip(*(cells for _, cells in data), strict=True) if data else ((),) * len(headings.names)
    columns = tuple(
        ExportColumn(code.strip() or column_letter(index), text.strip(), values, answer.strip(), {},
                     table.name if table.is_sheet else "", column_letter(index), formats[index])
        for index, ((code, text, answer), values) in enumerate(zip(headings.names, turned, strict=True))
        if text.strip() or any(map(str.strip, values))
    )  # fmt: skip
    return Export(
        path.name, form or ("Excel" if table.is_sheet else "CSV"), columns, tuple(n for n, _ in data), decimal,
        content_rows=len(table.rows), set_aside=headings.set_aside, hidden=table.hidden - headings.set_aside.keys(),
        passed_over=tuple(_named(other) for other in tables if other is not table),
    )  # fmt: skip


def _choose(read: Sequence[tuple[RawTable, TableHeadings]], path: Path) -> tuple[RawTable, TableHeadings]:
    """The sheet that fits, a sheet without answers below its headings only where there is no other."""
    best = max(headings.matched for _, headings in read)
    near = [(t, h) for t, h in read if NEAR * h.matched >= best]
    answered = [(t, h) for t, h in near if len(t.rows) > h.height] or near
    if len(answered) == 1:
        return answered[0]
    names = ", ".join(f'"{_named(table)}" ({headings.matched} kolonner)' for table, headings in answered)
    if best:
        reason = f"Arkene {names} passer lige godt eller næsten lige godt på spørgeskemaet."
    else:
        reason = f"Arkene {names.replace(' (0 kolonner)', '')} har ingen overskrifter fra spørgeskemaet."
    raise refuse(path, f"{reason} Gem en fil med kun det ark, der skal læses.")


def _named(table: RawTable) -> str:
    return f"{table.name} (skjult)" if table.is_hidden else table.name
