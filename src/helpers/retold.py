"""What is told again: conclusions on the front page or at the head of a chapter, and a figure of another chapter.

`[Sentence.]{#name .claim .if-other}` is judged by the condition that is bound as `other`, on this page or
another. So a conclusion has one condition, wherever in the book it is told. `{figur-igen}` shows a figure
without its number, which stays where it stands.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from helpers.claims import MEDIA_TYPE as CLAIMS
from helpers.conclusions import find_spans, judged, list_conclusions
from helpers.descriptions import MEDIA_TYPE
from helpers.notebook_files import nbformat
from helpers.pages import chart

# Before the name of a condition, in the class of a sentence that is judged by it.
IF = "if-"
_LOGGER = logging.getLogger(__name__)


class BringConditions(SphinxTransform):
    """Puts the conditions of other sentences on the page, under the names of those that tell them again."""

    # Before `helpers.prose` takes out what does not apply.
    default_priority = 590

    def apply(self, **_: object) -> None:
        """Change the page in place. A sentence whose condition is nowhere is left for `judge_page` to warn of."""
        here = {claim["name"]: claim for node in self.document.findall(judged) for claim in node["claims"]}
        known = stored(self.env, "conditions") | here
        brought = [
            known[other] | {"name": span["names"][0], "retold": other}
            for span in find_spans(self.document, "claim")
            for other in _told_again(span)
            if other in known
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
        content = stored(self.env, "descriptions").get(self.arguments[0])
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


def find_stored(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Remember the judged conditions and the descriptions in all chapters, before any page is read."""
    conditions: dict[str, Any] = {}
    descriptions: dict[str, Any] = {}
    for path in map(Path, map(env.doc2path, env.found_docs)):
        cells = nbformat.read(path, as_version=4).cells if path.suffix == ".ipynb" else []
        for data in (output.get("data", {}) for cell in cells for output in cell.get("outputs", ())):
            conditions |= {claim["name"]: claim for claim in data.get(CLAIMS, {}).get("claims", ())}
            if content := data.get(MEDIA_TYPE):
                descriptions[content["name"]] = content
    env.vaeresteder_stored = {"conditions": conditions, "descriptions": descriptions}  # type: ignore[attr-defined]


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


def stored(env: BuildEnvironment, kind: str) -> dict[str, dict[str, Any]]:
    """What `find_stored` remembered of all chapters, by name: `conditions` or `descriptions`."""
    kinds: dict[str, dict[str, dict[str, Any]]] = env.vaeresteder_stored  # type: ignore[attr-defined]
    return kinds[kind]


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.conclusions")
    app.add_transform(BringConditions)
    app.add_directive("figur-igen", FigureAgain)
    app.connect("env-before-read-docs", find_stored)
    app.connect("env-updated", compare_with_chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
