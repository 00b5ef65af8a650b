"""The arithmetic of a finding in Danish: shares, counts and sums as a reader would write them."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

from helpers.base.danish import NO_BREAK_SPACE, format_number, format_percent, join_words
from helpers.survey.printed_figures import PrintedFigure


def share(count: int, base: int) -> str:
    """A count of a base as a share with one decimal: `2 af 17 er 11,8 %`."""
    return f"{count} af {base} er {format_percent(Fraction(100 * count, base), 1)}"


def neighbours(percent: Fraction, base: int) -> str:
    """The two counts whose shares stand on either side of a percentage."""
    below = min(max(floor(percent * base / 100), 0), base - 1)
    return f"{share(below, base)}, og {share(below + 1, base)}"


def counts(possible: range, base: int) -> str:
    """The counts that can stand behind a percentage: `34 af 84` or `34-35 af 84`."""
    return f"{spread(possible)} af {base}"


def value(figure: PrintedFigure) -> str:
    """The number of a figure as Danish text, with its unit."""
    number = figure.value or Fraction(0)
    text = (format_percent if figure.unit == "percent" else format_number)(number, figure.decimals)
    return f"{text}{NO_BREAK_SPACE}timer" if figure.unit in ("hours", "total") else text


def printed_sum(figures: Iterable[PrintedFigure]) -> str:
    """The printed numbers added up: `3 + 85 + 10 = 98`."""
    listed = list(figures)
    decimals = max(figure.decimals for figure in listed)
    total = sum((figure.value or Fraction(0) for figure in listed), Fraction(0))
    terms = " + ".join(format_number(figure.value or 0, figure.decimals) for figure in listed)
    return f"{terms} = {format_number(total, decimals)}"


def spread(possible: range) -> str:
    """The possible counts as a number, or as least-greatest; `umuligt` where there is none."""
    if not possible:
        return "umuligt"
    return str(possible[0]) if len(possible) == 1 else f"{possible[0]}-{possible[-1]}"


def count_sum(possible: Iterable[range]) -> str:
    """Counts added up, each as a number or as least-greatest: `2 + 50 + 6 = 58`."""
    ranges = list(possible)
    total = range(sum(r[0] for r in ranges), sum(r[-1] for r in ranges) + 1)
    return f"{' + '.join(map(spread, ranges))} = {spread(total)}"


def quoted(figures: Iterable[PrintedFigure]) -> str:
    """What stands printed, and where: `»40 %« (Tabel 4) og »49 procent« (…)`."""
    return join_words([f"»{figure.printed}« ({figure.where}, linje {figure.locator})" for figure in figures])


def about(figure: PrintedFigure) -> str:
    """What a figure is about, in its row's own words: `Selvejende, 1-5 frivillige`."""
    return ", ".join(part for part in (figure.group, figure.item) if part)
