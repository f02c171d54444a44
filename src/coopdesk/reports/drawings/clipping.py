# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines and shapes cut at the edges of a picture."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coopdesk.reports.drawings.plate import Point


def cut_shape(points: Sequence[Point], width: float, height: float) -> list[Point]:
    """What of a closed shape lies within the picture (Sutherland and Hodgman, 1974)."""
    shape = list(points)
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        shape = _cut_at(shape, axis, limit, sign)
    return shape


def cut_line(points: Sequence[Point], width: float, height: float) -> Iterator[list[Point]]:
    """The stretches of a line that lie within the picture."""
    stretch: list[Point] = []
    for start, end in pairwise(points):
        part = _within(start, end, width, height)
        if part is None:
            continue
        if not stretch or stretch[-1] != part[0]:
            if len(stretch) > 1:
                yield stretch
            stretch = [part[0]]
        stretch.append(part[1])
    if len(stretch) > 1:
        yield stretch


def _cut_at(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    found: list[Point] = []
    if not points:
        return found
    before = points[-1]
    was_in = (before[axis] - limit) * sign >= 0
    for point in points:
        is_in = (point[axis] - limit) * sign >= 0
        if is_in != was_in:
            found.append(_crossing(before, point, axis, limit))
        if is_in:
            found.append(point)
        before, was_in = point, is_in
    return found


def _crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = 1 - axis
    across = start[other] + (end[other] - start[other]) * share
    return (limit, across) if axis == 0 else (across, limit)


def _within(start: Point, end: Point, width: float, height: float) -> tuple[Point, Point] | None:
    """The part of a straight line within the picture (Liang and Barsky, 1984)."""
    (x, y), across, down = start, end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in ((-across, x), (across, width - x), (-down, y), (down, height - y)):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
        if first > last:
            return None
    if first == 0.0 and last == 1.0:
        return start, end
    return (
        start if first == 0.0 else (x + across * first, y + down * first),
        end if last == 1.0 else (x + across * last, y + down * last),
    )
