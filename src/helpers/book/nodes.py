"""Nodes of the book that docutils does not have, and how pages show them."""

from typing import Any

from docutils import nodes

# The classes of what only the web book has (lists to look a number up in), and of what only print has.
WEB_ONLY, PRINT_ONLY = "web-only", "print-only"


class absent(nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes so
    """The place of what the edition does not have.

    `absence` says why, `fault` that it is a mistake, and `untold` that an edition need not say it.
    """


class instead(nodes.General, nodes.Element):  # noqa: N801
    """What stands in the place of the table or figure `name`: the paragraph `text`, or nothing."""


class chart(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """A drawing: its markup in `svg`, the sentence that stands for it in `alt`."""


def visit_chart_html(translator: Any, node: chart) -> None:
    """Write the drawing into the page, with its sentence for those who cannot see it.

    Below it is the place where `figures.js` tells what is pointed at; without script it is empty.
    """
    alt = translator.attval(node["alt"])
    translator.body.append(node["svg"].replace("<svg ", f'<svg role="img" aria-label="{alt}" ', 1))
    if "data-mark" in node["svg"]:
        translator.body.append('<div class="reading"></div>')
    raise nodes.SkipNode


def visit_chart_text(translator: Any, node: chart) -> None:
    """The sentence that stands for the drawing."""
    translator.add_text(node["alt"])
    raise nodes.SkipNode
