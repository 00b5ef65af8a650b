"""A matplotlib figure as SVG that can stand in a page: the same bytes twice, real text, no style sheet."""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers.base.paths import FONTS
from helpers.base.plain_text import known_to_xml

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
# matplotlib's paths: a letter and the points that belong to it, in places on the drawing.
_COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
# How matplotlib places a text: a line of several is moved there, a line by itself is turned there, by nothing.
_MOVED = re.compile(r"translate\((\S+) (\S+)\)")
_NOT_TURNED = re.compile(r"rotate\(-?0 [^)]*\)")

for _path in sorted(FONTS.glob("SourceSans3-*.ttf")):
    font_manager.fontManager.addfont(_path)
ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


@dataclass(frozen=True)
class Mark:
    """What a part of a drawing says when it is pointed at, and the fact that it leads to (none where blank)."""

    text: str
    fact: str = ""


def svg_of(figure: Figure, name: str, marks: Mapping[str, Mark] | None = None) -> str:
    """The drawing as one `<svg>` element; `name` keeps its ids apart from those of other drawings.

    `marks` has, by the `gid` of an artist, what it says: its group gets `data-mark` (the gid), `data-fact` and
    a `<title>`, which browsers show without any script.

    Styles become presentation attributes, so that a page needs no inline style for it; text stays
    text in the book's font. Places are told to a hundredth of a point, and outlines in steps: the same
    drawing, of which a page waits for a third less.
    """
    buffer = io.StringIO()
    # Two dollars in a label are dollars, and a sign that the font lacks is drawn by whoever shows the picture.
    for text in figure.findobj(Text):
        text.set_parse_math(False)
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": name, "text.parse_math": False}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    root = ElementTree.fromstring(known_to_xml(buffer.getvalue()))
    # matplotlib's one rule, as attributes of the root.
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    _drop_styles(root)
    _put_marks(root, marks or {})
    _name_ids(root, name)
    _shorten(root)
    # The page decides the size; the viewBox keeps the proportions.
    for attribute in ("width", "height", "version"):
        del root.attrib[attribute]
    return _tidy(known_to_xml(ElementTree.tostring(root, encoding="unicode")))


def _drop_styles(root: ElementTree.Element) -> None:
    """Turn `style` into presentation attributes, and drop the style sheet."""
    for parent in root.iter():
        for child in list(parent):
            if child.tag == f"{{{_SVG}}}style":
                parent.remove(child)
        for declaration in parent.attrib.pop("style", "").split(";"):
            key, colon, value = declaration.partition(":")
            if colon:
                parent.set(key.strip(), value.strip())


def _put_marks(root: ElementTree.Element, marks: Mapping[str, Mark]) -> None:
    for group in root.iter(f"{{{_SVG}}}g"):
        gid = group.get("id", "")
        if mark := marks.get(gid):
            group.set("data-mark", gid)
            if mark.fact:
                group.set("data-fact", mark.fact)
            title = ElementTree.Element(f"{{{_SVG}}}title")
            title.text = mark.text
            group.insert(0, title)
            for shape in group:
                if shape.get("fill") == "none":  # a place to point at, where nothing is drawn
                    shape.set("pointer-events", "all")


def _name_ids(root: ElementTree.Element, name: str) -> None:
    """Keep only the ids that something refers to, with the drawing's name before them."""
    text = ElementTree.tostring(root, encoding="unicode")
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', text))
    for element in root.iter():
        identifier = element.attrib.pop("id", None)
        if identifier in used:
            element.set("id", f"{name}-{identifier}")
        for key, value in element.attrib.items():
            if key == f"{{{_XLINK}}}href":
                element.set(key, value.replace("#", f"#{name}-"))
            elif value.startswith("url(#"):
                element.set(key, value.replace("url(#", f"url(#{name}-"))


def _shorten(root: ElementTree.Element) -> None:
    for element in root.iter():
        transform = element.get("transform", "")
        if moved := _MOVED.fullmatch(transform) if element.tag == f"{{{_SVG}}}text" else None:
            element.attrib |= {"x": moved[1], "y": moved[2]}
        if moved or _NOT_TURNED.fullmatch(transform):
            del element.attrib["transform"]
        if path := element.get("d"):
            element.set("d", in_steps(path))
        for attribute in ("x", "y", "transform"):
            if value := element.get(attribute):
                element.set(attribute, _LONG_NUMBER.sub(lambda found: _number(_hundredths(found[0])), value))


def in_steps(path: str) -> str:
    """The same path told as steps from point to point, to a hundredth, with no sign that can be left out.

    `path` has the commands that matplotlib writes: `M`, `L`, `Q`, `C` and `z`, all with absolute places.
    """
    told: list[str] = []
    start = here = (0, 0)
    last = ""
    commands = _COMMAND.findall(path)
    for (command, numbers), (following, _) in zip(commands, [*commands[1:], ("", "")], strict=True):
        if command == "z":
            told.append("z")
            here, last = start, ""
            continue
        values = [_hundredths(number) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "M":
            start = here = points[0]
            told.append(f"M{_numbers(here)}")
            last = ""
            continue
        if following == "z" and command == "L" and points == [start]:
            continue  # closing draws this line
        steps = _numbers([number for x, y in points for number in (x - here[0], y - here[1])])
        if command != last:
            told.append(command.lower())
        elif not steps.startswith("-"):
            told.append(" ")
        told.append(steps)
        here, last = points[-1], command
    return "".join(told)


def _hundredths(number: str) -> int:
    return round(float(number) * 100)


def _number(hundredths: int) -> str:
    """As short as it can be written: 1250 is "12.5", -40 is "-.4"."""
    text = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _numbers(hundredths: Sequence[int]) -> str:
    return " ".join(map(_number, hundredths)).replace(" -", "-")


def _tidy(text: str) -> str:
    """The markup without matplotlib's line breaks and empty groups."""
    text = re.sub(r"\s*\n\s*", " ", text)
    text = re.sub(r">\s+<", "><", text)
    while (shorter := re.sub(r"<(g|defs)>\s*</\1>|<(g|defs)\s*/>", "", text)) != text:
        text = shorter
    return text
