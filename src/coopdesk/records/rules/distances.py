# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far two places lie apart, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0
"""The mean radius (IUGG); along a great circle the error stays below 0.6 %."""


def kilometres(one: str, other: str) -> int:
    """The distance between two positions, each "latitude,longitude" in degrees: whole kilometres,
    to ten above a hundred, since towns are no points."""
    (south, west), (north, east) = _degrees(one), _degrees(other)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    found = 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))
    return int(round(found, -1)) if found > 100 else round(found)


def _degrees(position: str) -> tuple[float, float]:
    latitude, longitude = position.split(",")
    return radians(float(latitude)), radians(float(longitude))
