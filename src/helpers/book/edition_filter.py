"""Prose that follows the edition: what does not apply to it is taken out before notes are numbered.

The author marks what holds only for an edition re-created from a report with the class
`reconstructed`, and what holds only for one of answers with `survey`: a span `[…]{.survey}`, or
`{.survey}` above a paragraph, list or heading. What tells of the asking of one question carries the
class `asked-` and the question's key. Without a mark, a sentence goes where it quotes a number
that the edition does not have, or what its `edition.yml` does not tell of the making of the survey, or
points to a table or figure with nothing to show; where that is because a question was not asked or too
few answered, its section says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from helpers.book.alternatives import alternatives_to
from helpers.book.conclusions import find_spans, judged
from helpers.book.cross_chapter import outputs_of
from helpers.book.environment import quotations_of
from helpers.book.nodes import absent, instead
from helpers.book.sentences import split_sentences
from helpers.facts.absence import NOT_ASKED, Absence, Absences, tell_absences
from helpers.facts.claims_csv import UNKNOWN
from helpers.facts.missing import DASH
from helpers.facts.model import Facts

# Before the key of a question, in the class of what tells of its asking.
ASKED = "asked-"
# The class of what stands in the place of what is not there.
NOTHING = "nothing-to-show"
_LOGGER = logging.getLogger(__name__)


class FollowEdition(SphinxTransform):
    """Takes out of a page what does not apply to the edition."""

    # Footnotes are numbered at 620.
    default_priority = 600

    def apply(self, **_: object) -> None:
        """Change the page in place; warns of a quoted number that no edition has."""
        quotations = quotations_of(self.app)
        edition = quotations.facts.edition
        bound = {span["names"][0] for span in find_spans(self.document, "claim")}
        kinds = ("reconstructed", "survey")
        self._take_out_other_editions(*(kinds if edition.reconstructed else reversed(kinds)))
        self._take_out_unasked(quotations.absences, edition.key)
        self._place_notes()
        self._mark_conclusions(quotations.absences, quotations.facts)
        for paragraph in list(self.document.findall(nodes.paragraph)):
            self._take_out_sentences(paragraph, edition.key)
        self._take_out_notes_nobody_refers_to()
        self._take_out_empty_sections()
        # What was taken out is not judged.
        gone = bound - {span["names"][0] for span in find_spans(self.document, "claim")}
        for node in self.document.findall(judged):
            node["claims"] = [claim for claim in node["claims"] if claim["name"] not in gone]
        for place in list(self.document.findall(absent)):
            if "fault" in place:
                _LOGGER.error(place["fault"], location=place)
            # In a cell of a table there is no sentence to take out.
            place.replace_self(nodes.Text(DASH))

    def _take_out_other_editions(self, this: str, other: str) -> None:
        for node in list(self.document.findall(nodes.Element)):
            classes = node.get("classes", ())
            if other in classes and node.parent is not None:
                _remove(node)
            elif this in classes and isinstance(node, nodes.inline):
                # Its sentences are the paragraph's own.
                node.parent.replace(node, node.children)

    def _take_out_unasked(self, absences: Absences, edition: str) -> None:
        """Leave of what tells of a question that was not asked only the word that it was not."""
        for node in list(self.document.findall(nodes.Element)):
            keys = [name.removeprefix(ASKED) for name in node.get("classes", ()) if name.startswith(ASKED)]
            missing = [absence for key in keys if (absence := absences.find_question(key))]
            if not missing:
                if keys and isinstance(node, nodes.inline):
                    node.parent.replace(node, node.children)
            elif isinstance(node, nodes.inline):
                node.replace_self(absent("", absence=missing[0], sentence=True))
            elif isinstance(node, nodes.section):
                lost = [n for n in node.children if not isinstance(n, nodes.title | nodes.footnote)]
                for child in lost:
                    node.remove(child)
                node.insert(1, nodes.paragraph("", tell_absences(missing, edition), classes=[NOTHING]))
            else:
                _tell_once(node, tell_absences(missing, edition))
                _remove(node)

    def _place_notes(self) -> None:
        """Put each note in the place of its cell."""
        for note in list(self.document.findall(instead)):
            cell = _ancestor(note, lambda node: node.get("nb_element") == "cell_code")
            if cell is None or cell.parent is None:
                continue
            if note["text"]:
                cell.replace_self(nodes.paragraph("", note["text"], classes=[NOTHING]))
            else:
                _remove(cell)

    def _mark_conclusions(self, absences: Absences, facts: Facts) -> None:
        """Let a conclusion go the way of its numbers where the edition does not have them.

        About a question that was not asked there is nothing to judge. One that too few or none answered
        cannot be judged: its place stays, for the list of all conclusions to point to.
        """
        spans = {span["names"][0]: span for kind in ("claim", "otherwise") for span in find_spans(self.document, kind)}
        stand_ins = {span["names"][0] for span in find_spans(self.document, "otherwise")}
        for claim in [claim for node in self.document.findall(judged) for claim in node["claims"]]:
            if claim["name"] in stand_ins:
                continue
            found = [absence for number in claim["numbers"] if (absence := absences.find(number["fact"]))]
            named = (claim["name"], *alternatives_to(claim["name"], spans, facts.edition.key))
            own = [spans[name] for name in named if name in spans]
            holes = [place for span in own for place in span.findall(absent) if "absence" in place]
            unasked = [absence for absence in found if absence.reason == NOT_ASKED]
            if unasked or (holes and claim["state"] != UNKNOWN):
                for span in own:
                    span.replace_self(absent(absence=unasked[0] if unasked else holes[0]["absence"], sentence=True))
                continue
            for place in holes:
                place.replace_self(nodes.Text(DASH))
            if found and own and claim["state"] == UNKNOWN:
                own[0]["absences"], own[0]["sentence"] = found, own[0].astext()

    def _take_out_sentences(self, paragraph: nodes.paragraph, edition: str) -> None:
        """Take out the sentences that want what is not there, and say why in their place."""
        absences: list[Absence] = []
        kept: list[nodes.Node] = []
        whole = True
        for sentence in split_sentences(paragraph.children):
            places = [span for span in _below(sentence, nodes.inline) if "absences" in span]
            missing = [place["absence"] for place in _below(sentence, absent) if "absence" in place]
            missing += [absence for place in places for absence in place["absences"]]
            references = _below(sentence, addnodes.pending_xref)
            dangling = [ref for ref in references if outputs_of(self.env).shows_nothing(ref["reftarget"])]
            absences += missing
            untold = any("untold" in place for place in _below(sentence, absent))
            if missing or dangling or untold:
                whole = False
                for place in places:
                    place.children = []
                kept += places
            else:
                # The space between two sentences went with the one between them.
                if _run_together(kept, sentence):
                    kept.append(nodes.Text(" "))
                kept += sentence
        if whole:
            return
        paragraph.children = []
        paragraph.extend(kept)
        asked = [absence for absence in absences if absence.reason != NOT_ASKED]
        if asked and not _within_footnote(paragraph):
            paragraph += [nodes.Text(" "), nodes.emphasis("", f"[{tell_absences(asked, edition)}]")]
        unasked = [absence for absence in absences if absence.reason == NOT_ASKED]
        if unasked and not _within_footnote(paragraph):
            _tell_once(paragraph, tell_absences(unasked, edition))
        if not paragraph.astext().strip():
            _remove(paragraph)

    def _take_out_notes_nobody_refers_to(self) -> None:
        """Footnotes that lost their text go with their references, and those without a reference go too."""
        document = self.document
        while True:
            references = list(document.findall(nodes.footnote_reference))
            named = {ref["refname"] for ref in references}
            notes = list(document.findall(nodes.footnote))
            gone = [n for n in notes if n["names"][0] not in named or not n.astext().strip()]
            if not gone:
                return
            names = {note["names"][0] for note in gone}
            for node in [*gone, *(ref for ref in references if ref["refname"] in names)]:
                _remove(node)
            document.autofootnotes = [n for n in document.autofootnotes if n not in gone]
            alive = set(map(id, document.findall(nodes.footnote_reference)))
            document.autofootnote_refs = [ref for ref in document.autofootnote_refs if id(ref) in alive]
            for name in list(document.footnote_refs):
                document.footnote_refs[name] = [r for r in document.footnote_refs[name] if id(r) in alive]
                if not document.footnote_refs[name]:
                    del document.footnote_refs[name]

    def _take_out_empty_sections(self) -> None:
        """Sections of which nothing but the heading is left, the inner ones first; notes go to the section around.

        A box that has lost all but its title goes too.
        """
        for box in list(self.document.findall(nodes.admonition)):
            if all(isinstance(child, nodes.title) for child in box.children):
                _remove(box)
        bare = (nodes.title, nodes.target, nodes.comment, nodes.footnote, judged)
        for section in reversed(list(self.document.findall(nodes.section))):
            if isinstance(section.parent, nodes.section) and all(isinstance(n, bare) for n in section.children):
                # Where other pages point to it, they find the section around.
                section.parent["ids"].extend(section["ids"])
                section.parent.extend(n for n in section.children if isinstance(n, nodes.footnote | judged))
                _remove(section)


def _tell_once(place: nodes.Element, text: str) -> None:
    """Put a sentence before the place, unless the page says it already."""
    section = _ancestor(place, lambda node: isinstance(node, nodes.section))
    said = [p.astext() for p in place.document.findall(nodes.paragraph) if NOTHING in p["classes"]]
    if not any(text in each for each in said):
        while section is not None and place.parent is not section:
            place = place.parent
        place.parent.insert(place.parent.index(place), nodes.paragraph("", text, classes=[NOTHING]))


def _run_together(before: Sequence[nodes.Node], after: Sequence[nodes.Node]) -> bool:
    """Whether no white space stands between two runs of nodes; the mark of a footnote has no text yet."""
    last = next((node.astext() for node in reversed(before) if node.astext()), " ")
    first = next((node.astext() for node in after if node.astext()), " ")
    return not last[-1].isspace() and not first[0].isspace()


def _below(sentence: Iterable[nodes.Node], kind: type[nodes.Element]) -> Iterator[nodes.Element]:
    for node in sentence:
        yield from node.findall(kind)


def _ancestor(node: nodes.Node, wanted: Callable[[nodes.Element], bool]) -> nodes.Element | None:
    while node is not None and not wanted(node):
        node = node.parent
    return node


def _within_footnote(node: nodes.Node) -> bool:
    return _ancestor(node, lambda each: isinstance(each, nodes.footnote)) is not None


def _remove(node: nodes.Node) -> None:
    """Take a node out, and with it each parent that is left empty (no section: it has a heading)."""
    parent = node.parent
    if parent is None:
        return
    parent.remove(node)
    if not parent.children and isinstance(
        parent, nodes.list_item | nodes.bullet_list | nodes.enumerated_list | nodes.paragraph | nodes.container
    ):
        _remove(parent)


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.cross_chapter")
    app.add_transform(FollowEdition)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
