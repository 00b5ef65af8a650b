"""A file replaced as a whole or not at all, whatever happens meanwhile."""

import csv
import io
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def replace_whole(path: Path, content: bytes | str) -> None:
    """Put the content in the place of the file, if any; after a crash there is the old one or the new one.

    A text is written as UTF-8, its line ends as they are. What a link leads to is replaced, and keeps its rights.
    Raises OSError where it cannot be written; the file is then as it was.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            if target.exists():
                os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
            # Else a machine that loses its power may know the new name before the new content.
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _flush_names(target.parent)


def replace_table(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Put a CSV file of these rows in the place of the file, as `replace_whole` does."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    replace_whole(path, text.getvalue())


def _flush_names(folder: Path) -> None:
    """Let the disk know the names in a folder; not every system can be asked to."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
