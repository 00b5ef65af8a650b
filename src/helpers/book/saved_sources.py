"""A chapter as an editor may save it: what somebody wrote, beside the outputs that were stored before.

JupyterLab, which has an environment of its own, asks this whenever it saves: only the standard library is needed.
"""

from collections.abc import Mapping
from typing import Any

from helpers.book.notebooks import clean_notebook

_PARAMETERS, _INJECTED = "parameters", "injected-parameters"


def keep_stored(edited: dict[str, Any], stored: Mapping[str, Any] | None) -> None:
    """Let an edited notebook have the outputs and parameters that are stored, and none of what it gave meanwhile.

    A cell whose code is another has no output until `vaeresteder notebooks` stores one: what an editor has shown may be
    the numbers of an edition that is not published. `stored` is None where the notebook is new.
    """
    before = {cell.get("id"): cell for cell in (stored or {"cells": []})["cells"]}
    edited["cells"] = [cell for cell in edited["cells"] if _INJECTED not in _tags(cell)]
    for cell in edited["cells"]:
        if cell["cell_type"] != "code":
            continue
        was = before.get(cell.get("id"))
        if was is not None and _PARAMETERS in _tags(was):
            cell["source"] = was["source"]
        same = was is not None and "".join(was["source"]) == "".join(cell["source"])
        cell["outputs"] = was["outputs"] if was is not None and same else []
        cell["execution_count"] = was["execution_count"] if was is not None and same else None
    clean_notebook(edited)


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell["metadata"].get("tags", ()))
