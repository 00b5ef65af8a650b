"""nbformat, without what JupyterLab would bring along.

Where JupyterLab is installed in the same environment, jsonschema finds a grammar of web addresses, and compiles it for
a second in every process that imports nbformat. No notebook holds an address that it would check.
"""

import sys

_GRAMMAR = "rfc3987_syntax"
# As if it were not installed, for as long as nbformat is being imported.
_HIDDEN = _GRAMMAR not in sys.modules
if _HIDDEN:
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]

import nbformat  # noqa: E402
from nbformat import NotebookNode  # noqa: E402

if _HIDDEN:
    del sys.modules[_GRAMMAR]

__all__ = ["NotebookNode", "nbformat"]
