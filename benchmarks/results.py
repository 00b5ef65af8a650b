"""RESULTS.md: a section for each case, with the day, the machine and the versions that it was measured with.

Where only some cases are measured again, the sections of the others stay as they were.
"""

import re
import statistics
from collections.abc import Mapping, Sequence

from project import Measured

HEAD = """# What a build takes

Written by `make bench`. In each case the ways are measured turn by turn; a turn is all of them once. Numbers are
medians of the turns. Ratios are medians of the ratios within a turn, with the smallest and the largest, because a
shared machine has good and bad minutes; where others use it at the same time, what runs side by side gains little: see
the load. Each section says when and where it was measured. What the ways are: [README.md](README.md).
"""

Turns = Sequence[Mapping[str, Measured]]


def section(
    case: str, facts: Sequence[str], turns: Turns, yardsticks: Sequence[str], missing: Mapping[str, str]
) -> str:
    """The section of a case: what is told of it, and its table, a row for each way in each turn of `turns`.

    Ratios are to each of the yardsticks, of processor time to the first. `missing` says why a way was not measured.
    """
    yardsticks = [name for name in yardsticks if name in turns[0]]
    heads = ["way", "wall (s)", "CPU (s)", "peak (MB)", *(f"wall ÷ {name}" for name in yardsticks)]
    heads.append(f"CPU ÷ {yardsticks[0]}")
    lines = [f"## {case}", "", *(f"- {fact}" for fact in facts), ""]
    lines += [_line(heads), _line(["---", *["---:"] * (len(heads) - 1)])]
    for way in turns[0]:
        cells = [
            way,
            *(_median(turns, way, field, digits) for field, digits in (("wall", 1), ("cpu", 1), ("memory", 0))),
        ]
        cells += [_ratio(turns, way, yardstick, "wall") for yardstick in yardsticks]
        cells.append(_ratio(turns, way, yardsticks[0], "cpu"))
        lines.append(_line(cells))
    lines += ["", *(f"Not measured: {way}: {why}." for way, why in missing.items())]
    return "\n".join(lines).rstrip() + "\n"


def merge(before: str, sections: Mapping[str, str], order: Sequence[str]) -> str:
    """The file with new sections in place of older ones of the same case; cases that are no more go."""
    kept = {
        found[1]: found[0].rstrip() + "\n" for found in re.finditer(r"^## (.*?)\n.*?(?=^## |\Z)", before, re.M | re.S)
    }
    kept |= sections
    return "\n".join([HEAD, *(kept[case] for case in order if case in kept)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _median(turns: Turns, way: str, field: str, digits: int) -> str:
    values = [getattr(turn[way], field) for turn in turns]
    return "–" if None in values else f"{statistics.median(values):.{digits}f}"


def _ratio(turns: Turns, way: str, yardstick: str, field: str) -> str:
    pairs = [(getattr(turn[way], field), getattr(turn[yardstick], field)) for turn in turns]
    if way == yardstick or any(None in pair for pair in pairs):
        return "–"
    ratios = [own / theirs for own, theirs in pairs]
    return f"**{statistics.median(ratios):.3f}** ({min(ratios):.3f}–{max(ratios):.3f})"
