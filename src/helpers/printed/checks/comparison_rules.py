"""The conditions that comparing words state, decided on amounts: see the table in `comparisons`."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from helpers.base.errors import VaerestederError
from helpers.printed.checks.amounts import Amount

HOLDS = "holds"
HOLDS_BARELY = "holds barely"
FAILS = "does not hold"
CANNOT_TELL = "cannot be judged"

# What "langt" and "markant" are taken to ask for, and how near "næsten" is.
CLEARLY = Fraction(3, 2)
CLEAR_MAJORITY = Fraction(200, 3)
ALMOST, BARELY_ALMOST = Fraction(9, 10), Fraction(8, 10)
_ONE = Amount(Fraction(1), Fraction(1), Fraction(0), "")
_HALF = Amount(Fraction(50), Fraction(50), Fraction(0), "")


def judge(kind: str, left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    """The verdict on a comparison of this kind. Raises VaerestederError for an unknown kind."""
    if kind not in _KINDS:
        raise VaerestederError(f'"{kind}" er ingen slags sammenligning. Skriv en af: {", ".join(_KINDS)}.')
    return _KINDS[kind](left, right, number)


def _weakest(verdicts: Iterable[str]) -> str:
    """The verdict on all of several: the worst of them."""
    ranked = (FAILS, CANNOT_TELL, HOLDS_BARELY, HOLDS)
    return min(verdicts, key=ranked.index)


def _exceeds(a: Amount, b: Amount, factor: Fraction = Fraction(1)) -> str:
    """Whether a is more than so many times b, and still is when one answer changes."""
    if a.high <= factor * b.low:
        return FAILS
    if a.low <= factor * b.high:
        return CANNOT_TELL
    kept = a.low - a.step > factor * b.high and a.low > factor * (b.high + b.step)
    return HOLDS if kept else HOLDS_BARELY


def _more(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_exceeds(a, b) for a in left for b in right)


def _times(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_exceeds(a, b, number) for a in left for b in right)


def _clearly_more(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_clearly(_exceeds(a, b), a.low >= CLEARLY * b.high) for a in left for b in right)


def _clear_majority(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_clearly(_majority([a], [], number), a.low >= CLEAR_MAJORITY) for a in left)


def _clearly(verdict: str, clear: bool) -> str:
    """The verdict on a strong word, from that on its weak form."""
    if verdict in (FAILS, CANNOT_TELL):
        return verdict
    return HOLDS if clear else HOLDS_BARELY


def _almost_times(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_just_below(a, b, number) for a in left for b in right)


def _almost(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_just_below(a, _ONE, number) for a in left)


def _just_below(a: Amount, b: Amount, number: Fraction) -> str:
    if a.low >= number * b.high or a.high < BARELY_ALMOST * number * b.low:
        return FAILS
    if a.high >= number * b.low or a.low < BARELY_ALMOST * number * b.high:
        return CANNOT_TELL
    return HOLDS if a.low >= ALMOST * number * b.high else HOLDS_BARELY


def _majority(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_exceeds(a, _HALF) for a in left)


def _minority(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_exceeds(_HALF, a) for a in left)


def _generally_more(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    verdicts = [_exceeds(a, b) for a, b in zip(left, right, strict=True)]
    kept = sum(verdict in (HOLDS, HOLDS_BARELY) for verdict in verdicts)
    if kept == len(verdicts):
        return HOLDS
    return HOLDS_BARELY if 2 * kept > len(verdicts) else FAILS


def _order(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return _weakest(_exceeds(a, b) for a, b in pairwise(left))


def _exactly(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return HOLDS if all(a.low == a.high == number for a in left) else FAILS


def _not_printed(left: Sequence[Amount], right: Sequence[Amount], number: Fraction) -> str:
    return CANNOT_TELL


_KINDS: dict[str, Callable[[Sequence[Amount], Sequence[Amount], Fraction], str]] = {
    "more": _more,
    "clearly_more": _clearly_more,
    "times": _times,
    "almost_times": _almost_times,
    "almost": _almost,
    "majority": _majority,
    "minority": _minority,
    "clear_majority": _clear_majority,
    "generally_more": _generally_more,
    "order": _order,
    "exactly": _exactly,
    "not_printed": _not_printed,
    "no_figure": _not_printed,
}
