"""The book set once as it was, beside the build: then Typst sets what has changed since in half the time.

Typst remembers what it has set for as long as its process lives. So while one processor has nothing to do, a process
sets the book of the build before, and waits for the new one.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from helpers.base.cache import Kept
from helpers.base.forking import begin_fork
from helpers.pdf.typesetter import Typeset, can_fork, typeset

_BOOK = "book"


class Setter:
    """Sets one book, in another process where that has begun."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._beside: tuple[BaseProcess, Connection] | None = None

    def begin(self) -> None:
        """Begin to set the book of the build before, if its sources are kept and a process can be forked."""
        before = self._kept.take(_BOOK)
        if before is not None and can_fork():
            self._beside = begin_fork(_serve, before)

    def __call__(self, sources: Mapping[str, bytes], timestamp: int) -> Typeset:
        """What `typeset` makes of it; the sources are kept for the next build."""
        self._kept.keep(dict(sources), _BOOK)
        if self._beside is None:
            return typeset(sources, timestamp)
        _, end = self._beside
        try:
            end.send((dict(sources), timestamp))
            made: Typeset = end.recv()
        except (EOFError, OSError):
            # It went down; what it was asked for can be had here.
            return typeset(sources, timestamp)
        return made

    def end(self) -> None:
        """End the other process."""
        if self._beside is not None:
            process, end = self._beside
            process.kill()
            process.join()
            end.close()


@contextmanager
def setting(kept: Kept) -> Iterator[Setter]:
    """A setter, whose process is ended with the block."""
    setter = Setter(kept)
    try:
        yield setter
    finally:
        setter.end()


def _serve(before: Mapping[str, bytes], end: Connection) -> None:
    typeset(before, 0)
    sources, timestamp = end.recv()
    end.send(typeset(sources, timestamp))
