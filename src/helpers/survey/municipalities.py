"""The 98 Danish municipalities: codes, names, regions, groups, and their outlines for drawing.

`data/municipalities.csv` holds Danmarks Statistik's classification KOMMUNEGRUPPER_V1_2018
(https://www.dst.dk/da/Statistik/dokumentation/nomenklaturer/kommunegrupper, valid from 2018), which
sorts the municipalities by the largest town and the access to jobs: 24 hovedstad, 3 storby, 16
provinsby, 24 opland, 31 land. Codes and names are as in that classification, the codes with four
digits. The five regions are those of 2007–2026 (29, 17, 22, 19 and 11 municipalities). Christiansø
(0411) belongs to no municipality and is not there.

`data/municipality_outlines.json` is described in `scripts/take_municipality_outlines.py`.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from helpers.base.paths import DATA

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Municipality:
    """One municipality: four-digit code as text, official name, region, and the key of its group."""

    code: str
    name: str
    region: str
    group: str


@dataclass(frozen=True)
class Drawing:
    """All municipalities in the plane of one drawing, y pointing down; not for GIS.

    `outlines` maps each code to closed rings, the first point not repeated. Bornholm is moved from
    its place into the frame `bornholm_inset` (left, top, right, bottom).
    """

    width: float
    height: float
    bornholm_inset: tuple[float, float, float, float]
    outlines: Mapping[str, tuple[Ring, ...]]


@cache
def load_municipalities() -> Mapping[str, Municipality]:
    """The municipalities by code, in the order of their codes."""
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = [Municipality(**row) for row in csv.DictReader(file)]
    return MappingProxyType({row.code: row for row in rows})


@cache
def load_drawing() -> Drawing:
    """The outlines of all municipalities."""
    raw = json.loads((DATA / "municipality_outlines.json").read_text(encoding="utf-8"))
    width, height = raw["viewBox"]
    left, top, right, bottom = raw["bornholm_inset"]
    outlines = {
        code: tuple(tuple((x, y) for x, y in ring) for ring in rings) for code, rings in raw["outlines"].items()
    }
    return Drawing(width, height, (left, top, right, bottom), MappingProxyType(outlines))
