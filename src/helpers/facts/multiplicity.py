"""How small a p-value must be where many are looked at: the procedure of Benjamini and Hochberg."""

from collections.abc import Sequence
from fractions import Fraction

SIGNIFICANT = Fraction(5, 100)


def step_up_limit(p_values: Sequence[Fraction | float]) -> Fraction:
    """The p-value up to which a result among these is sure, five per cent where there is only one.

    Among hundreds of comparisons some pass any single test by chance. Of all that pass this limit, no more than one in
    twenty is expected to be chance. Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57
    (1995), 289-300.
    """
    number = len(p_values)
    kept = [rank for rank, p in enumerate(sorted(p_values), start=1) if p <= SIGNIFICANT * rank / number]
    return SIGNIFICANT * max(kept, default=1) / max(number, 1)
