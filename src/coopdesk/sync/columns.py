# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns of whole numbers as bytes: differences, each byte of them in a plane of its own.

Neighbours in a column are alike, and so are the high bytes of their differences: what is alike
stands together, where a compressor finds it. A column that goes on as it began to says so once.
Everything runs in C, however long the column.
"""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate, islice, repeat, takewhile
from operator import sub

_TYPES = {1: "b", 2: "h", 4: "i", 8: "q"}
LONGEST = 1 << 20


def packed(numbers: Sequence[int]) -> bytes:
    """A column as bytes: the width of a difference (1, 2, 4 or 8), then the planes, low bytes first.
    Of equal differences at the end only the first is there.

    Raises OverflowError for numbers whose differences need more than 64 bits.
    """
    if not numbers:
        return b""
    differences = [numbers[0], *map(sub, islice(numbers, 1, None), numbers)]
    least, most = min(differences), max(differences)
    width = next((w for w in _TYPES if -(1 << 8 * w - 1) <= least and most < 1 << 8 * w - 1), 0)
    if not width:
        raise OverflowError(most)
    column = array(_TYPES[width], differences[: len(differences) - _repeats(differences)])
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
    if width not in _TYPES:
        raise ValueError(width)
    told, rest = divmod(len(data) - 1, width)
    if rest or not 0 < told <= count:
        raise ValueError(told)
    raw = bytearray(width * told)
    for plane in range(width):
        raw[plane::width] = data[1 + plane * told : 1 + (plane + 1) * told]
    column = array(_TYPES[width])
    column.frombytes(raw)
    if sys.byteorder == "big":
        column.byteswap()
    column.extend(repeat(column[-1], count - told))
    return list(accumulate(column))


def _repeats(differences: list[int]) -> int:
    """How many at the end are as the one before them."""
    return sum(1 for _ in takewhile(differences[-1].__eq__, reversed(differences))) - 1
