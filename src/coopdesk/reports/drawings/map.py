# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map: our city and its partners as dots with their names, and what flows between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Literal

from coopdesk.reports.drawings.clipping import cut_line
from coopdesk.reports.drawings.ground import Ground
from coopdesk.reports.drawings.labels import Box, Name, placed
from coopdesk.reports.drawings.look import PAPER, Look, Side
from coopdesk.reports.drawings.plate import CAP, Plate, Point
from coopdesk.reports.drawings.projection import Frame, Projection, fitted, frame_of

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_DOT, _SMALL_DOT, _RIM = 3.4, 2.2, 1.2
_LINE, _THICKEST = 1.4, 3.2
_BEND = 0.14
_HEAD = 3.2
_ROUND = 0.4477  # how far from a corner the handles of a curve stand to look like a quarter circle


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in degrees; `label` in the reader's language, or "" for a dot alone.

    `country` is its ISO 3166 code of two letters ("BJ"): countries of ours and theirs are tinted.
    """

    latitude: float
    longitude: float
    label: str
    side: Side | Literal["other"] = "theirs"
    country: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """What went from one spot to another; it is the side's who gave. `weight` is its share of
    the greatest flow, 0 to 1, and makes the line thicker."""

    start: Spot
    end: Spot
    side: Side = "ours"
    weight: float = 0.0


def draw_map(
    spots: Sequence[Spot],
    flows: Sequence[Flow] = (),
    *,
    width: float,
    height: float,
    look: Look = PAPER,
    frame: Frame | None = None,
    radius: float = 0.0,
) -> "Drawing":
    """The map of these spots in a picture of this size; without `frame` it shows all of them.

    Names are set in the order of the spots, our own first; where one would lie over another it is
    left out. Flows bend to the left of their way, so that there and back are two lines, and an
    arrowhead says the direction. `radius` rounds the corners and draws a hairline about them, on
    a page of the surface's colour.
    """
    spots = sorted(spots, key=lambda spot: ("ours", "theirs", "other").index(spot.side))
    projection = fitted(frame or frame_of([(spot.latitude, spot.longitude) for spot in spots]), width, height)
    plate = Plate(width, height, look)
    Ground(projection, plate).draw(_marked(spots, look))
    at = {spot: point for spot in spots if _inside(point := _point(projection, spot), width, height)}
    curves = [
        _Curve(_point(projection, flow.start), _point(projection, flow.end), flow.weight) for flow in flows
    ]
    for flow, curve in zip(flows, curves, strict=True):
        curve.draw(plate, look.fill(flow.side))
    for spot, (x, y) in reversed(at.items()):
        plate.disc(x, y, _radius(spot), _colour(spot, look), edge=look.land, thick=_RIM)
    _draw_names(plate, at, [point for curve in curves for point in curve.points(40)])
    if radius:
        _draw_corners(plate, radius)
    return plate.drawing()


def _point(projection: Projection, spot: Spot) -> Point:
    longitude = projection.west + (spot.longitude - projection.west) % 360
    return projection.x(longitude), projection.y(spot.latitude)


def _inside(point: Point, width: float, height: float) -> bool:
    return 0 <= point[0] <= width and 0 <= point[1] <= height


def _marked(spots: Sequence[Spot], look: Look) -> dict[str, tuple[str, str]]:
    """Countries by code with the colours of the side; where both sides are at home, ours wins."""
    found: dict[str, tuple[str, str]] = {}
    for spot in reversed(spots):
        if spot.country and spot.side != "other":
            found[spot.country] = (look.tint(spot.side), look.ours if spot.side == "ours" else "")
    return found


def _radius(spot: Spot) -> float:
    return _SMALL_DOT if spot.side == "other" else _DOT


def _colour(spot: Spot, look: Look) -> str:
    return look.ink3 if spot.side == "other" else look.fill(spot.side)


class _Curve:
    """A flow as a cubic curve that bends to the left of its way."""

    def __init__(self, start: Point, end: Point, weight: float) -> None:
        across, down = end[0] - start[0], end[1] - start[1]
        self.length = hypot(across, down)
        self.start, self.end = start, end
        self.thick = _LINE + (_THICKEST - _LINE) * min(max(weight, 0), 1)
        # Left of a way that runs up is where x is smaller: y runs down.
        bend_x, bend_y = down * _BEND, -across * _BEND
        self.first = start[0] + across / 3 + bend_x, start[1] + down / 3 + bend_y
        self.second = start[0] + across * 2 / 3 + bend_x, start[1] + down * 2 / 3 + bend_y

    def at(self, share: float) -> Point:
        """The point at a share of the way."""
        rest = 1 - share
        weights = rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3
        corners = self.start, self.first, self.second, self.end
        return (
            sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True)),
            sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True)),
        )

    def points(self, count: int) -> list[Point]:
        """So many points along the way."""
        return [self.at(step / count) for step in range(count + 1)]

    def draw(self, plate: Plate, colour: str) -> None:
        """The line from dot to dot, and its head before the dot at its end."""
        gap = _DOT + _RIM + 1
        if self.length < 4 * gap:
            return
        for part in cut_line(self.points(48), plate.width, plate.height):
            plate.line(part, colour, self.thick)
        tip = self.at(1 - gap / self.length)
        back = self.at(1 - (gap + _HEAD * 2) / self.length)
        _draw_head(plate, back, tip, _HEAD + self.thick / 2, colour)


def _draw_head(plate: Plate, back: Point, tip: Point, half: float, colour: str) -> None:
    across, down = tip[0] - back[0], tip[1] - back[1]
    length = hypot(across, down) or 1.0
    side_x, side_y = -down / length * half * 0.8, across / length * half * 0.8
    if _inside(tip, plate.width, plate.height) and _inside(back, plate.width, plate.height):
        path = plate.path(fill=colour)
        path.moveTo(tip[0], plate.height - tip[1])
        path.lineTo(back[0] + side_x, plate.height - back[1] - side_y)
        path.lineTo(back[0] - side_x, plate.height - back[1] + side_y)
        path.closePath()


def _draw_names(plate: Plate, at: dict[Spot, Point], lines: Sequence[Point]) -> None:
    named = [spot for spot in at if spot.label]
    look = plate.look
    size = look.small
    names = []
    for spot in named:
        width = plate.width_of(spot.label, bold=_bold(spot), size=size)
        names.append(Name(at[spot], _radius(spot) + _RIM + 3, width, size * 1.2))
    for spot, box in zip(named, placed(names, lines, plate.width, plate.height), strict=True):
        if box:
            _draw_name(plate, spot, box)


def _draw_name(plate: Plate, spot: Spot, box: Box) -> None:
    look = plate.look
    plate.box(box.x - 1, box.y, box.width + 2, box.height, fill=f"{look.land}C0", radius=2)
    baseline = box.y + box.height / 2 + look.small * CAP
    colour = look.ink if _bold(spot) else look.ink2
    plate.text(box.x, baseline, spot.label, bold=_bold(spot), size=look.small, colour=colour)


def _bold(spot: Spot) -> bool:
    return spot.side != "other"


def _draw_corners(plate: Plate, radius: float) -> None:
    """Round corners, by covering what lies outside them, and a hairline along the edge."""
    path = plate.path(fill=plate.look.surface)
    width, height, handle = plate.width, plate.height, radius * _ROUND
    corners = (0.0, 0.0, 1, 1), (width, 0.0, -1, 1), (width, height, -1, -1), (0.0, height, 1, -1)
    for x, y, right, up in corners:
        path.moveTo(x, y)
        path.lineTo(x + right * radius, y)
        path.curveTo(x + right * handle, y, x, y + up * handle, x, y + up * radius)
        path.closePath()
    plate.box(0, 0, width, height, edge=plate.look.border, thick=0.75, radius=radius)
