"""Counted, withheld, traced, how sure: the facts of an edition, and conditions and claims on them.

It imports from `survey` and `base`. `model` counts an edition's facts. Chapters take `load_facts` from here; it
comes when it is asked for, since whoever reads what was concluded (`claims_csv`) needs no numbers.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.facts.model import Fact, Facts, fact_text, load_facts

__all__ = ["Fact", "Facts", "fact_text", "load_facts"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from helpers.facts import model

    return getattr(model, name)
