"""The book set once as it was, beside the build: then Typst sets what has changed since in half the time.

Typst remembers what it has set for as long as its process lives. So at the beginning of a build, while one processor
has nothing to do, a process sets the book of the build before, and waits for the new one.
"""

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection

from helpers.fork import begin_fork
from helpers.kept import Kept
from helpers.typesetter import Typeset, can_fork, typeset

_BOOK = "book"


class Setter:
    """Sets one book, in another process where there is one."""

    def __init__(self, kept: Kept, end: Connection | None) -> None:
        self._kept, self._end = kept, end

    def __call__(self, sources: Mapping[str, bytes], timestamp: int) -> Typeset:
        """What `typeset` makes of it; the sources are kept for the next build."""
        self._kept.keep(pickle.dumps(dict(sources)), _BOOK)
        if self._end is not None:
            try:
                self._end.send((dict(sources), timestamp))
                made: Typeset = self._end.recv()
            except (EOFError, OSError):
                # It went down; what it was asked for can be had here.
                return typeset(sources, timestamp)
            return made
        return typeset(sources, timestamp)


@contextmanager
def set_before(kept: Kept, *, begin: bool) -> Iterator[Setter]:
    """The setter of a book of which the sources of the build before may be kept; it is ended with the block.

    `begin` says whether a processor has nothing else to do.
    """
    before = kept.take(_BOOK)
    if not begin or before is None or not can_fork():
        yield Setter(kept, None)
        return
    process, end = begin_fork(_serve, before)
    try:
        yield Setter(kept, end)
    finally:
        process.kill()
        process.join()
        end.close()


def _serve(before: bytes, end: Connection) -> None:
    typeset(pickle.loads(before), 0)
    sources, timestamp = end.recv()
    end.send(typeset(sources, timestamp))
