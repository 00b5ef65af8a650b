"""Counted, withheld, traced, how sure: the facts of an edition, and conditions and claims on them.

It imports from `survey` and `base`. `compute` counts an edition's facts, `load` finds them. Chapters take `load_facts`
from here; it comes when it is asked for, since whoever reads what was concluded (`claims_csv`) needs no numbers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.facts.load import load_facts
    from helpers.facts.model import Fact, Facts
    from helpers.facts.text import fact_text

_PLACES = {"Fact": "model", "Facts": "model", "fact_text": "text", "load_facts": "load"}
__all__ = ["Fact", "Facts", "fact_text", "load_facts"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"helpers.facts.{_PLACES[name]}"), name)
