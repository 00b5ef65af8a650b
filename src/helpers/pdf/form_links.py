"""The fields of the form on their way into the PDF: links whose addresses tell what they stand for."""

import json
from typing import NamedTuple
from urllib.parse import quote, unquote

from helpers.book.answer_form import BOX, CHOICE, LINE, SCALES, form_field

# How the address of a link begins that stands in the place of a field until the PDF is written.
_SCHEMES = {BOX: "felt:", LINE: "feltlinje:", CHOICE: "feltvalg:"}


class FieldLink(NamedTuple):
    """A field's `kind` and `name`; of a choice also the key of the `answer` that is ticked here, and its words."""

    kind: str
    name: str
    answer: str = ""
    said: str = ""


def address(field: form_field, answer: str = "") -> str:
    """The address of the link that stands in the place of a field, or of one answer of a choice."""
    said = SCALES[field["label"]][answer] if answer else ""
    return _SCHEMES[field["kind"]] + quote(json.dumps([field["name"], answer, said]))


def read_address(uri: str) -> FieldLink | None:
    """The field that a link stands for; None for a real link."""
    scheme, colon, rest = uri.partition(":")
    for kind, known in _SCHEMES.items():
        if scheme + colon == known:
            return FieldLink(kind, *json.loads(unquote(rest)))
    return None
