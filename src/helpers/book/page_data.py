"""What is noted of each page while it is read: kept with Sphinx's environment, forgotten where a page is read anew."""

from typing import Generic, TypeVar

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

Note = TypeVar("Note")


class Noted(Generic[Note]):
    """Notes of one kind, one a page."""

    def __init__(self, kind: str) -> None:
        self._name = f"vaeresteder_{kind}"

    def of(self, env: BuildEnvironment) -> dict[str, Note]:
        """The notes by page, to be added to."""
        if not hasattr(env, self._name):
            setattr(env, self._name, {})
        notes: dict[str, Note] = getattr(env, self._name)
        return notes

    def connect(self, app: Sphinx) -> None:
        """Let the notes of a page go with it."""
        app.connect("env-purge-doc", self._forget)

    def _forget(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        self.of(env).pop(docname, None)
