"""Bases: the size of a group against the bases of its answers, and a whole against its parts."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers.base.danish import join_words
from helpers.base.rounding import Rounding, counts_behind
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.figure_subjects import FigureSubject
from helpers.printed.checks.finding import AMBIGUITY, CERTAIN, ERROR, PROBABLE, Finding, finding_id
from helpers.survey.printed_figures import PrintedFigure


@dataclass(frozen=True)
class _Size:
    """How large a group can be, after one figure that says so."""

    figure: PrintedFigure
    counts: range


def check_bases(readings: Sequence[FigureSubject], doubtful: Collection[str], rounding: Rounding) -> list[Finding]:
    """The bases that their groups, or the respondents as a whole, have no room for.

    `doubtful` has the ids of figures that are wrong for other reasons: they say nothing of a group's size.
    """
    sizes = _sizes([reading for reading in readings if reading.figure.id not in doubtful], rounding)
    based: dict[str, list[PrintedFigure]] = {}
    for reading in readings:
        if reading.group in sizes and reading.figure.base_n and reading.figure.value is not None:
            based.setdefault(reading.group, []).append(reading.figure)
    found = [finding for group, stated in based.items() for finding in _against_size(stated, sizes[group], rounding)]
    return found + _parts(readings, rounding)


def _sizes(readings: Iterable[FigureSubject], rounding: Rounding) -> dict[str, list[_Size]]:
    """The possible sizes of each group, one entry a figure."""
    sizes: dict[str, list[_Size]] = {}
    for reading in readings:
        possible = _count(reading.figure, rounding) if reading.heads else None
        if possible:
            sizes.setdefault(reading.heads, []).append(_Size(reading.figure, possible))
    return sizes


def _against_size(stated: Sequence[PrintedFigure], sizes: Sequence[_Size], rounding: Rounding) -> list[Finding]:
    """Bases larger than the group, and smaller ones below a heading that gives the whole group."""
    largest = max(sizes, key=lambda size: size.counts[-1])
    large = [figure for figure in stated if (figure.base_n or 0) > largest.counts[-1]]
    if large:
        return [_too_large(large, largest, [size.figure for size in sizes], rounding)]
    found = []
    for size in sizes:
        below = [f for f in stated if f.where == size.figure.where and (f.base_n or 0) < size.counts[0]]
        if below:
            found.append(_smaller(below, size))
    return found


def _too_large(
    figures: Sequence[PrintedFigure], size: _Size, headings: Sequence[PrintedFigure], rounding: Rounding
) -> Finding:
    base, most = figures[0].base_n or 0, size.counts[-1]
    heading = size.figure
    whole = heading.base_n or most
    arithmetic = ""
    if heading.unit == "percent":
        arithmetic = f"{arithmetic_text.value(heading)} af {whole} er {arithmetic_text.counts(size.counts, whole)}; "
        arithmetic += f"{arithmetic_text.share(base, whole)}. "
    impossible = [figure for figure in figures if _needs_more(figure, most, rounding)]
    if impossible:
        # The number that is printed most often is least likely to be a slip of its own.
        cell = Counter(figure.printed for figure in impossible).most_common(1)[0][0]
        impossible = [figure for figure in impossible if figure.printed == cell]
        arithmetic += f"Men {arithmetic_text.value(impossible[0])} er umuligt af {most}: "
        arithmetic += f"{arithmetic_text.neighbours(impossible[0].value or Fraction(0), most)}."
    else:
        arithmetic += f"{base} > {most}."
    places = "; ".join(dict.fromkeys(figure.where for figure in figures))
    return Finding(
        finding_id("grundlag-for-stort", figures[0].id),
        ERROR,
        figures[0].locator,
        figures[0].where,
        tuple(figure.id for figure in (*headings, *(impossible or figures))),
        f"{figures[0].group}: tallene hviler på {base} svar, men gruppen er kun på {most}. Det gælder {places}.",
        arithmetic,
        CERTAIN if impossible else PROBABLE,
    )


def _needs_more(figure: PrintedFigure, base: int, rounding: Rounding) -> bool:
    """Whether a percentage cannot come from so few."""
    if figure.unit != "percent" or figure.value is None:
        return False
    return not counts_behind(figure.value, figure.decimals, base, rounding)


def _smaller(figures: Sequence[PrintedFigure], size: _Size) -> Finding:
    bases = join_words([str(base) for base in sorted({figure.base_n or 0 for figure in figures})])
    heading = size.figure
    told = str(size.counts[0])
    if heading.unit == "percent":
        counts = arithmetic_text.counts(size.counts, heading.base_n or 0)
        told = f"{arithmetic_text.value(heading)} af {heading.base_n} er {counts}"
    return Finding(
        finding_id("grundlag-mindre", figures[0].id),
        AMBIGUITY,
        heading.locator,
        heading.where,
        (heading.id, *(figure.id for figure in figures)),
        f"{figures[0].group}: overskriften giver hele gruppen, men tallene under den hviler på færre svar.",
        f"{told}, men grundlaget er {bases}.",
        PROBABLE,
    )


def _parts(readings: Sequence[FigureSubject], rounding: Rounding) -> list[Finding]:
    """Groups of a breakdown that together are more, or fewer, than all respondents."""
    stated = [reading for reading in readings if reading.figure.value is not None]
    wholes = {(r.question, r.answer, r.figure.unit): r for r in reversed(stated) if not r.group}
    breakdowns: dict[tuple[str, str, str, str], dict[str, FigureSubject]] = {}
    for reading in stated:
        if reading.group:
            key = (reading.question, reading.answer, reading.figure.unit, reading.breakdown)
            breakdowns.setdefault(key, {}).setdefault(reading.group, reading)
    found = []
    for (question, answer, unit, _), groups in breakdowns.items():
        whole = wholes.get((question, answer, unit))
        if whole is not None and unit in ("percent", "count") and len(groups) > 1:
            found += _part(whole.figure, [reading.figure for reading in groups.values()], rounding)
    return found


def _part(whole: PrintedFigure, parts: Sequence[PrintedFigure], rounding: Rounding) -> list[Finding]:
    """One whole against its parts, in counts. What the groups leave over may be in no group."""
    all_counts = _count(whole, rounding)
    counts = [_count(part, rounding) for part in parts]
    if not all_counts or not all(counts):
        return []
    least, most = sum(c[0] for c in counts if c), sum(c[-1] for c in counts if c)
    bases = [part.base_n for part in parts]
    rest: int | None = None
    if whole.base_n is not None and None not in bases:
        rest = whole.base_n - sum(base or 0 for base in bases)
    told = f"{arithmetic_text.count_sum([c for c in counts if c])}; i alt er der {arithmetic_text.spread(all_counts)}"
    if rest is not None and rest < 0:
        text = f"{arithmetic_text.about(whole)}: grupperne er tilsammen større end det hele."
        arithmetic = f"{' + '.join(str(base) for base in bases)} = {(whole.base_n or 0) - rest}, ikke {whole.base_n}."
    elif least > all_counts[-1]:
        text, arithmetic = f"{arithmetic_text.about(whole)}: grupperne giver flere end det samlede tal.", f"{told}."
    elif rest is not None and most + rest < all_counts[0]:
        text = f"{arithmetic_text.about(whole)}: grupperne giver færre end det samlede tal."
        arithmetic = f"{told}, og uden for grupperne er der højst {rest}."
    else:
        return []
    return [
        Finding(
            finding_id("helhed", whole.id),
            ERROR,
            whole.locator,
            whole.where,
            (whole.id, *(part.id for part in parts)),
            text,
            arithmetic,
            CERTAIN,
        )
    ]


def _count(figure: PrintedFigure, rounding: Rounding) -> range | None:
    """The counts that a share or count can be; None where that is not known."""
    if figure.value is None:
        return None
    if figure.unit == "count":
        return range(int(figure.value), int(figure.value) + 1)
    if figure.unit == "percent" and figure.base_n:
        return counts_behind(figure.value, figure.decimals, figure.base_n, rounding) or None
    return None
