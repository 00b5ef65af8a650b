"""JupyterLab's settings in this project: saving a chapter keeps what is written, and not what the cells gave.

JupyterLab executes this file (`vaeresteder lab`), in an environment in which the program is not installed.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

sys.path.append(str(Path(__file__).resolve().parents[2]))

from helpers.book.saved_sources import keep_stored


def save_sources(model: Mapping[str, Any], path: str, contents_manager: Any, **_: object) -> None:
    """Change what JupyterLab is about to write into a notebook (its `pre_save_hook`)."""
    if model["type"] != "notebook":
        return
    file = Path(contents_manager._get_os_path(path))
    keep_stored(model["content"], nbformat.read(file, as_version=4) if file.is_file() else None)


if "get_config" in globals():
    get_config().FileContentsManager.pre_save_hook = save_sources  # type: ignore[name-defined]  # noqa: F821
