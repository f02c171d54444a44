# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Payloads as earlier versions wrote them, made from today's: what is written now is read beside them."""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import cbor2

from coopdesk.sync import cells
from coopdesk.sync.columns import unpacked
from coopdesk.sync.packing import TOLD, Columns


def in_layout_one(payload: bytes) -> bytes:
    """The same segments in layout 1."""
    new = Columns(*cbor2.loads(payload))
    dense, leaves = new.dense, sum(frame[2] for frame in new.frames)
    frames = []
    for feed, start, count, offset in new.frames:
        hashed, dense = (dense[:32], dense[32:]) if start is TOLD else (start, dense)
        frames.append([feed, hashed, dense[:16], dense[16:80], count, offset])
        dense = dense[80:]
    counts, shape = unpacked(new.counts, leaves), unpacked(new.shape, leaves)
    entry, leaf = unpacked(new.entry, sum(counts)), unpacked(new.leaf, sum(counts))
    loose = 32 * entry.count(0)
    kinds = list(dict.fromkeys(kind for kind, *_ in new.shapes))
    return cbor2.dumps(
        [
            *(1, new.feeds, frames, _heads(new.heads, len(frames)), kinds),
            [[kinds.index(kind), keys] for kind, keys, *_ in new.shapes],
            *(new.entries, *map(_column, (counts, entry, leaf)), dense[:loose], dense[loose:]),
            _column(shape),
            [
                [cells.unpacked(column, shape.count(number)) for column in columns]
                for number, (_, _, *columns) in enumerate(new.shapes)
            ],
        ]
    )


def _heads(heads: list[Any], segments: int) -> list[Any]:
    of_segment = unpacked(heads[0], segments)
    rest = [unpacked(column, sum(of_segment)) for column in heads[1:5]]
    return [*map(_column, (of_segment, *rest)), heads[5]]


def _column(numbers: Sequence[int]) -> bytes:
    """A column with all its differences."""
    if not numbers:
        return b""
    steps = [numbers[0], *(after - before for before, after in pairwise(numbers))]
    most = max(step if step >= 0 else ~step for step in steps)
    width = next(width for width in (1, 2, 4, 8) if most < 1 << 8 * width - 1)
    raw = array({1: "b", 2: "h", 4: "i", 8: "q"}[width], steps).tobytes()
    return bytes([width]) + b"".join(raw[plane::width] for plane in range(width))
