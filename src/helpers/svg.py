"""A matplotlib figure as SVG that can stand in a page: the same bytes twice, real text, no style sheet."""

import io
import re
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from helpers.paths import FONTS

FONT = "Source Sans 3"
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

for _path in sorted(FONTS.glob("SourceSans3-*.ttf")):
    font_manager.fontManager.addfont(_path)
ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


def svg_of(figure: Figure, name: str) -> str:
    """The drawing as one `<svg>` element; `name` keeps its ids apart from those of other drawings.

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
