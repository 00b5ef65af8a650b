"""The book's contents and a page's contents, as plain data for the templates."""

from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Chapter:
    """A page of the book and what it is called."""

    docname: str
    title: str


@dataclass(frozen=True)
class Part:
    """Chapters under one heading of the table of contents; the first part may have none (`""`)."""

    caption: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class PageSection:
    """A heading on a page, `anchor` with its `#`, and the headings one level below it."""

    anchor: str
    title: str
    sections: tuple["PageSection", ...] = ()


def book_parts(env: BuildEnvironment) -> tuple[Part, ...]:
    """The parts of the book in reading order, the front page first in a part without a heading.

    The front page has the book's own title, which says nothing in a list of chapters.
    """
    root = env.config.root_doc
    parts = [Part("", (Chapter(root, "Forside"),))]
    for tree in env.tocs[root].findall(addnodes.toctree):
        chapters = tuple(Chapter(doc, env.titles[doc].astext()) for _, doc in tree["entries"])
        parts.append(Part(tree.get("caption") or "", chapters))
    return tuple(parts)


def page_sections(env: BuildEnvironment, docname: str) -> tuple[PageSection, ...]:
    """The headings of a page below its title, two levels; none for a page that is no chapter."""
    if docname not in env.tocs:
        return ()
    page = env.tocs[docname].next_node(nodes.list_item)
    return _sections_below(page, levels=2) if page is not None else ()


def _sections_below(item: nodes.Element, levels: int) -> tuple[PageSection, ...]:
    found = []
    for listing in item.children:
        if levels and isinstance(listing, nodes.bullet_list):
            for entry in listing.children:
                if isinstance(entry, nodes.list_item):
                    link = next(entry.findall(nodes.reference))
                    below = _sections_below(entry, levels - 1)
                    found.append(PageSection(link["anchorname"], link.astext(), below))
    return tuple(found)
