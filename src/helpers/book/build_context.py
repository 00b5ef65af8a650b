"""One making of the book: what whoever makes it hands to Sphinx, and what Sphinx's extensions share meanwhile.

Sphinx gets it as one setting, `vaeresteder_build`. A bare `jupyter-book build` has one as well, with nothing in it.
"""

from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.base.cache import Cache
from helpers.base.forking import begin_fork

if TYPE_CHECKING:
    # To say what a build has takes none of the libraries that count and that read notebooks.
    from sphinx.application import Sphinx

    from helpers.book.chapter_outputs import ChapterOutputs
    from helpers.book.quotations import Quotations
    from helpers.facts.model import Facts

SETTING = "vaeresteder_build"


class Build:
    """What is kept from build to build, the facts where they are counted already, and work in processes beside.

    `quotations` are there when Sphinx is set up, and `outputs` before the first page is read.
    """

    quotations: "Quotations"
    outputs: "ChapterOutputs"

    def __init__(self, caches: Path | None = None, made_with: str = "") -> None:
        self.facts: Facts | None = None
        self._caches, self._made_with = caches, made_with
        self._beside: dict[str, tuple[BaseProcess, Connection]] = {}

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Sphinx stores its settings with the pages; of this one there is nothing to store."""
        return type(None), ()

    def wait_for_chapters(self) -> None:
        """Return when all chapters are executed: those that Sphinx executes itself never keep it waiting."""

    def cache(self, kind: str) -> Cache:
        """What was made before of one kind, in builds with the same program, settings, data and parameters."""
        return Cache(self._caches / kind if self._caches else None, self._made_with)

    def begin(self, name: str, work: Callable[..., object], *arguments: object) -> None:
        """Begin work in a fork of this process, which must be fit for it; `work` sends its result to its last argument.

        It ends with this process, and with `end`.
        """
        self._beside[name] = begin_fork(work, *arguments)

    def has_begun(self, name: str) -> bool:
        """Whether the work of this name was begun, and nobody has its result yet."""
        return name in self._beside

    def result(self, name: str) -> Any:
        """Wait for work, and return what it sends; raises EOFError where its process goes down."""
        process, end = self._beside.pop(name)
        try:
            return end.recv()
        finally:
            end.close()
            process.join()

    def end(self) -> None:
        """End what still works beside this process."""
        for process, end in self._beside.values():
            process.kill()
            process.join()
            end.close()
        self._beside.clear()


def build_of(app: "Sphinx") -> Build:
    """The making of the book that Sphinx is at work for."""
    build: Build = getattr(app.config, SETTING)
    return build
