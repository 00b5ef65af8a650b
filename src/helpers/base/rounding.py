"""Rounding in exact arithmetic, and its inverse: which exact numbers can stand behind a printed one.

The book rounds half up, as the report of 2024 did (12.5 becomes 13); Python's `round` goes to the even
neighbour. All values are fractions of integers, so nothing is lost on the way.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from math import ceil, floor

_HALF = Fraction(1, 2)


class Rounding(Enum):
    """The rule by which a report turns an exact number into a printed one."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    TRUNCATE = "truncate"


@dataclass(frozen=True)
class Span:
    """The numbers from `low` to `high`; an end belongs to them where its flag says so."""

    low: Fraction
    high: Fraction
    low_inside: bool = True
    high_inside: bool = True

    def meets(self, other: "Span") -> bool:
        """Whether some number lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and self._holds(low) and other._holds(low))

    def multiples(self, step: Fraction) -> range:
        """The integers k for which k·step lies in the span."""
        first, last = ceil(self.low / step), floor(self.high / step)
        if first * step == self.low and not self.low_inside:
            first += 1
        if last * step == self.high and not self.high_inside:
            last -= 1
        return range(first, last + 1)

    def _holds(self, number: Fraction) -> bool:
        inside_low = self.low < number or (self.low == number and self.low_inside)
        inside_high = number < self.high or (self.high == number and self.high_inside)
        return inside_low and inside_high


def round_half_up(value: Fraction, decimals: int = 0) -> Fraction:
    """The value rounded to `decimals` places, halves upwards (away from zero for positive numbers)."""
    return round_as(value, decimals, Rounding.HALF_UP)


def round_as(value: Fraction, decimals: int, rounding: Rounding) -> Fraction:
    """The number as a report with this rule prints it. Numbers are not negative."""
    scaled = value * 10**decimals
    if rounding is Rounding.TRUNCATE:
        units = floor(scaled)
    elif rounding is Rounding.HALF_EVEN:
        units = round(scaled)
    else:
        units = floor(scaled + _HALF)
    return Fraction(units, 10**decimals)


def span_behind(printed: Fraction, decimals: int, rounding: Rounding) -> Span:
    """The exact numbers that print as `printed` with so many decimals."""
    unit = Fraction(1, 10**decimals)
    if rounding is Rounding.TRUNCATE:
        return Span(printed, printed + unit, high_inside=False)
    even = rounding is Rounding.HALF_EVEN and (printed / unit) % 2 == 0
    return Span(
        printed - unit / 2,
        printed + unit / 2,
        low_inside=even or rounding is Rounding.HALF_UP,
        high_inside=even,
    )


# A search for bases asks the same of hundreds of rows.
@cache
def counts_behind(percent: Fraction, decimals: int, base: int, rounding: Rounding) -> range:
    """The integer counts whose share of `base` prints as `percent`; empty where none does.

    They follow one another, so sums of such counts take every value between the least and the greatest.
    """
    counts = span_behind(percent, decimals, rounding).multiples(Fraction(100, base))
    return range(max(counts.start, 0), max(min(counts.stop, base + 1), 0))


def rounded_digits(value: Fraction | int, decimals: int = 0) -> str:
    """The number rounded half up, as a program reads it: `-3`, `26.0`."""
    scaled = int(round_half_up(Fraction(value), decimals) * 10**decimals)
    return f"{Decimal(scaled).scaleb(-decimals):f}"
