# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coasts and borders of the world, read from resources/map/outlines.bin (described in its README)."""

import json
import sys
import zlib
from array import array
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from coopdesk import paths

CELLS = 100
"""Cells to a degree of the numbers below."""
Kind = Literal[0, 1, 2, 3]
COAST, BORDER, DISPUTED, SEAM = 0, 1, 2, 3
Ring = list[int]
"""Numbers of arcs one after the other; ~n is arc n backwards."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A line: cells east of 180° W, cells north of the south pole, and its least and greatest."""

    xs: "array[int]"
    ys: "array[int]"
    west: int
    south: int
    east: int
    north: int


@dataclass(frozen=True, slots=True)
class Outlines:
    """All arcs with their kinds, the rings round land, and those round each country by its code."""

    arcs: list[Arc]
    kinds: list[Kind]
    land: list[Ring]
    countries: dict[str, list[Ring]]


@cache
def outlines() -> Outlines:
    """The outlines, read once for the life of the program."""
    data = zlib.decompress(paths.resource("map/outlines.bin").read_bytes())
    end = 4 + int.from_bytes(data[:4], "little")
    head: dict[str, Any] = json.loads(data[4:end])
    numbers = array("H", data[end:])
    if sys.byteorder == "big":
        numbers.byteswap()
    half = len(numbers) // 2
    arcs: list[Arc] = []
    at = 0
    for length in head["lengths"]:
        xs, ys = numbers[at : at + length], numbers[half + at : half + at + length]
        arcs.append(Arc(xs, ys, min(xs), min(ys), max(xs), max(ys)))
        at += length
    return Outlines(arcs, head["kinds"], head["land"], head["countries"])
