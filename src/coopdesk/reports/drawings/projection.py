# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From degrees to places on a picture.

Meridians are upright lines at equal distances. Between parallels Mercator's distances keep the
shapes of a region right; a picture of the world takes Miller's, which swell the north less.
Between the two the change is gradual, so that a map that is drawn nearer or further off doesn't jump.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, pi, radians, tan

from coopdesk.reports.drawings.outlines import CELLS

_HIGHEST = 84.0
_LEAST_SPAN = 14.0
_REGION, _WORLD = 70.0, 120.0
_MERCATOR, _MILLER = 1.0, 0.8
_MARGIN = 0.14
_STRIDE = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown, in degrees; east of 180° longitudes go on, so that `east` is above `west`."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Projection:
    """Where longitudes and latitudes stand on a picture whose y runs down."""

    stretch: float
    west: float
    top: float
    scale: float

    def x(self, longitude: float) -> float:
        """Where a meridian stands; of a longitude outside the picture the turn nearest to it."""
        return (longitude - self.west) * self.scale

    def y(self, latitude: float) -> float:
        """Where a parallel stands."""
        return (self.top - _northing(latitude, self.stretch)) * self.scale

    def column(self) -> list[float]:
        """The y of every cell from the south pole to the north pole, to a hundredth.

        Every tenth is reckoned, those between lie on straight lines: a thousandth of a cell off.
        """
        known = [self.y(cell / CELLS - 90) for cell in range(0, 180 * CELLS + 1, _STRIDE)]
        between = [
            round(start + (end - start) * step / _STRIDE, 2)
            for start, end in pairwise(known)
            for step in range(_STRIDE)
        ]
        return [*between, round(known[-1], 2)]


def fitted(frame: Frame, width: float, height: float) -> Projection:
    """The projection that shows all of a frame in the middle of a picture of this size."""
    stretch = _stretch(frame.south, frame.north)
    top, foot = _northing(frame.north, stretch), _northing(frame.south, stretch)
    scale = min(width / max(frame.east - frame.west, 1e-6), height / max(top - foot, 1e-6))
    west = (frame.west + frame.east) / 2 - width / scale / 2
    return Projection(stretch, west, (top + foot) / 2 + height / scale / 2, scale)


def frame_of(places: Sequence[tuple[float, float]]) -> Frame:
    """The frame that holds all places (latitude, longitude) with a margin, across 180° where
    that is the shorter way; the world where there is none."""
    if not places:
        return Frame(-170, -56, 190, 76)
    west, east = _shortest([longitude for _, longitude in places])
    south, north = min(latitude for latitude, _ in places), max(latitude for latitude, _ in places)
    wide, high = max(east - west, _LEAST_SPAN), max(north - south, _LEAST_SPAN)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    half_x, half_y = wide * (0.5 + _MARGIN), high * (0.5 + _MARGIN)
    return Frame(middle_x - half_x, max(middle_y - half_y, -_HIGHEST),
                 middle_x + half_x, min(middle_y + half_y, _HIGHEST))  # fmt: skip


def _shortest(longitudes: Sequence[float]) -> tuple[float, float]:
    """The stretch of longitudes that leaves out their widest gap."""
    known = sorted({(longitude + 180) % 360 - 180 for longitude in longitudes})
    gaps = [after - before for before, after in zip(known, [*known[1:], known[0] + 360], strict=True)]
    at = gaps.index(max(gaps))
    west = known[(at + 1) % len(known)]
    east = known[at]
    return west, east if east >= west else east + 360


def _stretch(south: float, north: float) -> float:
    share = (north - south - _REGION) / (_WORLD - _REGION)
    return _MERCATOR + (_MILLER - _MERCATOR) * min(max(share, 0), 1)


def _northing(latitude: float, stretch: float) -> float:
    """How far north of the equator, in degrees of longitude at the equator: Mercator's rule, to a
    share of the latitude (Miller, 1942)."""
    held = min(max(latitude, -_HIGHEST), _HIGHEST)
    return log(tan(pi / 4 + radians(held * stretch) / 2)) / stretch * 180 / pi
