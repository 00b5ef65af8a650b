"""Rounding half up in exact arithmetic, and its inverse.

The report rounds half up (12.5 becomes 13); Python's `round` goes to the even neighbour. All values
are fractions of integers, so nothing is lost on the way.
"""

from fractions import Fraction
from math import ceil, floor


def round_half_up(value: Fraction, decimals: int = 0) -> Fraction:
    """The value rounded to `decimals` places, halves upwards (away from zero for positive numbers)."""
    scale = 10**decimals
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)


def feasible_counts(percent: int, base: int) -> range:
    """The integer counts whose share of `base`, rounded half up, prints as `percent`.

    A count k prints as p exactly when (2p-1)·base <= 200·k < (2p+1)·base. Empty where none does.
    """
    lowest = ceil(Fraction((2 * percent - 1) * base, 200))
    beyond = ceil(Fraction((2 * percent + 1) * base, 200))
    return range(max(lowest, 0), min(beyond, base + 1))
