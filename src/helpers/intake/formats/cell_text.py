"""What a cell of a spreadsheet holds, as the text that the spreadsheet shows for it."""

import datetime
import math
import re
from decimal import Decimal

from helpers.intake.export import CLOCK, DATE, PERCENT, CellFormat

# Formats that Excel knows by number, without telling them in the file.
_BUILT_IN = {9: PERCENT, 10: PERCENT, 22: DATE, **dict.fromkeys(range(14, 18), DATE)}
_BUILT_IN |= dict.fromkeys((*range(18, 22), 45, 46, 47), CLOCK)
_UNSAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LAST_DAY = 2_958_465
_SECONDS_A_DAY = 86_400


def format_kind(number: int, code: str = "") -> str:
    """What a number format makes of a number: PERCENT, CLOCK, DATE, or blank for a number as it is."""
    if not code:
        return _BUILT_IN.get(number, "")
    plain = _UNSAID.sub("", code.partition(";")[0]).casefold()
    if plain in ("general", "standard", "@"):
        return ""
    if "%" in plain:
        return PERCENT
    if "[" in plain:
        return CLOCK
    if re.search(r"[yd]|mmm", plain):
        return DATE
    return CLOCK if re.search(r"[hs]", plain) else DATE if re.fullmatch(r"m+", plain) else ""


def shown_number(value: float, kind: str, from_1904: bool = False) -> tuple[str, CellFormat | None]:
    """A number as its cell shows it, and what the cell is where that is another thing than a number."""
    stored = number_text(value)
    if kind == PERCENT:
        return f"{number_text(value * 100)} %", CellFormat(PERCENT, stored)
    if kind == CLOCK:
        return clock_text(value * _SECONDS_A_DAY), CellFormat(CLOCK, number_text(value * 24))
    if kind == DATE and 0 <= value <= _LAST_DAY:
        return _date_text(value, from_1904), CellFormat(DATE, stored)
    return stored, None


def clock_text(seconds: float) -> str:
    """Hours and minutes, beyond a day and night too: 37:30; with seconds where there are any."""
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 and whole else ""
    minutes, rest = divmod(whole, 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def number_text(value: float) -> str:
    """A number as text, without decimals where it is whole, else with a decimal comma and Excel's fifteen digits."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value))
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def date_text(moment: datetime.datetime) -> str:
    """The date, and the time of day where there is one."""
    return moment.date().isoformat() if moment.time() == datetime.time() else moment.isoformat(" ", "seconds")


def _date_text(serial: float, from_1904: bool) -> str:
    """The day with a spreadsheet's number, which counts a 29 February 1900 and a day before the first."""
    day, part = divmod(round(serial * _SECONDS_A_DAY), _SECONDS_A_DAY)
    if from_1904:
        day += 1462
    if day in (0, 60):
        return "1900-01-00" if day == 0 else "1900-02-29"
    first = datetime.datetime(1899, 12, 31 if day < 60 else 30)
    return date_text(first + datetime.timedelta(days=day, seconds=part))
