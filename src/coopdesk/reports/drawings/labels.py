# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the names of a map stand: each beside its dot, none over another name or dot."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.reports.drawings.plate import Point


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: "Box") -> bool:
        """Whether the two have something in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def lies_in(self, width: float, height: float) -> bool:
        """Whether it lies within a picture."""
        return self.x >= 0 and self.y >= 0 and self.x + self.width <= width and self.y + self.height <= height

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.x <= point[0] <= self.x + self.width and self.y <= point[1] <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be placed: its dot, how far from the dot's middle it stays, its size."""

    dot: Point
    away: float
    width: float
    height: float


def placed(names: Sequence[Name], lines: Sequence[Point], width: float, height: float) -> list[Box | None]:
    """A box for each name, the first names first; None where there is no free room left.

    A name avoids other names and, where it can, all dots and `lines` (points along them).
    """
    dots = [_about(name) for name in names]
    taken: list[Box] = []
    found: list[Box | None] = []
    for at, name in enumerate(names):
        others = [dot for other, dot in enumerate(dots) if other != at]
        free = [
            box
            for box in _beside(name)
            if box.lies_in(width, height) and not any(box.touches(other) for other in taken)
        ]
        best = min(free, key=lambda box: _hidden(box, others, lines), default=None)
        found.append(best)
        if best:
            taken.append(best)
    return found


def _hidden(box: Box, dots: Sequence[Box], lines: Sequence[Point]) -> tuple[int, int]:
    """How much of the map a name would lie on."""
    return sum(map(box.touches, dots)), sum(map(box.holds, lines))


def _about(name: Name) -> Box:
    x, y = name.dot
    reach = name.away * 0.8
    return Box(x - reach, y - reach, 2 * reach, 2 * reach)


def _beside(name: Name) -> list[Box]:
    """Right and left first, then above and below, then the corners."""
    (x, y), away, wide, high = name.dot, name.away, name.width, name.height
    right, left, level = x + away, x - away - wide, y - high / 2
    above, below, middle = y - away - high, y + away, x - wide / 2
    near = away * 0.6
    corners = [(cx, cy) for cy in (y - high - near, y + near) for cx in (x + near, x - near - wide)]
    spots = [(right, level), (left, level), (middle, above), (middle, below), *corners]
    return [Box(x, y, wide, high) for x, y in spots]
