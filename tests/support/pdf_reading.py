"""What a PDF says: the text of its pages and its structure, read without any system program."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pikepdf


def page_texts(pdf: pikepdf.Pdf) -> list[str]:
    """The text of each page in the order of its content, headings and feet included, without blanks.

    Blanks are left out because a PDF need not have any between lines; `squeezed` makes a text comparable.
    """
    return [squeezed("".join(_shown(page, page.obj.get("/Resources"), {}))) for page in pdf.pages]


def written_lines(pdf: pikepdf.Pdf) -> list[str]:
    """What the pages say with its blanks, in pieces that are no longer than a line and set in one font."""
    found = []
    for page in pdf.pages:
        pieces = painted(page, page.obj.get("/Resources"), {})
        for _, line in groupby(pieces, key=lambda piece: (piece.line, piece.marks)):
            found.append("".join(piece.text for piece in line).replace("\u00ad", ""))
    return [line for line in found if line.strip()]


def squeezed(text: str) -> str:
    """The text without blanks, divisible blanks and soft hyphens."""
    return "".join(text.replace("\u00ad", "").split())


def structure(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[str, ...], pikepdf.Dictionary]]:
    """Every structure element with the types of those it stands in and its own, in reading order."""
    yield from _elements(pdf.Root.StructTreeRoot.K, ())


def _elements(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], pikepdf.Dictionary]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child, path)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        here = (*path, str(node.S).lstrip("/"))
        yield here, node
        yield from _elements(node.get("/K"), here)


def _shown(content: Any, resources: Any, maps: dict[Any, dict[int, str]]) -> Iterator[str]:
    """The text that a content stream shows; a stated replacement text wins over the glyphs."""
    for piece in painted(content, resources, maps):
        yield piece.text


@dataclass(frozen=True)
class Piece:
    """Something that a page shows: its text, empty for a drawing, and the marks that it stands within.

    A mark is the number by which the structure knows it, `Artifact`, or None for any other.
    """

    text: str
    marks: tuple[int | str | None, ...]
    image: bool = False
    # The number of the text object within its stream: no longer than a line, and set in one font.
    line: int = 0


def painted(
    content: Any, resources: Any, maps: dict[Any, dict[int, str]], around: tuple[int | str | None, ...] = ()
) -> Iterator[Piece]:
    """All that a content stream shows, in its order; where it states a text, that one and not the glyphs."""
    font: dict[int, str] = {}
    marks = list(around)
    replaced: list[bool] = []
    line = 0
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else None
            if isinstance(properties, pikepdf.Name):
                properties = resources.Properties[str(properties)]
            stated = properties if properties is not None else pikepdf.Dictionary()
            artifact = str(operands[0]) == "/Artifact"
            marks.append("Artifact" if artifact else int(stated.MCID) if "/MCID" in stated else None)
            replaced.append("/ActualText" in stated)
            if "/ActualText" in stated:
                yield Piece(str(stated.ActualText), tuple(marks))
        elif name == "EMC":
            marks.pop()
            replaced.pop()
        elif name == "Tf":
            font = _unicode_map(resources.Font[str(operands[0])], maps)
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            text = "".join(font.get(codes[i] << 8 | codes[i + 1], "\ufffd") for i in range(0, len(codes), 2))
            if not any(replaced):
                yield Piece(text, tuple(marks), line=line)
        elif name == "ET":
            line += 1
        elif name in ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh"):
            yield Piece("", tuple(marks))
        elif name == "Do":
            inner = resources.XObject[str(operands[0])]
            if inner.Subtype == "/Form":
                yield from painted(inner, inner.get("/Resources", resources), maps, tuple(marks))
            else:
                yield Piece("", tuple(marks), image=True)


def _unicode_map(font: Any, maps: dict[Any, dict[int, str]]) -> dict[int, str]:
    """The character of each glyph of a font."""
    if font.objgen not in maps:
        mapping: dict[int, str] = {}
        table = font.ToUnicode.read_bytes().decode("ascii") if "/ToUnicode" in font else ""
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
                mapping[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
        for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
            for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
                begin = int.from_bytes(bytes.fromhex(text), "big")
                for code in range(int(first, 16), int(last, 16) + 1):
                    mapping[code] = chr(begin + code - int(first, 16))
        maps[font.objgen] = mapping
    return maps[font.objgen]
