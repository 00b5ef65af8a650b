"""Amounts: a printed number, or several taken together, as the exact numbers that can stand behind it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers.base.danish import format_number, format_percent
from helpers.base.rounding import Rounding, counts_behind, span_behind
from helpers.printed.checks import arithmetic_text
from helpers.survey.printed_figures import PrintedFigure, Quoted

_COUNTED = "antal:"


@dataclass(frozen=True)
class Amount:
    """The exact numbers from `low` to `high` that can stand behind what is printed.

    `step` is how much one answer moves it, 0 where that is not known. Of a share with one possible
    count, `count` and `base` are known.
    """

    low: Fraction
    high: Fraction
    step: Fraction
    text: str
    count: int | None = None
    base: int | None = None

    def ratio(self, other: "Amount") -> str:
        """How many times as great as another, in Danish."""
        least, most = self.low / other.high, self.high / other.low
        decimals = 2 if format_number(least, 1) == format_number(least) + ",0" else 1
        low, high = format_number(least, decimals), format_number(most, decimals)
        return f"{low} gange" if low == high else f"{low}-{high} gange"


def amounts_by_id(
    figures: Iterable[PrintedFigure], quoted: Iterable[Quoted], rounding: Rounding
) -> dict[str, Amount | None]:
    """The amount behind each figure, None where it was lost; quoted ones are read from their print."""
    amounts: dict[str, Amount | None] = {figure.id: _of_figure(figure, rounding) for figure in figures}
    for quote in quoted:
        if number := re.search(r"\d+(?:,(\d+))?", quote.printed):
            value = Fraction(number.group().replace(",", "."))
            span = span_behind(value, len(number.group(1) or ""), rounding)
            amounts[quote.id] = Amount(span.low, span.high, Fraction(0), quote.printed)
    return amounts


def read_amount(text: str, amounts: Mapping[str, Amount | None]) -> Amount | None:
    """The amount that a comparison names; None where some part of it was lost.

    Raises KeyError where a figure is unknown or cannot be counted.
    """
    counted = text.startswith(_COUNTED)
    words = text.removeprefix(_COUNTED).split()
    names, signs = words[::2], ["+", *words[1::2]]
    parts = [amounts[name] for name in names]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if counted:
        return _counted(known, signs, names)
    if len(known) == 1:
        return known[0]
    return _pooled(known, names) if "&" in signs else _summed(known)


def _of_figure(figure: PrintedFigure, rounding: Rounding) -> Amount | None:
    if figure.value is None:
        return None
    if figure.base_n and figure.unit == "percent":
        counts = counts_behind(figure.value, figure.decimals, figure.base_n, rounding)
        if len(counts) == 1:
            return _share(counts[0], figure.base_n)
    elif figure.base_n and figure.unit == "count":
        return _share(int(figure.value), figure.base_n)
    elif figure.unit in ("count", "base", "listed"):
        return _number(int(figure.value))
    span = span_behind(figure.value, figure.decimals, rounding)
    return Amount(span.low, span.high, Fraction(0), arithmetic_text.value(figure))


def _share(count: int, base: int) -> Amount:
    exact = Fraction(100 * count, base)
    text = f"{count} af {base} ({format_percent(exact, 1)})"
    return Amount(exact, exact, Fraction(100, base), text, count, base)


def _number(count: int) -> Amount:
    return Amount(Fraction(count), Fraction(count), Fraction(1), str(count), count)


def _summed(parts: Sequence[Amount]) -> Amount:
    """Shares of one group added up."""
    bases = {part.base for part in parts}
    base = bases.pop() if len(bases) == 1 else None
    if base is not None:
        counts = [part.count or 0 for part in parts]
        exact = Fraction(100 * sum(counts), base)
        text = f"{' + '.join(map(str, counts))} = {sum(counts)}"
        if sum(counts) > base:  # answers of a question that takes several
            text += f", og {sum(counts)} / {base} = {format_number(exact / 100, 2)}"
        else:
            text += f" af {base} ({format_percent(exact, 1)})"
        return Amount(exact, exact, Fraction(100, base), text)
    low, high = (sum((side(part) for part in parts), Fraction(0)) for side in (_low, _high))
    return Amount(low, high, Fraction(0), " + ".join(part.text for part in parts))


def _low(amount: Amount) -> Fraction:
    return amount.low


def _high(amount: Amount) -> Fraction:
    return amount.high


def _pooled(parts: Sequence[Amount], names: Sequence[str]) -> Amount:
    """The answers of several groups taken together."""
    counts = [_count(part, name) for part, name in zip(parts, names, strict=True)]
    bases = [part.base for part in parts if part.base is not None]
    if len(bases) < len(parts):
        raise KeyError(" & ".join(names))
    total, base = sum(counts), sum(bases)
    exact = Fraction(100 * total, base)
    text = f"{' + '.join(map(str, counts))} = {total} af {base} ({format_percent(exact, 1)})"
    return Amount(exact, exact, Fraction(100, base), text)


def _counted(parts: Sequence[Amount], signs: Sequence[str], names: Sequence[str]) -> Amount:
    """Answers counted and added or taken away."""
    counts = [_count(part, name) for part, name in zip(parts, names, strict=True)]
    total = sum(-count if sign == "-" else count for sign, count in zip(signs, counts, strict=True))
    told = str(counts[0]) + "".join(f" {s} {c}" for s, c in zip(signs[1:], counts[1:], strict=True)).replace("-", "−")
    return Amount(
        Fraction(total), Fraction(total), Fraction(1), told if len(counts) == 1 else f"{told} = {total}", total
    )


def _count(amount: Amount, name: str) -> int:
    if amount.count is None:
        raise KeyError(name)
    return amount.count
