"""The glossary on every page: a term leads to its entry and shows its meaning where it stands.

The entries stand in the chapter with Sphinx's directive `{glossary}`; the first paragraph of each is
the meaning that is shown. In the text a term is `` {term}`CTI` `` or `` {term}`aftalen <Driftsoverenskomst>` ``.
In print a term is plain text: there is nothing to point at, and the glossary stands at the end.
"""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from helpers.book.page_data import Noted

# The class that Sphinx gives the list of entries.
GLOSSARY = "glossary"
# The meanings of terms by their ids.
_MEANINGS = Noted[dict[str, str]]("meanings")


class glossed(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names nodes so
    """A term in the text: `refuri` leads to its entry, `meaning` is shown in place under the id `described`."""


def note_meanings(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the meanings of the terms that one page explains, by the term's id."""
    found: dict[str, str] = {}
    for item in doctree.findall(nodes.definition_list_item):
        definition = item.next_node(nodes.definition)
        if GLOSSARY in item.parent["classes"] and definition is not None:
            meaning = " ".join(definition[0].astext().split())
            found |= {identity: meaning for term in item.findall(nodes.term) for identity in term["ids"]}
    _MEANINGS.of(app.env)[app.env.docname] = found


def explain_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make every reference to a term on a page show the meaning; in print, make it plain text."""
    meanings = {identity: text for page in _MEANINGS.of(app.env).values() for identity, text in page.items()}
    number = 0
    for reference in list(doctree.findall(nodes.reference)):
        inner = reference.children[0] if reference.children else None
        if not isinstance(inner, nodes.inline) or "std-term" not in inner["classes"]:
            continue
        address = reference.get("refuri") or f"#{reference['refid']}"
        words = inner.children
        if app.builder.format != "html":
            reference.replace_self(words)
        elif address.startswith("#"):
            # In the glossary itself the meaning stands a line away.
            reference.clear()
            reference.extend(words)
        else:
            number += 1
            meaning = meanings[address.partition("#")[2]]
            reference.replace_self(
                glossed("", "", *words, refuri=address, meaning=meaning, described=f"betydning-{number}")
            )


def visit_glossed_html(translator: Any, node: glossed) -> None:
    """A link that its meaning describes, so that a screen reader says both."""
    address, described = escape(node["refuri"]), node["described"]
    translator.body.append(f'<span class="term"><a href="{address}" aria-describedby="{described}">')


def depart_glossed_html(translator: Any, node: glossed) -> None:
    """The meaning itself; the style sheet shows it on hover and focus, `terms.js` on a tap."""
    meaning = f'<span class="meaning" role="tooltip" id="{node["described"]}">{escape(node["meaning"])}</span>'
    translator.body.append(f"</a>{meaning}</span>")


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.add_node(glossed, html=(visit_glossed_html, depart_glossed_html))
    app.connect("doctree-read", note_meanings)
    _MEANINGS.connect(app)
    app.connect("doctree-resolved", explain_terms)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
