"""What is told again: conclusions on the front page or at the head of a chapter, and a figure of another chapter.

`[Sentence.]{#name .claim .if-other}` is judged by the condition that is bound as `other`, on this page or
another. So a conclusion has one condition, wherever in the book it is told. `{figur-igen}` shows a figure
without its number, which stays where it stands.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from helpers.book.conclusions import find_spans, judged, list_conclusions
from helpers.book.notebooks import read_notebook
from helpers.book.page_data import Noted
from helpers.book.pages import chart
from helpers.facts.claims import MEDIA_TYPE as CLAIMS
from helpers.figures.descriptions import MEDIA_TYPE

# Before the name of a condition, in the class of a sentence that is judged by it.
IF = "if-"
# The kinds and names that a page looked up.
_LOOKUPS = Noted[set[tuple[str, str]]]("lookups")
_KINDS = ("conditions", "descriptions", "notes")
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
            for span in find_spans(self.document, "claim")
            for other in _told_again(span)
            if (known := here.get(other) or look_up(self.env, "conditions", other))
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
        content = look_up(self.env, "descriptions", self.arguments[0])
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


def find_stored(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Remember the judged conditions and the descriptions in all chapters, before any page is read.

    Returns the pages that were read before and looked up what is not the same any more.
    """
    found: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
    for path in map(Path, map(env.doc2path, env.found_docs)):
        cells = read_notebook(path)["cells"] if path.suffix == ".ipynb" else []
        for data in (output.get("data", {}) for cell in cells for output in cell.get("outputs", ())):
            found["conditions"] |= {claim["name"]: claim for claim in data.get(CLAIMS, {}).get("claims", ())}
            if content := data.get(MEDIA_TYPE):
                found["descriptions"][content["name"]] = content
    found["notes"] = {name: True for name, content in found["descriptions"].items() if content["kind"] == "note"}
    before = getattr(env, "vaeresteder_stored", found)
    env.vaeresteder_stored = found  # type: ignore[attr-defined]
    return [
        page
        for page, looked_up in _LOOKUPS.of(env).items()
        if any(before[kind].get(name) != found[kind].get(name) for kind, name in looked_up)
    ]


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


def look_up(env: BuildEnvironment, kind: str, name: str) -> Any:
    """What all chapters have under a name, for the page that is being read, which is read anew if that changes.

    Of the kind `conditions` a judged condition, of `descriptions` a table or figure, and of `notes` whether the table
    or figure has nothing to show; None where there is none.
    """
    _LOOKUPS.of(env).setdefault(env.docname, set()).add((kind, name))
    return stored(env, kind).get(name)


def stored(env: BuildEnvironment, kind: str) -> dict[str, Any]:
    """All that `find_stored` remembered of one kind, by name; pages take theirs with `look_up`."""
    kinds: dict[str, dict[str, Any]] = env.vaeresteder_stored  # type: ignore[attr-defined]
    return kinds[kind]


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.conclusions")
    app.add_transform(BringConditions)
    app.add_directive("figur-igen", FigureAgain)
    app.connect("env-get-outdated", find_stored)
    _LOOKUPS.connect(app)
    app.connect("env-updated", compare_with_chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
