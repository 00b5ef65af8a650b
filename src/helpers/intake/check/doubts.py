"""Doubts: numbers that are unusual, answers that do not go together, and more responses than there can be."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from helpers.base.danish import format_number, join_words
from helpers.intake.cell_place import CellPlace
from helpers.intake.check.finding import DOUBT, CheckFinding
from helpers.intake.coding.choices import code_label
from helpers.intake.examination import ExaminedExport
from helpers.intake.export import ExportColumn
from helpers.intake.pseudonyms import plain_name
from helpers.survey.answer_rules import CrossRule, Rules
from helpers.survey.check_kinds import AMONG, BOTH_OR_NEITHER, PER_PERSON, PLACES, REQUIRES, SAME_PLACE, SUM_AT_MOST
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questions import Answer


def find_doubts(
    examined: ExaminedExport, rules: Rules, members: Mapping[str, int], frame: int
) -> Iterator[CheckFinding]:
    """Every doubt, as it is met.

    `members` maps the code of a municipality to the association's members there, as far as that is
    known; `frame` is the number of places invited, 0 where it is not known.
    """
    yield from _unusual(examined, rules)
    for rule in rules.cross:
        if rule.kind == PLACES:
            yield from _places(rule, examined, members, frame)
        else:
            yield from _FINDERS[rule.kind](rule, examined)
    if frame and len(examined.kept) > frame:
        yield CheckFinding(DOUBT, "svarprocent", (
            f"Der er {format_number(len(examined.kept))} svar, men kun {format_number(frame)} er inviteret: "
            "Svarprocenten er over 100."
        ))  # fmt: skip


def _unusual(examined: ExaminedExport, rules: Rules) -> Iterator[CheckFinding]:
    for target, (lowest, highest) in rules.usual.items():
        column = examined.by_target.get(target)
        if column is None:
            continue
        question = target.partition(".")[0]
        unit = examined.questionnaire.questions[question].unit
        for response, row in enumerate(examined.kept):
            number = examined.number(target, response)
            if number is not None and not lowest <= number <= highest:
                yield CheckFinding(
                    DOUBT, "usædvanlig", (
                        f"{_digits(number)} {unit} er usædvanligt: Det ventes at være fra {format_number(lowest)} til "
                        f"{format_number(highest)}."
                    ), question, examined.place(column, row), _digits(number),
                )  # fmt: skip


def _pairs(rule: CrossRule, examined: ExaminedExport) -> Iterator[tuple[Answer, int, Fraction, Fraction, CellPlace]]:
    """Group, response, both batteries' numbers in the group, and the place of the first."""
    first, second = (examined.questionnaire.questions[of] for of in rule.of)
    shared = {item.key for item in second.answers}
    for item in first.answers:
        column = examined.by_target.get(f"{first.key}.{item.key}")
        if column is None or item.key not in shared:
            continue
        for response, row in enumerate(examined.kept):
            one = examined.number(f"{first.key}.{item.key}", response)
            other = examined.number(f"{second.key}.{item.key}", response)
            if one is not None and other is not None:
                yield item, response, one, other, examined.place(column, row)


def _both_or_neither(rule: CrossRule, examined: ExaminedExport) -> Iterator[CheckFinding]:
    for item, _, one, other, place in _pairs(rule, examined):
        if (one == 0) != (other == 0):
            text = rule.text.format(item=item.label, first=_digits(one), second=_digits(other))
            yield CheckFinding(DOUBT, rule.key, text, rule.of[0], place, _digits(one))


def _per_person(rule: CrossRule, examined: ExaminedExport) -> Iterator[CheckFinding]:
    for item, _, one, other, place in _pairs(rule, examined):
        # Hours of nobody are the business of another rule.
        if other and one > other * rule.at_most:
            text = rule.text.format(item=item.label, first=_digits(one), second=_digits(other), limit=rule.at_most)
            yield CheckFinding(DOUBT, rule.key, text, rule.of[0], place, _digits(one))


def _sum_at_most(rule: CrossRule, examined: ExaminedExport) -> Iterator[CheckFinding]:
    first, second = (examined.questionnaire.questions[of] for of in rule.of)
    column = next(filter(None, map(examined.column, first.columns)), None)
    for response, row in enumerate(examined.kept):
        ones, others = examined.numbers(first, response), examined.numbers(second, response)
        if column and ones is not None and others is not None and sum(ones) > sum(others):
            one, other = sum(ones, Fraction(0)), sum(others, Fraction(0))
            text = rule.text.format(first=_digits(one), second=_digits(other))
            yield CheckFinding(DOUBT, rule.key, text, first.key, examined.place(column, row))


def _among(rule: CrossRule, examined: ExaminedExport) -> Iterator[CheckFinding]:
    first, second = rule.of
    labels = {answer.key: answer.label for answer in examined.questionnaire.answers(first)}
    column = examined.by_target.get(first)
    for response, row in enumerate(examined.kept):
        chosen = examined.answer(first, response)
        if column and chosen and examined.answer(f"{second}.{chosen}", response) == "0":
            text = rule.text.format(first=labels[chosen])
            yield CheckFinding(DOUBT, rule.key, text, first, examined.place(column, row), labels[chosen])


def _requires(rule: CrossRule, examined: ExaminedExport) -> Iterator[CheckFinding]:
    first, second = rule.of
    column = examined.column(first)
    labels = [
        next(answer.label for answer in examined.questionnaire.answers(of.partition(".")[0]) if answer.key == key)
        for of in rule.of
        if (key := of.partition(".")[2])
    ]
    for response, row in enumerate(examined.kept):
        if column and _chosen(examined, first, response) is True and _chosen(examined, second, response) is False:
            text = rule.text.format(first=labels[0], second=labels[1])
            yield CheckFinding(DOUBT, rule.key, text, first.partition(".")[0], examined.place(column, row), labels[0])


def _chosen(examined: ExaminedExport, of: str, response: int) -> bool | None:
    """Whether the answer `question.answer` was chosen; None where the question was not answered."""
    question, _, answer = of.partition(".")
    if examined.questionnaire.questions[question].kind == "single":
        given = examined.answer(question, response)
        return given == answer if given else None
    mark = examined.answer(of, response)
    return mark == "1" if mark else None


def _same_place(rule: CrossRule, examined: ExaminedExport) -> Iterator[CheckFinding]:
    """Each response after the first of one place; the name is read here and told nowhere."""
    name, municipality = rule.of
    named = name_column(examined, name)
    if named is None:
        return
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for response, row in enumerate(examined.kept):
        code = examined.answer(municipality, response)
        written = named.values[row].strip()
        words = plain_name(code_label(written, named.labels) or written)
        if words and code:
            rows[words, code].append(row)
    for places in rows.values():
        for row in places[1:]:
            others = join_words([f"række {examined.export.rows[other]}" for other in places if other != row])
            yield CheckFinding(DOUBT, rule.key, rule.text.format(rows=others), name, examined.place(named, row))


def name_column(examined: ExaminedExport, question: str) -> ExportColumn | None:
    """The column with the answers to a private question, which is matched to nothing else; None where there is none."""
    return next((match.column for match in examined.matches if match.private == question), None)


def _places(
    rule: CrossRule, examined: ExaminedExport, members: Mapping[str, int], frame: int
) -> Iterator[CheckFinding]:
    """Each municipality with more responses than it can have, at the last of them."""
    (question,) = rule.of
    column = examined.by_target.get(question)
    rows: dict[str, list[int]] = defaultdict(list)
    for response, row in enumerate(examined.kept):
        if code := examined.answer(question, response):
            rows[code].append(row)
    for code, found in sorted(rows.items()):
        limit = members.get(code, frame * rule.at_most // 100 if frame else len(found))
        if column and len(found) > limit:
            place = load_municipalities()[code].name
            text = rule.text.format(place=place, first=format_number(len(found)), limit=format_number(limit))
            yield CheckFinding(DOUBT, rule.key, text, question, examined.place(column, found[-1]), place)


def _digits(number: Fraction) -> str:
    return format_number(number, 0 if number.denominator == 1 else 1)


_FINDERS: Mapping[str, Callable[[CrossRule, ExaminedExport], Iterator[CheckFinding]]] = MappingProxyType({
    BOTH_OR_NEITHER: _both_or_neither, PER_PERSON: _per_person, SUM_AT_MOST: _sum_at_most,
    AMONG: _among, REQUIRES: _requires, SAME_PLACE: _same_place,
})  # fmt: skip
