"""MyST-NB, without what it executes notebooks with.

A book is made of chapters that are executed already; the clients of kernels and the database of a cache take longer to
import than all of Sphinx. Whoever lets MyST-NB execute must not have imported this.
"""

import sys
from types import ModuleType

import helpers.notebook_files  # noqa: F401 - before MyST-NB, which imports nbformat

_PACKAGE = "myst_nb.core.execute"
_CLIENTS = {"cache": "NotebookClientCache", "direct": "NotebookClientDirect", "inline": "NotebookClientInline"}
_HIDDEN = {} if _PACKAGE in sys.modules else {f"{_PACKAGE}.{module}": name for module, name in _CLIENTS.items()}
# For as long as MyST-NB is being imported, which asks each for one name.
for _module, _name in _HIDDEN.items():
    sys.modules[_module] = ModuleType(_module)
    setattr(sys.modules[_module], _name, None)

import myst_nb.core.execute  # noqa: E402

for _module in _HIDDEN:
    del sys.modules[_module]

__all__ = ["myst_nb"]
