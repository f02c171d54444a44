# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns of whole numbers as bytes: differences, each byte of them in a plane of its own.

Neighbours in a column are alike, and so are the high bytes of their differences: what is alike
stands together, where a compressor finds it. Everything runs in C, however long the column.
"""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate, islice
from operator import sub

_TYPES = {1: "b", 2: "h", 4: "i", 8: "q"}
LONGEST = 1 << 20


def packed(numbers: Sequence[int]) -> bytes:
    """A column as bytes: the width of a difference (1, 2, 4 or 8), then the planes, low bytes first.

    Raises OverflowError for numbers whose differences need more than 64 bits.
    """
    if not numbers:
        return b""
    differences = [numbers[0], *map(sub, islice(numbers, 1, None), numbers)]
    least, most = min(differences), max(differences)
    width = next((w for w in _TYPES if -(1 << 8 * w - 1) <= least and most < 1 << 8 * w - 1), 0)
    if not width:
        raise OverflowError(most)
    column = array(_TYPES[width], differences)
    if sys.byteorder == "big":
        column.byteswap()
    raw = column.tobytes()
    return bytes([width]) + b"".join(raw[plane::width] for plane in range(width))


def unpacked(data: bytes, count: int) -> list[int]:
    """The column of `count` numbers in these bytes; raises ValueError where they are not that."""
    if count > LONGEST or bool(data) != bool(count):
        raise ValueError(count)
    if not data:
        return []
    width = data[0]
    if width not in _TYPES or len(data) != 1 + width * count:
        raise ValueError(width)
    raw = bytearray(width * count)
    for plane in range(width):
        raw[plane::width] = data[1 + plane * count : 1 + (plane + 1) * count]
    column = array(_TYPES[width])
    column.frombytes(raw)
    if sys.byteorder == "big":
        column.byteswap()
    return list(accumulate(column))
