"""References to numbered tables and figures, each page unpickled once.

Sphinx reads the whole page that a `numref` points to, from the disk and anew for each reference; that took more than
half of the time in which a book was written.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment


class _Remembering:
    """The environment, but for pages that it has read already; they are for looking at, not for changing."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._pages: dict[str, nodes.document] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_doctree(self, docname: str) -> nodes.document:
        """The page as it was read."""
        if docname not in self._pages:
            self._pages[docname] = self._env.get_doctree(docname)
        return self._pages[docname]


class References(StandardDomain):
    """Sphinx's own references, with a memory."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._remembering = _Remembering(env)

    def resolve_xref(self, env: BuildEnvironment, *arguments: Any) -> Any:
        """What Sphinx makes of a reference."""
        return super().resolve_xref(self._remembering, *arguments)  # type: ignore[arg-type]


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the pages where one is read anew or gone."""
    env.get_domain("std")._remembering._pages.clear()  # type: ignore[attr-defined]


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.add_domain(References, override=True)
    app.connect("env-purge-doc", forget_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
