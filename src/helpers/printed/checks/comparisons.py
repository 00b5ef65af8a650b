"""Verbal comparisons ("næsten tre gange", "mere end dobbelt"), each judged against the printed numbers.

A comparison names the figures that it compares; its kind is the condition that the words state:

- `more`: each left number is greater than each right one. `order`: each left number than the next.
  `majority`, `minority`: more, less than half. `times`: more than `number` times as great. All four
  hold barely where one answer more or less would undo it.
- `clearly_more`: at least one and a half times as great; barely where it is only greater.
  `clear_majority`: at least two thirds; barely where it is only more than half.
- `almost_times`, `almost`: from nine tenths of `number` (times the right one) up to it, not reaching
  it; barely from eight tenths.
- `generally_more`: each left number is greater than the right one in its place; barely where most are.
- `exactly`: equal to `number`.
- `not_printed`: what it compares is not printed or has no yardstick, so it cannot be judged.
- `no_figure`: likewise, and the words claim how many or how much ("many", "by far the most"): a finding of its own.

A number is an id of a figure; `a + b` adds shares of one group, `a & b` pools the answers of several
groups, and `antal: a - b` counts answers instead of comparing shares.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from helpers.base.danish import capitalise
from helpers.base.errors import VaerestederError
from helpers.base.rounding import Rounding
from helpers.base.yaml_io import read_yaml
from helpers.printed.checks.amounts import Amount, amounts_by_id, read_amount
from helpers.printed.checks.comparison_rules import CANNOT_TELL, FAILS, HOLDS, HOLDS_BARELY, judge
from helpers.printed.checks.finding import AMBIGUITY, CERTAIN, ERROR, POSSIBLE, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure, Quoted

# The kind of a claim that has no number at all.
NO_FIGURE = "no_figure"
VERDICTS = {
    HOLDS: "holder",
    HOLDS_BARELY: "holder knap",
    FAILS: "holder ikke",
    CANNOT_TELL: "kan ikke afgøres",
}


@dataclass(frozen=True)
class PrintedComparison:
    """One verbal comparison: the words, what they compare, and the condition that they state.

    `category` is the class of the finding where the condition does not hold: an error, or an ambiguity
    where the words can be read in another way.
    """

    id: str
    locator: int
    where: str
    words: str
    about: str
    kind: str
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    number: Fraction = Fraction(1)
    note: str = ""
    category: str = ERROR


@dataclass(frozen=True)
class Judged:
    """A comparison with its verdict (a key of VERDICTS) and the numbers that decide it."""

    comparison: PrintedComparison
    verdict: str
    arithmetic: str


def load_comparisons(path: Path) -> tuple[PrintedComparison, ...]:
    """The comparisons in a file, in its order; none where there is no file.

    Raises VaerestederError where two have the same id.
    """
    if not path.is_file():
        return ()
    loaded = tuple(_comparison(raw) for raw in read_yaml(path))
    ids = [comparison.id for comparison in loaded]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise VaerestederError(f"{path.name}: {', '.join(twice)} står flere gange. Giv hver sammenligning sit eget id.")
    return loaded


def _comparison(raw: dict[str, Any]) -> PrintedComparison:
    parsed: dict[str, Any] = {side: tuple(raw.get(side, ())) for side in ("left", "right")}
    return PrintedComparison(**{**raw, **parsed, "number": Fraction(raw.get("number", 1))})


def judge_comparisons(
    comparisons: Iterable[PrintedComparison],
    figures: Iterable[PrintedFigure],
    quoted: Iterable[Quoted],
    rounding: Rounding,
) -> tuple[Judged, ...]:
    """Each comparison with its verdict.

    Raises VaerestederError where one names a figure that is not there, or an unknown kind.
    """
    amounts = amounts_by_id(figures, quoted, rounding)
    return tuple(_judge(comparison, amounts) for comparison in comparisons)


def _judge(comparison: PrintedComparison, amounts: dict[str, Amount | None]) -> Judged:
    try:
        left = [read_amount(text, amounts) for text in comparison.left]
        right = [read_amount(text, amounts) for text in comparison.right]
    except KeyError as error:
        message = f'comparisons.yml, "{comparison.id}": {error} er intet tal, der kan regnes med.'
        raise VaerestederError(message) from None
    known_left, known_right = _known(left), _known(right)
    if len(known_left) < len(left) or len(known_right) < len(right):
        return Judged(comparison, CANNOT_TELL, _numbers(comparison, known_left, known_right))
    verdict = judge(comparison.kind, known_left, known_right, comparison.number)
    return Judged(comparison, verdict, _numbers(comparison, known_left, known_right))


def _known(amounts: Iterable[Amount | None]) -> list[Amount]:
    return [amount for amount in amounts if amount is not None]


def _numbers(comparison: PrintedComparison, left: Sequence[Amount], right: Sequence[Amount]) -> str:
    """The numbers of both sides, and the ratio where one is compared."""
    if comparison.kind == "generally_more":
        told = "; ".join(f"{a.text} mod {b.text}" for a, b in zip(left, right, strict=False))
    else:
        told = " mod ".join(", ".join(amount.text for amount in side) for side in (left, right) if side)
    if comparison.kind in ("times", "almost_times", "clearly_more") and len(left) == len(right) == 1:
        told += f": {left[0].ratio(right[0])}"
    return told


def misleading(judged: Iterable[Judged]) -> list[Finding]:
    """A finding for each comparison that the numbers do not carry."""
    return [
        Finding(
            finding_id("sammenligning", entry.comparison.id),
            entry.comparison.category,
            entry.comparison.locator,
            entry.comparison.where,
            named_figures(entry.comparison),
            f"»{entry.comparison.words}«: {entry.comparison.about}. {entry.comparison.note}".strip(),
            f"{entry.arithmetic}.",
            CERTAIN if entry.comparison.category == ERROR else POSSIBLE,
            "Bogen skriver sætningen, så den følger tallene.",
        )
        for entry in judged
        if entry.verdict == FAILS
    ]


def unfounded(judged: Iterable[Judged]) -> list[Finding]:
    """A finding for each claim of how many or how much for which the report prints no number."""
    return [
        Finding(
            finding_id("uden-tal", entry.comparison.id),
            AMBIGUITY,
            entry.comparison.locator,
            entry.comparison.where,
            (),
            f"»{entry.comparison.words}«: et omfang uden tal. {capitalise(entry.comparison.about)}.",
            entry.comparison.note,
            POSSIBLE,
            "Bogen gengiver ordet som rapportens og sætter intet tal på.",
        )
        for entry in judged
        if entry.comparison.kind == NO_FIGURE
    ]


def named_figures(comparison: PrintedComparison) -> tuple[str, ...]:
    """The ids of the figures that a comparison compares, each once."""
    texts = " ".join((*comparison.left, *comparison.right)).replace("antal:", " ")
    return tuple(dict.fromkeys(word for word in texts.split() if word not in ("+", "-", "&")))
