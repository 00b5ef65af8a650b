"""From a survey system's export to `data/<year>/`: read as text, matched by wording, decided by a person."""

from helpers.exports.examining import Examined, examine_export
from helpers.exports.export import Column, Export
from helpers.exports.new import NewEdition, new_edition
from helpers.exports.pseudonyms import place_pseudonym
from helpers.exports.reading import read_export
from helpers.exports.template import write_template

__all__ = [
    "Column",
    "Examined",
    "Export",
    "NewEdition",
    "examine_export",
    "new_edition",
    "place_pseudonym",
    "read_export",
    "write_template",
]
