"""A matplotlib figure as SVG that can stand in a page: the same bytes twice, real text, no style sheet."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from helpers.paths import FONTS

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

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
    text in the book's font.
    """
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    root = ElementTree.fromstring(buffer.getvalue())
    # matplotlib's one rule, as attributes of the root.
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    _drop_styles(root)
    _put_marks(root, marks or {})
    _name_ids(root, name)
    # The page decides the size; the viewBox keeps the proportions.
    for attribute in ("width", "height", "version"):
        del root.attrib[attribute]
    return _tidy(ElementTree.tostring(root, encoding="unicode"))


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


def _tidy(text: str) -> str:
    """The markup without matplotlib's line breaks and empty groups."""
    text = re.sub(r"\s*\n\s*", " ", text)
    text = re.sub(r">\s+<", "><", text)
    while (shorter := re.sub(r"<(g|defs)>\s*</\1>|<(g|defs)\s*/>", "", text)) != text:
        text = shorter
    return text
