"""Invented answers to a whole questionnaire, as like an earlier edition as can be but for what is wanted otherwise.

Shares are met by quota, not by chance: with the same shares as the year before, nothing but what is
planted has moved by more than one response.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from helpers.facts.model import Facts
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question
from rehearsal.numbers import fill_numbers
from rehearsal.people import HOSTILE, Contact, make_contact, write_text
from rehearsal.planned import RELEASED

Row = dict[str, str]
Wanted = Mapping[str, int | Fraction]

# An answer outside the groups that figures are broken down by goes like that of the largest group.
_LIKE = {"organisationsform": "kommunal", "tilbudstype": "aaben", "har_hjemloese": "uden_hjemloese"}
_FIRST = ("organisationsform", "tilbudstype", "har_hjemloese", "kernemaalgruppe")
_TEXT_SHARE = Fraction(7, 10)


@dataclass(frozen=True)
class Answers:
    """Finished responses with the contact of each, those that stopped halfway, and all who were invited.

    `rows` are in the questionnaire's keys, hours with a decimal point, as in `responses.csv`, with the
    private `navn`. `contacts` are those of `rows`, of `partial`, and of the ones who never answered.
    """

    questionnaire: Questionnaire
    rows: list[Row]
    partial: list[Row] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)

    @property
    def unanswered(self) -> int:
        """How many never answered."""
        return len(self.contacts) - len(self.rows) - len(self.partial)


def make_answers(
    questionnaire: Questionnaire,
    count: int,
    seed: int,
    *,
    like: Facts,
    wanted: Wanted | None = None,
    partial: int = 0,
    invited: int = 0,
) -> Answers:
    """`count` whole responses, the same for the same seed.

    Shares and means are those of `like` where it has them. `wanted` maps ids of facts to what is to be
    otherwise: a whole number of responses, or a share (or mean) as a fraction.
    """
    rng = Random(seed)
    survey = _Survey(questionnaire, rng, like, wanted or {}, [{} for _ in range(count)])
    survey.fill()
    contacts = [make_contact(rng, number) for number in range(1, max(invited, count + partial) + 1)]
    survey.write_texts(contacts)
    for row, contact in zip(survey.rows, contacts, strict=False):
        row["navn"] = contact.place
    begun = [_half(questionnaire, survey.rows[number % count], contacts[count + number]) for number in range(partial)]
    return Answers(questionnaire, survey.rows, begun, contacts)


@dataclass(frozen=True)
class _Survey:
    """The rows while they are filled, one question after another."""

    questionnaire: Questionnaire
    rng: Random
    like: Facts
    wanted: Wanted
    rows: list[Row]

    def fill(self) -> None:
        questions = self.questionnaire.questions
        self._places()
        # What figures are broken down by comes before what is broken down.
        first = [key for key in _FIRST if key in questions]
        for key in [*first, *(key for key in questions if key not in first)]:
            question = questions[key]
            for group, rows in self._groups(key):
                if question.kind == "single":
                    self._choose(question, group, rows)
                elif question.kind == "multiple":
                    self._mark(question, group, rows)
            if key == "kernemaalgruppe":
                self._agree_on_homelessness()
        fill_numbers(self.questionnaire, self.rng, self.rows, self._share, self._mean)

    def _groups(self, key: str) -> list[tuple[str, list[Row]]]:
        """The rows in the order of a shuffle, by the group that figures of the question are broken down by."""
        groups = self.questionnaire.groups(key)
        if not groups:
            return [("", self._shuffled(self.rows))]
        asked = groups[0].question
        names = {group.answer: group.key for group in groups}
        found: dict[str, list[Row]] = {}
        for row in self._shuffled(self.rows):
            found.setdefault(names.get(row[asked], ""), []).append(row)
        return [(name or _LIKE[asked], rows) for name, rows in sorted(found.items())]

    def _shuffled(self, rows: Sequence[Row]) -> list[Row]:
        return self.rng.sample(rows, len(rows))

    def _share(self, column: str, group: str) -> int | Fraction | None:
        """What is wanted of a column in a group, else what it was, else None."""
        names = [f"{column}.{group}", column] if group else [column]
        for name in names:
            if name in self.wanted:
                return self.wanted[name]
            if name in self.like and self.like[name].value is not None:
                fact = self.like[name]
                assert fact.value is not None
                return fact.value / 100 if fact.unit == "percent" else fact.value
        return None

    def _mean(self, column: str, group: str) -> Fraction | None:
        found = self._share(column, group)
        return None if found is None else Fraction(found)

    def _places(self) -> None:
        """Municipalities by group, first one response for each that was represented, then any of them."""
        known = load_municipalities()
        shares = {a.key: self._share(f"kommunegruppe.{a.key}", "") for a in self.questionnaire.answers("kommunegruppe")}
        drawn: dict[str, list[str]] = {}
        for row, group in zip(self._shuffled(self.rows), _quota(len(self.rows), shares), strict=True):
            left = drawn.setdefault(group, [])
            if not left:
                codes = [code for code, place in known.items() if place.group == group]
                seen = [code for code in codes if self._share(f"kommuner.{code}", "")]
                left += self.rng.sample(seen or codes, len(seen or codes))
            row["kommune"] = left.pop()

    def _choose(self, question: Question, group: str, rows: list[Row]) -> None:
        shares = {a.key: self._share(f"{question.key}.{a.key}", group) for a in question.answers}
        # What is wanted is taken as it is, and what merely was makes room for it.
        wanted = {
            key for key in shares if {f"{question.key}.{key}.{group}", f"{question.key}.{key}"} & set(self.wanted)
        }
        told = sum(
            (share for key, share in shares.items() if key in wanted and isinstance(share, Fraction)), Fraction(0)
        )
        others = {key: share for key, share in shares.items() if key not in wanted and isinstance(share, Fraction)}
        if told and others:
            scale = (1 - told) / (sum(others.values()) or 1)
            shares |= {key: share * scale for key, share in others.items()}
        for row, answer in zip(rows, _quota(len(rows), shares), strict=True):
            row[question.key] = answer

    def _mark(self, question: Question, group: str, rows: list[Row]) -> None:
        """Marks by quota, and wherever the rest of the row requires them."""
        for answer in question.answers:
            column = f"{question.key}.{answer.key}"
            share = self._share(column, group)
            number = (
                share if isinstance(share, int) else _rounded(len(rows) * (Fraction(1, 4) if share is None else share))
            )
            for place, row in enumerate(sorted(rows, key=lambda row: not _requires(row, column))):
                row[column] = str(int(place < number or _requires(row, column)))

    def _agree_on_homelessness(self) -> None:
        """Who has homeless users first of all says so: two places of one kind change their core groups where not."""
        rows = [row for row in self.rows if "har_hjemloese" in row]
        for row in rows:
            if row["kernemaalgruppe"] == "hjemloeshed" and row["har_hjemloese"] != "ja":
                other = next(
                    (o for o in rows if o["har_hjemloese"] == "ja" and o["kernemaalgruppe"] != "hjemloeshed"
                     and o["organisationsform"] == row["organisationsform"]),
                    None,
                )  # fmt: skip
                if other is not None:
                    row["kernemaalgruppe"], other["kernemaalgruppe"] = other["kernemaalgruppe"], row["kernemaalgruppe"]

    def write_texts(self, contacts: Sequence[Contact]) -> None:
        """Free text in most rows, the hostile ones in the first rows of each question in turn."""
        questions = [q for q in self.questionnaire.questions.values() if q.kind == "text" and not q.private]
        of = {id(row): contact for row, contact in zip(self.rows, contacts, strict=False)}
        for turn, question in enumerate(questions):
            released = RELEASED[1] if question.key == RELEASED[0] else 0
            for number, row in enumerate(self.rows):
                row[question.key] = "" if number >= len(HOSTILE) else write_text(
                    self.rng, question.key, of[id(row)], HOSTILE[(number + turn) % len(HOSTILE)],
                    signed=number >= released,
                )  # fmt: skip
            for group, rows in self._groups(question.key):
                share = self._share(f"{question.key}.besvaret", group)
                wanted = _rounded(len(rows) * (share if isinstance(share, Fraction) and share else _TEXT_SHARE))
                blank = [row for row in rows if not row[question.key]]
                for row in blank[: max(0, wanted - len(rows) + len(blank))]:
                    row[question.key] = write_text(self.rng, question.key, of[id(row)])


def _requires(row: Row, column: str) -> bool:
    """Whether the rest of a row would contradict itself without this mark."""
    if column == "maalgrupper.hjemloeshed" and row.get("har_hjemloese") == "ja":
        return True
    return column == f"maalgrupper.{row.get('kernemaalgruppe')}"


def _quota(count: int, shares: Mapping[str, int | Fraction | None]) -> list[str]:
    """`count` answers, as near to the shares as whole numbers come; what has none shares the rest.

    Whole numbers are taken as they are, and the others share what is left.
    """
    fixed = {key: min(share, count) for key, share in shares.items() if isinstance(share, int)}
    told = {key: share for key, share in shares.items() if isinstance(share, Fraction)}
    open_keys = [key for key, share in shares.items() if share is None]
    rest = max(Fraction(0), 1 - sum(told.values(), Fraction(0)))
    weights = told | {key: rest / len(open_keys) for key in open_keys}
    left = count - sum(fixed.values())
    total = sum(weights.values(), Fraction(0)) or Fraction(1)
    exact = {key: left * weight / total for key, weight in weights.items()}
    whole = {key: int(number) for key, number in exact.items()}
    for key in sorted(exact, key=lambda key: whole[key] - exact[key])[: left - sum(whole.values())]:
        whole[key] += 1
    return [key for key, number in (fixed | whole).items() for _ in range(number)]


def _rounded(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def _half(questionnaire: Questionnaire, row: Row, contact: Contact) -> Row:
    """The first half of a response, as somebody leaves it who is called away."""
    columns = questionnaire.columns
    kept = columns[: len(columns) // 2]
    whole = {q.key for q in questionnaire.questions.values() if set(q.columns) <= set(kept)}
    return {c: row[c] for c in kept if c.partition(".")[0] in whole} | {"navn": contact.place}
