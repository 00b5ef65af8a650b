"""A paragraph's nodes as sentences."""

import re
from collections.abc import Iterable

from docutils import nodes

# A full stop after these ends no sentence.
_SHORT = r"(?<!f\.eks\.)(?<!bl\.a\.)(?<!m\.v\.)(?<!jf\.)(?<!ca\.)(?<!pr\.)(?<!nr\.)(?<! s\.)(?<!\(s\.)"
_BOUNDARY = re.compile(rf"(?:(?<=[.!?])|(?<=[.!?][«)])){_SHORT}\s+(?=[A-ZÆØÅ»(])")
_END = re.compile(rf"[.!?][«)]*{_SHORT}\s*\Z")


def split_sentences(children: Iterable[nodes.Node]) -> list[list[nodes.Node]]:
    """The nodes of a paragraph as a list of sentences, texts divided where one ends.

    A sentence ends at a full stop before a capital letter, or where a text or a span ends with one. A
    footnote's mark and white space belong to the sentence before them. A node with the attribute
    `sentence` is one by itself.
    """
    sentences: list[list[nodes.Node]] = [[]]
    ended = False
    for piece in _pieces(children):
        whole = isinstance(piece, nodes.Element) and "sentence" in piece
        clings = isinstance(piece, nodes.footnote_reference) or (isinstance(piece, nodes.Text) and not piece.strip())
        if sentences[-1] and (whole or ended) and not clings:
            sentences.append([])
        sentences[-1].append(piece)
        if not clings:
            ended = whole or bool(_END.search(piece.astext()))
    return sentences


def _pieces(children: Iterable[nodes.Node]) -> Iterable[nodes.Node]:
    for child in children:
        if not isinstance(child, nodes.Text):
            yield child
            continue
        start = 0
        for boundary in _BOUNDARY.finditer(child):
            yield nodes.Text(child[start : boundary.end()])
            start = boundary.end()
        if start < len(child):
            yield nodes.Text(child[start:])
