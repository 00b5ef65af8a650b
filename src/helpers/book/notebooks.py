"""Notebooks as they lie on the disk: plain JSON, read and written without the checks of those who execute or show them.

nbformat would check all chapters against its schema twice more in each build.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook as it lies on the disk, where a text may be a list of lines, not checked."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def write_notebook(notebook: Mapping[str, Any], path: Path) -> None:
    """Write a notebook; the same bytes for the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False, sort_keys=True), encoding="utf-8")


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
