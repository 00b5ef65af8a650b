"""The chapters: their order, and their execution by papermill with typed parameters."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import papermill
import yaml
from nbformat import NotebookNode

from helpers.errors import VaerestederError
from helpers.paths import NOTEBOOKS, ROOT

TOC = ROOT / "_toc.yml"
_FOLDER = f"{NOTEBOOKS.name}/"


def load_toc() -> dict[str, Any]:
    """The table of contents as written, with chapter files relative to the root."""
    toc: dict[str, Any] = yaml.safe_load(TOC.read_text(encoding="utf-8"))
    return toc


def list_chapters() -> list[Path]:
    """The notebooks of the book in reading order."""
    toc = load_toc()
    files = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    return [(ROOT / file).with_suffix(".ipynb") for file in files]


def flat_toc() -> dict[str, Any]:
    """The table of contents for staged chapters, which lie in one folder."""
    toc = load_toc()
    toc["root"] = toc["root"].removeprefix(_FOLDER)
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            chapter["file"] = chapter["file"].removeprefix(_FOLDER)
    return toc


def chapter_title(path: Path) -> str:
    """The chapter's own title, the first heading in it."""
    for cell in nbformat.read(path, as_version=4).cells:
        for line in cell.source.splitlines():
            if line.startswith("# "):
                return str(line.removeprefix("# ").strip())
    raise VaerestederError(f"{path.name}: kapitlet har ingen overskrift. Begynd første celle med # Titel.")


def execute_chapter(
    source: Path,
    target: Path,
    parameters: Mapping[str, str],
    *,
    progress: Mapping[str, Any] | bool = False,
) -> None:
    """Execute one chapter into `target`, without timestamps or paths in its metadata.

    No parameters leave those that the chapter declares as they are. Otherwise a chapter that has a
    parameters cell must declare exactly these names: papermill itself would pass over a misspelt one.
    Raises VaerestederError where it does not, and where a cell fails.
    """
    declared = papermill.inspect_notebook(str(source))
    if declared and parameters and set(declared) != set(parameters):
        raise VaerestederError(
            f"{source.name}: cellen med parametre har {', '.join(sorted(declared))}. "
            f"Den skal have {', '.join(sorted(parameters))}."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        papermill.execute_notebook(
            str(source),
            str(target),
            parameters=dict(parameters) if declared else {},
            kernel_name="python3",
            progress_bar=dict(progress) if isinstance(progress, Mapping) else progress,
        )
    except papermill.PapermillExecutionError as error:
        raise VaerestederError(f"{source.name}, celle {error.cell_index + 1}:\n{error}") from error
    notebook = nbformat.read(target, as_version=4)
    _clean(notebook)
    nbformat.write(notebook, target)


def refresh_chapter(path: Path, *, progress: Mapping[str, Any] | bool = False) -> None:
    """Execute a chapter as it stands and store the outputs in it; a failing cell changes nothing."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / path.name
        execute_chapter(path, target, {}, progress=progress)
        shutil.copyfile(target, path)


def _clean(notebook: NotebookNode) -> None:
    """Drop what differs from run to run, and hide the cell in which papermill puts the parameters."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells):
        tags = list(cell.metadata.get("tags", []))
        if "injected-parameters" in tags:
            tags.append("remove-cell")
            cell.id = f"injected-{number}"
        cell.metadata = {"tags": tags} if tags else {}
