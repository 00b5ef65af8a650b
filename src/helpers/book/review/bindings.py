"""Sentences and their conditions as they stand in a chapter: the marked spans of its prose, and its calls of `bind`."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.book.alternatives import alternatives_to
from helpers.book.review.reviewed_chapter import ReviewedCell, ReviewedChapter
from helpers.facts.condition import Condition
from helpers.facts.lexicon import condition_words

_TEXT = r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
_SPAN = re.compile(_TEXT + r"\{#(\w+) \.(claim|otherwise)(?: \.if-(\w+))?\}")
# What was meant as such a span, whether it can be read or not.
_MEANT = re.compile(r"\{[^{}]*\.(?:claim|otherwise)[^{}]*\}?")


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence that stands or falls with a condition: its name, its text as written, and where it stands.

    `borrows` names the condition of another sentence, and is blank where it has one of its own.
    """

    name: str
    text: str
    borrows: str
    cell: int
    heading: str


@dataclass(frozen=True)
class Spans:
    """The marked sentences of a chapter, the alternatives to them, and marks that cannot be read (cell, text)."""

    claims: tuple[MarkedSentence, ...]
    alternatives: tuple[MarkedSentence, ...]
    unread: tuple[MarkedSentence, ...]

    def alternatives_to(self, name: str, edition: str) -> list[MarkedSentence]:
        """What may be said instead in an edition: what was written for it, and then for any."""
        found = {each.name: each for each in self.alternatives}
        return [found[each] for each in alternatives_to(name, found, edition)]


@dataclass(frozen=True)
class Binding:
    """A condition as it is written: its name, its expression, where it stands, and its lines in the cell.

    `lines` are the first and the last of them, and none where something else stands on one of them.
    """

    name: str
    expression: ast.expr
    cell: int
    heading: str
    lines: tuple[int, int] | None = None

    @property
    def to_delete(self) -> str:
        """What to delete of the cell, so that the rest stays code."""
        if self.lines is None:
            return f"{self.name}=… og kommaet efter den"
        first, last = self.lines
        return f"linje {first} ({self.name}=…)" if first == last else f"linje {first} til {last} ({self.name}=…)"


@dataclass(frozen=True)
class ChartFinding:
    """What a figure is titled with: its name, the sentence with ids in braces, its condition, and where it stands."""

    name: str
    text: str
    expression: ast.expr
    cell: int
    heading: str


def read_spans(chapter: ReviewedChapter) -> Spans:
    """The marked sentences of a chapter."""
    found: dict[str, list[MarkedSentence]] = {"claim": [], "otherwise": [], "unread": []}
    for cell in chapter.markdown:
        read = [match for match in _SPAN.finditer(cell.source) if not _in_code(cell.source, match.start())]
        for match in read:
            found[match[3]].append(_sentence(cell, match.start(), match[2], match[1], match[4] or ""))
        ends = [match.end() for match in read]
        for match in _MEANT.finditer(cell.source):
            if match.end() not in ends and not _in_code(cell.source, match.start()):
                found["unread"].append(_sentence(cell, match.start(), "", match.group(), ""))
    return Spans(*(tuple(sentences) for sentences in found.values()))


def _sentence(cell: ReviewedCell, start: int, name: str, text: str, borrows: str) -> MarkedSentence:
    line = cell.source.count("\n", 0, start) + 1
    return MarkedSentence(name, " ".join(text.split()), borrows, cell.number, cell.heading_at(line))


def _in_code(source: str, start: int) -> bool:
    """Whether a place is within backticks, where a chapter only tells of marks."""
    line = source[source.rfind("\n", 0, start) + 1 : start]
    return line.count("`") % 2 == 1 or len(re.findall(r"^```", source[:start], re.MULTILINE)) % 2 == 1


def read_bindings(chapter: ReviewedChapter) -> dict[str, Binding]:
    """The conditions that a chapter binds, by name; cells that are no code are passed over."""
    return {
        keyword.arg: Binding(keyword.arg, keyword.value, cell.number, cell.heading, _own_lines(call, keyword))
        for cell in chapter.code
        for call in calls_of(cell)
        if isinstance(call.func, ast.Name) and call.func.id == "bind"
        for keyword in call.keywords
        if keyword.arg
    }


def _own_lines(call: ast.Call, keyword: ast.keyword) -> tuple[int, int] | None:
    """The lines of a condition, if nothing else of the call stands on them."""
    first, last = keyword.lineno, keyword.value.end_lineno or keyword.lineno
    others = [call.func, *call.args, *(other.value for other in call.keywords if other is not keyword)]
    shared = any(part.lineno <= last and first <= (part.end_lineno or 0) for part in others)
    return None if shared or last == call.end_lineno else (first, last)


def can_be_read(chapter: ReviewedChapter) -> bool:
    """Whether each cell of code is code: else a condition may stand where nobody finds it."""
    try:
        return all(cell.tree for cell in chapter.code)
    except SyntaxError:
        return False


def read_findings(chapter: ReviewedChapter) -> list[ChartFinding]:
    """The findings above the figures of a chapter, as far as they are written as constants."""
    found = []
    for cell in chapter.code:
        for call in calls_of(cell):
            given, conditions_given = constant_arguments(call), [k.value for k in call.keywords if k.arg == "when"]
            if conditions_given and {"name", "finding"} <= set(given):
                told = (given["name"], given["finding"], conditions_given[0])
                found.append(ChartFinding(*told, cell.number, cell.heading))
    return found


def calls_of(cell: ReviewedCell) -> Iterator[ast.Call]:
    """The calls in a cell that stand by themselves; none where the cell is no code."""
    try:
        statements = cell.tree.body
    except SyntaxError:
        return
    for statement in statements:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            yield statement.value


def constant_arguments(call: ast.Call) -> dict[str, str]:
    """What a call is handed by name, as far as it is written as constants, each as text."""
    return {
        keyword.arg: str(keyword.value.value)
        for keyword in call.keywords
        if keyword.arg and isinstance(keyword.value, ast.Constant)
    }


def is_condition(node: ast.expr) -> bool:
    """Whether this is a word of `conditions` applied to constants, or to conditions in turn."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in condition_words():
        return False
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return all(isinstance(part, ast.Constant) or is_condition(part) for part in given)


def condition_of(node: ast.expr) -> Condition:
    """The condition that an expression says, of which `is_condition` is true.

    Raises TypeError or VaerestederError where its words are given what they do not take.
    """
    if not isinstance(node, ast.Call):
        raise TypeError(f"{ast.unparse(node)} is no condition")
    word = condition_words()[ast.unparse(node.func)]
    return word(*map(_value, node.args), **{str(each.arg): _value(each.value) for each in node.keywords})


def _value(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else condition_of(node)
