"""Executed chapters kept from build to build, each under the hash of what its outputs depend on.

Where only the prose of a chapter has changed, its cells of code are taken from the chapter that was executed, and its
prose from the new one. What cannot be read, or was cut off while it was written, is as if it were not there.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.notebooks import clean_notebook, read_notebook, write_notebook

# What the media types begin with by which the book knows tables, figures and judged conditions.
OWN_MEDIA_TYPES = "application/vnd.vaeresteder."
_INJECTED = "injected-parameters"


def take(folder: Path, key: str, source: Path, target: Path) -> bool:
    """Stage the executed chapter of a source from what is kept under the key; whether there was anything."""
    try:
        digest, _, text = (folder / key).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return False
    if digest != _digest(text):
        return False
    chapter = read_notebook(source)
    chapter["cells"] = list(_with_outputs(chapter["cells"], json.loads(text)["cells"]))
    clean_notebook(chapter)
    _stage(chapter, target)
    return True


def stage(executed: Path, target: Path) -> None:
    """Stage a chapter that was executed just now."""
    _stage(read_notebook(executed), target)


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


def _stage(chapter: dict[str, Any], target: Path) -> None:
    """Write what the book is read from: of a table, figure or condition its description, and none of its other faces.

    Sphinx would keep them all with the page.
    """
    for cell in chapter["cells"]:
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
        for output in cell.get("outputs", ()):
            own = {kind: data for kind, data in output.get("data", {}).items() if kind.startswith(OWN_MEDIA_TYPES)}
            if own:
                output["data"] = own
    write_notebook(chapter, target)


def _with_outputs(cells: list[dict[str, Any]], executed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The cells of a chapter, those of code as they were executed, the injected one where papermill put it."""
    code = [cell for cell in executed if cell["cell_type"] == "code"]
    for cell in cells:
        if cell["cell_type"] != "code":
            yield cell
            continue
        done = code.pop(0)
        done["id"] = cell["id"]
        yield done
        if code and _INJECTED in code[0]["metadata"].get("tags", []):
            yield code.pop(0)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
