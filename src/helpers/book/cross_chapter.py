"""What is told again: conclusions on the front page or at the head of a chapter, and a figure of another chapter.

`[Sentence.]{#name .claim .if-other}` is judged by the condition that is bound as `other`, on this page or
another. So a conclusion has one condition, wherever in the book it is told. `{figur-igen}` shows a figure
without its number, which stays where it stands.
"""

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from helpers.book.build_context import build_of
from helpers.book.chapter_outputs import ChapterOutputs, read_outputs
from helpers.book.conclusions import find_spans, judged, list_conclusions
from helpers.book.nodes import chart

# Before the name of a condition, in the class of a sentence that is judged by it.
IF = "if-"
_LOGGER = logging.getLogger(__name__)


class BringConditions(SphinxTransform):
    """Puts the conditions of other sentences on the page, under the names of those that tell them again."""

    # Before `helpers.book.edition_filter` takes out what does not apply.
    default_priority = 590

    def apply(self, **_: object) -> None:
        """Change the page in place. A sentence whose condition is nowhere is left for `judge_page` to warn of."""
        here = {claim["name"]: claim for node in self.document.findall(judged) for claim in node["claims"]}
        brought = [
            known | {"name": span["names"][0], "retold": other}
            for kind in ("claim", "otherwise")
            for span in find_spans(self.document, kind)
            for other in _told_again(span)
            if (known := here.get(other) or outputs_of(self.env).conditions.get(other))
        ]
        if brought:
            self.document += judged(claims=brought)


def _told_again(span: nodes.inline) -> Iterator[str]:
    """The name of the condition that a sentence borrows."""
    for name in span["classes"]:
        if name.startswith(IF):
            yield name.removeprefix(IF)


class FigureAgain(SphinxDirective):
    """`{figur-igen} name`: the drawing of a figure that stands elsewhere; nothing where it has nothing to show."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The figure, without a number and a place to refer to."""
        content = outputs_of(self.env).descriptions.get(self.arguments[0])
        if content is None:
            raise self.error(f'Ingen figur eller tabel i bogen hedder "{self.arguments[0]}".')
        if content["kind"] != "figure":
            return []
        legend = nodes.legend("", nodes.paragraph("", content["headline"], classes=["headline"]))
        legend += nodes.paragraph("", content["subtitle"], classes=["subtitle"])
        drawing = chart(svg=content["svg"], alt=content["alt"])
        figure = nodes.figure("", drawing, legend, classes=["again"])
        source = nodes.paragraph("", content["source"], classes=["source"])
        # In a block of their own, as where a cell shows a figure.
        return [nodes.container("", figure, source, classes=["cell_output"])]


def read_chapters(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Wait until all chapters are executed, and remember what they show, before any page is read.

    All, because a page tells again what another chapter shows, and leaves out what refers to nothing. Returns no page
    that Sphinx would not read by itself.
    """
    build = build_of(app)
    build.wait_for_chapters()
    build.outputs = read_outputs(map(Path, map(env.doc2path, env.found_docs)))
    return []


def compare_with_chapters(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn where a condition was judged otherwise on its own page: its chapter was stored with older numbers.

    A bare `jupyter-book build` executes the chapters as it reads them, after the stored ones were looked at.
    """
    every = {claim["name"]: claim for claim in list_conclusions(env)}
    for claim in every.values():
        own = every.get(claim.get("retold", ""))
        if own and (own["state"], own["numbers"]) != (claim["state"], claim["numbers"]):
            _LOGGER.warning(
                '"%s": betingelsen »%s« er nu bedømt anderledes i sit eget kapitel. Kør make notebooks.',
                claim["name"], own["name"], location=claim["page"],
            )  # fmt: skip


def outputs_of(env: BuildEnvironment) -> ChapterOutputs:
    """What all chapters show, for the page that is being read."""
    return build_of(env.app).outputs


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.conclusions")
    app.add_transform(BringConditions)
    app.add_directive("figur-igen", FigureAgain)
    app.connect("env-get-outdated", read_chapters)
    app.connect("env-updated", compare_with_chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
