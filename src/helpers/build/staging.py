"""Executed chapters staged for the book: what Sphinx reads them from.

Where only the prose of a chapter has changed, its cells of code are taken from the chapter that was executed, and its
prose from the new one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.base.cache import Cache
from helpers.book.notebooks import clean_notebook, read_notebook, write_notebook
from helpers.build.fingerprint import hash_execution, hash_surroundings

# What the media types begin with by which the book knows tables, figures and judged conditions.
OWN_MEDIA_TYPES = "application/vnd.vaeresteder."
_INJECTED = "injected-parameters"


class StagedChapters:
    """The chapters of an edition in the stage of a build: those whose outputs are kept from before lie there already.

    `todo` are the others, each with the place where it is to be executed, and an empty file in the stage.
    """

    def __init__(
        self, sources: Sequence[Path], parameters: Mapping[str, str], surroundings: str, work: Path, cache: Cache
    ) -> None:
        self._parameters, self._surroundings = parameters, surroundings
        self._stage, self._cache = work / "stage", cache
        self._keys = {source: hash_execution(source, parameters, surroundings) for source in sources}
        self.todo: list[tuple[Path, Path]] = []
        for source, key in self._keys.items():
            target, executed = self._stage / source.name, self._cache.get(key)
            if executed is None:
                self.todo.append((source, work / "executed" / source.name))
                # Sphinx wants to know of every page before it reads the first.
                target.touch()
            else:
                stage_kept(executed, source, target)

    def finish(self) -> None:
        """Stage what was executed, and keep it, unless what it is made from was changed meanwhile."""
        for _, executed in self.todo:
            stage_executed(executed, self._stage / executed.name)
        if hash_surroundings() != self._surroundings:
            return
        for source, executed in self.todo:
            if hash_execution(source, self._parameters, self._surroundings) == self._keys[source]:
                self._cache.put((self._stage / executed.name).read_bytes(), self._keys[source])
        self._cache.prune()


def stage_kept(executed: bytes, source: Path, target: Path) -> None:
    """Stage a source with what its cells of code gave when they were executed earlier."""
    chapter = read_notebook(source)
    chapter["cells"] = list(_with_outputs(chapter["cells"], json.loads(executed)["cells"]))
    clean_notebook(chapter)
    _stage(chapter, target)


def stage_executed(executed: Path, target: Path) -> None:
    """Stage a chapter that was executed just now."""
    _stage(read_notebook(executed), target)


def _stage(chapter: dict[str, Any], target: Path) -> None:
    """Write what the book is read from: of a table, figure or condition its description, and none of its other faces.

    Sphinx would keep them all with the page. Code that somebody forgot to tag is hidden as all other is.
    """
    for cell in chapter["cells"]:
        if cell["cell_type"] == "code" and not cell["metadata"].get("tags"):
            cell["metadata"]["tags"] = ["hide-input"]
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
