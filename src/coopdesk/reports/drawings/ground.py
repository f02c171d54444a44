# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ground of a map: sea, land, countries marked, coasts and borders."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from coopdesk.reports.drawings.clipping import cut_line, cut_shape
from coopdesk.reports.drawings.outlines import BORDER, CELLS, COAST, DISPUTED, Arc, Ring, outlines
from coopdesk.reports.drawings.plate import Plate, Point
from coopdesk.reports.drawings.projection import Projection

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Path

_THIN = 0.075  # of the size of remarks
_FINENESS = 0.085
"""How far apart two points of an outline are at least, of the size of remarks as well."""
_MOVE, _LINE = 0, 1  # reportlab's numbers for the steps of a path


class Ground:
    """The outlines as they stand on one picture; arcs are placed when first asked for."""

    def __init__(self, projection: Projection, plate: Plate) -> None:
        self._projection = projection
        self._width, self._height = plate.width, plate.height
        self._fine = _FINENESS * plate.look.small
        self._plate = plate
        self._column = projection.column()
        self._outlines = outlines()
        self._placed: dict[tuple[int, int], list[Point]] = {}

    def draw(self, marked: dict[str, tuple[str, str]]) -> None:
        """Draws the ground; `marked` countries by their codes have a colour of their own to fill
        them, and one for their edge or ""."""
        plate, look = self._plate, self._plate.look
        plate.box(0, 0, self._width, self._height, fill=look.sea)
        self._fill(plate, self._outlines.land, look.land)
        for code, (fill, _) in marked.items():
            self._fill(plate, self._outlines.countries.get(code, []), fill)
        for kind, dash in ((COAST, ()), (BORDER, ()), (DISPUTED, (2.2, 1.6))):
            self._stroke(plate, kind, look.border, dash)
        for code, (_, edge) in marked.items():
            if not edge:
                continue
            path = plate.path(edge=edge, thick=_THIN * plate.look.small)
            for ring, turn in self._seen(self._outlines.countries.get(code, [])):
                points = self._ring(ring, turn)
                _trace(path, plate, cut_line([*points, points[0]], self._width, self._height))

    def _fill(self, plate: Plate, rings: Iterable[Ring], colour: str) -> None:
        path = plate.path(fill=colour)
        for ring, turn in self._seen(rings):
            shape = self._ring(ring, turn)
            if not self._holds(shape):
                shape = cut_shape(shape, self._width, self._height)
            if len(shape) > 2:
                _trace(path, plate, [shape])
                path.closePath()

    def _stroke(self, plate: Plate, kind: int, colour: str, dash: Sequence[float]) -> None:
        path = plate.path(edge=colour, thick=_THIN * plate.look.small, dash=dash)
        for number, own in enumerate(self._outlines.kinds):
            if own != kind:
                continue
            for turn in self._turns([self._outlines.arcs[number]]):
                points = self._arc(number, turn)
                _trace(path, plate, [points] if self._holds(points)
                       else cut_line(points, self._width, self._height))  # fmt: skip

    def _seen(self, rings: Iterable[Ring]) -> Iterator[tuple[Ring, int]]:
        arcs = self._outlines.arcs
        for ring in rings:
            for turn in self._turns([arcs[max(number, ~number)] for number in ring]):
                yield ring, turn

    def _turns(self, arcs: Sequence[Arc]) -> Iterator[int]:
        """How many times round the world, east or west, arcs come into the picture."""
        west, east = min(arc.west for arc in arcs), max(arc.east for arc in arcs)
        north, south = max(arc.north for arc in arcs), min(arc.south for arc in arcs)
        if self._column[south] < 0 or self._column[north] > self._height:
            return
        for turn in (-1, 0, 1):
            left, right = self._x(west, turn), self._x(east, turn)
            if right >= 0 and left <= self._width:
                yield turn

    def _x(self, cell: int, turn: int) -> float:
        return self._projection.x(cell / CELLS - 180 + 360 * turn)

    def _ring(self, ring: Ring, turn: int) -> list[Point]:
        points: list[Point] = []
        for number in ring:
            part = self._arc(max(number, ~number), turn)
            part = part if number >= 0 else part[::-1]
            points += part[1:] if points else part
        return points

    def _arc(self, number: int, turn: int) -> list[Point]:
        known = self._placed.get((number, turn))
        if known is None:
            arc = self._outlines.arcs[number]
            scale = self._projection.scale / CELLS
            known = _thinned(arc, self._x(0, turn), scale, self._column, self._fine)
            self._placed[number, turn] = known
        return known

    def _holds(self, points: Sequence[Point]) -> bool:
        """Whether all points lie within the picture."""
        return all(0 <= x <= self._width and 0 <= y <= self._height for x, y in points)


def _thinned(arc: Arc, left: float, scale: float, column: Sequence[float], fine: float) -> list[Point]:
    """The points of an arc on the picture, without those that lie next to the one before; the
    first and the last stay, so that neighbours go on touching."""
    last_x, last_y = round(left + arc.xs[0] * scale, 2), column[arc.ys[0]]
    points = [(last_x, last_y)]
    for cell_x, cell_y in zip(arc.xs, arc.ys, strict=True):
        x, y = left + cell_x * scale, column[cell_y]
        if abs(x - last_x) + abs(y - last_y) >= fine:
            last_x, last_y = round(x, 2), y
            points.append((last_x, y))
    end = (round(left + arc.xs[-1] * scale, 2), column[arc.ys[-1]])
    if points[-1] != end:
        points.append(end)
    return points


def _trace(path: "Path", plate: Plate, lines: Iterable[Sequence[Point]]) -> None:
    """Adds lines to a path. Its own `lineTo` takes several times as long, and to name its lists
    anew would have them checked from the first number on."""
    height, numbers, steps = plate.height, path.points, path.operators
    for line in lines:
        numbers.extend(number for x, y in line for number in (x, height - y))
        steps.append(_MOVE)
        steps.extend([_LINE] * (len(line) - 1))
