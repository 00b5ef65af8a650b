"""Living conclusions on the page: a bound sentence is printed only where its condition holds.

In the prose a bound sentence is a span, `[Sentence.]{#name .claim}`, and what the author would say otherwise are
others, `[Sentence.]{#name_ellers .otherwise}`, or in one edition alone `{#name_2026 .otherwise}`, each with a
condition of its own where it claims something. Where none of them is true either, the numbers are told. The
chapter's cells hold the judged conditions (see `helpers.facts.claims`), which arrive here as nodes of the same page.
The finding above a figure comes judged with its description (see `helpers.figures.headline`).
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from helpers.base.spreadsheet import inert
from helpers.book.alternatives import alternatives_to
from helpers.book.environment import quotations_of, reading_order
from helpers.book.page_data import Noted
from helpers.book.renderers import plain_json
from helpers.facts.claims import MEDIA_TYPE
from helpers.facts.claims_csv import HOLDS, UNKNOWN, WORDS, Conclusion
from helpers.facts.model import Facts
from helpers.facts.plain_numbers import tell_plainly
from helpers.facts.provenance import trace
from helpers.survey.edition import earlier_edition

LIST_PAGE = "konklusioner"
# The judged sentences.
_CLAIMS = Noted[list[dict[str, Any]]]("claims")
_LOGGER = logging.getLogger(__name__)


class judged(nodes.Invisible, nodes.Element):  # noqa: N801 - docutils names nodes so
    """The judged conditions of one cell, in `claims`."""


class conclusions(nodes.General, nodes.Element):  # noqa: N801
    """The place of the list of all conclusions."""


class ClaimsRenderer:
    """MyST-NB's plugin for judged conditions: they are kept for the sentences and not shown."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", MEDIA_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """The node that keeps the conditions of one cell; None for any other media type."""
        if inline or data.mime_type != MEDIA_TYPE:
            return None
        return [judged(claims=plain_json(data.content)["claims"])]


class ConclusionsDirective(SphinxDirective):
    """`{konklusioner}`: the list of all conclusions of the book with their state."""

    def run(self) -> list[nodes.Node]:
        """The place of the list; it is filled when all pages have been read."""
        return [conclusions()]


def judge_page(app: Sphinx, doctree: nodes.document) -> None:
    """Print, replace or mark each bound sentence of one page, and remember it for the list."""
    found = list(doctree.findall(judged))
    conditions = {claim["name"]: claim for node in found for claim in node["claims"]}
    for node in found:
        node.parent.remove(node)
    otherwise = {span["names"][0]: span for span in find_spans(doctree, "otherwise")}
    spans = {span["names"][0]: span for span in find_spans(doctree, "claim")}
    # A condition whose sentence was written anew without marks judges nothing; the review of the chapters tells of it.
    for name in sorted(set(spans) - set(conditions)):
        _LOGGER.warning('"%s": sætningen har ingen betingelse på denne side', name, location=spans[name])
    quotations = quotations_of(app)
    told = []
    for name, span in spans.items():
        if name in conditions:
            told.append(conditions[name] | {"sentence": " ".join(span.get("sentence", span.astext()).split())})
            _print(span, conditions[name], _stand_in(name, otherwise, conditions, quotations.facts), quotations.facts)
    for span in otherwise.values():
        span.parent.remove(span)
    for figure in _headed(doctree):
        told.append(figure["description"]["claim"] | {"sentence": figure["description"]["finding"]})
    _CLAIMS.of(app.env)[app.env.docname] = told


def _stand_in(
    name: str, otherwise: dict[str, nodes.inline], conditions: dict[str, dict[str, Any]], facts: Facts
) -> nodes.inline | None:
    """The first of the author's alternatives that is true: its condition holds, or it claims nothing and has none."""
    for each in alternatives_to(name, otherwise, facts.edition.key):
        if each not in conditions or conditions[each]["state"] == HOLDS:
            return otherwise[each]
    return None


def find_spans(doctree: nodes.document, kind: str) -> Iterator[nodes.inline]:
    """The spans of one kind that have a name: `claim`, a bound sentence, or `otherwise`, the alternative to one."""
    for span in list(doctree.findall(nodes.inline)):
        if kind in span["classes"] and span["names"]:
            yield span


def _headed(doctree: nodes.document) -> Iterator[nodes.figure]:
    """The figures that have a finding, whether it holds or not."""
    for figure in doctree.findall(nodes.figure):
        if figure.get("description", {}).get("claim"):
            yield figure


def _print(span: nodes.inline, claim: dict[str, Any], otherwise: nodes.inline | None, facts: Facts) -> None:
    """Leave a sentence that holds; put the alternative or the plain numbers in the place of one that does not.

    Where `helpers.book.edition_filter` took a sentence out (it is kept in `sentence`), its paragraph says why.
    """
    span["classes"].append(claim["state"])
    if claim["state"] == HOLDS or "sentence" in span:
        return
    year = earlier_edition(facts.edition.key) or facts.edition.key
    if claim["state"] == UNKNOWN:
        span.children = [nodes.emphasis("", f"[Konklusionen kan ikke afgøres. {claim['reason']}]")]
    else:
        numbers = {number["fact"]: number["text"] for number in claim["numbers"]}
        told = (
            [nodes.Text(tell_plainly(numbers, facts, numbers.__getitem__))] if otherwise is None else otherwise.children
        )
        span.children = [*told, nodes.Text(" "), nodes.emphasis("", f"[Ændret siden {year}.]")]
    for child in span.children:
        child.parent = span


def list_conclusions(env: BuildEnvironment) -> list[dict[str, Any]]:
    """Every judged sentence of the book in reading order, with its page under `page`."""
    claims = _CLAIMS.of(env)
    return [claim | {"page": page} for page in reading_order(env) for claim in claims.get(page, [])]


def fill_lists(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the list of conclusions in its place, and a way to it behind each bound sentence."""
    env = app.env
    for place in list(doctree.findall(conclusions)):
        place.replace_self(_list_nodes(app, list_conclusions(env), docname))
    home = next((page for page in env.found_docs if page.split("/")[-1] == LIST_PAGE), None)
    if app.builder.format != "html" or home is None:
        return
    # A sentence that is told again leads to the one that its condition is bound to.
    listed = {claim["name"]: own for own, claims in _by_condition(list_conclusions(env)).items() for claim in claims}
    for span in find_spans(doctree, "claim"):
        if "sentence" in span:
            continue
        name = span["names"][0]
        span += _way(f"{app.builder.get_relative_uri(docname, home)}#{_anchor(listed.get(name, name))}")
    for figure in _headed(doctree):
        claim = figure["description"]["claim"]
        if claim["state"] == HOLDS:
            caption = next(iter(figure.findall(nodes.caption)))
            caption += _way(f"{app.builder.get_relative_uri(docname, home)}#{_anchor(claim['name'])}")


def _way(target: str) -> nodes.reference:
    """The way from a sentence to its condition."""
    link = nodes.reference("", "", internal=True, refuri=target, classes=["why"])
    link += nodes.inline("", "Se betingelsen", classes=["unseen"])
    return link


def _anchor(name: str) -> str:
    return f"konklusion-{nodes.make_id(name)}"


def _by_condition(claims: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The conclusions by the name that their list has them under: each before those that tell it again."""
    every = {claim["name"] for claim in claims}
    found: dict[str, list[dict[str, Any]]] = {}
    for claim in sorted(claims, key=lambda claim: bool(claim.get("retold"))):
        own = claim.get("retold", "")
        found.setdefault(own if own in every else claim["name"], []).append(claim)
    return found


def _list_nodes(app: Sphinx, claims: list[dict[str, Any]], docname: str) -> list[nodes.Node]:
    """A definition list: the sentence and its state, then condition, numbers and chapter."""
    quotations = quotations_of(app)
    facts = quotations.facts
    entries = []
    by_condition = _by_condition(claims)
    for own in (claim["name"] for claim in claims if claim["name"] in by_condition):
        claim = by_condition[own][0]
        term = nodes.term(
            "", "", nodes.strong("", WORDS[claim["state"]].capitalize()), nodes.Text(f": {claim['sentence']}")
        )
        term["ids"] = [_anchor(claim["name"])]
        lines = [f"Betingelse: {claim['rule']}", *([claim["reason"]] if claim["reason"] else [])]
        lines.append("Tal: " + "; ".join(f"{_name(n['fact'], facts)}: {n['text']}" for n in claim["numbers"]) + ".")
        where = nodes.paragraph("", "Står i ")
        for number, told in enumerate(by_condition[own]):
            where += nodes.Text("; også i " if number == 1 else "; " if number else "")
            target = f"{app.builder.get_relative_uri(docname, told['page'])}#{nodes.make_id(told['name'])}"
            where += nodes.reference("", app.env.titles[told["page"]].astext(), internal=True, refuri=target)
        body = nodes.definition("", *(nodes.paragraph("", line) for line in lines), where)
        entries.append(nodes.definition_list_item("", term, body))
    return [nodes.definition_list("", *entries, classes=["conclusions"])]


def _name(fact_id: str, facts: Facts) -> str:
    """The fact in words; its id where the edition has no such fact."""
    return trace(fact_id, facts).label if fact_id in facts else fact_id


def write_conclusions(app: Sphinx, env: BuildEnvironment) -> None:
    """Write every conclusion of the book as CSV, where the configuration names a file for them."""
    if not app.config.vaeresteder_claims:
        return
    quotations = quotations_of(app)
    edition = quotations.facts.edition
    note = edition.short_notice if edition.reconstructed else ""
    with Path(app.config.vaeresteder_claims).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Conclusion._fields)
        for claim in list_conclusions(env):
            numbers = "; ".join(f"{number['fact']} = {number['text']}" for number in claim["numbers"])
            line = (claim["sentence"], claim["rule"], numbers, claim["reason"], note, claim.get("retold", ""))
            writer.writerow(Conclusion(claim["name"], claim["state"], claim["page"], *map(inert, line)))


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("helpers.book.extension")
    app.add_config_value("vaeresteder_claims", "", "", str)
    app.add_node(judged)
    app.add_node(conclusions)
    app.add_directive("konklusioner", ConclusionsDirective)
    app.connect("doctree-read", judge_page)
    _CLAIMS.connect(app)
    app.connect("doctree-resolved", fill_lists)
    app.connect("env-updated", write_conclusions)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
