"""What was made before, in files: each whole, with a checksum of its own, or as if it were not there."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path


class Cache:
    """Bytes in a folder, each under the hash of what it was made from.

    `made_with` stands for all that everything in the folder depends on; what one of them depends on besides is the
    caller's to name. Without a folder nothing is kept.
    """

    def __init__(self, folder: Path | None, made_with: str = "") -> None:
        self._folder, self._made_with = folder, made_with
        self._used: set[str] = set()

    def get(self, *made_from: str) -> bytes | None:
        """What was made from these texts; None where there is nothing, or it is not as it was left."""
        name = self._name(made_from)
        if self._folder is None:
            return None
        try:
            digest, data = (self._folder / name).read_bytes().split(b"\n", 1)
        except (OSError, ValueError):
            return None
        return data if digest == _digest(data) else None

    def put(self, data: bytes, *made_from: str) -> None:
        """Keep what was made from these texts, as a whole or not at all."""
        name = self._name(made_from)
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"{name}.{os.getpid()}"
        unfinished.write_bytes(_digest(data) + b"\n" + data)
        unfinished.replace(self._folder / name)

    def get_or_make(self, make: Callable[[], bytes], *made_from: str) -> bytes:
        """What was made from these texts before, or else what is made now, and kept."""
        data = self.get(*made_from)
        if data is None:
            self.put(data := make(), *made_from)
        return data

    def prune(self) -> None:
        """Forget what nobody has asked for or kept since the beginning."""
        for path in self._folder.glob("*") if self._folder else ():
            if path.name not in self._used:
                path.unlink()

    def _name(self, made_from: tuple[str, ...]) -> str:
        whole = hashlib.sha256()
        for text in (self._made_with, *made_from):
            # With its length before it, so that no two lists of texts are the same.
            data = text.encode("utf-8")
            whole.update(b"%d:%b" % (len(data), data))
        name = whole.hexdigest()
        self._used.add(name)
        return name


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode("ascii")
