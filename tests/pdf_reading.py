"""What a PDF says: the text of its pages and its structure, read without any system program."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf


def page_texts(pdf: pikepdf.Pdf) -> list[str]:
    """The text of each page in the order of its content, headings and feet included, without blanks.

    Blanks are left out because a PDF need not have any between lines; `squeezed` makes a text comparable.
    """
    return [squeezed("".join(_shown(page, page.obj.get("/Resources"), {}))) for page in pdf.pages]


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
    font: dict[int, str] = {}
    replaced: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name == "BDC":
            properties = operands[1]
            actual = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
            replaced.append(actual is not None)
            if actual is not None:
                yield str(actual)
        elif name == "BMC":
            replaced.append(False)
        elif name == "EMC":
            replaced.pop()
        elif name == "Tf":
            font = _unicode_map(resources.Font[str(operands[0])], maps)
        elif name in ("Tj", "TJ") and not any(replaced):
            parts = operands[0] if name == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    yield "".join(font[codes[i] << 8 | codes[i + 1]] for i in range(0, len(codes), 2))
        elif name == "Do":
            inner = resources.XObject[str(operands[0])]
            if inner.Subtype == "/Form":
                yield from _shown(inner, inner.get("/Resources", resources), maps)


def _unicode_map(font: Any, maps: dict[Any, dict[int, str]]) -> dict[int, str]:
    """The character of each glyph of a font."""
    if font.objgen not in maps:
        mapping = {}
        table = font.ToUnicode.read_bytes().decode("ascii")
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
