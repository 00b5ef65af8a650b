"""MyST-NB, without what it executes notebooks with until it is asked to execute one.

A book is made of chapters that are executed already; the clients of kernels and the database of a cache take longer to
import than all of Sphinx.
"""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import helpers.book.import_nbformat  # noqa: F401 - before MyST-NB, which imports nbformat

_PACKAGE = "myst_nb.core.execute"
_CLIENTS = {"cache": "NotebookClientCache", "direct": "NotebookClientDirect", "inline": "NotebookClientInline"}
_LEFT_OUT = {} if _PACKAGE in sys.modules else {f"{_PACKAGE}.{module}": name for module, name in _CLIENTS.items()}


def _when_asked(module: str, name: str) -> Callable[..., Any]:
    """What makes a client of a module that is not imported before."""

    def make(*arguments: Any, **options: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*arguments, **options)

    return make


# For as long as MyST-NB is being imported, which asks each for one name.
for _module, _name in _LEFT_OUT.items():
    sys.modules[_module] = ModuleType(_module)
    setattr(sys.modules[_module], _name, _when_asked(_module, _name))

import myst_nb.core.execute  # noqa: E402

for _module in _LEFT_OUT:
    del sys.modules[_module]

__all__ = ["myst_nb"]
