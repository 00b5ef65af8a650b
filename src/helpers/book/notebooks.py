"""Notebooks as they lie on the disk: plain JSON, read and written without the checks of those who execute or show them.

nbformat would check all chapters against its schema twice more in each build.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_EDITION = re.compile(r"^edition *=.*$", re.MULTILINE)


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook as it lies on the disk, where a text may be a list of lines, not checked."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def write_notebook(notebook: Mapping[str, Any], path: Path) -> None:
    """Write a notebook; the same bytes for the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def store_notebook(notebook: Mapping[str, Any], path: Path) -> None:
    """Write a notebook as git keeps it, a line for each line of a cell: what changes is seen."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def named_edition(notebook: Mapping[str, Any]) -> str:
    """The edition that the parameters of a chapter name; blank where it has none."""
    cells = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    found = [re.search(r"\d{4}", line[0]) for cell in cells for line in _EDITION.finditer("".join(cell["source"]))]
    return found[0][0] if found and found[0] else ""


def set_edition(notebook: dict[str, Any], edition: str) -> None:
    """Let the parameters of a chapter name an edition, and drop what its cells gave for another."""
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            source = _EDITION.sub(f'edition = "{edition}"', "".join(cell["source"]))
            cell["source"] = source.splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


def clean_notebook(notebook: dict[str, Any]) -> None:
    """Drop what differs from run to run, and hide the cell in which papermill puts the parameters."""
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook["cells"]):
        tags = list(cell["metadata"].get("tags", []))
        if "injected-parameters" in tags:
            tags = [*dict.fromkeys([*tags, "remove-cell"])]
            cell["id"] = f"injected-{number}"
        cell["metadata"] = {"tags": tags} if tags else {}
