"""Invented numbers of staff, volunteers and hours that agree with each other and with the means that are wanted."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random

from helpers.survey.questionnaire import Questionnaire

Row = dict[str, str]
Share = Callable[[str, str], int | Fraction | None]
Mean = Callable[[str, str], Fraction | None]

_KINDS = ("fuldtid", "deltid", "saerlige_vilkaar", "frivillige", "aktivering", "studerende")
_FULL_TIME = 37
_MOST_VOLUNTEERS = 45
# Of 2024, 11 of 103 left the numbers of staff out.
_BLANK = Fraction(11, 103)


def fill_numbers(questionnaire: Questionnaire, rng: Random, rows: Sequence[Row], share: Share, mean: Mean) -> None:
    """Fill the columns of numbers in `rows`, in which the choices stand already."""
    questions = questionnaire.questions
    blank = {id(row) for row in rng.sample(rows, int(len(rows) * _BLANK))}
    asked = [row for row in rows if id(row) not in blank]
    if {"personale_antal", "personale_timer"} <= set(questions):
        for row in rows:
            row |= dict.fromkeys((*questions["personale_antal"].columns, *questions["personale_timer"].columns), "")
        _volunteers(questionnaire, rng, asked, share)
        _staff(rng, asked, share, mean)
        _hours(rng, asked, mean)
    if "aabningstimer" in questions:
        _opening(rng, rows, asked, mean)
    if "faglighed" in questions:
        for column in questions["faglighed"].columns:
            for group, members in _by_form(rows):
                counts = [rng.randint(0, 2) for _ in members]
                wanted = mean(column, group)
                if wanted is not None:
                    counts = settle(counts, wanted * len(members), [(0, 6)] * len(members))
                for row, count in zip(members, counts, strict=True):
                    row[column] = str(count)
    for question in questions.values():
        if question.kind in ("count", "hours"):
            for row in rows:
                for column in question.columns:
                    row.setdefault(column, str(rng.randint(0, 5)))


def settle(numbers: Sequence[int], total: Fraction, bounds: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers, moved by ones within their bounds until their sum is as near to `total` as it gets."""
    found = [min(max(number, low), high) for number, (low, high) in zip(numbers, bounds, strict=True)]
    missing = int(total + Fraction(1, 2)) - sum(found)
    moved = True
    while missing and moved:
        moved = False
        step = 1 if missing > 0 else -1
        for index, (low, high) in enumerate(bounds):
            if missing and low <= found[index] + step <= high:
                found[index] += step
                missing -= step
                moved = True
    return found


def _by_form(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get("organisationsform", ""), []).append(row)
    return sorted(found.items())


def _count(share: int | Fraction | None, base: int, otherwise: Fraction) -> int:
    if isinstance(share, int):
        return min(share, base)
    return int(base * (otherwise if share is None else share) + Fraction(1, 2))


def _volunteers(questionnaire: Questionnaire, rng: Random, rows: Sequence[Row], share: Share) -> None:
    intervals = questionnaire.measures["frivillige"].answers
    for group, members in _by_form(rows):
        left = rng.sample(members, len(members))
        for interval in reversed(intervals):
            number = _count(share(f"frivillige.{interval.key}", group), len(members), Fraction(1, len(intervals)))
            taken = left if interval is intervals[0] else left[:number]
            left = left[len(taken) :]
            for row in taken:
                highest = _MOST_VOLUNTEERS if interval.highest is None else interval.highest
                row["personale_antal.frivillige"] = str(rng.randint(interval.lowest or 0, highest))


def _staff(rng: Random, rows: Sequence[Row], share: Share, mean: Mean) -> None:
    """Employed, activated and students; the share that has ordinary staff alone as it is wanted."""
    alone: set[int] = set()
    told = 0
    total = _count(share("kun_ordinaert_ansatte", ""), len(rows), Fraction(1, 3))
    groups = sorted(_by_form(rows), key=lambda item: item[0] == "kommunal")
    for group, members in groups:
        free = [row for row in members if row["personale_antal.frivillige"] == "0"]
        wanted = {"kommunal": total - told, "brugerdrevet": 0}.get(
            group, _count(share("kun_ordinaert_ansatte", group), len(members), Fraction(0))
        )
        alone |= {id(row) for row in free[:wanted]}
        told += min(wanted, len(free))
    paid = [row for row in rows if row.get("organisationsform") != "brugerdrevet"]
    part = {id(row) for row in paid[: _count(share("kun_deltidsansatte", ""), len(rows), Fraction(1, 4))]}
    for row in rows:
        others = id(row) not in alone
        row["personale_antal.saerlige_vilkaar"] = str(int(others and rng.random() < 0.1))
        row["personale_antal.aktivering"] = str(rng.randint(1, 2) if others else 0)
        row["personale_antal.studerende"] = str(int(others and rng.random() < 0.4))
    none = [id(row) for row in rows if row.get("organisationsform") == "brugerdrevet"]
    full_bounds = [(0, 0) if id(row) in none or id(row) in part else (1, 6) for row in rows]
    part_bounds = [(0, 0) if id(row) in none else (1, 5) if id(row) in part else (0, 5) for row in rows]
    for column, bounds in (("fuldtid", full_bounds), ("deltid", part_bounds)):
        counts = settle(
            [rng.randint(1, 3) for _ in rows],
            (mean(f"personale_antal.{column}", "") or 2) * Fraction(len(rows)),
            bounds,
        )
        for row, count in zip(rows, counts, strict=True):
            row[f"personale_antal.{column}"] = str(count)


def _hours(rng: Random, rows: Sequence[Row], mean: Mean) -> None:
    """Hours of each kind of staff; those of part-timers make up the mean of paid hours that a group is to have."""
    for group, members in _by_form(rows):
        counts = {kind: [int(row[f"personale_antal.{kind}"]) for row in members]
                  for kind in _KINDS}  # fmt: skip
        fixed = [_FULL_TIME * full + 15 * special
                 for full, special in zip(counts["fuldtid"], counts["saerlige_vilkaar"], strict=True)]  # fmt: skip
        part = [rng.randint(10, 30) * number for number in counts["deltid"]]
        wanted = mean("personaletimer", group)
        if wanted is not None:
            bounds = [(4 * number, 36 * number) for number in counts["deltid"]]
            part = settle(part, wanted * len(members) - sum(fixed), bounds)
        for index, row in enumerate(members):
            row["personale_timer.fuldtid"] = str(_FULL_TIME * counts["fuldtid"][index])
            row["personale_timer.deltid"] = str(part[index])
            row["personale_timer.saerlige_vilkaar"] = str(15 * counts["saerlige_vilkaar"][index])
            volunteers = counts["frivillige"][index] * rng.randint(2, 6)
            row["personale_timer.frivillige"] = f"{volunteers // 2}.5" if volunteers % 2 else str(volunteers // 2)
            row["personale_timer.aktivering"] = str(20 * counts["aktivering"][index])
            row["personale_timer.studerende"] = str(30 * counts["studerende"][index])


def _opening(rng: Random, rows: Sequence[Row], asked: Sequence[Row], mean: Mean) -> None:
    """Staffed opening hours in halves: no more than there are paid hours, with the mean that a group is to have."""
    for row in rows:
        row["aabningstimer"] = ""
    for group, members in _by_form(asked):
        paid = [
            sum(int(row.get(f"personale_timer.{kind}") or 60) for kind in ("fuldtid", "deltid", "saerlige_vilkaar"))
            for row in members
        ]
        most = [(min(6, 2 * hours), 2 * min(hours, 60)) for hours in paid]
        halves = [rng.randint(20, 90) for _ in members]
        wanted = mean("aabningstimer", group)
        halves = settle(halves, wanted * 2 * len(members) if wanted is not None else Fraction(sum(halves)), most)
        for row, number in zip(members, halves, strict=True):
            row["aabningstimer"] = f"{number // 2}.5" if number % 2 else str(number // 2)
