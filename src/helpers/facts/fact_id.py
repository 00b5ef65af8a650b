"""Fact ids taken apart: `measure[.item][.group]` in the questionnaire's keys. Nothing else cuts one as a text.

An id that begins with `LINKED` is a share among the places that answered in the edition before, too: `LINKED`,
the id of the share of all, and which time is meant.
"""

from dataclasses import dataclass

from helpers.base.errors import VaerestederError
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import TOTAL, Group
from helpers.survey.text_themes import THEME

# Before the id of a share: among the places that answered in the edition before, too.
LINKED = "samme_steder"
# Which of their answers is meant: the earlier, the later, or the same both times.
EARLIER, LATER, BOTH = TIMES = ("foer", "nu", "begge")
# Whether somebody answered a question in free text.
ANSWERED = "besvaret"


@dataclass(frozen=True)
class FactId:
    """The parts of a fact's id.

    `measure` is a question, a measure, or the key of a fact that is neither; `item` is one of its answers, items or
    intervals, and blank where all is meant; `theme` is one of the themes of its answers in free text; `group` is
    None where all responses are meant. `total` says that the id is the sum that is stated beside a mean.
    """

    measure: str
    item: str = ""
    group: Group | None = None
    theme: str = ""
    total: bool = False

    @classmethod
    def parse(cls, text: str, questionnaire: Questionnaire) -> "FactId":
        """The parts of an id; what the questionnaire does not know is an item."""
        head, *rest = text.split(".")
        measure = head.removesuffix(TOTAL)
        # A theme may be called what a group is called.
        theme = rest[1] if rest[:1] == [THEME] and rest[1:] else ""
        names = rest[2:] if theme else rest
        group = next((each for each in questionnaire.groups(measure) if names[-1:] == [each.key]), None)
        items = names[:-1] if group else names
        return cls(measure, ".".join(items), group, theme, head != measure)

    @classmethod
    def parse_known(cls, text: str, questionnaire: Questionnaire) -> "FactId":
        """As `parse`. Raises VaerestederError where the questionnaire defines no such question, measure or item."""
        found = cls.parse(text, questionnaire)
        if found.measure not in questionnaire.questions and found.measure not in questionnaire.measures:
            raise VaerestederError(f'"{text}" er hverken et spørgsmål eller et mål i spørgeskemaet.')
        known = [answer.key for answer in questionnaire.answers(found.measure)] or [ANSWERED]
        if found.item and found.item not in known:
            raise VaerestederError(f'"{text}": "{found.item}" er intet svar på "{found.measure}".')
        return found

    @property
    def column(self) -> str:
        """The id without its group: what is counted in each response. A total is counted in the same as its mean."""
        return ".".join(filter(None, (self.measure, self.theme and f"{THEME}.{self.theme}", self.item)))

    @property
    def whole(self) -> str:
        """The id of the same of all responses."""
        head, *rest = self.column.split(".")
        return ".".join((f"{head}{TOTAL}" if self.total else head, *rest))

    def __str__(self) -> str:
        return f"{self.whole}.{self.group.key}" if self.group else self.whole


def measure_of(fact_id: str) -> str:
    """The question, measure or key that an id begins with, whatever edition it is of."""
    return fact_id.partition(".")[0].removesuffix(TOTAL)


def item_of(fact_id: str) -> str:
    """What an id says after its measure: the code of a municipality, for example; blank where it says nothing."""
    return fact_id.partition(".")[2]


def group_of(fact_id: str, questionnaire: Questionnaire) -> Group | None:
    """The group that a fact is of, None where it is of all responses."""
    return FactId.parse(fact_id, questionnaire).group


def linked_id(fact_id: str, time: str) -> str:
    """The id of a share among the places that answered twice, `time` being one of `TIMES`."""
    return f"{LINKED}.{fact_id}.{time}"


def linked_parts(fact_id: str) -> tuple[str, str] | None:
    """The share of all and the time that the id of a linked share names; None where it is no such id."""
    head, _, rest = fact_id.partition(".")
    share, _, time = rest.rpartition(".")
    return (share, time) if head == LINKED and share else None
