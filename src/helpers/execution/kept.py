"""Executed chapters kept from build to build, each under the hash of what its outputs depend on.

Where only the prose of a chapter has changed, its cells of code are taken from the chapter that was executed, and its
prose from the new one. What cannot be read, or was cut off while it was written, is as if it were not there.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from helpers.chapters import clean_notebook
from helpers.notebook_files import NotebookNode, nbformat

_INJECTED = "injected-parameters"


def take(folder: Path, key: str, source: Path, target: Path) -> bool:
    """Make the executed chapter of a source from what is kept under the key; whether there was anything."""
    try:
        digest, _, text = (folder / key).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return False
    if digest != _digest(text):
        return False
    chapter = nbformat.read(source, as_version=4)
    chapter.cells = list(_with_outputs(chapter, nbformat.reads(text, as_version=4)))
    clean_notebook(chapter)
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(chapter, target)
    return True


def keep(folder: Path, key: str, executed: Path) -> None:
    """Keep an executed chapter under its key, as a whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    text = executed.read_text(encoding="utf-8")
    unfinished = folder / f"{key}.{os.getpid()}"
    unfinished.write_text(f"{_digest(text)}\n{text}", encoding="utf-8")
    unfinished.replace(folder / key)


def forget(folder: Path, others_than: set[str]) -> None:
    """Forget what is kept under any other key."""
    for path in folder.glob("*"):
        if path.name not in others_than:
            path.unlink()


def _with_outputs(chapter: NotebookNode, executed: NotebookNode) -> Iterator[NotebookNode]:
    """The cells of the chapter, those of code as they were executed, the injected one where papermill put it."""
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    for cell in chapter.cells:
        if cell.cell_type != "code":
            yield cell
            continue
        done = code.pop(0)
        done.id = cell.id
        yield done
        if code and _INJECTED in code[0].metadata.get("tags", []):
            yield code.pop(0)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
