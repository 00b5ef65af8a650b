"""The description of all files to take along, after Frictionless Data: what each holds and may be used for."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.facts.missing import MEANINGS
from helpers.survey.edition import Edition
from helpers.web.downloads.citation import cite_book
from helpers.web.downloads.csv_file import SOURCE, cell_text
from helpers.web.downloads.grid import Grid

FILE = "datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Kreditering 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/deed.da",
}
_MEDIA = {
    "csv": "text/csv",
    "svg": "image/svg+xml",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Resource:
    """One file: the name of what it holds, its title, its bytes, and for a CSV the grid in it."""

    name: str
    file: str
    title: str
    description: str
    content: bytes
    grid: Grid | None = None


def write_datapackage(resources: Sequence[Resource], edition: Edition) -> bytes:
    """The description as JSON."""
    package = {
        "name": f"vaeresteder-{edition.key}",
        "title": f"{edition.title}, udgave {edition.key}",
        "description": edition.notice,
        "version": edition.key,
        "language": "da",
        "licenses": [LICENCE],
        "sources": [{"title": cite_book(edition)}],
        "notice": edition.notice,
        "shortNotice": edition.short_notice,
        "resources": [_resource(each) for each in resources],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(resource: Resource) -> dict[str, Any]:
    kind = resource.file.rpartition(".")[2]
    told: dict[str, Any] = {
        "name": resource.name,
        "path": resource.file,
        "title": resource.title,
        "description": resource.description,
        "format": kind,
        "mediatype": _MEDIA[kind],
        "bytes": len(resource.content),
        "hash": f"sha256:{hashlib.sha256(resource.content).hexdigest()}",
    }
    if resource.grid is not None:
        told |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {
                "delimiter": ";",
                "lineTerminator": "\r\n",
                "quoteChar": '"',
                "doubleQuote": True,
                "header": True,
            },
            "schema": _schema(resource.grid),
        }
    return told


def _schema(grid: Grid) -> Mapping[str, Any]:
    fields: list[dict[str, Any]] = []
    for column in (*grid.columns, SOURCE):
        field: dict[str, Any] = {"name": cell_text(column.heading), "type": "string"}
        values = [row[len(fields)] for row in grid.rows] if len(fields) < len(grid.columns) else []
        # A column of numbers may hold a text that stands for none of the words for a missing number.
        if column.number and all(not isinstance(value, str) or value in ("", *MEANINGS) for value in values):
            field |= {"type": "number", "decimalChar": ","}
        fields.append(field)
    return {"fields": fields, "missingValues": ["", *MEANINGS]}
