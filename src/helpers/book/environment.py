"""What the extensions of the book look up in Sphinx: the order of its pages, and what its sentences quote."""

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from helpers.book.build_context import build_of
from helpers.book.quotations import Quotations, load_book_facts


def reading_order(env: BuildEnvironment) -> Iterator[str]:
    """The pages of the book, the front page first, whenever each was read by Sphinx."""
    waiting = [env.config.root_doc]
    while waiting:
        yield (page := waiting.pop(0))
        waiting = [*env.toctree_includes.get(page, []), *waiting]


def load_quotations(app: Sphinx) -> None:
    """All that the roles quote, before the first page is read."""
    build, config = build_of(app), app.config
    facts = build.facts or load_book_facts(config.vaeresteder_edition, config.vaeresteder_responses)
    build.quotations = Quotations(facts)


def quotations_of(app: Sphinx) -> Quotations:
    """All that the roles of this build quote."""
    return build_of(app).quotations
