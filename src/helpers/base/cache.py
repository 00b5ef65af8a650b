"""What was made before, kept in files: each whole, with a checksum of its own, or as if it were not there."""

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Result = TypeVar("Result")


class Kept:
    """Results of any kind but None kept in a folder, each under the hash of what it was made from.

    The folder is for one program with one set of data: what else a result depends on is the caller's to name. Without
    a folder nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def take(self, *made_from: str) -> Any:
        """What is kept of these texts; None where there is nothing, or it is not as it was left."""
        name = self._name(made_from)
        if self._folder is None:
            return None
        try:
            digest, data = (self._folder / name).read_bytes().split(b"\n", 1)
        except (OSError, ValueError):
            return None
        return pickle.loads(data) if digest == _digest(data) else None

    def keep(self, result: object, *made_from: str) -> None:
        """Keep a result, as a whole or not at all."""
        name = self._name(made_from)
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"{name}.{os.getpid()}"
        data = pickle.dumps(result)
        unfinished.write_bytes(_digest(data) + b"\n" + data)
        unfinished.replace(self._folder / name)

    def once(self, make: Callable[[], Result], *made_from: str) -> Result:
        """What is kept of these texts, or else what is made now, and kept."""
        result: Result | None = self.take(*made_from)
        if result is None:
            self.keep(result := make(), *made_from)
        return result

    def forget_unused(self) -> None:
        """Forget what nobody has asked for or kept since the beginning."""
        for path in self._folder.glob("*") if self._folder else ():
            if path.name not in self._used:
                path.unlink()

    def _name(self, made_from: tuple[str, ...]) -> str:
        whole = hashlib.sha256()
        for text in made_from:
            # With its length before it, so that no two lists of texts are the same.
            data = text.encode("utf-8")
            whole.update(b"%d:%b" % (len(data), data))
        name = whole.hexdigest()
        self._used.add(name)
        return name


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode("ascii")
