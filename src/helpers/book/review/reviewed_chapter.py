"""A chapter as its author wrote it: cells under their headings, and the paragraphs of its prose with their marks."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.book.notebooks import read_notebook

_HEADING = re.compile(r"^(#+) +(.+)$")
# `{.survey}` on a line above a block, and `(label)=`, which is no part of it either.
_BLOCK_MARK = re.compile(r"^\{(?:\.[\w-]+ ?)+\}$")
_LABEL = re.compile(r"^\([\w-]+\)=$")
# The end of a span that holds for some editions only.
_SPAN_END = re.compile(r"\]\{\.([\w-]+)\}")
_FENCE = re.compile(r"^(?:```|:::)")
_ROLE = re.compile(r"\{[\w:]+\}`([^`<]*?)(?: <[^`]*>)?`")


@dataclass(frozen=True)
class ReviewedCell:
    """One cell: its number in the chapter (from 1), what it holds, and the heading that it begins under.

    `has_run` says whether anything is stored that it gave.
    """

    number: int
    kind: str
    source: str
    tags: tuple[str, ...]
    heading: str
    has_run: bool = False

    def heading_at(self, line: int) -> str:
        """The heading above a line of the cell (from 1)."""
        above = [found[2] for text in self.source.splitlines()[:line] if (found := _HEADING.match(text))]
        return plain_text(above[-1]) if above else self.heading

    @cached_property
    def tree(self) -> ast.Module:
        """The code of the cell. Raises SyntaxError where it is none."""
        return ast.parse(self.source)


@dataclass(frozen=True)
class Paragraph:
    """One block of prose, as it is written, and the marks of editions and questions that it stands under."""

    chapter: str
    heading: str
    cell: int
    text: str
    marks: frozenset[str]


@dataclass(frozen=True)
class ReviewedChapter:
    """A chapter by the name of its file, and the cells in it."""

    name: str
    cells: tuple[ReviewedCell, ...]

    @property
    def code(self) -> list[ReviewedCell]:
        """The cells of code."""
        return [cell for cell in self.cells if cell.kind == "code"]

    @property
    def markdown(self) -> list[ReviewedCell]:
        """The cells of prose."""
        return [cell for cell in self.cells if cell.kind == "markdown"]

    @property
    def prose(self) -> str:
        """All prose of the chapter."""
        return "\n\n".join(cell.source for cell in self.markdown)

    def paragraphs(self) -> Iterator[Paragraph]:
        """The blocks of the prose, headings and what is no prose left out."""
        sections: list[tuple[int, frozenset[str]]] = []
        heading = ""
        for cell in self.markdown:
            for block in re.split(r"\n\s*\n", _without_fences(cell.source)):
                lines = [line for line in block.strip().splitlines() if not _LABEL.match(line)]
                own = {line for line in lines if _BLOCK_MARK.match(line)}
                marks = frozenset(mark for line in own for mark in re.findall(r"\.([\w-]+)", line))
                lines = [line for line in lines if line not in own]
                if lines and (found := _HEADING.match(lines[0])):
                    level, heading = len(found[1]), plain_text(found[2])
                    sections = [(depth, inner) for depth, inner in sections if depth < level] + [(level, marks)]
                    lines, marks = lines[1:], frozenset()
                if lines:
                    above = frozenset().union(*(inner for _, inner in sections))
                    yield Paragraph(self.name, heading, cell.number, "\n".join(lines), marks | above)


def read_reviewed_chapter(path: Path) -> ReviewedChapter:
    """The chapter in a notebook."""
    cells, heading = [], ""
    for number, raw in enumerate(read_notebook(path)["cells"], start=1):
        source = "".join(raw["source"])
        tags, has_run = tuple(raw["metadata"].get("tags", ())), bool(raw.get("outputs"))
        cell = ReviewedCell(number, raw["cell_type"], source, tags, heading, has_run)
        if cell.kind == "markdown":
            heading = cell.heading_at(len(source.splitlines()))
        cells.append(cell)
    return ReviewedChapter(path.stem, tuple(cells))


def edition_spans(text: str) -> Iterator[tuple[str, str]]:
    """The spans of a paragraph that hold for some editions only: the mark (`reconstructed`, …) and the whole span."""
    for end in _SPAN_END.finditer(text):
        depth = 0
        for start in range(end.start(), -1, -1):
            depth += {"]": 1, "[": -1}.get(text[start], 0)
            if depth == 0:
                yield end[1], text[start : end.end()]
                break


def plain_text(markdown: str) -> str:
    """A sentence of a chapter without the signs of its roles and links, for a message."""
    text = re.sub(r"\{(?:literature|printed|edition)\}`[^`]*`", "…", markdown)
    text = _ROLE.sub(r"\1", text)
    text = re.sub(r"\[\^[\w-]+\]:?", "", text)
    text = re.sub(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\{[^}]*\}|\([^)]*\))", r"\1", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[ \t\r\n]+", " ", text.replace("*", "")).strip()


def _without_fences(source: str) -> str:
    """The prose without the lines that open and close a box, and without blocks of code."""
    kept, in_code = [], False
    for line in source.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif not in_code and not _FENCE.match(line) and not line.startswith(":class:"):
            kept.append(line)
    return "\n".join(kept)
