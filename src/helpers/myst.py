"""MyST-NB, without the database of executed notebooks that it would bring along.

A book is made of chapters that are executed already; the libraries for that cache take longer to import than all of
Sphinx. Whoever lets MyST-NB execute with its cache must not have imported this.
"""

import sys
from types import ModuleType

import helpers.notebook_files  # noqa: F401 - before MyST-NB, which imports nbformat

_CACHE = "myst_nb.core.execute.cache"
_HIDDEN = _CACHE not in sys.modules
if _HIDDEN:
    # For as long as MyST-NB is being imported, which asks it for this one name.
    sys.modules[_CACHE] = ModuleType(_CACHE)
    sys.modules[_CACHE].NotebookClientCache = None  # type: ignore[attr-defined]

import myst_nb.core.execute  # noqa: E402

if _HIDDEN:
    del sys.modules[_CACHE]

__all__ = ["myst_nb"]
