"""The kinds of checks of what answers say together, each with the kinds of the questions that it is about."""

from collections.abc import Mapping
from types import MappingProxyType

BOTH_OR_NEITHER, PER_PERSON, SUM_AT_MOST = "both_or_neither", "per_person", "sum_at_most"
AMONG, REQUIRES, SAME_PLACE, PLACES = "among", "requires", "same_place", "places"
_NUMBERS, _CHOICES = ("count", "hours"), ("single", "multiple")
# In order.
CHECK_KINDS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType({
    BOTH_OR_NEITHER: (_NUMBERS, _NUMBERS), PER_PERSON: (_NUMBERS, _NUMBERS), SUM_AT_MOST: (_NUMBERS, _NUMBERS),
    AMONG: (("single",), ("multiple",)), REQUIRES: (_CHOICES, _CHOICES), SAME_PLACE: (("text",), ("municipality",)),
    PLACES: (("municipality",),),
})  # fmt: skip
# These have a limit.
LIMITED = (PER_PERSON, PLACES)
